package io.goldtier.intake.message;

import java.nio.file.Path;

/**
 * A file that came with a message.
 *
 * @param name its name, made safe
 * @param mediaType what it says it is, such as {@code application/pdf}; empty when it says nothing
 * @param size in bytes; -1 when it is not known
 * @param file the file that it is, or that it is a part of
 */
public record Attachment(String name, String mediaType, long size, Path file) {}
