package io.goldtier.report.figures;

import io.goldtier.handbook.Goals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the business stands against {@code Business_Goals.md}. */
final class GoalsCheck {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal WEEKS_A_YEAR = BigDecimal.valueOf(52);

    private GoalsCheck() {}

    /** The goals with what has been reached; what cannot be known is left out. */
    static Map<String, Object> of(Picture picture, List<Map<String, Object>> subscriptions) {
        Map<String, Object> result = new LinkedHashMap<>();
        revenue(picture, result);
        List<Map<String, Object>> metrics = new ArrayList<>();
        for (Goals.Metric metric : picture.goals().metrics()) {
            BigDecimal value = value(picture, metric.name(), subscriptions);
            if (value != null) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("metric", metric.name());
                row.put("value", value);
                row.put("target", metric.target());
                row.put("unit", metric.unit());
                row.put("alert", metric.isAlarming(value));
                metrics.add(row);
            }
        }
        result.put("metrics", metrics);
        result.put("projects", projects(picture));
        return result;
    }

    private static void revenue(Picture picture, Map<String, Object> result) {
        BigDecimal target = picture.goals().month();
        if (target == null
                || !picture.books().isKnown()
                || !picture.currency().equals(picture.goals().currency())) {
            return;
        }
        LocalDate day = picture.day();
        BigDecimal plan = target.multiply(BigDecimal.valueOf(day.getDayOfMonth()))
                .divide(BigDecimal.valueOf(day.lengthOfMonth()), 2, RoundingMode.HALF_UP);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("month", day.toString().substring(0, 7));
        row.put("target", target);
        row.put("to_date", picture.books().amount("month_revenue"));
        row.put("plan_to_date", plan);
        row.put("week_target", weekTarget(target));
        result.put("revenue", row);
    }

    /** What a week has to bring in. */
    static BigDecimal weekTarget(BigDecimal month) {
        return month.multiply(BigDecimal.valueOf(12)).divide(WEEKS_A_YEAR, 2, RoundingMode.HALF_UP);
    }

    private static BigDecimal value(Picture picture, String metric, List<Map<String, Object>> subscriptions) {
        if (metric.equals("response_time")) {
            return Books.number(picture.tasks().get("median_hours"));
        }
        if (!picture.books().isKnown()) {
            return null;
        }
        return switch (metric) {
            case "invoices_paid" -> {
                BigDecimal all = picture.books().amount("invoices");
                yield all == null || all.signum() == 0
                        ? null
                        : picture.books()
                                .amount("invoices_paid")
                                .multiply(HUNDRED)
                                .divide(all, 0, RoundingMode.HALF_UP);
            }
            case "software_cost" -> software(picture, subscriptions);
            default -> null;
        };
    }

    /** Of the last 30 days: what counts as software, and what is known as a subscription. */
    private static BigDecimal software(Picture picture, List<Map<String, Object>> subscriptions) {
        LocalDate from = picture.day().minusDays(30);
        BigDecimal sum = BigDecimal.ZERO;
        for (Map<String, Object> booking : picture.books().rows("bookings")) {
            boolean named = String.valueOf(booking.get("category"))
                    .toLowerCase(Locale.ROOT)
                    .contains("software");
            LocalDate day = LocalDate.parse(String.valueOf(booking.get("date")));
            if (day.isAfter(from)
                    && !day.isAfter(picture.day())
                    && (named
                            || SubscriptionAudit.pattern(
                                            booking, picture.goals().subscriptions())
                                    != null)) {
                sum = sum.add(Books.number(booking.get("amount")));
            }
        }
        return sum;
    }

    private static List<Map<String, Object>> projects(Picture picture) {
        Map<?, ?> billed = picture.books().figures().get("billed") instanceof Map<?, ?> map ? map : Map.of();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Goals.Project project : picture.goals().projects()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("project", project.name());
            row.put("client", project.client());
            row.put("due", project.due() == null ? null : project.due().toString());
            row.put(
                    "days_left",
                    project.due() == null
                            ? null
                            : java.time.temporal.ChronoUnit.DAYS.between(picture.day(), project.due()));
            row.put("budget", project.budget());
            row.put(
                    "invoiced",
                    picture.books().isKnown()
                            ? billed.get(project.name()) == null ? BigDecimal.ZERO : billed.get(project.name())
                            : null);
            rows.add(row);
        }
        rows.sort(java.util.Comparator.comparing(
                row -> row.get("due") == null ? "9999" : String.valueOf(row.get("due"))));
        return rows;
    }
}
