/** A stand-in for the Graph API: a Facebook page and its Instagram account. */
package io.goldtier.sandbox.graph;
