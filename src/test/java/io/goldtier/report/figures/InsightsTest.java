package io.goldtier.report.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.handbook.Goals;
import io.goldtier.report.figures.Picture.Insight;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What follows from figures: each insight with its figure, none without one. */
class InsightsTest {

    private final Map<String, Object> books = new LinkedHashMap<>(Map.of("currency", "USD", "verified", true));
    private Goals goals = Goals.none();
    private final List<Insight> waiting = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private static Map<String, Object> row(Object... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    private Picture picture() {
        return new Picture(
                BriefingWeek.parse("2026-W08"),
                Instant.parse("2026-02-23T00:00:00Z"),
                ZoneOffset.UTC,
                new Books(books),
                Map.of("bottlenecks", List.of(), "bottlenecks_left_out", 0, "task_summary", Map.of("completed", 0)),
                goals,
                waiting,
                warnings);
    }

    private List<String> insights() {
        Picture picture = picture();
        List<Map<String, Object>> subscriptions = SubscriptionAudit.of(picture);
        return Insights.of(picture, GoalsCheck.of(picture, subscriptions), subscriptions);
    }

    @Test
    void nothingFollowsFromNothing() {
        assertThat(insights()).isEmpty();
    }

    @Test
    void revenueThatFellAnUnusualExpenseAndAKeyThatExpiresAreTold() {
        books.put(
                "clients",
                List.of(
                        row("client", "Client ABC", "weeks", List.of(100, 100, 100, 100, 50, 50, 50, 50)),
                        row("client", "Client XYZ", "weeks", List.of(100, 100, 100, 100, 90, 90, 90, 90))));
        List<Map<String, Object>> bookings = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            bookings.add(row(
                    "date",
                    "2026-01-0" + i,
                    "document",
                    "B" + i,
                    "category",
                    "Rent",
                    "amount",
                    100,
                    "text",
                    "",
                    "vendor",
                    null));
        }
        bookings.add(row(
                "date", "2026-02-17", "document", "B9", "category", "Rent", "amount", 301, "text", "", "vendor", null));
        bookings.add(row(
                "date", "2026-02-17", "document", "B8", "category", "Rent", "amount", 300, "text", "", "vendor", null));
        books.put("bookings", bookings);
        warnings.add("The key of X expires in 3 days.");
        assertThat(insights())
                .containsExactly(
                        "The key of X expires in 3 days. Renew it before work stops.",
                        "Check B9 (Rent): $301 where $100 is usual",
                        "Talk to Client ABC: revenue fell to $200 in the last four weeks, from $400 in the four before");
    }

    @Test
    void goalsBehindPlanProjectsThatAreDueAndThresholdsAreTold() {
        goals = new Goals(
                new BigDecimal("28000"),
                "USD",
                List.of(new Goals.Metric("invoices_paid", new BigDecimal("90"), null, new BigDecimal("80"), "percent")),
                List.of(
                        new Goals.Project(
                                "Consulting", "Client ABC", LocalDate.of(2026, 2, 20), new BigDecimal("1000")),
                        new Goals.Project("Development", null, LocalDate.of(2026, 6, 30), new BigDecimal("1000"))),
                Goals.none().subscriptions());
        books.putAll(Map.of(
                "month_revenue", 10_000, "invoices", 10, "invoices_paid", 7, "billed", Map.of("Consulting", 400)));
        assertThat(insights())
                .containsExactly(
                        "Revenue of 2026-02 is behind plan: $10,000 of $22,000 to date; invoice finished work or move the target",
                        "Look into invoices paid: 70 percent where 90 is the target",
                        "Bring Consulting to its end or move its date: due 2 days ago, $600 of $1,000 not invoiced");
    }

    @Test
    void subscriptionsAreQuestionedForEachReason() {
        goals = new Goals(
                null,
                null,
                List.of(),
                List.of(),
                new Goals.Subscriptions(
                        30,
                        BigDecimal.valueOf(20),
                        true,
                        List.of("adobe.com", "slack.com", "teams.com", "notion.so", "netflix.com"),
                        Map.of("notion.so", LocalDate.of(2026, 1, 1)),
                        Map.of("slack.com", "chat", "teams.com", "chat")));
        books.put(
                "bookings",
                List.of(
                        row("date", "2026-01-10", "category", "a", "amount", 50, "text", "Adobe plan", "vendor", null),
                        row("date", "2026-02-10", "category", "a", "amount", 60, "text", "adobe.com", "vendor", null),
                        row("date", "2026-02-01", "category", "a", "amount", 8, "text", "SLACK.COM", "vendor", null),
                        row(
                                "date",
                                "2026-02-02",
                                "category",
                                "a",
                                "amount",
                                8,
                                "text",
                                "slack.com again",
                                "vendor",
                                null),
                        row("date", "2026-02-02", "category", "a", "amount", 5, "text", "", "vendor", "Teams"),
                        row("date", "2026-02-02", "category", "a", "amount", 4, "text", "notion.so", "vendor", null),
                        row(
                                "date",
                                "2026-02-03",
                                "category",
                                "a",
                                "amount",
                                9,
                                "text",
                                "Netflixian shares",
                                "vendor",
                                null)));
        Map<String, Object> questions = new LinkedHashMap<>();
        SubscriptionAudit.of(picture())
                .forEach(row -> questions.put(String.valueOf(row.get("subscription")), row.get("question")));
        assertThat(questions)
                .containsEntry("adobe.com", null)
                .containsEntry("slack.com", "booked twice within a day; does what teams.com does, too: chat")
                .containsEntry("teams.com", "does what slack.com does, too: chat")
                .containsEntry("notion.so", "not used for 52 days")
                .hasSize(4);
    }

    @Test
    void atMostSevenAreToldTheWorthiestFirst() {
        for (int i = 1; i <= 12; i++) {
            waiting.add(new Insight(BigDecimal.valueOf(i), "Insight " + i));
        }
        assertThat(insights()).hasSize(7).startsWith("Insight 12", "Insight 11").doesNotContain("Insight 5");
    }
}
