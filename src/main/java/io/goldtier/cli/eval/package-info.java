/** How well an agent understands messages whose steps are known. */
package io.goldtier.cli.eval;
