/** {@code ./goldtier doctor}: a line for each thing that must be right. */
package io.goldtier.cli.doctor;
