package io.goldtier.trigger;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.settings.Settings;
import io.goldtier.store.Row;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The triggers in the store, and the one way in for new ones. */
@Component
public class Triggers {

    /** The beginning of the names of the counters that say how many triggers stand in each status. */
    public static final String COUNTERS = "triggers.";
    /** The same for loops. */
    public static final String LOOP_COUNTERS = "loops.";

    /** The most iterations that the data model allows a loop. */
    public static final int MAX_ITERATIONS = 10;

    private final Store store;
    private final AuditLog log;
    private final Clock clock;
    private final Settings settings;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Triggers(Store store, AuditLog log, Clock clock, Settings settings) {
        this.store = store;
        this.log = log;
        this.clock = clock;
        this.settings = settings;
    }

    /** Calls this, briefly, whenever new work is in the store. */
    public void onAccepted(Runnable listener) {
        listeners.add(listener);
    }

    /** Accepts work: trigger, actions, plan and loop in one commit; returns when it is durable. */
    public Accepted accept(NewWork work) {
        return store.commit(tx -> accept(tx, work));
    }

    /**
     * The same without waiting; work is accepted in the order in which it is handed in.
     *
     * @param more what else is written with work that is taken
     */
    public CompletableFuture<Accepted> submit(NewWork work, Consumer<Tx> more) {
        return store.submit(tx -> {
            Accepted accepted = accept(tx, work);
            if (accepted instanceof Accepted.Taken) {
                more.accept(tx);
            }
            return accepted;
        });
    }

    /** The trigger with this id. */
    public Optional<Trigger> find(String triggerId) {
        return store.read(tx -> find(tx, triggerId));
    }

    /** The trigger with this id, as this unit of work sees it. */
    public Optional<Trigger> find(Tx tx, String triggerId) {
        return tx.first("SELECT * FROM triggers WHERE trigger_id = ?", Triggers::read, triggerId);
    }

    /**
     * Triggers, newest first.
     *
     * @param status only those in this status; null for all
     * @param before only those that arrived before this arrival number, for paging; 0 for the newest
     * @param limit how many at most
     */
    public List<Arrival> list(TriggerStatus status, long before, int limit) {
        StringBuilder sql = new StringBuilder("SELECT * FROM triggers WHERE arrival < ?");
        List<Object> arguments = new ArrayList<>(List.of(before <= 0 ? Long.MAX_VALUE : before));
        if (status != null) {
            sql.append(" AND status = ?");
            arguments.add(status);
        }
        sql.append(" ORDER BY arrival DESC LIMIT ").append(limit);
        return store.read(tx ->
                tx.query(sql.toString(), row -> new Arrival(row.longInt("arrival"), read(row)), arguments.toArray()));
    }

    /** A trigger and its place in the order of arrival. */
    public record Arrival(long number, Trigger trigger) {}

    /** The trigger whose task file this is, by its path inside the vault. */
    public Optional<Trigger> findByTaskFile(String taskFile) {
        return store.read(tx -> tx.first(
                "SELECT * FROM triggers WHERE task_file = ? ORDER BY arrival DESC LIMIT 1", Triggers::read, taskFile));
    }

    /**
     * A trigger with what is known of who sent it.
     *
     * @param trigger the trigger
     * @param sender its sender's name, or null
     * @param trusted whether the sender is trusted
     */
    public record Received(Trigger trigger, String sender, boolean trusted) {}

    /**
     * A trigger and its file.
     *
     * @param trigger the trigger
     * @param arrival its place in the order of arrival
     * @param taskFile where its file lies, or null
     * @param filed whether the file is where it belongs in the end
     */
    public record Filing(Trigger trigger, long arrival, String taskFile, boolean filed) {}

    /** The trigger with this id and its file, as this unit of work sees them. */
    public Optional<Filing> filing(Tx tx, String triggerId) {
        return tx.first(
                "SELECT * FROM triggers WHERE trigger_id = ?",
                row -> new Filing(read(row), row.longInt("arrival"), row.string("task_file"), row.flag("filed")),
                triggerId);
    }

    /** The trigger with this id and its sender, as this unit of work sees them. */
    public Optional<Received> received(Tx tx, String triggerId) {
        return tx.first(
                "SELECT * FROM triggers WHERE trigger_id = ?",
                row -> new Received(read(row), row.string("sender"), row.flag("trusted")),
                triggerId);
    }

    /**
     * Moves a trigger forward; a move to where it stands already, or backwards, changes nothing.
     *
     * @return true when it moved
     */
    public boolean advance(Tx tx, String triggerId, TriggerStatus next) {
        TriggerStatus now = tx.first(
                        "SELECT status FROM triggers WHERE trigger_id = ?" + tx.forUpdate(),
                        row -> TriggerStatus.of(row.string("status")),
                        triggerId)
                .orElseThrow();
        if (!now.mayBecome(next)) {
            return false;
        }
        tx.update("UPDATE triggers SET status = ?, updated = ? WHERE trigger_id = ?", next, clock.instant(), triggerId);
        tx.tally(COUNTERS + now.word(), -1);
        tx.tally(COUNTERS + next.word(), 1);
        return true;
    }

