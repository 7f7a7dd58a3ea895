package io.goldtier.connector.social;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.TestClock;
import io.goldtier.Work;
import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.report.Dashboard;
import io.goldtier.skill.system.Quotas;
import io.goldtier.trigger.Triggers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More approved posts on Facebook than a window of 15 minutes takes: nothing is lost, and the order is that of the approvals. */
class SocialQuotaTest {

    @Test
    void whatIsOverTheQuotaWaitsAndKeepsItsOrder(@TempDir Path home) throws Exception {
        goes(home, 50, 20);
    }

    /** As many requests as Facebook's window has. */
    @Test
    @Tag("long")
    void fiveHundredPosts(@TempDir Path home) throws Exception {
        goes(home, 500, 200);
    }

    private static void goes(Path home, int posts, int window) throws Exception {
        TestClock clock = new TestClock("2026-02-20T10:30:00Z");
        try (Assistant assistant = Assistant.in(home)
                .clock(clock)
                .setting("goldtier.social.burst=100000")
                .setting("goldtier.quotas.facebook.limit=" + window)
                .route("policies/health.camel.yaml", "[]")
                .start()) {
            List<String> ids =
                    IntStream.range(0, posts).mapToObj(i -> "post-" + i).toList();
            ids.forEach(id -> assistant
                    .bean(Triggers.class)
                    .accept(Work.of(id, step("facebook_post", Map.of("content", "News " + id)))));
            Approvals approvals = assistant.bean(Approvals.class);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> approvals.list("pending", null, 1_000).size() == posts);
            Map<String, String> requests = new HashMap<>();
            for (ApprovalRequest request : approvals.list("pending", null, 1_000)) {
                requests.put(request.triggerId(), request.approvalId());
            }
            ids.forEach(id -> assistant.post("/api/approvals/" + requests.get(id), Map.of("decision", "approve")));

            assertRests(assistant, ids, window, window);
            assistant.bean(Dashboard.class).write();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            Files.readString(assistant.vault().resolve("Dashboard.md")))
                    .contains("| facebook | " + window + " (until 2026-02-20T10:45:00Z), " + (posts - window)
                            + " waiting until 2026-02-20T10:45:00Z | " + window + " |"));
            assertThat(assistant.text("/")).contains((posts - window) + " wait until it resets");

            clock.pass(Duration.ofMinutes(15));
            assertRests(assistant, ids, 2 * window, window);
            clock.pass(Duration.ofMinutes(15));
            assertRests(assistant, ids, posts, posts - 2 * window);
        }
    }

    /** So many are out, in order, and no more come. */
    private static void assertRests(Assistant assistant, List<String> ids, int posts, int requests) {
        // Each look reads all posts, which must not keep them from being made
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(words(assistant)).hasSizeGreaterThanOrEqualTo(posts));
        await().during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(30))
                .until(() -> facebook(assistant).waiting() == ids.size() - posts);
        assertThat(words(assistant))
                .containsExactlyElementsOf(
                        ids.subList(0, posts).stream().map(id -> "News " + id).toList());
        assertThat(facebook(assistant).requests()).isEqualTo(requests);
    }

    private static Quotas.Usage facebook(Assistant assistant) {
        return assistant.bean(Quotas.class).usage().stream()
                .filter(usage -> usage.name().equals("facebook"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> words(Assistant assistant) {
        Map<?, ?> graph = (Map<?, ?>) ((Map<?, ?>) assistant.get("/sandbox/state?system=graph")).get("graph");
        return ((List<?>) graph.get("posts"))
                .stream()
                        .map(post -> String.valueOf(((Map<?, ?>) post).get("message")))
                        .toList();
    }
}
