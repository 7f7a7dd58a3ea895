package io.goldtier.audit.chain;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.store.folder.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known outside the logs about where each of them begins and how far it has got. A log that ends earlier was cut
 * off, one whose line at that place has another hash was rewritten.
 */
final class Anchor {

    private final Path file;
    private final Map<String, Object> marks;

    private Anchor(Path file, Map<String, Object> marks) {
        this.file = file;
        this.marks = marks;
    }

    /** A place in a log and the hash that belongs to it. */
    record Mark(long seq, String hash) {}

    /** Reads the anchor of a data folder; a new one is empty. */
    static Anchor load(Path dataFolder) throws IOException {
        return read(dataFolder.resolve("log-anchor.json"));
    }

    /** Reads an anchor; one that is not there is empty. */
    static Anchor read(Path file) throws IOException {
        Map<String, Object> marks = Files.exists(file) ? new LinkedHashMap<>(parse(file)) : new LinkedHashMap<>();
        return new Anchor(file, marks);
    }

    private static Map<String, Object> parse(Path file) throws IOException {
        try {
            return Json.readObject(Files.readString(file));
        } catch (JsonProblem e) {
            throw new IOException(file + " is not JSON: it was changed", e);
        }
    }

    /** Where it is kept. */
    Path file() {
        return file;
    }

    /** The last line that is known to be on the disk, or null. */
    Mark last(LogName log) {
        return mark(log.key() + "_last");
    }

    /** False when another hash is known of the line at this place. */
    boolean meets(LogName log, long seq, String hash) {
        Mark last = last(log);
        return last == null || last.seq() != seq || last.hash().equals(hash);
    }

    /** The line before the first one that is kept, or null when the log is kept from its beginning. */
    Mark before(LogName log) {
        return mark(log.key() + "_before");
    }

    void last(LogName log, Mark mark) {
        put(log.key() + "_last", mark);
    }

    void before(LogName log, Mark mark) {
        put(log.key() + "_before", mark);
    }

    /** Writes it beside and renames it, so that there is always a whole one. */
    void save() throws IOException {
        save(file);
    }

    /** Writes the same to another place. */
    void save(Path file) throws IOException {
        PrivateFile.write(file, Json.write(marks));
    }

    private void put(String name, Mark mark) {
        marks.put(name, Map.of("seq", mark.seq(), "hash", mark.hash()));
    }

    private Mark mark(String name) {
        if (marks.get(name) instanceof Map<?, ?> mark && mark.get("seq") instanceof Number seq) {
            return new Mark(seq.longValue(), String.valueOf(mark.get("hash")));
        }
        return null;
    }
}
