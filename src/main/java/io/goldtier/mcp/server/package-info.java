/** What an MCP server is, whatever it serves and however it is reached: tools, resources, prompts and the methods on them. */
package io.goldtier.mcp.server;
