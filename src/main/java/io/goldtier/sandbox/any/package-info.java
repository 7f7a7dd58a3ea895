/** A stand-in for outside systems that have none of their own. */
package io.goldtier.sandbox.any;
