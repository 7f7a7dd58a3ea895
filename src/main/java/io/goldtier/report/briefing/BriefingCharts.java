package io.goldtier.report.briefing;

import io.goldtier.report.figures.Books;
import io.goldtier.report.figures.BriefingWeek;
import io.goldtier.vault.Mermaid;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The briefing's charts as Mermaid blocks, which Obsidian draws; empty where there is nothing to draw. */
final class BriefingCharts {

    private static final int SLICES = 10;

    private BriefingCharts() {}

    static String revenueByClient(Map<String, Object> document) {
        return pie("Revenue by client", ((Map<?, ?>) document.get("revenue")).get("by_client"));
    }

    static String waiting(Map<String, Object> document) {
        return pie("Hours waited by cause", document.get("waiting_hours"));
    }

    private static String pie(String title, Object values) {
        Map<String, BigDecimal> slices = new LinkedHashMap<>();
        ((Map<?, ?>) values).forEach((name, value) -> slices.put(String.valueOf(name), Books.number(value)));
        List<Map.Entry<String, BigDecimal>> drawn = slices.entrySet().stream()
                .filter(slice -> slice.getValue().signum() > 0)
                .sorted(Map.Entry.<String, BigDecimal>comparingByValue().reversed())
                .limit(SLICES)
                .toList();
        if (drawn.isEmpty()) {
            return "";
        }
        return "```mermaid\npie showData title " + title + "\n"
                + drawn.stream()
                        .map(slice -> "  \"" + Mermaid.label(slice.getKey()) + "\" : "
                                + slice.getValue().toPlainString() + "\n")
                        .collect(Collectors.joining())
                + "```\n";
    }

    static String weekOnWeek(Map<String, Object> document) {
        List<Map<String, Object>> weeks = Books.rows(document.get("weeks"));
        BigDecimal highest = BigDecimal.ONE;
        BigDecimal lowest = BigDecimal.ZERO;
        for (Map<String, Object> week : weeks) {
            for (String side : List.of("revenue", "expenses")) {
                highest = highest.max(Books.number(week.get(side)));
                lowest = lowest.min(Books.number(week.get(side)));
            }
        }
        if (highest.compareTo(BigDecimal.ONE) <= 0 && lowest.signum() == 0) {
            return "";
        }
        return "```mermaid\nxychart-beta\n  title \"Revenue (bars) and expenses (line) by week\"\n  x-axis ["
                + weeks.stream()
                        .map(week -> BriefingWeek.of(LocalDate.parse(String.valueOf(week.get("week_start"))))
                                .text()
                                .substring(5))
                        .collect(Collectors.joining(", "))
                + "]\n  y-axis \"" + document.get("currency") + "\" " + lowest.toPlainString() + " --> "
                + highest.toPlainString() + "\n  bar [" + series(weeks, "revenue") + "]\n  line ["
                + series(weeks, "expenses") + "]\n```\n";
    }

    private static String series(List<Map<String, Object>> weeks, String side) {
        return weeks.stream()
                .map(week -> Books.number(week.get(side)).toPlainString())
                .collect(Collectors.joining(", "));
    }
}
