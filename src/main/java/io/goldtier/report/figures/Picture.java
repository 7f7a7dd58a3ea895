package io.goldtier.report.figures;

import io.goldtier.handbook.Goals;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * All that a briefing is made of.
 *
 * @param week the week
 * @param asOf the moment that it shows the week at: its end, or now while it goes on
 * @param zone where the owner is
 * @param books what Odoo says
 * @param work what our own store says
 * @param goals what the business wants
 * @param waiting what waits for a person at that moment, in sentences with what to do
 * @param warnings what outside systems warn of, such as a key that expires
 */
record Picture(
        BriefingWeek week,
        Instant asOf,
        ZoneId zone,
        Books books,
        Map<String, Object> work,
        Goals goals,
        List<Insight> waiting,
        List<String> warnings) {

    /**
     * Something worth knowing, with its figure and what to do.
     *
     * @param worth how much it matters, in money where it is about money
     * @param words the sentence
     */
    record Insight(BigDecimal worth, String words) {}

    String currency() {
        return books.currency(goals.currency());
    }

    String money(BigDecimal amount) {
        return Money.shown(amount, currency());
    }

    /** The day that it shows, the last that counts. */
    LocalDate day() {
        LocalDate day = LocalDate.ofInstant(asOf.minusMillis(1), zone);
        return day.isAfter(week.sunday()) ? week.sunday() : day;
    }

    List<Map<String, Object>> bottlenecks() {
        return Books.rows(work.get("bottlenecks"));
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> tasks() {
        return (Map<String, Object>) work.get("task_summary");
    }
}
