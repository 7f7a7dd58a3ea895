package io.goldtier.audit.chain;

import io.goldtier.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The current file of a log and how far it is written. A file holds the lines of one day. */
final class OpenLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenLog.class);

    private final LogName log;
    private final Path logs;
    private LogFile file;
    private String day;
    private volatile long written;

    private OpenLog(LogName log, Path logs, long written, LogFile.End end) throws IOException {
        this.log = log;
        this.logs = logs;
        this.written = written;
        this.day = Segments.lastDay(current());
        this.file = LogFile.open(current(), end);
    }

    /** Goes on where the file ends. */
    static OpenLog open(LogName log, Path logs, Anchor anchor) throws IOException {
        Path current = logs.resolve(log.file());
        LogFile.End end = LogFile.end(current);
        long written = Written.inFiles(logs, log);
        Anchor.Mark mark = anchor.last(log);
        if (mark != null && written < mark.seq()) {
            LOG.warn(
                    "{} ended at line {} although {} lines had been written: somebody shortened it. "
                            + "The missing lines are written again from the database.",
                    current,
                    written,
                    mark.seq());
        }
        return new OpenLog(log, logs, written, end);
    }

    /** The number of the last line that is on the disk. */
    long written() {
        return written;
    }

    /**
     * Appends as many of these lines as go into the file at once: those of a day, up to one that is too long to be held.
     *
     * @return those that are on the disk now
     */
    List<CommittedLine> append(List<CommittedLine> lines, Store store) throws IOException {
        List<CommittedLine> together = together(lines);
        CommittedLine first = together.get(0);
        turnPage(first.day());
        if (first.text() != null) {
            file.append(together.stream().map(CommittedLine::text).toList());
        } else {
            LOG.warn(
                    "Line {} of {} has {} characters and is written piece by piece",
                    first.seq(),
                    log.file(),
                    first.length());
            file.appendPieces(
                    Stream.concat(first.pieces(store), Stream.of("\n")).iterator());
        }
        written = together.get(together.size() - 1).seq();
        return together;
    }

    private static List<CommittedLine> together(List<CommittedLine> lines) {
        CommittedLine first = lines.get(0);
        int to = 1;
        while (to < lines.size()
                && first.text() != null
                && lines.get(to).text() != null
                && lines.get(to).day().equals(first.day())) {
            to++;
        }
        return lines.subList(0, to);
    }

    /** Closes yesterday's file when the first line of a new day comes. */
    private void turnPage(String newDay) throws IOException {
        if (day != null && day.compareTo(newDay) < 0) {
            file.close();
            Files.move(current(), Segments.archivePath(logs, log, day), StandardCopyOption.ATOMIC_MOVE);
            file = LogFile.open(current(), new LogFile.End(0, 0));
        }
        day = newDay;
    }

    private Path current() {
        return logs.resolve(log.file());
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("A log file did not close: {}", e.getMessage());
        }
    }
}
