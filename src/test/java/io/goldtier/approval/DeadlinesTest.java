package io.goldtier.approval;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.TestClock;
import io.goldtier.Work;
import io.goldtier.trigger.Triggers;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadlinesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path home;

    @Test
    void remindsOnceADayAndEndsWhatNobodyDecides() throws IOException {
        TestClock clock = new TestClock("2026-02-20T10:00:00Z");
        try (Assistant assistant = Assistant.in(home).clock(clock).start()) {
            assistant
                    .bean(Triggers.class)
                    .accept(Work.of(
                            "late",
                            List.of(
                                    step("facebook_post", Map.of("message", "Too late")),
                                    step("social_generate_summary", Map.of("content", "The rest of the plan")))));
            assistant.drop("greetings.md", """
                    ---
                    actions:
                      - facebook_post: {message: Greetings to all}
                    ---
                    """);
            await().atMost(PATIENCE)
                    .until(() -> assistant
                                    .bean(Approvals.class)
                                    .list("pending", null, 5)
                                    .size()
                            == 2);
            ApprovalRequest request = await().atMost(PATIENCE)
                    .until(() -> assistant.bean(Approvals.class).ofAction("late-a1"), java.util.Optional::isPresent)
                    .orElseThrow();
            assertThat(request.expires()).isEqualTo(request.created().plus(Duration.ofDays(7)));
            Path pending = assistant.vault().resolve("Pending_Approval").resolve(NoteText.name(request));
            await().atMost(PATIENCE).until(() -> Files.exists(pending));
            Files.copy(pending, home.resolve("copy.md"));
            Deadlines deadlines = assistant.bean(Deadlines.class);

            for (int hours = 0; hours < 6 * 24 + 20; hours += 4) {
                clock.pass(Duration.ofHours(4));
                deadlines.expire();
                deadlines.remind();
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            assistant.files("Inbox").stream().filter(name -> name.contains("still-waiting")))
                    .hasSize(6));
            assertThat(state(assistant)).isEqualTo("pending");

            clock.pass(Duration.ofHours(8));
            deadlines.expire();

            assertThat(state(assistant)).isEqualTo("expired");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(notes(assistant, "approval-timeout"))
                    .contains("The file that asked for it is called greetings.md."));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(assistant
                            .bean(Triggers.class)
                            .find("late")
                            .orElseThrow()
                            .status()
                            .word())
                    .isEqualTo("completed"));
            assertThat(assistant
                            .post("/api/approvals/" + request.approvalId(), Map.of("decision", "approve"))
                            .statusCode())
                    .isEqualTo(409);
            assertThat(assistant.get("/sandbox/state").toString()).doesNotContain("Too late");
            Files.move(
                    home.resolve("copy.md"),
                    assistant.vault().resolve("Approved").resolve(pending.getFileName()));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(notes(assistant, "decision-without-effect"))
                    .contains("The request " + request.approvalId() + " is expired since"));
            assertThat(assistant.get("/sandbox/state").toString()).doesNotContain("Too late");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(assistant.files("Pending_Approval"))
                    .isEmpty());
        }
    }

    private static String notes(Assistant assistant, String title) {
        return assistant.files("Inbox").stream()
                .filter(name -> name.contains(title))
                .map(name -> assistant
                        .bean(Vault.class)
                        .read(assistant.vault().resolve("Inbox").resolve(name)))
                .collect(Collectors.joining());
    }

    private static String state(Assistant assistant) {
        return assistant.bean(Approvals.class).ofAction("late-a1").orElseThrow().status();
    }
}
