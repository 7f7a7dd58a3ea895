package io.goldtier.audit.chain;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Checks the logs against themselves and against what the data folder knows about them; needs no running assistant. */
public final class AuditVerifier {

    private final Anchor anchor;
    private final Anchor copy;
    private final Path logs;

    private AuditVerifier(Path logs, Anchor anchor, Anchor copy) {
        this.logs = logs;
        this.anchor = anchor;
        this.copy = copy;
    }

    /**
     * Something that is not as it was written.
     *
     * @param file the file
     * @param line the line's number in that file, from 1; 0 when the fault is in no line
     * @param sentence what is wrong
     */
    public record Problem(Path file, long line, String sentence) {}

    /**
     * What was found.
     *
     * @param lines how many lines were read
     * @param problems the first fault of each log, and what is missing to compare with; empty when all is well
     */
    public record Report(long lines, List<Problem> problems) {

        /** True when nothing was changed. */
        public boolean ok() {
            return problems.isEmpty();
        }
    }

    /**
     * Reads every line of every log.
     *
     * @param logs the vault's {@code Logs} folder
     * @param data the data folder, which holds the anchor
     */
    public static Report verify(Path logs, Path data) throws IOException {
        return verify(logs, data, null);
    }

    /**
     * Reads every line of every log, and compares with the anchor's copy, too.
     *
     * @param logs the vault's {@code Logs} folder
     * @param data the data folder, which holds the anchor
     * @param anchorCopy where the anchor's copy is kept, or null when none is
     */
    public static Report verify(Path logs, Path data, Path anchorCopy) throws IOException {
        Anchor copy = anchorCopy != null && Files.exists(anchorCopy) ? Anchor.read(anchorCopy) : null;
        AuditVerifier verifier = new AuditVerifier(logs, Anchor.load(data), copy);
        List<Problem> problems = new ArrayList<>();
        long lines = 0;
        for (LogName log : LogName.values()) {
            Walk walk = verifier.walk(log);
            lines += walk.lines;
            if (walk.problem != null) {
                problems.add(walk.problem);
            }
        }
        if (lines > 0) {
            verifier.missing(anchorCopy).ifPresent(problems::add);
        }
        return new Report(lines, problems);
    }

    /** Without the anchor, or the copy that there should be, nothing says that the end is the end. */
    private Optional<Problem> missing(Path anchorCopy) {
        if (!Files.exists(anchor.file())) {
            return Optional.of(new Problem(
                    anchor.file(),
                    0,
                    "the anchor is not there, so nothing says how far the logs had got: it was removed; bring it back from"
                            + " a backup of the data folder, or its copy"));
        }
        return anchorCopy == null || copy != null
                ? Optional.empty()
                : Optional.of(new Problem(
                        anchorCopy,
                        0,
                        "the anchor's copy is not there, so nothing was compared with it: mount the place, or take"
                                + " goldtier.audit.anchor-copy out of the settings"));
    }

    private static final class Walk {
        private long lines;
        private long seq;
        private String hash;
        private Path file;
        private long inFile;
        private List<Path> files = List.of();
        private Problem problem;

        boolean fail(String sentence) {
            problem = new Problem(file, inFile, sentence);
            return false;
        }
    }

    private Walk walk(LogName log) throws IOException {
        Walk walk = new Walk();
        Anchor.Mark before = anchor.before(log);
        walk.seq = before == null ? 0 : before.seq();
        walk.hash = before == null ? Chain.START : before.hash();
        walk.file = logs.resolve(log.file());
        walk.files = Segments.all(logs, log);
        if (copy != null && !Objects.equals(before, copy.before(log))) {
            walk.fail("the anchor in " + anchor.file() + " and its copy in " + copy.file()
                    + " do not agree on where the log begins: its beginning was removed, or the copy could not be"
                    + " written since lines were last deleted for their age");
            return walk;
        }
        for (Path file : walk.files) {
            walk.file = file;
            walk.inFile = 0;
            if (!readFile(walk, file, log)) {
                return walk;
            }
        }
        Anchor.Mark last = furthest(log);
        if (last != null && walk.seq < last.seq()) {
            walk.fail("lines are missing at the end: the log ends at number " + walk.seq + ", but number " + last.seq()
                    + " had been written (" + (last.seq() - walk.seq) + " lines were cut off)");
        }
        return walk;
    }

