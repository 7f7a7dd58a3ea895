package io.goldtier.intake.file;

import io.goldtier.intake.Origin;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A message that was taken from its origin for this process alone.
 *
 * @param origin where it comes from
 * @param name what it was called there: a file's name, a message's id
 * @param file where it lies now
 * @param received when it was taken
 */
public record Taken(Origin origin, String name, Path file, Instant received) {}
