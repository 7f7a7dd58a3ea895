package io.goldtier.audit;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks the logs against themselves and against what the data folder knows about them; needs no running assistant. */
public final class AuditVerifier {

    private final Anchor anchor;
    private final Path logs;

    private AuditVerifier(Path logs, Anchor anchor) {
        this.logs = logs;
        this.anchor = anchor;
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
     * @param problems the first fault of each log; empty when all is well
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
        AuditVerifier verifier = new AuditVerifier(logs, Anchor.load(data));
        List<Problem> problems = new ArrayList<>();
        long lines = 0;
        for (LogName log : LogName.values()) {
            Walk walk = verifier.walk(log);
            lines += walk.lines;
            if (walk.problem != null) {
                problems.add(walk.problem);
            }
        }
        return new Report(lines, problems);
    }

    private static final class Walk {
        private long lines;
        private long seq;
        private String hash;
        private Path file;
        private long inFile;
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
        Anchor.Mark last = anchor.last(log);
        for (Path file : Segments.all(logs, log)) {
            walk.file = file;
            walk.inFile = 0;
            if (!readFile(walk, file, last)) {
                return walk;
            }
        }
        if (last != null && walk.seq < last.seq()) {
            walk.fail("the log ends at number " + walk.seq + ", but number " + last.seq()
                    + " had been written: its end was cut off (" + (last.seq() - walk.seq) + " lines are missing)");
        }
        return walk;
    }

    private static boolean readFile(Walk walk, Path file, Anchor.Mark last) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String raw = reader.readLine(); raw != null; raw = reader.readLine()) {
                walk.inFile++;
                walk.lines++;
                String line = new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                if (!check(walk, line, last)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean check(Walk walk, String line, Anchor.Mark last) {
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
        long seq = fields.get("seq") instanceof Number number ? number.longValue() : -1;
        if (seq != walk.seq + 1) {
            return walk.fail("number " + (walk.seq + 1) + " is expected here, found " + seq
                    + (seq > walk.seq ? ": lines were removed" : ": lines were added or swapped"));
        }
        if (!walk.hash.equals(fields.get("prev_hash"))) {
            return walk.fail("the line does not follow the one before it: the log was rewritten from here on");
        }
        if (last != null && last.seq() == seq && !last.hash().equals(hash)) {
            return walk.fail("number " + seq + " is not the line that was written: the whole log was rewritten");
        }
        walk.seq = seq;
        walk.hash = hash;
        return true;
    }
}
