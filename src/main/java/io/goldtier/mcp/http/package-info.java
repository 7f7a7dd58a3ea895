/** MCP over Streamable HTTP: both generations of the protocol at the same addresses. */
package io.goldtier.mcp.http;
