package io.goldtier.handbook;

import io.goldtier.vault.Note;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads {@link Goals}; what is wrong is refused with the field, its value and what is allowed. */
final class GoalsReader {

    private GoalsReader() {}

    static Goals read(Note note) {
        Map<?, ?> revenue = map("revenue_target", note.value("revenue_target").orElse(Map.of()));
        return new Goals(
                number("revenue_target.month", revenue.get("month")),
                currency(revenue.get("currency")),
                metrics(note.value("metrics").orElse(List.of())),
                projects(note.value("projects").orElse(List.of())),
                subscriptions(map("subscriptions", note.value("subscriptions").orElse(Map.of()))));
    }

    private static List<Goals.Metric> metrics(Object value) {
        List<Goals.Metric> metrics = new ArrayList<>();
        for (Map<?, ?> metric :
                maps("metrics", value, "{name: invoices_paid, target: 90, alert_below: 80, unit: percent}")) {
            String name = text("metrics.name", metric.get("name"));
            metrics.add(new Goals.Metric(
                    name,
                    number("metrics." + name + ".target", metric.get("target")),
                    number("metrics." + name + ".alert_above", metric.get("alert_above")),
                    number("metrics." + name + ".alert_below", metric.get("alert_below")),
                    metric.get("unit") == null ? "" : String.valueOf(metric.get("unit"))));
        }
        return metrics;
    }

    private static List<Goals.Project> projects(Object value) {
        List<Goals.Project> projects = new ArrayList<>();
        for (Map<?, ?> project : maps("projects", value, "{name: Consulting, due: 2026-03-31, budget: 30000}")) {
            String name = text("projects.name", project.get("name"));
            projects.add(new Goals.Project(
                    name,
                    project.get("client") == null ? null : String.valueOf(project.get("client")),
                    day("projects." + name + ".due", project.get("due")),
                    number("projects." + name + ".budget", project.get("budget"))));
        }
        return projects;
    }

    private static Goals.Subscriptions subscriptions(Map<?, ?> value) {
        Goals.Subscriptions usual = Goals.none().subscriptions();
        BigDecimal days = number("subscriptions.unused_days", value.get("unused_days"));
        BigDecimal percent = number("subscriptions.cost_increase_percent", value.get("cost_increase_percent"));
        Map<String, LocalDate> used = new LinkedHashMap<>();
        map("subscriptions.last_used", or(value.get("last_used"), Map.of()))
                .forEach((name, when) -> used.put(plain(name), day("subscriptions.last_used." + name, when)));
        Map<String, String> tools = new LinkedHashMap<>();
        map("subscriptions.tools", or(value.get("tools"), Map.of())).forEach((use, names) -> {
            if (!(names instanceof List<?> list)) {
                throw wrong(
                        "subscriptions.tools." + use, names, "a list of subscriptions such as [notion.so, slack.com]");
            }
            list.forEach(name -> tools.put(plain(name), String.valueOf(use)));
        });
        if (!(or(value.get("patterns"), List.of()) instanceof List<?> patterns)) {
            throw wrong("subscriptions.patterns", value.get("patterns"), "a list such as [adobe.com, notion.so]");
        }
        return new Goals.Subscriptions(
                days == null ? usual.unusedDays() : days.intValue(),
                percent == null ? usual.increasePercent() : percent,
                !Boolean.FALSE.equals(value.get("duplicates")),
                patterns.stream()
                        .map(GoalsReader::plain)
                        .filter(name -> !name.isEmpty())
                        .toList(),
                used,
                tools);
    }

    private static String plain(Object name) {
        return String.valueOf(name).strip().toLowerCase(Locale.ROOT);
    }

    private static Object or(Object value, Object otherwise) {
        return value == null ? otherwise : value;
    }

    private static String text(String field, Object value) {
        if (value == null || String.valueOf(value).isBlank()) {
            throw wrong(field, value, "a name");
        }
        return String.valueOf(value).strip();
    }

    private static BigDecimal number(String field, Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof Number) || new BigDecimal(value.toString()).signum() < 0) {
            throw wrong(field, value, "a number that is not negative");
        }
        return new BigDecimal(value.toString());
    }

    private static String currency(Object value) {
        if (value != null && !String.valueOf(value).matches("[A-Z]{3}")) {
            throw wrong("revenue_target.currency", value, "a code such as USD");
        }
        return value == null ? null : String.valueOf(value);
    }

    private static LocalDate day(String field, Object value) {
        try {
            return value == null ? null : LocalDate.parse(String.valueOf(value));
        } catch (DateTimeException e) {
            throw wrong(field, value, "a day such as 2026-03-31");
        }
    }

    private static Map<?, ?> map(String field, Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(field, value, "lines of the form 'name: value'");
    }

    private static List<Map<?, ?>> maps(String field, Object value, String example) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (!(value instanceof List<?> list)) {
            throw wrong(field, value, "a list of entries such as " + example);
        }
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> map)) {
                throw wrong(field, item, "entries such as " + example);
            }
            maps.add(map);
        }
        return maps;
    }

    private static IllegalArgumentException wrong(String field, Object value, String allowed) {
        return new IllegalArgumentException(field + " must be " + allowed + ", was: " + value);
    }
}
