package io.goldtier.audit;

import io.goldtier.audit.chain.Chain;
import io.goldtier.audit.chain.CommittedLine;
import io.goldtier.audit.chain.LogName;
import io.goldtier.audit.chain.LogUnavailable;
import io.goldtier.audit.chain.LogWriter;
import io.goldtier.settings.Settings;
import io.goldtier.store.Store;
import io.goldtier.store.Times;
import io.goldtier.store.Tx;
import io.goldtier.store.Work;
import io.goldtier.store.folder.VaultLock;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The append-only logs. An entry is part of the unit of work that it tells of; once that is durable, the line goes into
 * its file.
 */
@Component("auditLog")
public class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Store store;
    private final Clock clock;
    private final LogWriter writer;
    private final Queue<LogLine> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean taken = new AtomicBoolean();

    AuditLog(Store store, Settings settings, AuditSettings audit, VaultLock vault, Clock clock) {
        this.store = store;
        this.clock = clock;
        try {
            this.writer =
                    new LogWriter(store, settings.vault().resolve("Logs"), settings.data(), audit.anchorCopyFile());
            // The logs of this vault are the ones that this database tells of
            vault.bind();
        } catch (IOException e) {
            throw new UncheckedIOException("The logs in " + settings.vault().resolve("Logs") + " cannot be opened", e);
        }
    }

    /** Adds an entry to the audit log as part of the unit of work. */
    public void append(Tx tx, AuditEntry entry) {
        append(tx, LogName.AUDIT, entry);
    }

    /** Adds an entry to this log as part of the unit of work. */
    public void append(Tx tx, LogName to, AuditEntry entry) {
        append(tx, to, entry.fields(clock.instant()));
    }

    /**
     * Adds a line to a log as part of the unit of work.
     *
     * @param fields the line's fields in order; secrets in them are masked, what is too long is cut; {@code trigger_id}
     *     makes it findable
     */
    public void append(Tx tx, LogName log, Map<String, Object> fields) {
        append(tx, ready(log, fields));
    }

    /** The same with a line that was made ready before, which keeps the store free for others. */
    public void append(Tx tx, LogLine line) {
        unit(tx).lines.add(line);
    }

    /** Makes a line ready; needs no unit of work. */
    public static LogLine ready(LogName log, Map<String, Object> fields) {
        Object trigger = fields.get("trigger_id");
        return new LogLine(
                log, trigger == null ? null : trigger.toString(), Chain.members(LineBounds.maskedWithin(fields)));
    }

    /** Adds an entry that belongs to no unit of work, without waiting for it; those that come together share one. */
    public void submit(AuditEntry entry) {
        waiting.add(ready(LogName.AUDIT, entry.fields(clock.instant())));
        if (!taken.getAndSet(true)) {
            List<LogLine> lines = new ArrayList<>();
            store.submit(tx -> {
                        taken.set(false);
                        for (LogLine next = waiting.poll(); next != null; next = waiting.poll()) {
                            lines.add(next);
                        }
                        lines.forEach(line -> append(tx, line));
                        return null;
                    })
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            LOG.error("Entries for the audit log were not kept: {}", failure.getMessage());
                        }
                    });
        }
    }

    /**
     * Does the work and returns only when its entries are in their files too: for what must be on record before it is
     * done.
     *
     * @throws LogUnavailable if the work is durable but the files cannot be written
     */
    public <T> T commitOnRecord(Work<T> work) {
        if (writer.trouble() != null) {
            throw new LogUnavailable(writer.trouble());
        }
        CompletableFuture<Void> onDisk = new CompletableFuture<>();
        try {
            return store.commit(
                    tx -> {
                        T value = work.run(tx);
                        unit(tx).onDisk = onDisk;
                        return value;
                    },
                    onDisk,
                    PATIENCE);
        } catch (TimeoutException e) {
            throw new LogUnavailable(
                    writer.trouble() == null ? "it did not get to the disk in time" : writer.trouble());
        }
    }

    private Unit unit(Tx tx) {
        return tx.attachment(Unit.class, Unit::new);
    }

    /** Calls this, which must not take long, with entries of the audit log that are on the disk, in order. */
    void onDisk(Consumer<List<String>> listener) {
        writer.onDisk(listener);
    }

    /** Why the logs cannot be written, or empty when they can. */
    public Optional<String> trouble() {
        return Optional.ofNullable(writer.trouble());
    }

    /** Why the anchor's copy is not up to date, or empty when it is or none is wanted; it stops no work. */
    public Optional<String> anchorCopyTrouble() {
        return Optional.ofNullable(writer.copyTrouble());
    }

    /** Deletes closed segments, and what the database keeps of them, that are older than so many days. */
    public void retain(int days) throws IOException {
        Instant limit = clock.instant().minus(Duration.ofDays(days));
        String day = limit.toString().substring(0, 10);
        writer.deleteSegmentsBefore(day);
        store.commit(tx -> tx.update("DELETE FROM log_lines WHERE at < ?", day));
    }

    /** The newest lines about a trigger, oldest first. */
    public List<String> linesOf(String triggerId, int limit) {
        List<String> lines = new ArrayList<>(store.read(tx -> tx.query(
                "SELECT line FROM log_lines WHERE trigger_id = ? ORDER BY at DESC, log, seq DESC LIMIT " + limit,
                row -> row.string("line"),
                triggerId)));
        Collections.reverse(lines);
        return lines;
    }

    /** How many lines of all logs are about a trigger. */
    public long countOf(String triggerId) {
        return store.read(tx -> tx.first(
                        "SELECT COUNT(*) AS n FROM log_lines WHERE trigger_id = ?", row -> row.longInt("n"), triggerId)
                .orElse(0L));
    }

    @PreDestroy
    void close() {
        store.close();
        writer.close();
    }

    /** The lines of one unit of work; when it has come to its end they join those of the others. */
    private final class Unit {

        private final List<LogLine> lines = new ArrayList<>();
        private CompletableFuture<Void> onDisk;

        Unit(Tx tx) {
            tx.whenKept(() -> tx.shared(Group.class, Group::new).units.add(this));
        }
    }

    /** The units of work of one physical transaction: right before it is committed their lines get their places. */
    private final class Group {

        private final Tx tx;
        private final List<Unit> units = new ArrayList<>();
        private final Map<LogName, Chain.Link> heads = new EnumMap<>(LogName.class);
        private final List<CommittedLine> placed = new ArrayList<>();
        private final List<LogWriter.Waiting> waiting = new ArrayList<>();

        Group(Tx tx) {
            this.tx = tx;
            tx.beforeCommit(this::place);
        }

        private void place() {
            Instant now = clock.instant();
            String at = Times.text(now);
            for (Unit unit : units) {
                Map<LogName, Long> last = new EnumMap<>(LogName.class);
                for (LogLine line : unit.lines) {
                    last.put(line.log(), place(line, at));
                }
                if (unit.onDisk != null) {
                    waiting.add(new LogWriter.Waiting(last, unit.onDisk));
                }
            }
            heads.forEach((log, head) -> tx.update(
                    "UPDATE log_heads SET seq = ?, hash = ? WHERE log = ?", head.seq(), head.hash(), log.key()));
            tx.afterCommit(() -> writer.offer(placed, waiting));
        }

        private long place(LogLine line, String at) {
            Chain.Link head = heads.get(line.log());
            if (head == null) {
                head = head(line.log());
            }
            Chain.Link link = Chain.link(head.seq(), head.hash(), line.members());
            heads.put(line.log(), link);
            tx.update(
                    "INSERT INTO log_lines (log, seq, at, trigger_id, line) VALUES (?, ?, ?, ?, ?)",
                    line.log().key(),
                    link.seq(),
                    at,
                    line.triggerId(),
                    link.line());
            placed.add(new CommittedLine(line.log(), link.seq(), at.substring(0, 10), link.hash(), link.line()));
            return link.seq();
        }

        private Chain.Link head(LogName log) {
            return tx.first(
                            "SELECT seq, hash FROM log_heads WHERE log = ?" + tx.forUpdate(),
                            row -> new Chain.Link(row.longInt("seq"), row.string("hash"), ""),
                            log.key())
                    .orElseGet(() -> {
                        tx.update("INSERT INTO log_heads (log, seq, hash) VALUES (?, 0, ?)", log.key(), Chain.START);
                        return new Chain.Link(0, Chain.START, "");
                    });
        }
    }

    /** The fields of a line in a fresh map that keeps their order. */
    public static Map<String, Object> line(Instant timestamp) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("timestamp", Times.text(timestamp));
        return fields;
    }
}
