package io.goldtier.audit.chain;

import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of the log files: appends what the database has committed, in order, and tells who waits for it.
 *
 * <p>The database is where a line is kept first, so a file that could not be written is caught up later, line for line.
 */
public final class LogWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final int PAGE = 1_000;
    private static final int LONGEST_QUEUE = 20_000;
    /** How much text is held at once, in characters: of lines on their way, of a page, and of a line that is too long. */
    private static final int PIECE = 1 << 20;

    private final Store store;
    private final Path logs;
    private final Path archive;
    private final Anchor anchor;
    private final AnchorCopy copy;
    private final Map<LogName, Progress> progress = new EnumMap<>(LogName.class);
    private final Thread thread = new Thread(this::writeUntilClosed, "log-writer");
    /** Those whose lines are on their way, in order. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private volatile Consumer<List<String>> listener = lines -> {};
    private boolean anchorMoved;
    private String anchorTrouble;
    private volatile String trouble;
    private boolean closing;

    /** A committed line on its way to its file; one that is too long to be held has no text here, only its length. */
    public record Line(LogName log, long seq, String day, String hash, String text, long length) {

        public Line(LogName log, long seq, String day, String hash, String text) {
            this(log, seq, day, hash, text, text.length());
        }
    }

    /** Somebody who waits until these lines, the last of each log, are on the disk. */
    public record Waiting(Map<LogName, Long> lines, CompletableFuture<Void> onDisk) {}

    private static final class Progress {
        private final Deque<Line> waiting = new ArrayDeque<>();
        private long waitingLength;
        private LogFile file;
        private String day;
        private volatile long written;
        private boolean behind = true;
        private String trouble;
    }

    /** A writer of the files in {@code logs}; the anchor lies in {@code data}, its copy, if any, in {@code anchorCopy}. */
    public LogWriter(Store store, Path logs, Path data, Path anchorCopy) throws IOException {
        this.store = store;
        this.logs = logs;
        this.archive = logs.resolve("archive");
        Files.createDirectories(archive);
        this.anchor = Anchor.load(data);
        this.copy = new AnchorCopy(anchorCopy, store);
        for (LogName log : LogName.values()) {
            progress.put(log, open(log));
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands over lines that are committed, with those who wait for them; nobody holds this lock while a file is written. */
    public void offer(List<Line> lines, List<Waiting> whoWait) {
        synchronized (waiting) {
            waiting.addAll(whoWait);
        }
        synchronized (this) {
            lines.forEach(this::offer);
            notify();
        }
        if (trouble != null || lines.isEmpty()) {
            // The log writer may have looked at those who wait before they came
            tellWhoWaits();
        }
    }

    private void offer(Line line) {
        Progress state = progress.get(line.log());
        if (state.behind || state.waiting.size() >= LONGEST_QUEUE || state.waitingLength > 8 * PIECE) {
            state.behind = true;
        } else {
            state.waiting.add(line);
            state.waitingLength += line.length();
        }
    }

    /** Those whose lines are on the disk go on; when there is trouble, nobody waits. */
    private void tellWhoWaits() {
        List<Waiting> told = new ArrayList<>();
        String reason = trouble;
        synchronized (waiting) {
            waiting.removeIf(one -> (reason != null || isOnDisk(one)) && told.add(one));
        }
        for (Waiting one : told) {
            if (isOnDisk(one)) {
                one.onDisk().complete(null);
            } else {
                one.onDisk().completeExceptionally(new LogUnavailable(reason));
            }
        }
    }

    /** Tells this of lines of the audit log that are on the disk; one that is too long to be held is left out. */
    public void onDisk(Consumer<List<String>> newListener) {
        listener = newListener;
    }

    private boolean isOnDisk(Waiting one) {
        return one.lines().entrySet().stream().allMatch(line -> progress.get(line.getKey()).written >= line.getValue());
    }

    /** Why the logs cannot be written, or null when they can. */
    public String trouble() {
        return trouble;
    }

    /** Why the anchor's copy is not up to date, or null. */
    public String copyTrouble() {
        return copy.trouble();
    }

    /** Deletes whole segments of days before this one. */
    public void deleteSegmentsBefore(String day) throws IOException {
        for (LogName log : LogName.values()) {
            for (Path segment : segments(logs, log)) {
                if (Segments.day(segment).compareTo(day) < 0) {
                    LogFile.End end = LogFile.end(segment);
                    Anchor.Mark last = new Anchor.Mark(end.seq(), Segments.lastHash(segment));
                    synchronized (anchor) {
                        anchor.before(log, last);
                        saveAnchor();
                    }
                    Files.delete(segment);
                }
            }
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notify();
        }
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Path> segments(Path logs, LogName log) throws IOException {
        return Segments.archived(logs, log);
    }

    private Progress open(LogName log) throws IOException {
        Progress state = new Progress();
        Path current = logs.resolve(log.file());
        LogFile.End end = LogFile.end(current);
        state.written = end.seq();
        state.day = Segments.lastDay(current);
        List<Path> archived = segments(logs, log);
        if (end.seq() == 0 && !archived.isEmpty()) {
            state.written = LogFile.end(archived.get(archived.size() - 1)).seq();
        }
        Anchor.Mark mark = anchor.last(log);
        if (mark != null && state.written < mark.seq()) {
            LOG.warn(
                    "{} ended at line {} although {} lines had been written: somebody shortened it. "
                            + "The missing lines are written again from the database.",
                    current,
                    state.written,
                    mark.seq());
        }
        refuseLostDatabase(log, Math.max(state.written, mark == null ? 0 : mark.seq()), mark);
        state.file = LogFile.open(current, end);
        return state;
    }

    /** A database that knows less than was written from it is an empty one or an old copy: nothing may go on from there. */
    private void refuseLostDatabase(LogName log, long written, Anchor.Mark mark) {
        long known = store.read(
                tx -> tx.first("SELECT seq FROM log_heads WHERE log = ?", row -> row.longInt("seq"), log.key())
                        .orElse(0L));
        boolean other = mark != null && AnchorCopy.contradicts(store, log, mark);
        if (written > known || other) {
            throw new IllegalStateException("The database in " + anchor.file().getParent() + " is not the one that "
                    + logs.resolve(log.file()) + " was written from: "
                    + (written > known
                            ? "the log has " + written + " lines, and the database knows of " + known
                            : "line " + mark.seq() + " is another one")
                    + ". Put the right goldtier.db back, with its -wal file, or start with --goldtier.data set to its"
                    + " folder. To begin anew without what it knew, move " + logs + " and " + anchor.file()
                    + " out of the way.");
        }
    }

    private void writeUntilClosed() {
        while (true) {
            for (LogName log : LogName.values()) {
                List<Line> lines = next(log);
                if (!lines.isEmpty()) {
                    write(log, lines);
                }
            }
            lookAtTrouble();
            tellWhoWaits();
            if (anchorMoved) {
                moveAnchor();
                lookAtTrouble();
            }
            synchronized (this) {
                boolean idle = isIdle();
                if (closing && (idle || trouble != null)) {
                    progress.values().forEach(LogWriter::closeQuietly);
                    return;
                }
                if (idle || trouble != null) {
                    sleep(trouble == null ? 60_000 : 1_000);
                }
            }
        }
    }

    private synchronized boolean isIdle() {
        return progress.values().stream().allMatch(state -> state.waiting.isEmpty() && !state.behind);
    }

    private List<Line> next(LogName log) {
        Progress state = progress.get(log);
        long after;
        synchronized (this) {
            if (!state.behind) {
                List<Line> lines = new ArrayList<>(state.waiting);
                state.waiting.clear();
                state.waitingLength = 0;
                // What was read from the database may be offered only after that
                lines.removeIf(line -> line.seq() <= state.written);
                if (lines.isEmpty() || lines.get(0).seq() == state.written + 1) {
                    return lines;
                }
                state.behind = true;
                return List.of();
            }
            after = state.written;
            // Lines committed from now on are offered again; those before are read below
            state.behind = false;
            state.waiting.clear();
            state.waitingLength = 0;
        }
        try {
            List<Line> lines = store.read(tx -> page(tx, log, after));
            synchronized (this) {
                long last =
                        lines.isEmpty() ? after : lines.get(lines.size() - 1).seq();
                state.waiting.removeIf(line -> line.seq() <= last);
                // Until a look finds nothing more, what was offered meanwhile is read and not remembered
                state.behind = state.behind || !lines.isEmpty();
            }
            return lines;
        } catch (RuntimeException e) {
            stumble(log, "the database cannot be read after line " + after + ": " + e.getMessage());
            return List.of();
        }
    }

    /** The next lines, as many as may be held at once, at least one. */
    public static List<Line> page(Tx tx, LogName log, long after) {
        List<Line> lengths = tx.query(
                "SELECT seq, LENGTH(line) AS length FROM log_lines WHERE log = ? AND seq > ? ORDER BY seq LIMIT "
                        + PAGE,
                row -> new Line(log, row.longInt("seq"), null, null, null, row.longInt("length")),
                log.key(),
                after);
        List<Line> taken = new ArrayList<>();
        long sum = 0;
        for (Line line : lengths) {
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
                row -> new Line(
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

    private void write(LogName log, List<Line> lines) {
        Progress state = progress.get(log);
        try {
            int from = 0;
            while (from < lines.size()) {
                int to = end(lines, from);
                turnPage(log, state, lines.get(from).day());
                append(log, state, lines.subList(from, to));
                Line last = lines.get(to - 1);
                state.written = last.seq();
                synchronized (anchor) {
                    anchor.last(log, new Anchor.Mark(last.seq(), last.hash()));
                }
                anchorMoved = true;
                state.trouble = null;
                tell(log, lines.subList(from, to));
                from = to;
            }
        } catch (IOException | RuntimeException e) {
            stumble(log, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private void tell(LogName log, List<Line> lines) {
        if (log == LogName.AUDIT && lines.get(0).text() != null) {
            listener.accept(lines.stream().map(Line::text).toList());
        }
    }

    /** Where the lines end that go into the file at once: those of a day, up to one that is too long. */
    private static int end(List<Line> lines, int from) {
        int to = from + 1;
        while (to < lines.size()
                && lines.get(from).text() != null
                && lines.get(to).text() != null
                && lines.get(to).day().equals(lines.get(from).day())) {
            to++;
        }
        return to;
    }

    private void append(LogName log, Progress state, List<Line> lines) throws IOException {
        Line first = lines.get(0);
        if (first.text() != null) {
            state.file.append(lines.stream().map(Line::text).toList());
            return;
        }
        LOG.warn(
                "Line {} of {} has {} characters and is written piece by piece",
                first.seq(),
                log.file(),
                first.length());
        long pieces = (first.length() + PIECE - 1) / PIECE;
        state.file.appendPieces(Stream.concat(
                        LongStream.range(0, pieces).mapToObj(n -> piece(log, first.seq(), n * PIECE)), Stream.of("\n"))
                .iterator());
    }

    private String piece(LogName log, long seq, long from) {
        return store.read(tx -> tx.first(
                        "SELECT SUBSTR(line, ?, " + PIECE + ") AS piece FROM log_lines WHERE log = ? AND seq = ?",
                        row -> row.string("piece"),
                        from + 1,
                        log.key(),
                        seq)
                .orElseThrow());
    }

    private void saveAnchor() throws IOException {
        anchor.save();
        copy.save(anchor);
    }

    /** Once for all that a round has written; what cannot be saved is tried again, though no line need come for it. */
    private void moveAnchor() {
        try {
            synchronized (anchor) {
                saveAnchor();
            }
            anchorMoved = false;
            anchorTrouble = null;
        } catch (IOException | RuntimeException e) {
            if (anchorTrouble == null) {
                LOG.error(
                        "The anchor of the logs cannot be written: {}. Nothing is done until it can be.", e.toString());
            }
            anchorTrouble = "the anchor of the logs cannot be written: " + e.getMessage();
        }
    }

    /** Closes yesterday's file when the first line of a new day comes. */
    private void turnPage(LogName log, Progress state, String day) throws IOException {
        if (state.day != null && state.day.compareTo(day) < 0) {
            Path current = logs.resolve(log.file());
            state.file.close();
            Files.move(current, Segments.archivePath(logs, log, state.day), StandardCopyOption.ATOMIC_MOVE);
            state.file = LogFile.open(current, new LogFile.End(0, 0));
        }
        state.day = day;
    }

    private synchronized void stumble(LogName log, String reason) {
        Progress state = progress.get(log);
        if (state.trouble == null) {
            LOG.error("{} cannot be written: {}. Nothing is done until it can be.", log.file(), reason);
        }
        state.trouble = log.file() + " cannot be written: " + reason;
        state.behind = true;
        trouble = state.trouble;
    }

    /** One log that can be written does not help another that cannot. */
    private void lookAtTrouble() {
        trouble = Stream.concat(
                        progress.values().stream().map(state -> state.trouble), Stream.ofNullable(anchorTrouble))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void sleep(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Progress state) {
        try {
            state.file.close();
        } catch (IOException e) {
            LOG.warn("A log file did not close: {}", e.getMessage());
        }
    }
}
