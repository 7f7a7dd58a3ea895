package io.goldtier.report.figures;

import io.goldtier.handbook.Goals;
import io.goldtier.settings.Settings;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.Triggers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * What the store knows of a week's work, as it stood at one moment: all of it follows from times that are written down, so
 * that it comes out the same whenever it is asked.
 */
@Component
class WorkOfWeek {

    /** How many delays are told one by one, the longest first. */
    private static final int TOLD = 20;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    private final Store store;
    private final Triggers triggers;
    private final Spans spans;
    private final ZoneId zone;

    WorkOfWeek(Store store, Triggers triggers, Spans spans, Settings settings) {
        this.store = store;
        this.triggers = triggers;
        this.spans = spans;
        this.zone = settings.zone();
    }

    private record Task(
            String loopId, String triggerId, Instant started, Instant completed, Map<String, Object> context) {

        boolean isOver(Instant asOf) {
            return completed != null && !completed.isAfter(asOf);
        }

        Duration took(Instant asOf) {
            return Duration.between(started, isOver(asOf) ? completed : asOf);
        }
    }

    /** The parts of the briefing: {@code task_summary}, {@code bottlenecks}, {@code waiting_hours}, {@code work_days}. */
    Map<String, Object> read(BriefingWeek week, Instant asOf, Goals goals) {
        return store.read(tx -> read(tx, week, asOf, goals));
    }

    private Map<String, Object> read(Tx tx, BriefingWeek week, Instant asOf, Goals goals) {
        Instant start = week.start(zone);
        List<Task> tasks = tx.query(
                "SELECT l.loop_id, l.trigger_id, l.started, l.completed, t.context FROM loops l"
                        + " JOIN triggers t ON t.trigger_id = l.trigger_id"
                        + " WHERE l.started < ? AND (l.completed IS NULL OR l.completed >= ?) ORDER BY l.started, l.loop_id",
                row -> new Task(
                        row.string("loop_id"),
                        row.string("trigger_id"),
                        row.instant("started"),
                        row.instant("completed"),
                        row.json("context")),
                asOf,
                start);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("task_summary", summary(tx, tasks, start, asOf));
        BigDecimal response =
                goals.metric("response_time").map(Goals.Metric::target).orElse(null);
        List<Map<String, Object>> late = new ArrayList<>();
        Map<String, Duration> waiting = new TreeMap<>();
        for (Task task : tasks) {
            List<Spans.Span> parts = null;
            Instant end = task.isOver(asOf) ? task.completed() : asOf;
            Duration expected = Expected.of(task.context(), task.started(), response, zone);
            Duration took = task.took(asOf);
            if (took.compareTo(expected) > 0) {
                parts = spans.of(tx, task.loopId(), task.started(), end);
                late.add(delay(tx, task, expected, took, parts));
            }
            if (took.compareTo(Duration.ofMinutes(1)) > 0) {
                (parts == null ? spans.of(tx, task.loopId(), task.started(), end) : parts)
                        .stream()
                                .map(span -> span.within(start, asOf))
                                .filter(span -> span.length().toMillis() > 0
                                        && !span.kind().equals("work"))
                                .forEach(span -> waiting.merge(span.kind(), span.length(), Duration::plus));
            }
        }
        late.sort(Comparator.<Map<String, Object>, Double>comparing(
                        row -> ((Number) row.get("delay_hours")).doubleValue())
                .reversed());
        result.put("bottlenecks", List.copyOf(late.subList(0, Math.min(TOLD, late.size()))));
        result.put("bottlenecks_left_out", Math.max(0, late.size() - TOLD));
        Map<String, Object> hours = new LinkedHashMap<>();
        waiting.forEach((kind, length) -> hours.put(kind, hours(length)));
        result.put("waiting_hours", hours);
        result.put("work_days", days(tasks, week, asOf));
        return result;
    }

    private static Map<String, Object> summary(Tx tx, List<Task> tasks, Instant start, Instant asOf) {
        long awaiting = count(
                tx,
                "SELECT COUNT(*) AS n FROM approvals WHERE created < ? AND (decided IS NULL OR decided > ?)",
                asOf,
                asOf);
        long held = count(
                tx,
                "SELECT COUNT(DISTINCT a.trigger_id) AS n FROM approvals a JOIN loops l ON l.trigger_id = a.trigger_id"
                        + " WHERE a.created < ? AND (a.decided IS NULL OR a.decided > ?)"
                        + " AND (l.completed IS NULL OR l.completed > ?)",
                asOf,
                asOf,
                asOf);
        long failed = count(
                tx,
                "SELECT COUNT(*) AS n FROM loops WHERE status <> 'completed' AND completed >= ? AND completed <= ?",
                start,
                asOf);
        List<Duration> took = tasks.stream()
                .filter(task -> task.isOver(asOf))
                .map(task -> task.took(asOf))
                .sorted()
                .toList();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("completed", took.size() - failed);
        summary.put("pending", tasks.size() - took.size() - held);
        summary.put("approval_pending", awaiting);
        summary.put("failed", failed);
        if (!took.isEmpty()) {
            summary.put("median_hours", hours(took.get(took.size() / 2)));
            summary.put("longest_hours", hours(took.get(took.size() - 1)));
        }
        return summary;
    }

