/** The skills as tools: what their cards say in the words of MCP, and what became of a call. */
package io.goldtier.mcp.skills;