    private Accepted accept(Tx tx, NewWork work) {
        Trigger trigger = work.trigger();
        Optional<Accepted> known = known(tx, work);
        if (known.isPresent()) {
            return known.get();
        }
        Instant now = clock.instant();
        long arrival = tx.next("arrival");
        String loopId = newLoopId(tx, now);
        insertTrigger(tx, work, arrival, now);
        insertActions(tx, work, now);
        tx.update(
                "INSERT INTO loops (loop_id, trigger_id, arrival, task_file, plan_md, max_iterations,"
                        + " current_iteration, status, started, wake_at) VALUES (?, ?, ?, ?, ?, ?, 0, 'active', ?, ?)",
                loopId,
                trigger.triggerId(),
                arrival,
                work.taskFile(),
                "Plans/PLAN_" + trigger.triggerId() + ".md",
                MAX_ITERATIONS,
                now,
                now);
        tx.tally(LOOP_COUNTERS + "active", 1);
        log.append(
                tx,
                AuditEntry.of("accept_trigger", "watcher", Status.SUCCESS)
                        .trigger(trigger.triggerId())
                        .detail("source_type", trigger.sourceType())
                        .detail("sender", work.sender().name())
                        .detail("evidence", work.sender().evidence())
                        .detail("task_file", work.taskFile())
                        .detail("loop_id", loopId)
                        .detail(
                                "actions",
                                trigger.triggeredActions().stream()
                                        .map(a -> a.get("type"))
                                        .toList()));
        listeners.forEach(tx::afterCommit);
        return new Accepted.Taken(trigger.triggerId(), loopId);
    }

    private static Optional<Accepted> known(Tx tx, NewWork work) {
        String triggerId = work.trigger().triggerId();
        return tx
                .query(
                        "SELECT trigger_id, status, content_key FROM triggers WHERE content_key = ? OR trigger_id = ?",
                        row -> known(row, work.contentKey()),
                        work.contentKey(),
                        triggerId)
                .stream()
                .min(Comparator.comparing(Accepted.IdTaken.class::isInstance));
    }

    /** Another trigger of the same content counts more than one that has its id. */
    private static Accepted known(Row row, String contentKey) {
        String triggerId = row.string("trigger_id");
        TriggerStatus status = TriggerStatus.of(row.string("status"));
        return contentKey.equals(row.string("content_key"))
                ? new Accepted.Copy(triggerId, status)
                : new Accepted.IdTaken(triggerId, status);
    }

    private String newLoopId(Tx tx, Instant now) {
        String day = DateTimeFormatter.BASIC_ISO_DATE.format(
                now.atZone(settings.zone()).toLocalDate());
        String number = String.valueOf(tx.next("loop-" + day));
        return "ralph-" + day + "-" + "0".repeat(Math.max(0, 3 - number.length())) + number;
    }

    private static void insertTrigger(Tx tx, NewWork work, long arrival, Instant now) {
        Trigger trigger = work.trigger();
        tx.update(
                "INSERT INTO triggers (trigger_id, arrival, content_key, source_domain, source_type, source_data,"
                        + " triggered_actions, status, created, updated, context, task_file, sender, trusted, filed)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
                trigger.triggerId(),
                arrival,
                work.contentKey(),
                trigger.sourceDomain(),
                trigger.sourceType(),
                trigger.sourceData(),
                trigger.triggeredActions(),
                TriggerStatus.PENDING,
                trigger.created(),
                now,
                trigger.context(),
                work.taskFile(),
                work.sender().name(),
                work.sender().trusted());
        tx.tally(COUNTERS + TriggerStatus.PENDING.word(), 1);
    }

    private static void insertActions(Tx tx, NewWork work, Instant now) {
        String triggerId = work.trigger().triggerId();
        int position = 0;
        for (Map<String, Object> action : work.trigger().triggeredActions()) {
            position++;
            Actions.insert(
                    tx,
                    triggerId + "-a" + position,
                    triggerId,
                    position,
                    (String) action.get("type"),
                    action.get("params"),
                    Map.of(),
                    now);
        }
    }

    private static Trigger read(Row row) {
        return new Trigger(
                row.string("trigger_id"),
                row.string("source_domain"),
                row.string("source_type"),
                row.json("source_data"),
                objects(row.list("triggered_actions")),
                TriggerStatus.of(row.string("status")),
                row.instant("created"),
                row.instant("updated"),
                row.json("context"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(List<Object> values) {
        return values.stream().map(value -> (Map<String, Object>) value).toList();
    }
}
