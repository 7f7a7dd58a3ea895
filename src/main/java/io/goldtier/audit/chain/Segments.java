package io.goldtier.audit.chain;

import io.goldtier.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a log: closed segments, one a day, under {@code archive/}, and the current file. */
final class Segments {

    private Segments() {}

    /** Closed segments, oldest first. */
    static List<Path> archived(Path logs, LogName log) throws IOException {
        Path archive = logs.resolve("archive");
        if (!Files.isDirectory(archive)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(archive)) {
            return files.filter(file -> file.getFileName().toString().startsWith(stem(log) + "-"))
                    .sorted()
                    .toList();
        }
    }

    /** All files of a log in the order of their lines. */
    static List<Path> all(Path logs, LogName log) throws IOException {
        List<Path> files = new ArrayList<>(archived(logs, log));
        Path current = logs.resolve(log.file());
        if (Files.exists(current)) {
            files.add(current);
        }
        return files;
    }

    /** Where the segment of a day goes when it is closed. */
    static Path archivePath(Path logs, LogName log, String day) throws IOException {
        Path path = logs.resolve("archive").resolve(stem(log) + "-" + day + ".jsonl");
        for (int i = 2; Files.exists(path); i++) {
            path = path.resolveSibling(stem(log) + "-" + day + "_" + i + ".jsonl");
        }
        return path;
    }

    /** The day of a closed segment, {@code YYYY-MM-DD}. */
    static String day(Path segment) {
        String name = segment.getFileName().toString();
        int start = name.lastIndexOf("log-") + "log-".length();
        return name.substring(start, Math.min(name.length(), start + 10));
    }

    /** The hash of a file's last line. */
    static String lastHash(Path file) throws IOException {
        return hash(lastLine(file));
    }

    /** The day of a file's last line, or null when it has none. */
    static String lastDay(Path file) throws IOException {
        String line = lastLine(file);
        if (line.isEmpty()) {
            return null;
        }
        try {
            return String.valueOf(Json.readObject(line).get("timestamp")).substring(0, 10);
        } catch (RuntimeException e) {
            // Not one of our lines: the file is kept as today's, verification will name the line
            return null;
        }
    }

    /** The hash that a line ends with, or an empty text. */
    static String hash(String line) {
        int start = line.lastIndexOf("\"hash\":\"") + "\"hash\":\"".length();
        return start < 8 || line.length() < start + 64 ? "" : line.substring(start, start + 64);
    }

    private static String lastLine(Path file) throws IOException {
        LogFile.End end = LogFile.end(file);
        if (end.wholeBytes() == 0) {
            return "";
        }
        try (var channel = Files.newByteChannel(file)) {
            long start = Math.max(0, end.wholeBytes() - (1 << 20));
            channel.position(start);
            var bytes = java.nio.ByteBuffer.allocate((int) (end.wholeBytes() - start));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Reads until the buffer is full or the file ends
            }
            String text = new String(bytes.array(), StandardCharsets.UTF_8).stripTrailing();
            return text.substring(text.lastIndexOf('\n') + 1);
        }
    }

    private static String stem(LogName log) {
        return log.file().substring(0, log.file().length() - ".jsonl".length());
    }
}
