package io.goldtier.report.briefing;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.TestClock;
import io.goldtier.Work;
import io.goldtier.agent.Agent;
import io.goldtier.agent.Decision;
import io.goldtier.json.Json;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.NewWork;
import io.goldtier.trigger.Sender;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The data model's example, from a seeded Odoo and from work that was really done: its tables to the letter. Its days run
 * from a Tuesday to a Monday; the rule that a week is Monday to Sunday wins.
 */
class BriefingExampleTest {

    private static final String TABLES = """
            # CEO Briefing - Week 2026-W08

            **Week**: 2026-02-16 to 2026-02-22 \s
            **Generated**: 2026-02-22T23:59:59Z

            ## Executive Summary

            Strong week with revenue ahead of target. One bottleneck identified in Client Onboarding.

            ## Revenue

            | Client | Project | Amount |
            |--------|---------|--------|
            | Client ABC | Consulting | $10,000 |
            | Client XYZ | Development | $5,000 |
            | **Total** | | **$15,000** |

            ## Expenses

            | Category | Amount |
            |----------|--------|
            | Office Supplies | $150 |
            | Software Licenses | $300 |
            | **Total** | **$450** |

            ## Profit

            **Net Profit**: $14,550 ($15,000 - $450)

            ## Bottlenecks

            | Task | Expected | Actual | Delay | Root Cause |
            |------|----------|--------|-------|------------|
            | Client Onboarding | 2 days | 5 days | +3 days | Waiting for client documents |

            ## Task Summary

            | Status | Count |
            |--------|-------|
            | Completed | 15 |
            | Pending | 5 |
            | Awaiting Approval | 2 |

            ## Actionable Insights
            """;

    @TempDir
    Path home;

    private final TestClock clock = new TestClock("2026-02-16T09:00:00Z");
    private Assistant assistant;
    private SeededOdoo odoo;

    /** Waits for the documents of the work that is about them, and does the rest in its order. */
    private static final class Patient implements Agent {

        @Override
        public String name() {
            return "patient";
        }

        @Override
        public Decision next(Trigger trigger, List<Action> plan, History history) {
            Object until = trigger.context().get("documents");
            boolean waits = until != null && history.lines().stream().noneMatch(line -> line.contains("here"));
            if (waits && !history.lines().stream().anyMatch(line -> line.contains("client documents"))) {
                return new Decision.WaitUntil(Instant.parse(String.valueOf(until)), "client documents");
            }
            return plan.stream()
                    .filter(step -> !step.state().isClosed())
                    .<Decision>map(Decision.DoStep::new)
                    .findFirst()
                    .orElseGet(Decision.Finish::new);
        }
    }

    @BeforeEach
    void start() {
        assistant = Assistant.in(home)
                .clock(clock)
                .bean("patient", new Patient())
                .setting("goldtier.agent.name=patient")
                .route(
                        "skills/note_down.camel.yaml",
                        Work.skill(
                                "note_down",
                                "readOnly: true",
                                "- setBody: {id: note_down-done, constant: {expression: done}}\n- setBody: {id: note_down-out, expression: {language: {language: template, expression: \"text: done\"}}}"))
                .start();
        odoo = new SeededOdoo(assistant);
    }

    @AfterEach
    void stop() {
        assistant.close();
    }

    private void accept(String id, Map<String, Object> step, Map<String, Object> context, String words) {
        Instant now = clock.instant();
        assistant
                .bean(Triggers.class)
                .accept(new NewWork(
                        new Trigger(
                                id,
                                "business",
                                "file_drop",
                                Map.of("message", words),
                                List.of(step),
                                TriggerStatus.PENDING,
                                now,
                                now,
                                context),
                        "test:" + id,
                        null,
                        Sender.OWNER));
    }

    private void awaitOver(String id) {
        await().atMost(Duration.ofSeconds(20)).until(() -> assistant
                .bean(Triggers.class)
                .find(id)
                .orElseThrow()
                .status()
                .isFinal());
    }

