package io.goldtier.intake;

import java.nio.file.Path;

/**
 * A file that came with a message.
 *
 * @param name its name, made safe
 * @param mediaType what it says it is, such as {@code application/pdf}; empty when it says nothing
 * @param size in bytes
 * @param file where it lies
 */
public record Attachment(String name, String mediaType, long size, Path file) {}
