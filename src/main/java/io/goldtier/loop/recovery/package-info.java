/** What becomes of a step that did not simply end well: tries, doubts, verification, resolution. */
package io.goldtier.loop.recovery;
