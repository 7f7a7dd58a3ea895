/** JSON-RPC as MCP speaks it: messages, errors and revisions of the protocol. */
package io.goldtier.mcp.rpc;