    private Map<String, Object> delay(Tx tx, Task task, Duration expected, Duration took, List<Spans.Span> parts) {
        Map<String, Duration> causes = new LinkedHashMap<>();
        Map<String, Instant> since = new LinkedHashMap<>();
        for (Spans.Span part : parts) {
            causes.merge(part.cause(), part.length(), Duration::plus);
            since.putIfAbsent(part.cause(), part.from());
        }
        List<Map.Entry<String, Duration>> sorted = causes.entrySet().stream()
                .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
                .toList();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("task", triggers.find(tx, task.triggerId()).map(Trigger::title).orElse(task.triggerId()));
        row.put("trigger_id", task.triggerId());
        row.put("expected", Expected.words(expected));
        row.put("actual", Expected.words(took));
        row.put("delay", "+" + Expected.words(took.minus(expected)));
        row.put("delay_hours", hours(took.minus(expected)));
        row.put("root_cause", sorted.get(0).getKey());
        row.put("root_cause_since", since.get(sorted.get(0).getKey()).toString());
        row.put("open", task.completed() == null);
        List<Map<String, Object>> all = new ArrayList<>();
        sorted.forEach(entry -> {
            Map<String, Object> cause = new LinkedHashMap<>();
            cause.put("cause", entry.getKey());
            cause.put("hours", hours(entry.getValue()));
            all.add(cause);
        });
        row.put("causes", all);
        row.put("days", daysOf(parts));
        return row;
    }

    /** Where each day went: days in a row with the same cause are told together. */
    private List<Map<String, Object>> daysOf(List<Spans.Span> parts) {
        Map<LocalDate, Map<String, Duration>> byDay = new TreeMap<>();
        for (Spans.Span part : parts) {
            LocalDate last = LocalDate.ofInstant(part.until().minusMillis(1), zone);
            for (LocalDate day = LocalDate.ofInstant(part.from(), zone); !day.isAfter(last); day = day.plusDays(1)) {
                Spans.Span piece = part.within(
                        day.atStartOfDay(zone).toInstant(),
                        day.plusDays(1).atStartOfDay(zone).toInstant());
                byDay.computeIfAbsent(day, key -> new LinkedHashMap<>())
                        .merge(part.cause(), piece.length(), Duration::plus);
            }
        }
        List<Map<String, Object>> days = new ArrayList<>();
        byDay.forEach((day, causes) -> {
            String most = causes.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            Map<String, Object> before = days.isEmpty() ? null : days.get(days.size() - 1);
            if (before != null && most.equals(before.get("cause"))) {
                before.put("until", day.toString());
                before.put(
                        "words",
                        LocalDate.parse(String.valueOf(before.get("from"))).format(DAY) + " to " + day.format(DAY));
            } else {
                Map<String, Object> fresh = new LinkedHashMap<>();
                fresh.put("from", day.toString());
                fresh.put("until", day.toString());
                fresh.put("words", day.format(DAY));
                fresh.put("cause", most);
                days.add(fresh);
            }
        });
        return days;
    }

    private List<Map<String, Object>> days(List<Task> tasks, BriefingWeek week, Instant asOf) {
        List<Map<String, Object>> days = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            LocalDate day = week.monday().plusDays(i);
            Instant from = day.atStartOfDay(zone).toInstant();
            Instant until = day.plusDays(1).atStartOfDay(zone).toInstant();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("day", day.toString());
            row.put(
                    "completed",
                    tasks.stream()
                            .filter(task -> task.isOver(asOf)
                                    && !task.completed().isBefore(from)
                                    && task.completed().isBefore(until))
                            .count());
            row.put(
                    "came_in",
                    tasks.stream()
                            .filter(task -> !task.started().isBefore(from)
                                    && task.started().isBefore(until))
                            .count());
            days.add(row);
        }
        return days;
    }

    private static long count(Tx tx, String sql, Object... arguments) {
        return tx.first(sql, row -> row.longInt("n"), arguments).orElse(0L);
    }

    private static BigDecimal hours(Duration length) {
        BigDecimal hours = BigDecimal.valueOf(length.toSeconds())
                .divide(BigDecimal.valueOf(3600), 1, java.math.RoundingMode.HALF_UP);
        BigDecimal plain = hours.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
