package io.goldtier.store;

import java.util.HashMap;
import java.util.Map;

/** What the units of work of a physical transaction add to counters, together: each counter is written once. */
final class Tallies {

    private final Map<String, Long> sums = new HashMap<>();

    Tallies(Tx tx) {
        tx.beforeCommit(() -> sums.forEach((counter, sum) -> tx.update(
                "INSERT INTO counters (name, value) VALUES (?, ?)"
                        + " ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value",
                counter,
                sum)));
    }

    void add(String counter, long number) {
        sums.merge(counter, number, Long::sum);
    }
}
