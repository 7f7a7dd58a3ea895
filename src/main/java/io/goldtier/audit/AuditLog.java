package io.goldtier.audit;

import io.goldtier.audit.chain.Chain;
import io.goldtier.audit.chain.LogName;
import io.goldtier.audit.chain.LogUnavailable;
import io.goldtier.audit.chain.LogWriter;
import io.goldtier.settings.Settings;
import io.goldtier.store.Store;
import io.goldtier.store.Times;
import io.goldtier.store.Tx;
import io.goldtier.store.VaultLock;
import io.goldtier.store.Work;
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
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private final Queue<AuditEntry> waiting = new ConcurrentLinkedQueue<>();
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
        tx.attachment(Buffer.class, Buffer::new).add(log, LineBounds.maskedWithin(fields));
    }

    /** Adds an entry that belongs to no unit of work, without waiting for it; those that come together share one. */
    public void submit(AuditEntry entry) {
        waiting.add(entry.timestamp() == null ? entry.at(clock.instant()) : entry);
        if (!taken.getAndSet(true)) {
            store.submit(tx -> {
                        taken.set(false);
                        List<AuditEntry> entries = new ArrayList<>();
                        for (AuditEntry next = waiting.poll(); next != null; next = waiting.poll()) {
                            entries.add(next);
                        }
                        entries.forEach(next -> append(tx, next));
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
        Map<LogName, Long> last = new EnumMap<>(LogName.class);
        T result = store.commit(tx -> {
            T value = work.run(tx);
            tx.attachment(Buffer.class, Buffer::new).report = last;
            return value;
        });
        last.forEach((log, seq) -> writer.await(log, seq, PATIENCE));
        return result;
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

    @PreDestroy
    void close() {
        store.close();
        writer.close();
    }

    /** The entries of one unit of work; they get their places in the chains when the work ends. */
    private final class Buffer {

        private final Tx tx;
        private final Map<LogName, List<Map<String, Object>>> entries = new EnumMap<>(LogName.class);
        private Map<LogName, Long> report;

        Buffer(Tx tx) {
            this.tx = tx;
            tx.beforeEnd(this::flush);
        }

        void add(LogName log, Map<String, Object> fields) {
            entries.computeIfAbsent(log, key -> new ArrayList<>()).add(fields);
        }

        private void flush() {
            entries.forEach(this::flush);
        }

        private void flush(LogName log, List<Map<String, Object>> lines) {
            Chain.Link head = tx.first(
                            "SELECT seq, hash FROM log_heads WHERE log = ?" + tx.forUpdate(),
                            row -> new Chain.Link(row.longInt("seq"), row.string("hash"), ""),
                            log.key())
                    .orElseGet(() -> {
                        tx.update("INSERT INTO log_heads (log, seq, hash) VALUES (?, 0, ?)", log.key(), Chain.START);
                        return new Chain.Link(0, Chain.START, "");
                    });
            Instant now = clock.instant();
            for (Map<String, Object> fields : lines) {
                head = Chain.link(head.seq(), head.hash(), fields);
                insert(log, head, fields, now);
            }
            tx.update("UPDATE log_heads SET seq = ?, hash = ? WHERE log = ?", head.seq(), head.hash(), log.key());
            if (report != null) {
                report.put(log, head.seq());
            }
        }

        private void insert(LogName log, Chain.Link link, Map<String, Object> fields, Instant now) {
            tx.update(
                    "INSERT INTO log_lines (log, seq, at, trigger_id, line) VALUES (?, ?, ?, ?, ?)",
                    log.key(),
                    link.seq(),
                    now,
                    fields.get("trigger_id"),
                    link.line());
            String day = now.toString().substring(0, 10);
            tx.afterCommit(() -> writer.offer(log, new LogWriter.Line(link.seq(), day, link.hash(), link.line())));
        }
    }

    /** The fields of a line in a fresh map that keeps their order. */
    public static Map<String, Object> line(Instant timestamp) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("timestamp", Times.text(timestamp));
        return fields;
    }
}
