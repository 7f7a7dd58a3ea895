package io.goldtier.report.briefing;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.TestClock;
import io.goldtier.approval.Approvals;
import io.goldtier.json.Json;
import io.goldtier.loop.Loop;
import io.goldtier.loop.Loops;
import io.goldtier.store.Store;
import io.goldtier.trigger.NewWork;
import io.goldtier.trigger.Sender;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A week in which much went wrong: each delay has its true root cause, found in the plan's own history. */
@Tag("long")
class BriefingCausesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path home;

    private final TestClock clock = new TestClock("2026-02-16T09:00:00Z");
    private Assistant assistant;

    @Test
    void aDayOfflineAnExpiredApprovalADoubtAndAQuestionAreTold() throws Exception {
        try (Assistant running = Assistant.in(home)
                .clock(clock)
                .setting("goldtier.approval.expiry=3d")
                .start()) {
            assistant = running;
            accept(
                    "expired",
                    "Announce the new site",
                    "facebook_post",
                    Map.of("message", "The new site is online"),
                    Map.of());
            accept("question", "Choose a colour", "ask_owner", Map.of("question", "Which colour?"), Map.of());
            accept(
                    "doubt",
                    "Announce the hiring",
                    "facebook_post",
                    Map.of("message", "We are hiring"),
                    Map.of("expected", "4 hours"));
            for (String id : List.of("expired", "question", "doubt")) {
                await().atMost(PATIENCE).until(() -> waitingFor(id).startsWith("approval "));
            }

            // Nobody knows what became of the post: its answers are cut, and so is every look at the page
            assistant.post("/sandbox/faults", Map.of("graph", Map.of("cut_after_acting", true)));
            assistant.post("/api/approvals/" + approval("doubt-a1"), Map.of("decision", "approve"));
            until("doubt", "a person to settle doubt-a1");

            // Odoo is away from Tuesday to Wednesday
            clock.pass(Duration.between(clock.instant(), Instant.parse("2026-02-17T09:00:00Z")));
            assistant.post("/sandbox/faults", Map.of("odoo", Map.of("refuse", true)));
            accept(
                    "offline",
                    "Invoice Client ABC",
                    "odoo_create_invoice",
                    Map.of("client", "Client ABC", "amount", 100),
                    Map.of("expected", "2 hours"));
            until("offline", "a person to settle offline-a1");
            clock.pass(Duration.between(clock.instant(), Instant.parse("2026-02-18T09:00:00Z")));
            assistant.post("/sandbox/faults", Map.of("odoo", Map.of()));
            assistant.post("/api/actions/offline-a1/resolve", Map.of("outcome", "retry"));
            await().atMost(PATIENCE).until(() -> over("offline"));

            clock.pass(Duration.between(clock.instant(), Instant.parse("2026-02-19T09:00:01Z")));
            await().atMost(PATIENCE).until(() -> over("expired") && over("question"));
            clock.pass(Duration.between(clock.instant(), Instant.parse("2026-02-22T23:59:00Z")));

            Map<String, Object> document =
                    Json.readObject(assistant.post("/api/briefings", Map.of()).body());

            Map<String, Map<?, ?>> rows = new java.util.HashMap<>();
            ((List<?>) document.get("bottlenecks"))
                    .forEach(row -> rows.put(String.valueOf(((Map<?, ?>) row).get("trigger_id")), (Map<?, ?>) row));
            assertThat(rows.keySet()).containsExactlyInAnyOrder("expired", "question", "doubt", "offline");
            assertThat(rows.get("expired").get("root_cause"))
                    .isEqualTo("Approval of facebook post expired: nobody decided");
            assertThat(rows.get("expired").get("actual")).isEqualTo("3 days");
            assertThat(rows.get("expired").get("delay")).isEqualTo("+2 days");
            assertThat(rows.get("offline").get("root_cause")).isEqualTo("Odoo offline");
            assertThat(rows.get("offline").get("actual")).isEqualTo("1 day");
            assertThat(rows.get("doubt").get("root_cause")).isEqualTo("In doubt whether facebook post took effect");
            assertThat(rows.get("doubt").get("open")).isEqualTo(true);
            rows.values().forEach(row -> assertThat((List<?>) row.get("causes")).isNotEmpty());
            assertThat(rows.get("offline").get("days").toString()).contains("2026-02-17", "Odoo offline");

            Path file = assistant.vault().resolve("Briefings/CEO-2026-W08.md");
            await().atMost(PATIENCE).until(() -> Files.exists(file));
            assertThat(Files.readString(file))
                    .contains(
                            "| Invoice Client ABC | 2 hours | 1 day | +22 hours | Odoo offline |",
                            "| Odoo offline |",
                            "In doubt whether facebook post took effect |",
                            "nobody decided |")
                    .contains(
                            "Odoo offline (17 Feb to 18 Feb)",
                            "Settle 1 action of which nobody knows whether it took effect");
            assertThat((List<?>) document.get("insights")).hasSizeLessThanOrEqualTo(7);

            // Kept as long as the logs are; of work that still goes on as long as it goes on
            assertThat(waits()).contains("expired", "question", "doubt", "offline");
            clock.pass(Duration.ofDays(85));
            running.bean(Loops.class).retain(90);
            assertThat(waits()).contains("expired", "question", "doubt", "offline");
            clock.pass(Duration.ofDays(9));
            running.bean(Loops.class).retain(90);
            assertThat(waits()).containsOnly("doubt");
            assertThat(assistant
                            .post("/api/briefings", Map.of("week", "2026-W08"))
                            .body())
                    .contains("Approval of facebook post expired: nobody decided");
        }
    }

    /** The work of which it is known what it waited for. */
    private List<String> waits() {
        return assistant
                .bean(Store.class)
                .read(tx -> tx.query(
                        "SELECT DISTINCT l.trigger_id FROM waits w JOIN loops l ON l.loop_id = w.loop_id",
                        row -> row.string("trigger_id")));
    }

    private void accept(
            String id, String words, String skill, Map<String, Object> params, Map<String, Object> context) {
        Instant now = clock.instant();
        assistant
                .bean(Triggers.class)
                .accept(new NewWork(
                        new Trigger(
                                id,
                                "business",
                                "file_drop",
                                Map.of("message", words),
                                List.of(step(skill, params)),
                                TriggerStatus.PENDING,
                                now,
                                now,
                                context),
                        "test:" + id,
                        null,
                        Sender.OWNER));
    }

    /** Lets time pass, a while after each try, until the loop waits for this. */
    private void until(String id, String what) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            Loop loop = assistant.bean(Loops.class).ofTrigger(id).orElseThrow();
            if (what.equals(loop.waitingFor())) {
                return true;
            }
            if (loop.wakeAt() != null && loop.wakeAt().isAfter(clock.instant())) {
                clock.pass(Duration.between(clock.instant(), loop.wakeAt()).plusMillis(1));
            }
            return false;
        });
    }

    private String waitingFor(String id) {
        String what = assistant.bean(Loops.class).ofTrigger(id).orElseThrow().waitingFor();
        return what == null ? "" : what;
    }

    private boolean over(String id) {
        return assistant.bean(Triggers.class).find(id).orElseThrow().status().isFinal();
    }

    private String approval(String actionId) {
        return assistant.bean(Approvals.class).ofAction(actionId).orElseThrow().approvalId();
    }
}
