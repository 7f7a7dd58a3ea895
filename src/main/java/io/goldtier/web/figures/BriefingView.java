package io.goldtier.web.figures;

import io.goldtier.report.briefing.BooksSaid;
import io.goldtier.report.chart.BarList;
import io.goldtier.report.chart.ColumnChart;
import io.goldtier.report.figures.Books;
import io.goldtier.report.figures.BriefingWeek;
import io.goldtier.report.figures.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A briefing's document as its page reads it. */
public final class BriefingView {

    private final Map<String, Object> document;

    BriefingView(Map<String, Object> document) {
        this.document = document;
    }

    /** A value of the document as text; empty when it has none. */
    public String text(String name) {
        return text(document, name);
    }

    /** A value of a row as text; empty when it has none. */
    public String text(Map<String, Object> row, String name) {
        Object value = row.get(name);
        return value == null ? "" : String.valueOf(value);
    }

    /** The week, such as 2026-W08. */
    public String week() {
        return text("briefing_id").replaceFirst("^CEO-", "");
    }

    /** An amount with its sign of money. */
    public String money(Object amount) {
        return Money.shown(Books.number(amount), text("currency"));
    }

    /** Whether the books are known. */
    public boolean isKnown() {
        return part("revenue").get("total") != null;
    }

    /** Whether Odoo's own totals agree, as far as they are known. */
    public boolean isVerified() {
        return Boolean.TRUE.equals(part("odoo").get("verified"));
    }

    /** A part that is a map. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> part(String name) {
        return document.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** A list of rows. */
    public List<Map<String, Object>> rows(String name) {
        return Books.rows(document.get(name));
    }

    /** A list of rows inside a part. */
    public List<Map<String, Object>> rows(String part, String name) {
        return Books.rows(part(part).get(name));
    }

    /** A list of sentences. */
    public List<String> sentences(String name) {
        return document.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** What the totals hold and what they do not. */
    public List<String> said() {
        return BooksSaid.of(document);
    }

    /** Why the figures are older than the briefing, or not known; empty when Odoo was asked. */
    public String trouble() {
        return BooksSaid.trouble(document).orElse("");
    }

    /** Goals: what each is called, what was reached, what was wanted. */
    public List<List<String>> goals() {
        List<List<String>> goals = new ArrayList<>();
        if (part("goals").get("revenue") instanceof Map<?, ?> revenue) {
            goals.add(List.of(
                    "Revenue of " + revenue.get("month"),
                    money(revenue.get("to_date")) + ", plan to date " + money(revenue.get("plan_to_date")),
                    money(revenue.get("target"))));
        }
        for (Map<String, Object> metric : rows("goals", "metrics")) {
            String name = text(metric, "metric").replace('_', ' ');
            goals.add(List.of(
                    Character.toUpperCase(name.charAt(0)) + name.substring(1),
                    metric.get("value") == null
                            ? "not known"
                            : Money.number(Books.number(metric.get("value"))) + " " + text(metric, "unit")
                                    + (Boolean.TRUE.equals(metric.get("alert")) ? ", past the threshold" : ""),
                    metric.get("target") == null ? "" : Money.number(Books.number(metric.get("target")))));
        }
        return goals;
    }

    /** Where the days of a bottleneck went, in a sentence. */
    public String days(Map<String, Object> row) {
        return String.join(
                "; ",
                Books.rows(row.get("days")).stream()
                        .map(day -> day.get("words") + ": " + day.get("cause"))
                        .toList());
    }

    /** Revenue by client, drawn. */
    public String revenueChart() {
        return bars("Revenue by client", part("revenue").get("by_client"), true);
    }

    /** Expenses by category, drawn. */
    public String expenseChart() {
        return bars("Expenses by category", part("expenses").get("by_category"), true);
    }

    /** Hours waited by cause, drawn. */
    public String waitingChart() {
        return bars("Hours waited by cause", document.get("waiting_hours"), false);
    }

    /** Money in and out by week, drawn. */
    public String weeksChart() {
        return weeks(rows("weeks"));
    }

    static String weeks(List<Map<String, Object>> weeks) {
        return ColumnChart.draw(
                "Revenue and expenses by week",
                weeks.stream()
                        .map(week -> BriefingWeek.of(LocalDate.parse(String.valueOf(week.get("week_start"))))
                                .text()
                                .substring(5))
                        .toList(),
                List.of(
                        new ColumnChart.Series("revenue", values(weeks, "revenue")),
                        new ColumnChart.Series("expenses", values(weeks, "expenses"))));
    }

    /** What came in and what was done, day by day. */
    public String workChart() {
        return days(rows("work_days"));
    }

    static String days(List<Map<String, Object>> days) {
        return ColumnChart.draw(
                "Work by day",
                days.stream()
                        .map(day -> String.valueOf(day.get("day")).substring(5))
                        .toList(),
                List.of(
                        new ColumnChart.Series("came in", values(days, "came_in")),
                        new ColumnChart.Series("completed", values(days, "completed"))));
    }

    static List<Double> values(List<Map<String, Object>> rows, String name) {
        return rows.stream()
                .map(row -> Books.number(row.get(name)).doubleValue())
                .toList();
    }

    private String bars(String title, Object values, boolean money) {
        return values instanceof Map<?, ?> map
                ? BarList.draw(
                        title,
                        map.entrySet().stream()
                                .map(entry -> new BarList.Bar(
                                        String.valueOf(entry.getKey()),
                                        Books.number(entry.getValue()).doubleValue(),
                                        money ? money(entry.getValue()) : entry.getValue() + " h"))
                                .sorted(java.util.Comparator.comparing(BarList.Bar::value)
                                        .reversed())
                                .limit(12)
                                .toList())
                : "";
    }
}