    @Test
    void theTablesAreThoseOfTheDataModel() throws Exception {
        odoo.invoice("Client ABC", "Consulting", "2026-02-17", "10000");
        odoo.invoice("Client XYZ", "Development", "2026-02-20", "5000");
        odoo.expense("Paper Shop", "Office Supplies: paper", "2026-02-18", "150");
        odoo.expense("Tool Maker", "Software Licenses: editor", "2026-02-19", "300");
        // Neighbours that must not count
        odoo.invoice("Client ABC", "Consulting", "2026-02-15", "70");
        odoo.invoice("Client ABC", "Consulting", "2026-02-23", "80");
        odoo.draft(
                "out_invoice",
                "Client ABC",
                "Consulting",
                "2026-02-19",
                null,
                List.of(SeededOdoo.line("x", new java.math.BigDecimal("999"), odoo.account("400000"), List.of())));

        accept(
                "onboarding",
                step("note_down", Map.of("text", "x")),
                Map.of("expected", "2 days", "documents", "2026-02-21T09:00:00Z"),
                "Client Onboarding");
        for (int i = 1; i <= 14; i++) {
            accept("done-" + i, step("note_down", Map.of("text", "x")), Map.of(), "Note " + i);
            awaitOver("done-" + i);
        }
        clock.pass(Duration.ofDays(5));
        awaitOver("onboarding");
        clock.pass(Duration.ofHours(20));
        for (int i = 1; i <= 5; i++) {
            accept(
                    "later-" + i,
                    step("note_down", Map.of("text", "x")),
                    Map.of("documents", "2026-02-25T09:00:00Z"),
                    "Later " + i);
        }
        for (int i = 1; i <= 2; i++) {
            accept("ask-" + i, step("facebook_post", Map.of("message", "Hello " + i)), Map.of(), "Post " + i);
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> assistant
                                .get("/api/approvals?status=pending")
                                .toString()
                                .split("ask-")
                                .length
                        > 2);
        clock.pass(Duration.between(clock.instant(), Instant.parse("2026-02-22T23:59:59Z")));

        HttpResponse<String> answer = assistant.post("/api/briefings", Map.of("week", "2026-W08"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Map<String, Object> document = Json.readObject(answer.body());
        assertThat(document)
                .containsEntry("briefing_id", "CEO-2026-W08")
                .containsEntry("week_start", "2026-02-16")
                .containsEntry("week_end", "2026-02-22");
        Path file = assistant.vault().resolve("Briefings/CEO-2026-W08.md");
        await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(file));
        Map<?, ?> revenue = (Map<?, ?>) document.get("revenue");
        assertThat(revenue.get("total")).hasToString("15000");
        assertThat(revenue.get("by_client")).hasToString("{Client ABC=10000, Client XYZ=5000}");
        assertThat(document.get("profit")).hasToString("14550");
        assertThat(document.get("odoo").toString()).contains("verified=true");
        await().untilAsserted(
                        () -> assertThat(Files.readString(assistant.vault().resolve("Dashboard.md")))
                                .contains(
                                        "## CEO Briefing\n\n**2026-W08**",
                                        "### Revenue",
                                        "| Client ABC | Consulting | $10,000 |",
                                        "## Health"));
        assertThat(assistant.get("/api/briefings/CEO-2026-W08")).isEqualTo(document);
        assertThat(withoutExtras(Files.readString(file)))
                .startsWith(TABLES)
                .endsWith("\n---\n*Generated by Gold Tier Autonomous Assistant*\n");
    }

    /** What we tell beyond the example: charts, subsections, and sentences under tables. */
    private static String withoutExtras(String text) {
        return text.replaceAll("(?s)\n```mermaid.*?```\n", "")
                .replaceAll("(?s)\n### .*?(?=\n## )", "")
                .replaceAll("(?m)^(Also in this week|Half of what ended|Before tax).*\n\n?", "")
                .replaceAll("\n{3,}", "\n\n");
    }
}
