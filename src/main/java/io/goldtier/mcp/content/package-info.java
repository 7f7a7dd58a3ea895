/** What agents can read of the assistant, and the words to set them to work with. */
package io.goldtier.mcp.content;
