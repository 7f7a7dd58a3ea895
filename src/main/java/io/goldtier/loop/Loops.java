package io.goldtier.loop;

import io.goldtier.outbox.Outbox;
import io.goldtier.store.Row;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.Triggers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** The loops in the store: claimed under a lease, put to sleep, woken. */
@Component
public class Loops {

    /** How long a claim holds if its owner gives no sign of life. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final String READY = "status = 'active' AND owner IS NULL AND wake_at IS NOT NULL AND wake_at <= ?";

    private final Store store;
    private final Outbox outbox;
    private final Clock clock;
    private final String owner = UUID.randomUUID().toString();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Loops(Store store, Outbox outbox, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The loop with this id. */
    public Optional<Loop> find(String loopId) {
        return store.read(tx -> tx.first("SELECT * FROM loops WHERE loop_id = ?", Loops::read, loopId));
    }

    /** The loop that works, or has worked, this trigger. */
    public Optional<Loop> ofTrigger(String triggerId) {
        return store.read(tx -> ofTrigger(tx, triggerId));
    }

    /** The same, within a commit. */
    public Optional<Loop> ofTrigger(Tx tx, String triggerId) {
        return tx.first("SELECT * FROM loops WHERE trigger_id = ?", Loops::read, triggerId);
    }

    /** Loops that wait for this, in order of arrival. */
    public List<Loop> waitingFor(String what, int limit) {
        return store.read(tx -> tx.query(
                "SELECT * FROM loops WHERE status = 'active' AND owner IS NULL AND waiting_for = ? ORDER BY arrival LIMIT "
                        + limit,
                Loops::read,
                what));
    }

    /** Lets a waiting loop go on as part of the unit of work that removed what it waited for. */
    public void wake(Tx tx, String triggerId) {
        wakeWhere(tx, "trigger_id = ?", triggerId);
    }

    /** Lets all loops go on that wait for this. */
    public void wakeWaitingFor(Tx tx, String what) {
        wakeWhere(tx, "waiting_for = ?", what);
    }

    private void wakeWhere(Tx tx, String condition, String value) {
        int woken = tx.update(
                "UPDATE loops SET wake_at = ? WHERE status = 'active' AND owner IS NULL AND " + condition,
                clock.instant(),
                value);
        if (woken > 0) {
            listeners.forEach(tx::afterCommit);
        }
    }

    /** Calls this, briefly, whenever a loop has been woken. */
    void onWake(Runnable listener) {
        listeners.add(listener);
    }

    /** True when some loop can go on now. */
    boolean anyReady() {
        return store.read(
                tx -> tx.first("SELECT loop_id FROM loops WHERE " + READY + " LIMIT 1", row -> row, clock.instant())
                        .isPresent());
    }

    /** Takes up to so many loops that can go on, in order of arrival, under a lease. */
    List<Loop> claim(int limit) {
        Instant now = clock.instant();
        return store
                .commit(tx -> tx.query(
                        "UPDATE loops SET owner = ?, lease_until = ?, wake_at = NULL, waiting_for = NULL WHERE loop_id IN"
                                + " (SELECT loop_id FROM loops WHERE " + READY + " ORDER BY arrival LIMIT " + limit
                                + tx.skipLocked() + ") RETURNING *",
                        row -> new Claimed(row.longInt("arrival"), read(row)),
                        owner,
                        now.plus(LEASE),
                        now))
                .stream()
                .sorted(Comparator.comparingLong(Claimed::arrival))
                .map(Claimed::loop)
                .toList();
    }

    private record Claimed(long arrival, Loop loop) {}

    /** Does the work of a claimed loop: it waits for a database that is away, and does not break off. */
    void patiently(Runnable work) {
        store.patiently(() -> {
            work.run();
            return null;
        });
    }

    /** Says that this process is alive, so that its claims go on. */
    public void renewLeases() {
        store.submit(tx -> tx.update(
                "UPDATE loops SET lease_until = ? WHERE owner = ? AND status = 'active'",
                clock.instant().plus(LEASE),
                owner));
    }

