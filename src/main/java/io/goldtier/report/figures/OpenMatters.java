package io.goldtier.report.figures;

import io.goldtier.report.figures.Picture.Insight;
import io.goldtier.settings.Settings;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.Actions;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What our own store tells that somebody should see to: approvals that wait, doubts, failures that repeat. */
@Component
class OpenMatters {

    private static final int REPEATED = 3;
    private static final Duration LONG = Duration.ofDays(1);

    private final Store store;
    private final ZoneId zone;

    OpenMatters(Store store, Settings settings) {
        this.store = store;
        this.zone = settings.zone();
    }

    /** As they stood at that moment. */
    List<Insight> of(BriefingWeek week, Instant asOf) {
        return store.read(tx -> {
            List<Insight> insights = new ArrayList<>();
            approvals(tx, asOf, insights);
            doubts(tx, asOf, insights);
            failures(tx, week.start(zone), asOf, insights);
            return insights;
        });
    }

    private static void approvals(Tx tx, Instant asOf, List<Insight> insights) {
        List<Instant> waiting = tx.query(
                "SELECT created FROM approvals WHERE created < ? AND (decided IS NULL OR decided > ?) ORDER BY created",
                row -> row.instant("created"),
                asOf.minus(LONG),
                asOf);
        if (!waiting.isEmpty()) {
            insights.add(new Insight(
                    BigDecimal.valueOf(500L * waiting.size()),
                    (waiting.size() == 1
                                    ? "Decide on 1 request for approval, waiting for "
                                    : "Decide on " + waiting.size() + " requests for approval, the oldest waiting for ")
                            + length(Duration.between(waiting.get(0), asOf))
                            + ": they lie in Pending_Approval"));
        }
    }

    private static void doubts(Tx tx, Instant asOf, List<Insight> insights) {
        List<String> doubts = tx.query(
                "SELECT type FROM actions WHERE " + Actions.OPEN
                        + " AND state = 'in_doubt' AND created <= ? ORDER BY created",
                row -> row.string("type"),
                asOf);
        if (!doubts.isEmpty()) {
            insights.add(new Insight(
                    BigDecimal.valueOf(2_000L * doubts.size()),
                    "Settle " + (doubts.size() == 1 ? "1 action" : doubts.size() + " actions")
                            + " of which nobody knows whether it took effect, the oldest "
                            + doubts.get(0).replace('_', ' ') + ": look there and use ./goldtier resolve"));
        }
    }

    private record Failed(String type, long times, String message) {}

    private static void failures(Tx tx, Instant start, Instant asOf, List<Insight> insights) {
        tx.query(
                        "SELECT type, COUNT(*) AS n, MAX(message) AS message FROM actions WHERE " + Actions.OPEN
                                + " AND state = 'failed'"
                                + " AND ended >= ? AND ended <= ? GROUP BY type HAVING COUNT(*) >= " + REPEATED
                                + " ORDER BY COUNT(*) DESC, type",
                        row -> new Failed(row.string("type"), row.longInt("n"), row.string("message")),
                        start,
                        asOf)
                .forEach(failed -> insights.add(new Insight(
                        BigDecimal.valueOf(300 * failed.times()),
                        "Mend what makes " + failed.type().replace('_', ' ') + " fail: " + failed.times()
                                + " times this week, \"" + cut(failed.message()) + "\"")));
    }

    private static String cut(String message) {
        String line = message == null ? "" : message.replaceAll("\\s+", " ").strip();
        return line.length() <= 160 ? line : line.substring(0, 159) + "…";
    }

    private static String length(Duration duration) {
        return Expected.words(duration);
    }
}
