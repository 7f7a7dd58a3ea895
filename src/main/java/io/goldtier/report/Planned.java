package io.goldtier.report;

import io.goldtier.json.Listed;
import io.goldtier.store.Store;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** What waits for a time that it names, such as a post that is to be published on Monday. */
@Component
public class Planned {

    private static final String THOSE = " FROM actions a LEFT JOIN loops l ON l.trigger_id = a.trigger_id"
            + " WHERE a.state <> 'done' AND a.state = 'waiting' AND (l.status = 'active' AND l.waiting_for = 'its time'"
            + " OR a.trigger_id IS NULL AND a.wake_at IS NOT NULL)";

    private final Store store;

    Planned(Store store) {
        this.store = store;
    }

    /**
     * One step.
     *
     * @param triggerId the work that it belongs to; null for a call that belongs to none
     * @param skill what is to be done
     * @param at when
     */
    public record Step(String triggerId, String skill, Instant at) {}

    /**
     * The next steps that wait for their time, soonest first.
     *
     * @param from how many of them are passed over
     */
    public Listed<Step> next(int from, int limit) {
        return store.read(tx -> Listed.of(
                tx.query(
                        "SELECT a.trigger_id, a.type, COALESCE(l.wake_at, a.wake_at) AS at" + THOSE
                                + " ORDER BY at, a.action_id LIMIT " + limit + " OFFSET " + from,
                        row -> new Step(row.string("trigger_id"), row.string("type"), row.instant("at"))),
                tx.first("SELECT COUNT(*) AS n" + THOSE, row -> row.longInt("n"))
                                .orElse(0L)
                        - from));
    }
}
