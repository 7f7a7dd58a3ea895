package io.goldtier.audit.chain;

import io.goldtier.store.Tx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the logs had been written, which tells whether a database is the one that they were written from. One that knows
 * less is an empty one or an old copy, and one that has another line at the anchor's place is a strange one: nothing may go on
 * from there.
 */
public final class Written {

    private final Path logs;
    private final Anchor anchor;
    private final Map<LogName, Long> last = new EnumMap<>(LogName.class);

    private Written(Path logs, Anchor anchor) throws IOException {
        this.logs = logs;
        this.anchor = anchor;
        for (LogName log : LogName.values()) {
            Anchor.Mark mark = anchor.last(log);
            last.put(log, Math.max(inFiles(logs, log), mark == null ? 0 : mark.seq()));
        }
    }

    /**
     * Looks at the files; to be done before a look into the database, which is always ahead of them.
     *
     * @param logs the vault's {@code Logs} folder
     * @param data the data folder, which holds the anchor
     */
    public static Written of(Path logs, Path data) throws IOException {
        return of(logs, Anchor.load(data));
    }

    static Written of(Path logs, Anchor anchor) throws IOException {
        return new Written(logs, anchor);
    }

    /** The number of the last line that is in the files of a log. */
    static long inFiles(Path logs, LogName log) throws IOException {
        LogFile.End end = LogFile.end(logs.resolve(log.file()));
        List<Path> archived = Segments.archived(logs, log);
        return end.seq() > 0 || archived.isEmpty()
                ? end.seq()
                : LogFile.end(archived.get(archived.size() - 1)).seq();
    }

    /** Why this database is not the one of these logs, with the ways out; empty when it is. */
    public Optional<String> refusal(Tx database) {
        for (LogName log : LogName.values()) {
            Optional<String> less = less(log, known(database, log));
            if (less.isPresent()) {
                return less;
            }
            Anchor.Mark mark = anchor.last(log);
            if (mark != null && AnchorCopy.contradicts(database, log, mark)) {
                return Optional.of(sentence(log, "line " + mark.seq() + " is another one"));
            }
        }
        return Optional.empty();
    }

    /** The same when there is no database. */
    public Optional<String> refusalOfNone() {
        for (LogName log : LogName.values()) {
            Optional<String> less = less(log, 0);
            if (less.isPresent()) {
                return less;
            }
        }
        return Optional.empty();
    }

    private Optional<String> less(LogName log, long known) {
        long written = last.get(log);
        return written > known
                ? Optional.of(sentence(log, "the log has " + written + " lines, and the database knows of " + known))
                : Optional.empty();
    }

    private static long known(Tx database, LogName log) {
        return database.first("SELECT seq FROM log_heads WHERE log = ?", row -> row.longInt("seq"), log.key())
                .orElse(0L);
    }

    private String sentence(LogName log, String difference) {
        return "The database in " + anchor.file().getParent() + " is not the one that " + logs.resolve(log.file())
                + " was written from: " + difference
                + ". Put the right goldtier.db back, with its -wal file, or start with --goldtier.data set to its"
                + " folder. To begin anew without what it knew, move " + logs + " and " + anchor.file()
                + " out of the way.";
    }
}
