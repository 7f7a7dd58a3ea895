/** Work as people read it: what is going on, the story of a task, what was thought, and that something has changed. */
package io.goldtier.web.work;
