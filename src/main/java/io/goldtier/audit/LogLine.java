package io.goldtier.audit;

import io.goldtier.audit.chain.LogName;

/**
 * A line that is ready for its place in a chain: secrets are masked, what is too long is cut, and it is JSON already, so
 * that nothing of this is left to be done while others wait for the store.
 *
 * @param log where it goes
 * @param triggerId the trigger that it is about, or null
 * @param members its members as JSON, without braces
 */
public record LogLine(LogName log, String triggerId, String members) {}