    /** The furthest place that the anchor or its copy knows of. */
    private Anchor.Mark furthest(LogName log) {
        Anchor.Mark here = anchor.last(log);
        Anchor.Mark there = copy == null ? null : copy.last(log);
        return here == null || there != null && there.seq() > here.seq() ? there : here;
    }

    private boolean readFile(Walk walk, Path file, LogName log) throws IOException {
        try (RawLines lines = new RawLines(file)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                walk.inFile++;
                walk.lines++;
                Optional<String> text = RawLines.text(line);
                if (text.isEmpty()) {
                    return walk.fail("the line is not UTF-8: it was changed after it was written");
                }
                if (!check(walk, text.get(), log)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean check(Walk walk, String line, LogName log) throws IOException {
        Map<String, Object> fields;
        try {
            fields = Json.readObject(line);
        } catch (JsonProblem e) {
            return walk.fail("the line is not JSON: it was changed, or cut off while it was written");
        }
        String hash = String.valueOf(fields.get("hash"));
        if (!Chain.expectedHash(line).map(hash::equals).orElse(false)) {
            return walk.fail("the line does not match its own hash: it was changed after it was written");
        }
        long seq = seq(fields);
        if (seq != walk.seq + 1) {
            return walk.fail(outOfSequence(walk, seq));
        }
        if (!walk.hash.equals(fields.get("prev_hash"))) {
            return walk.fail("the line does not follow the one before it: the log was rewritten from here on");
        }
        if (!anchor.meets(log, seq, hash)) {
            return walk.fail(rewritten("the anchor in " + anchor.file(), seq));
        }
        if (copy != null && !copy.meets(log, seq, hash)) {
            return walk.fail(rewritten("the anchor's copy in " + copy.file(), seq));
        }
        walk.seq = seq;
        walk.hash = hash;
        return true;
    }

    private static String rewritten(String anchor, long seq) {
        return "the whole log was rewritten, or all of it from some line on: the chain does not meet " + anchor
                + ", in which number " + seq + " has another hash";
    }

    /** What it means that another number than the next one is found: whether that one is elsewhere decides. */
    private static String outOfSequence(Walk walk, long found) throws IOException {
        long expected = walk.seq + 1;
        if (isAfter(walk, expected)) {
            return "lines are out of order at number " + expected + ": number " + found
                    + " is found in its place, and number " + expected + " further on";
        }
        if (found < expected) {
            return "number " + found + " is found where number " + expected
                    + " is expected: a line was added, or is there twice";
        }
        long missing = found - expected;
        return missing == 1
                ? "a line is missing after number " + walk.seq + ": number " + found + " follows"
                : missing + " lines are missing after number " + walk.seq + ": number " + found + " follows";
    }

    /** Whether the line with this number comes after the one that is being looked at. */
    private static boolean isAfter(Walk walk, long number) throws IOException {
        boolean reached = false;
        for (Path file : walk.files) {
            long skip = file.equals(walk.file) ? walk.inFile : 0;
            reached |= skip > 0;
            if (!reached) {
                continue;
            }
            try (RawLines lines = new RawLines(file)) {
                for (byte[] line = lines.next(); line != null; line = lines.next()) {
                    if (skip-- <= 0
                            && RawLines.text(line)
                                    .filter(text -> isNumber(text, number))
                                    .isPresent()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isNumber(String line, long number) {
        try {
            return seq(Json.readObject(line)) == number;
        } catch (JsonProblem e) {
            // Not one of our lines, so not the one that is looked for
            return false;
        }
    }

    private static long seq(Map<String, Object> fields) {
        return fields.get("seq") instanceof Number number ? number.longValue() : -1;
    }
}
