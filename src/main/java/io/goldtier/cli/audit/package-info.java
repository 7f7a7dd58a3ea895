/** {@code ./goldtier audit}: proves and reads the logs. */
package io.goldtier.cli.audit;
