/** The MCP server on which a client works through loops: it claims one, decides step by step, and ends it. */
package io.goldtier.mcp.loops;
