package io.goldtier.spoiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL in the middle of a quota's window: after it the count goes on where it was, nothing is lost, the order is kept. */
@Tag("long")
class QuotaKilledTest {

    private static final int POSTS = 500;
    private static final int WINDOW = 200;

    @TempDir
    Path home;

    @Test
    void theWindowGoesOnAfterAKill() throws Exception {
        SharedClock clock = new SharedClock(home.resolve("clock"));
        // The look-up after the kill wants to see a post from before the attempt
        try (FarSide far = new FarSide(home.resolve("far"), clock)) {
            far.somebodyElsePosts();
            clock.pass(Duration.ofMinutes(10));
            try (Child near = new Child(
                    home.resolve("near"),
                    home.resolve("clock"),
                    List.of(
                            "goldtier.mode=live",
                            "goldtier.quotas.facebook.limit=" + WINDOW,
                            // Slow enough to be killed in the middle
                            "goldtier.social.burst=10",
                            "goldtier.social.facebook.url=" + far.address() + "/sandbox/graph",
                            "goldtier.social.facebook.page-id=" + FarSide.PAGE,
                            "goldtier.social.facebook.access-token=" + FarSide.PAGE_TOKEN))) {
                approveAll(near);
                await().atMost(Duration.ofSeconds(60)).until(() -> posts(far).size() >= WINDOW / 2);
                near.restart();

                int sent = 0;
                for (int window = 1; sent < POSTS; window++) {
                    assertThat(window).as("windows that were needed").isLessThanOrEqualTo(POSTS / WINDOW + 1);
                    int before = sent;
                    sent = full(clock, near, far);
                    // A look-up of what was under way at the kill is a request, too
                    assertThat(sent - before)
                            .isLessThanOrEqualTo(WINDOW)
                            .isGreaterThanOrEqualTo(Math.min(WINDOW - 3, POSTS - before));
                    clock.pass(Duration.ofMinutes(16));
                }
            }
            assertThat(posts(far))
                    .containsExactlyElementsOf(IntStream.range(0, POSTS)
                            .mapToObj(i -> "News " + i + ".")
                            .toList());
        }
    }

    /** How many posts there are when the window is full, or all are out; no more come then. */
    private static int full(SharedClock clock, Child near, FarSide far) {
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    // What was under way at the kill is looked for when it would be there
                    clock.pass(Duration.ofSeconds(3));
                    return posts(far).size() == POSTS || requests(near) >= WINDOW;
                });
        AtomicInteger last = new AtomicInteger(-1);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    int now = posts(far).size();
                    return last.getAndSet(now) == now;
                });
        return last.get();
    }

    /** How many requests the assistant itself counts in this window. */
    private static int requests(Near near) {
        return ((List<?>) ((Map<?, ?>) Json.read(near.call("GET", "/api/servers", null))).get("items"))
                .stream()
                        .map(server -> (Map<?, ?>) server)
                        .filter(server -> "social-mcp".equals(server.get("server_id")))
                        .map(server -> (Map<?, ?>) ((Map<?, ?>) server.get("rate_limits")).get("facebook"))
                        .map(facebook -> ((Number) facebook.get("requests")).intValue())
                        .findFirst()
                        .orElse(0);
    }

    private static List<String> posts(FarSide far) {
        Map<?, ?> graph = (Map<?, ?>) far.books().state().get("graph");
        return ((List<?>) graph.get("posts"))
                .stream()
                        .map(post -> String.valueOf(((Map<?, ?>) post).get("message")))
                        .filter(words -> words.startsWith("News"))
                        .toList();
    }

    private static void approveAll(Near near) {
        List<Map<String, Object>> work = IntStream.range(0, POSTS)
                .<Map<String, Object>>mapToObj(i -> Map.of(
                        "trigger_id",
                        "t-" + i,
                        "source_domain",
                        "business",
                        "source_type",
                        "file_drop",
                        "source_data",
                        Map.of("message", "Post " + i),
                        "triggered_actions",
                        List.of(Map.of("type", "facebook_post", "params", Map.of("content", "News " + i + "."))),
                        "status",
                        "pending",
                        "created",
                        "2026-02-20T10:30:00Z",
                        "updated",
                        "2026-02-20T10:30:00Z",
                        "context",
                        Map.of()))
                .toList();
        near.drop("posts.json", Json.write(work));
        Map<String, String> requests = new HashMap<>();
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            for (Object each :
                    (List<?>) ((Map<?, ?>) Json.read(near.call("GET", "/api/approvals?status=pending&limit=500", null)))
                            .get("items")) {
                Map<?, ?> request = (Map<?, ?>) each;
                requests.put(String.valueOf(request.get("trigger_id")), String.valueOf(request.get("approval_id")));
            }
            return requests.size() == POSTS;
        });
        IntStream.range(0, POSTS)
                .forEach(i -> near.call(
                        "POST", "/api/approvals/" + requests.get("t-" + i), Json.write(Map.of("decision", "approve"))));
    }
}
