package io.goldtier.store;

import java.util.HashMap;
import java.util.Map;

/**
 * The counters that a physical transaction takes numbers from, where nobody else writes: each is read once and written
 * once, however many numbers are taken.
 */
final class Counters {

    private final Tx tx;
    private final Map<String, Long> values = new HashMap<>();

    Counters(Tx tx) {
        this.tx = tx;
        tx.beforeCommit(this::save);
    }

    long next(String counter) {
        Long last = values.get(counter);
        long next = last == null ? first(counter) : last + 1;
        values.put(counter, next);
        return next;
    }

    private long first(String counter) {
        return 1
                + tx.first("SELECT value FROM counters WHERE name = ?", row -> row.longInt("value"), counter)
                        .orElse(0L);
    }

    /** The unit of work that took the first number may have been undone since. */
    private void save() {
        values.forEach((counter, value) -> tx.update(
                "INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                counter,
                value));
    }
}
