/** The project folder in which Claude Code works for the assistant. */
package io.goldtier.cli.claude;
