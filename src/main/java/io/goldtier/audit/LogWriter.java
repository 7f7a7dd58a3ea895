package io.goldtier.audit;

import io.goldtier.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of the log files: appends what the database has committed, in order, and tells who waits for it.
 *
 * <p>The database is where a line is kept first, so a file that could not be written is caught up later, line for line.
 */
final class LogWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final int PAGE = 1_000;
    private static final int LONGEST_QUEUE = 20_000;

    private final Store store;
    private final Path logs;
    private final Path archive;
    private final Anchor anchor;
    private final AnchorCopy copy;
    private final Map<LogName, Progress> progress = new EnumMap<>(LogName.class);
    private final Thread thread = new Thread(this::writeUntilClosed, "log-writer");
    /** What those wait on whose line is on its way; apart from the queue, so that a new line wakes the writer alone. */
    private final Object onDisk = new Object();

    private volatile String trouble;
    private boolean closing;

    /** A committed line on its way to its file. */
    record Line(long seq, String day, String hash, String text) {}

    private static final class Progress {
        private final Deque<Line> waiting = new ArrayDeque<>();
        private LogFile file;
        private String day;
        private volatile long written;
        private boolean behind = true;
    }

    LogWriter(Store store, Path logs, Path data, Path anchorCopy) throws IOException {
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

    /** Hands over a line that is committed. */
    synchronized void offer(LogName log, Line line) {
        Progress state = progress.get(log);
        if (state.behind || state.waiting.size() >= LONGEST_QUEUE) {
            state.behind = true;
        } else {
            state.waiting.add(line);
        }
        notify();
    }

    /**
     * Returns when the line is on the disk.
     *
     * @throws LogUnavailable if it is not there in time
     */
    void await(LogName log, long seq, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (onDisk) {
            while (progress.get(log).written < seq) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0 || trouble != null) {
                    throw new LogUnavailable(trouble == null ? "it did not get to the disk in time" : trouble);
                }
                try {
                    onDisk.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new LogUnavailable("interrupted");
                }
            }
        }
    }

    /** Why the logs cannot be written, or null when they can. */
    String trouble() {
        return trouble;
    }

    /** Why the anchor's copy is not up to date, or null. */
    String copyTrouble() {
        return copy.trouble();
    }

    /** Deletes whole segments of days before this one. */
    synchronized void deleteSegmentsBefore(String day) throws IOException {
        for (LogName log : LogName.values()) {
            for (Path segment : segments(logs, log)) {
                if (Segments.day(segment).compareTo(day) < 0) {
                    LogFile.End end = LogFile.end(segment);
                    anchor.before(log, new Anchor.Mark(end.seq(), Segments.lastHash(segment)));
                    anchor.save();
                    copy.save(anchor);
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
        state.file = LogFile.open(current, end);
        return state;
    }

    private void writeUntilClosed() {
        while (true) {
            for (LogName log : LogName.values()) {
                List<Line> lines = next(log);
                if (!lines.isEmpty()) {
                    write(log, lines);
                }
            }
            synchronized (this) {
                boolean idle = progress.values().stream().allMatch(state -> state.waiting.isEmpty() && !state.behind);
                if (closing && (idle || trouble != null)) {
                    progress.values().forEach(LogWriter::closeQuietly);
                    return;
                }
                if (idle && trouble != null) {
                    saveAnchorAgain();
                }
                if (idle || trouble != null) {
                    sleep(trouble == null ? 60_000 : 1_000);
                }
            }
        }
    }

    private List<Line> next(LogName log) {
        Progress state = progress.get(log);
        long after;
        synchronized (this) {
            if (!state.behind) {
                List<Line> lines = new ArrayList<>(state.waiting);
                state.waiting.clear();
                return lines;
            }
            after = state.written;
            // Lines committed from now on are offered again; those before are read below
            state.behind = false;
            state.waiting.clear();
        }
        try {
            List<Line> lines = store.read(tx -> tx.query(
                    "SELECT seq, at, line FROM log_lines WHERE log = ? AND seq > ? ORDER BY seq LIMIT " + PAGE,
                    row -> new Line(
                            row.longInt("seq"),
                            row.string("at").substring(0, 10),
                            Segments.hash(row.string("line")),
                            row.string("line")),
                    log.key(),
                    after));
            synchronized (this) {
                state.behind = state.behind || lines.size() == PAGE;
                long last =
                        lines.isEmpty() ? after : lines.get(lines.size() - 1).seq();
                state.waiting.removeIf(line -> line.seq() <= last);
            }
            return lines;
        } catch (RuntimeException e) {
            stumble(log, "the database cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private void write(LogName log, List<Line> lines) {
        Progress state = progress.get(log);
        try {
            int from = 0;
            while (from < lines.size()) {
                String day = lines.get(from).day();
                int to = from;
                while (to < lines.size() && lines.get(to).day().equals(day)) {
                    to++;
                }
                turnPage(log, state, day);
                List<Line> today = lines.subList(from, to);
                state.file.append(today.stream().map(Line::text).toList());
                Line last = today.get(today.size() - 1);
                state.written = last.seq();
                trouble = null;
                wakeWaiting();
                synchronized (this) {
                    anchor.last(log, new Anchor.Mark(last.seq(), last.hash()));
                    anchor.save();
                    copy.save(anchor);
                }
                from = to;
            }
        } catch (IOException e) {
            stumble(log, e.getMessage());
        }
    }

    /** All lines are on the disk, and only the anchor was not: no line need come for it to be tried again. */
    private void saveAnchorAgain() {
        try {
            anchor.save();
            copy.save(anchor);
            trouble = null;
            wakeWaiting();
        } catch (IOException e) {
            trouble = "the anchor of the logs cannot be written: " + e.getMessage();
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
        if (trouble == null) {
            LOG.error("{} cannot be written: {}. Nothing is done until it can be.", log.file(), reason);
        }
        trouble = log.file() + " cannot be written: " + reason;
        progress.get(log).behind = true;
        wakeWaiting();
    }

    private void wakeWaiting() {
        synchronized (onDisk) {
            onDisk.notifyAll();
        }
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
