/** A stand-in for X: posts, pictures, tokens. */
package io.goldtier.sandbox.x;
