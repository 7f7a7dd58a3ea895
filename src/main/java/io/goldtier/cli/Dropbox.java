package io.goldtier.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * Puts whole files into a folder that somebody watches: each is written under a hidden name first and then linked to
 * its own name, so that nobody sees half a file, and a file that is there already is never overwritten.
 */
final class Dropbox {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Clock clock;

    Dropbox(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Copies a file into the folder, under its own name or, where that is taken, under one with a number.
     *
     * @return where the copy lies
     */
    Path drop(Path source) throws IOException {
        return put(source.getFileName().toString(), hidden -> Files.copy(source, hidden));
    }

    /** Writes a text file with these words. */
    Path dropText(String text) throws IOException {
        return put(
                "note-" + STAMP.format(clock.instant()) + ".txt",
                hidden -> Files.writeString(hidden, text + "\n", StandardCharsets.UTF_8));
    }

    private Path put(String name, Writer writer) throws IOException {
        Files.createDirectories(folder);
        Path hidden = folder.resolve("." + UUID.randomUUID() + ".tmp");
        try {
            writer.write(hidden);
            return publish(hidden, name);
        } finally {
            Files.deleteIfExists(hidden);
        }
    }

    private Path publish(Path hidden, String name) throws IOException {
        for (int number = 1; ; number++) {
            Path target = folder.resolve(number == 1 ? name : numbered(name, number));
            try {
                link(hidden, target);
                return target;
            } catch (FileAlreadyExistsException e) {
                if (number == 10_000) {
                    throw e;
                }
            }
        }
    }

    /** A hard link fails where the name is taken, in one step; file systems without links get a plain move. */
    private static void link(Path hidden, Path target) throws IOException {
        try {
            Files.createLink(target, hidden);
        } catch (UnsupportedOperationException e) {
            Files.move(hidden, target);
        }
    }

    private static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name + "-" + number : name.substring(0, dot) + "-" + number + name.substring(dot);
    }

    /** Fills a file. */
    private interface Writer {
        Object write(Path file) throws IOException;
    }
}
