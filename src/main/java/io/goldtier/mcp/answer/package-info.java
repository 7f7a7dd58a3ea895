/** What goes back to a client of an MCP server: one answer in JSON, or a stream of events that ends or is cut. */
package io.goldtier.mcp.answer;
