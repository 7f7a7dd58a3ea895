package io.goldtier.audit.chain;

import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A line that the database has, on its way to its file.
 *
 * @param day of its time, {@code YYYY-MM-DD}
 * @param text null when the line is too long to be held; {@link #pieces} has it then
 * @param length in characters
 */
public record CommittedLine(LogName log, long seq, String day, String hash, String text, long length) {

    /** How much of a line is held at once, in characters. */
    static final int PIECE = 1 << 20;

    private static final int PAGE = 1_000;

    public CommittedLine(LogName log, long seq, String day, String hash, String text) {
        this(log, seq, day, hash, text, text.length());
    }

    /** The next lines of a log, as many as may be held at once, at least one. */
    public static List<CommittedLine> page(Tx tx, LogName log, long after) {
        List<CommittedLine> lengths = tx.query(
                "SELECT seq, LENGTH(line) AS length FROM log_lines WHERE log = ? AND seq > ? ORDER BY seq LIMIT "
                        + PAGE,
                row -> new CommittedLine(log, row.longInt("seq"), null, null, null, row.longInt("length")),
                log.key(),
                after);
        List<CommittedLine> taken = new ArrayList<>();
        long sum = 0;
        for (CommittedLine line : lengths) {
            sum += line.length();
            if (sum > 4 * PIECE && !taken.isEmpty()) {
                break;
            }
            taken.add(line);
        }
        if (taken.isEmpty()) {
            return List.of();
        }
        // Of a line that is too long only the end is read here, which has its hash
        return tx.query(
                "SELECT seq, at, LENGTH(line) AS length, CASE WHEN LENGTH(line) > " + PIECE
                        + " THEN NULL ELSE line END AS line, SUBSTR(line, LENGTH(line) - 99) AS tail"
                        + " FROM log_lines WHERE log = ? AND seq > ? AND seq <= ? ORDER BY seq",
                row -> new CommittedLine(
                        log,
                        row.longInt("seq"),
                        row.string("at").substring(0, 10),
                        Segments.hash(row.string("tail")),
                        row.string("line"),
                        row.longInt("length")),
                log.key(),
                after,
                taken.get(taken.size() - 1).seq());
    }

    /** The text of a line that is too long to be held. */
    Stream<String> pieces(Store store) {
        return LongStream.range(0, (length + PIECE - 1) / PIECE).mapToObj(n -> store.read(tx -> piece(tx, n * PIECE)));
    }

    private String piece(Tx tx, long from) {
        return tx.first(
                        "SELECT SUBSTR(line, ?, " + PIECE + ") AS piece FROM log_lines WHERE log = ? AND seq = ?",
                        row -> row.string("piece"),
                        from + 1,
                        log.key(),
                        seq)
                .orElseThrow();
    }
}
