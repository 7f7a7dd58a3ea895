package io.goldtier.report.figures;

import io.goldtier.report.figures.Picture.Insight;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What follows from the figures: each with its figure and what to do, at most seven, by what they are worth. Where nothing
 * follows, nothing is said.
 */
final class Insights {

    static final int MOST = 7;

    private static final BigDecimal A_YEAR = BigDecimal.valueOf(12);
    private static final BigDecimal HOUR = BigDecimal.valueOf(25);

    private final Picture picture;
    private final List<Insight> found = new ArrayList<>();

    private Insights(Picture picture) {
        this.picture = picture;
    }

    static List<String> of(Picture picture, Map<String, Object> goals, List<Map<String, Object>> subscriptions) {
        Insights insights = new Insights(picture);
        if (picture.books().isKnown()) {
            insights.difference();
            insights.overdue();
            insights.falling();
            insights.unusual();
        }
        insights.goals(goals);
        insights.subscriptions(subscriptions);
        insights.delays();
        insights.found.addAll(picture.waiting());
        picture.warnings()
                .forEach(warning -> insights.add(BigDecimal.valueOf(800), warning + " Renew it before work stops."));
        return insights.found.stream()
                .sorted(Comparator.comparing(Insight::worth).reversed().thenComparing(Insight::words))
                .map(Insight::words)
                .distinct()
                .limit(MOST)
                .toList();
    }

    private void add(BigDecimal worth, String words) {
        found.add(new Insight(worth, words));
    }

    private void difference() {
        if (!picture.books().isVerified()) {
            add(
                    new BigDecimal("1e12"),
                    "Compare the books with Odoo: its own totals are "
                            + picture.money(picture.books().amount("odoo_revenue")) + " revenue and "
                            + picture.money(picture.books().amount("odoo_expenses")) + " expenses, the lines add up to "
                            + picture.money(picture.books().amount("revenue")) + " and "
                            + picture.money(picture.books().amount("expenses")));
        }
    }

    private void overdue() {
        Map<String, List<Map<String, Object>>> byClient = new LinkedHashMap<>();
        picture.books().rows("overdue").forEach(invoice -> byClient.computeIfAbsent(
                        invoice.get("client") + "\n" + invoice.get("currency"), key -> new ArrayList<>())
                .add(invoice));
        byClient.values().forEach(invoices -> {
            BigDecimal owed = sum(invoices, "amount_due");
            long days = ((Number) invoices.get(0).get("days_overdue")).longValue();
            String money = Money.shown(owed, String.valueOf(invoices.get(0).get("currency")));
            add(
                    owed.multiply(BigDecimal.valueOf(30 + days))
                            .divide(BigDecimal.valueOf(30), 2, RoundingMode.HALF_UP),
                    "Follow up with " + invoices.get(0).get("client") + " on "
                            + (invoices.size() == 1
                                    ? "invoice " + invoices.get(0).get("invoice_number") + " (" + money + ", "
                                            + days(days) + " overdue)"
                                    : invoices.size() + " overdue invoices (" + money + ", the oldest " + days(days)
                                            + " overdue)"));
        });
    }

    /** The last four weeks against the four before them. */
    private void falling() {
        for (Map<String, Object> client : picture.books().rows("clients")) {
            List<?> weeks = (List<?>) client.get("weeks");
            if (weeks.size() < 8) {
                continue;
            }
            BigDecimal recent = sum(weeks.subList(weeks.size() - 4, weeks.size()));
            BigDecimal before = sum(weeks.subList(weeks.size() - 8, weeks.size() - 4));
            BigDecimal lost = before.subtract(recent);
            if (before.signum() > 0
                    && lost.multiply(BigDecimal.valueOf(10)).compareTo(before.multiply(BigDecimal.valueOf(3))) >= 0) {
                add(
                        lost.divide(BigDecimal.valueOf(2), 2, RoundingMode.HALF_UP),
                        "Talk to " + client.get("client") + ": revenue fell to " + picture.money(recent)
                                + " in the last four weeks, from " + picture.money(before) + " in the four before");
            }
        }
    }