    /**
     * Takes back the claims of processes that are gone.
     *
     * @param all every claim, as when this process has the store for itself and has just started
     * @return how many there were
     */
    public int reclaim(boolean all) {
        Instant now = clock.instant();
        return store.commit(tx -> {
            List<String> triggers = tx.query(
                    "UPDATE loops SET owner = NULL, lease_until = NULL, wake_at = ? WHERE status = 'active'"
                            + " AND owner IS NOT NULL AND (lease_until < ? OR ? = 1) RETURNING trigger_id",
                    row -> row.string("trigger_id"),
                    now,
                    now,
                    all);
            // Their steps may not be shown yet
            triggers.forEach(triggerId -> outbox.put(tx, "loop", triggerId, Map.of()));
            return triggers.size();
        });
    }

    /** Counts an iteration as begun. */
    void iterate(Tx tx, String loopId, int iteration) {
        tx.update("UPDATE loops SET current_iteration = ? WHERE loop_id = ?", iteration, loopId);
    }

    /**
     * Gives the claim back; the loop goes on at that time, or when it is woken if that is null.
     *
     * @param why the reason in a sentence, for who asks later where the time went
     */
    public void suspend(Tx tx, String loopId, int iteration, String waitingFor, Instant wakeAt, String why) {
        remember(tx, loopId, waitingFor, wakeAt, why);
        tx.update(
                "UPDATE loops SET owner = NULL, lease_until = NULL, current_iteration = ?, waiting_for = ?, wake_at = ?"
                        + " WHERE loop_id = ?",
                iteration,
                waitingFor,
                wakeAt,
                loopId);
        if (wakeAt != null) {
            listeners.forEach(tx::afterCommit);
        }
    }

    /** What is waited for again, with nothing else in between, is one wait. */
    private void remember(Tx tx, String loopId, String waitingFor, Instant wakeAt, String why) {
        Optional<String> last = tx.first(
                "SELECT waiting_for FROM waits WHERE loop_id = ? ORDER BY since DESC LIMIT 1",
                row -> row.string("waiting_for"),
                loopId);
        if (!last.equals(Optional.of(waitingFor))) {
            tx.update(
                    "INSERT INTO waits (loop_id, since, waiting_for, why, wake_at) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    loopId,
                    clock.instant(),
                    waitingFor,
                    why,
                    wakeAt);
        }
    }

    /** Ends the loop. */
    void end(Tx tx, String loopId, LoopStatus status, String outcome) {
        int ended = tx.update(
                "UPDATE loops SET owner = NULL, lease_until = NULL, wake_at = NULL, waiting_for = NULL, status = ?,"
                        + " outcome = ?, completed = ? WHERE loop_id = ? AND status = 'active'",
                status,
                outcome,
                clock.instant(),
                loopId);
        tx.tally(Triggers.LOOP_COUNTERS + "active", -ended);
        tx.tally(Triggers.LOOP_COUNTERS + status.word(), ended);
    }

    /**
     * Deletes what loops waited for that ended more than so many days ago, as the route {@code retention} does every night.
     * Briefings that were written from it stay as they are.
     */
    public void retain(int days) {
        Instant before = clock.instant().minus(Duration.ofDays(days));
        store.commit(tx -> tx.update(
                "DELETE FROM waits WHERE since < ? AND EXISTS (SELECT 1 FROM loops WHERE loops.loop_id = waits.loop_id AND"
                        + " loops.completed < ?)",
                before,
                before));
    }

    private static Loop read(Row row) {
        return new Loop(
                row.string("loop_id"),
                row.string("trigger_id"),
                row.string("task_file"),
                row.string("plan_md"),
                row.integer("max_iterations"),
                row.integer("current_iteration"),
                row.constant("status", LoopStatus.class),
                row.instant("started"),
                row.instant("completed"),
                row.string("outcome"),
                row.string("waiting_for"),
                row.instant("wake_at"));
    }
}
