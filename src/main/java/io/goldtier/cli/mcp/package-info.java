/** How clients come to the MCP servers of a running assistant. */
package io.goldtier.cli.mcp;