    /** An expense of the week that is over three times what is usual in its category. */
    private void unusual() {
        Map<Object, List<BigDecimal>> usual = new LinkedHashMap<>();
        List<Map<String, Object>> bookings = picture.books().rows("bookings");
        for (Map<String, Object> booking : bookings) {
            if (day(booking).isBefore(picture.week().monday())) {
                usual.computeIfAbsent(booking.get("category"), key -> new ArrayList<>())
                        .add(Books.number(booking.get("amount")));
            }
        }
        for (Map<String, Object> booking : bookings) {
            List<BigDecimal> before = usual.getOrDefault(booking.get("category"), List.of());
            if (day(booking).isBefore(picture.week().monday()) || before.size() < 4) {
                continue;
            }
            BigDecimal median = before.stream().sorted().toList().get(before.size() / 2);
            BigDecimal amount = Books.number(booking.get("amount"));
            if (median.signum() > 0 && amount.compareTo(median.multiply(BigDecimal.valueOf(3))) > 0) {
                add(
                        amount.subtract(median),
                        "Check " + booking.get("document") + " (" + booking.get("category") + "): "
                                + picture.money(amount) + " where " + picture.money(median) + " is usual");
            }
        }
    }

    private void goals(Map<String, Object> goals) {
        if (goals.get("revenue") instanceof Map<?, ?> revenue) {
            BigDecimal plan = Books.number(revenue.get("plan_to_date"));
            BigDecimal reached = Books.number(revenue.get("to_date"));
            if (reached.multiply(BigDecimal.TEN).compareTo(plan.multiply(BigDecimal.valueOf(9))) < 0) {
                add(
                        plan.subtract(reached),
                        "Revenue of " + revenue.get("month") + " is behind plan: " + picture.money(reached) + " of "
                                + picture.money(plan) + " to date; invoice finished work or move the target");
            }
        }
        for (Map<String, Object> metric : Books.rows(goals.get("metrics"))) {
            if (Boolean.TRUE.equals(metric.get("alert"))) {
                String name = String.valueOf(metric.get("metric")).replace('_', ' ');
                add(
                        BigDecimal.valueOf(600),
                        "Look into " + name + ": " + Money.number(Books.number(metric.get("value"))) + " "
                                + metric.get("unit") + " where "
                                + (metric.get("target") == null
                                        ? "less"
                                        : Money.number(Books.number(metric.get("target"))))
                                + " is the target");
            }
        }
        for (Map<String, Object> project : Books.rows(goals.get("projects"))) {
            project(project);
        }
    }

    private void project(Map<String, Object> project) {
        BigDecimal budget = Books.number(project.get("budget"));
        BigDecimal invoiced = Books.number(project.get("invoiced"));
        if (project.get("days_left") == null || budget == null || invoiced == null || invoiced.compareTo(budget) >= 0) {
            return;
        }
        long left = ((Number) project.get("days_left")).longValue();
        BigDecimal open = budget.subtract(invoiced);
        if (left <= 14) {
            add(
                    open.divide(BigDecimal.valueOf(4), 2, RoundingMode.HALF_UP),
                    "Bring " + project.get("project") + " to its end or move its date: "
                            + (left < 0 ? "due " + days(-left) + " ago" : "due in " + days(left)) + ", "
                            + picture.money(open) + " of " + picture.money(budget) + " not invoiced");
        }
    }

    private void subscriptions(List<Map<String, Object>> subscriptions) {
        for (Map<String, Object> row : subscriptions) {
            if (row.get("question") != null) {
                BigDecimal amount = Books.number(row.get("amount"));
                add(
                        amount.multiply(A_YEAR),
                        "Cancel or keep " + row.get("subscription") + " (" + picture.money(amount) + "): "
                                + row.get("question") + "; a request to cancel it waits for you");
            }
        }
    }

    private void delays() {
        Map<String, BigDecimal> hours = new LinkedHashMap<>();
        Map<String, Map<String, Object>> worst = new LinkedHashMap<>();
        for (Map<String, Object> row : picture.bottlenecks()) {
            String cause = String.valueOf(row.get("root_cause"));
            hours.merge(cause, Books.number(row.get("delay_hours")), BigDecimal::add);
            worst.putIfAbsent(cause, row);
        }
        hours.forEach((cause, lost) -> add(
                lost.multiply(HOUR),
                "Remove the cause of the delay of " + worst.get(cause).get("task") + " ("
                        + worst.get(cause).get("delay") + "): " + cause));
    }

    private static LocalDate day(Map<String, Object> booking) {
        return LocalDate.parse(String.valueOf(booking.get("date")));
    }

    private static String days(long days) {
        return days == 1 ? "1 day" : days + " days";
    }

    private static BigDecimal sum(List<Map<String, Object>> rows, String field) {
        return sum(rows.stream().map(row -> row.get(field)).toList());
    }

    private static BigDecimal sum(List<?> amounts) {
        return amounts.stream().map(Books::number).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
