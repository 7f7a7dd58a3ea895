package io.goldtier.audit.chain;

import io.goldtier.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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
    private static final int LONGEST_QUEUE = 20_000;
    /** How much text of a log is held at once, in characters. */
    private static final long LONGEST_TEXT = 8L * CommittedLine.PIECE;

    private final Store store;
    private final Path logs;
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

    /** Somebody who waits until these lines, the last of each log, are on the disk. */
    public record Waiting(Map<LogName, Long> lines, CompletableFuture<Void> onDisk) {}

    private static final class Progress {
        private final Deque<CommittedLine> waiting = new ArrayDeque<>();
        private long waitingLength;
        private final OpenLog file;
        private boolean behind = true;
        private String trouble;

        private Progress(OpenLog file) {
            this.file = file;
        }
    }

    /**
     * A writer of the files in {@code logs}; the anchor lies in {@code data}, its copy, if any, in {@code anchorCopy}.
     *
     * @throws IllegalStateException when the logs were not written from this database
     */
    public LogWriter(Store store, Path logs, Path data, Path anchorCopy) throws IOException {
        this.store = store;
        this.logs = logs;
        Files.createDirectories(logs.resolve("archive"));
        this.anchor = Anchor.load(data);
        Written written = Written.of(logs, anchor);
        Optional<String> refusal = store.read(written::refusal);
        if (refusal.isPresent()) {
            throw new IllegalStateException(refusal.get());
        }
        this.copy = new AnchorCopy(anchorCopy, store);
        for (LogName log : LogName.values()) {
            progress.put(log, new Progress(OpenLog.open(log, logs, anchor)));
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands over lines that are committed, with those who wait for them; nobody holds this lock while a file is written. */
    public void offer(List<CommittedLine> lines, List<Waiting> whoWait) {
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

    private void offer(CommittedLine line) {
        Progress state = progress.get(line.log());
        if (state.behind || state.waiting.size() >= LONGEST_QUEUE || state.waitingLength > LONGEST_TEXT) {
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
        return one.lines().entrySet().stream()
                .allMatch(line -> progress.get(line.getKey()).file.written() >= line.getValue());
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
            for (Path segment : Segments.archived(logs, log)) {
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

    private void writeUntilClosed() {
        while (true) {
            for (LogName log : LogName.values()) {
                List<CommittedLine> lines = next(log);
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
                    progress.values().forEach(state -> state.file.close());
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

    private List<CommittedLine> next(LogName log) {
        Progress state = progress.get(log);
        long after;
        synchronized (this) {
            if (!state.behind) {
                List<CommittedLine> lines = new ArrayList<>(state.waiting);
                state.waiting.clear();
                state.waitingLength = 0;
                // What was read from the database may be offered only after that
                lines.removeIf(line -> line.seq() <= state.file.written());
                if (lines.isEmpty() || lines.get(0).seq() == state.file.written() + 1) {
                    return lines;
                }
                state.behind = true;
                return List.of();
            }
            after = state.file.written();
            // Lines committed from now on are offered again; those before are read below
            state.behind = false;
            state.waiting.clear();
            state.waitingLength = 0;
        }
        try {
            List<CommittedLine> lines = store.read(tx -> CommittedLine.page(tx, log, after));
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

    private void write(LogName log, List<CommittedLine> lines) {
        Progress state = progress.get(log);
        try {
            List<CommittedLine> left = lines;
            while (!left.isEmpty()) {
                List<CommittedLine> onDisk = state.file.append(left, store);
                CommittedLine last = onDisk.get(onDisk.size() - 1);
                synchronized (anchor) {
                    anchor.last(log, new Anchor.Mark(last.seq(), last.hash()));
                }
                anchorMoved = true;
                state.trouble = null;
                tell(log, onDisk);
                left = left.subList(onDisk.size(), left.size());
            }
        } catch (IOException | RuntimeException e) {
            stumble(log, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private void tell(LogName log, List<CommittedLine> lines) {
        if (log == LogName.AUDIT && lines.get(0).text() != null) {
            listener.accept(lines.stream().map(CommittedLine::text).toList());
        }
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
}
