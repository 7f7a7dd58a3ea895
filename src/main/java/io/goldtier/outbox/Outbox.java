package io.goldtier.outbox;

import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Where to put what people are to see, as part of the unit of work that changes it. */
@Component
public class Outbox {

    /** From so many tries on, a row is named in health: it keeps nobody else waiting, but somebody must look. */
    private static final int STUCK = 3;

    private final Store store;
    private final Clock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Later> later = new ConcurrentHashMap<>();

    Outbox(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * How it stands.
     *
     * @param waiting how many rows are still to be carried out
     * @param oldest since when the oldest of them waits, or null
     * @param stuck some that were tried several times
     */
    public record Picture(long waiting, Instant oldest, List<Stuck> stuck) {}

    /**
     * A row that cannot be carried out.
     *
     * @param key which one
     * @param tries how often it was tried
     * @param problem what went wrong the last time
     */
    public record Stuck(String key, int tries, String problem) {}

    /** What is asked for unless something else is asked of it within a moment. */
    private record Later(String kind, String subject, long due) {}

    /**
     * Asks for something when nothing else has asked for it by then: for what goes on, and whose end is shown in any case.
     * It is no row until then. What a crash cuts off asks again when it is taken up.
     */
    public void putUnlessOver(Tx tx, String kind, String subject, Duration moment) {
        tx.afterCommit(() ->
                later.put(Errand.key(kind, subject), new Later(kind, subject, System.nanoTime() + moment.toNanos())));
    }

    /** Makes rows of what goes on for longer than a moment. */
    void putWhatGoesOn() {
        long now = System.nanoTime();
        List<Later> due =
                later.values().stream().filter(each -> each.due() - now <= 0).toList();
        if (due.isEmpty()) {
            return;
        }
        store.commit(tx -> {
            due.forEach(each -> put(tx, each.kind(), each.subject(), Map.of()));
            return null;
        });
    }

    /** Asks for something to be carried out at once; replaces a row of the same kind and subject. */
    public void put(Tx tx, String kind, String subject, Map<String, Object> payload) {
        put(tx, kind, subject, payload, Duration.ZERO);
    }

    /** The same, but not before that time, so that what changes often is shown once. */
    public void put(Tx tx, String kind, String subject, Map<String, Object> payload, Duration rest) {
        Instant now = clock.instant();
        later.remove(Errand.key(kind, subject));
        // One that could not be carried out keeps its turn: a change is no reason to believe that it can be now
        tx.update(
                "INSERT INTO outbox (key, kind, payload, version, rest_ms, tries, next, created)"
                        + " VALUES (?, ?, ?, 1, ?, 0, ?, ?) ON CONFLICT (key) DO UPDATE SET"
                        + " payload = excluded.payload, version = outbox.version + 1, rest_ms = excluded.rest_ms",
                Errand.key(kind, subject),
                kind,
                payload,
                rest.toMillis(),
                now,
                now);
        if (rest.isZero()) {
            listeners.forEach(tx::afterCommit);
        }
    }

    /** How it stands now. */
    public Picture picture() {
        return store.read(tx -> tx.first(
                        "SELECT COUNT(*) AS n, MIN(created) AS oldest FROM outbox",
                        row -> new Picture(
                                row.longInt("n"),
                                row.instant("oldest"),
                                tx.query(
                                        "SELECT key, tries, problem FROM outbox WHERE tries >= " + STUCK
                                                + " ORDER BY tries DESC, created LIMIT 5",
                                        stuck -> new Stuck(
                                                stuck.string("key"), stuck.integer("tries"), stuck.string("problem")))))
                .orElseThrow());
    }

    /** Calls this, briefly, whenever there is something to do at once. */
    void onPut(Runnable listener) {
        listeners.add(listener);
    }
}
