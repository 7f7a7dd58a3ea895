package io.goldtier.approval;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.trigger.Triggers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadlinesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path home;

    @Test
    void remindsOnceADayAndEndsWhatNobodyDecides() {
        Hands clock = new Hands(Instant.parse("2026-02-20T10:00:00Z"));
        try (Assistant assistant = Assistant.in(home).clock(clock).start()) {
            assistant
                    .bean(Triggers.class)
                    .accept(Work.of(
                            "late",
                            List.of(
                                    step("facebook_post", Map.of("message", "Too late")),
                                    step("social_generate_summary", Map.of("content", "The rest of the plan")))));
            ApprovalRequest request = await().atMost(PATIENCE)
                    .until(() -> assistant.bean(Approvals.class).ofAction("late-a1"), java.util.Optional::isPresent)
                    .orElseThrow();
            assertThat(request.expires()).isEqualTo(request.created().plus(Duration.ofDays(7)));
            Deadlines deadlines = assistant.bean(Deadlines.class);

            for (int hours = 0; hours < 6 * 24 + 20; hours += 4) {
                clock.forward(Duration.ofHours(4));
                deadlines.look();
            }
            assertThat(assistant.files("Inbox").stream().filter(name -> name.contains("still-waiting")))
                    .hasSize(6);
            assertThat(state(assistant)).isEqualTo("pending");

            clock.forward(Duration.ofHours(8));
            deadlines.look();

            assertThat(state(assistant)).isEqualTo("expired");
            assertThat(assistant.files("Inbox")).anyMatch(name -> name.contains("approval-timeout"));
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
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(assistant.files("Pending_Approval"))
                    .isEmpty());
        }
    }

    private static String state(Assistant assistant) {
        return assistant.bean(Approvals.class).ofAction("late-a1").orElseThrow().status();
    }

    /** A clock that is moved by hand. */
    private static final class Hands extends Clock {

        private volatile Instant now;

        Hands(Instant now) {
            this.now = now;
        }

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
