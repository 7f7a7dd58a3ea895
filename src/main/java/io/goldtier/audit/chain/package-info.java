/** The log files: hash chain, anchor, segments, and their verification. */
package io.goldtier.audit.chain;
