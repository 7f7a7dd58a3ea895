package io.goldtier.intake.message;

import java.nio.file.Path;

/**
 * A file that came with a message.
 *
 * @param name its name, made safe
 * @param file the file that it is, or that it is a part of
 */
public record Attachment(String name, Path file) {}
