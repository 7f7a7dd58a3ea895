/** The skills over the Model Context Protocol. */
package io.goldtier.mcp;
