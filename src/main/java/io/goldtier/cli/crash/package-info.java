/** {@code ./goldtier crashtest}: kills the assistant and counts what was lost or done twice. */
package io.goldtier.cli.crash;
