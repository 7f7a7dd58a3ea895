package io.goldtier.connector.social;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.connector.social.draft.WeeklyPosts;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A message about finished work becomes an invoice and three drafts, which are approved, and posts with their addresses. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SocialStoryTest {

    private static final int RUNS = 10;

    private static Assistant assistant;

    @BeforeAll
    static void start(@TempDir Path home) {
        assistant = Assistant.in(home).start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    private static String client(int run) {
        return "Client " + (char) ('A' + run) + "BC";
    }

    private static List<ApprovalRequest> asked() {
        return assistant.bean(Approvals.class).list("pending", null, 200);
    }

    private static void approve(String skill, int count) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> asked().stream()
                                .filter(request -> request.skill().equals(skill))
                                .count()
                        == count);
        asked().stream()
                .filter(request -> request.skill().equals(skill))
                .forEach(request ->
                        assistant.post("/api/approvals/" + request.approvalId(), Map.of("decision", "approve")));
    }

    @Test
    @Order(1)
    void tenMessagesBecomeTenInvoicesAndThirtyPosts() throws IOException {
        IntStream.range(0, RUNS)
                .forEach(run -> assistant.drop(
                        "message-" + run + ".txt",
                        "Completed project for " + client(run) + ", $10,000, announce it\n"));
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            asked().stream()
                    .filter(request -> request.skill().equals("odoo_create_invoice"))
                    .forEach(request ->
                            assistant.post("/api/approvals/" + request.approvalId(), Map.of("decision", "approve")));
            return asked().size() == 3 * RUNS;
        });
        assertThat(assistant.files("Pending_Approval").toString())
                .contains("facebook_post", "instagram_post", "twitter_post");
        approve("facebook_post", RUNS);
        approve("instagram_post", RUNS);
        approve("twitter_post", RUNS);

        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        ((List<?>) ((Map<?, ?>) assistant.get("/api/triggers?status=completed&limit=100")).get("items"))
                                        .size()
                                == 4 * RUNS);
        Map<?, ?> state = (Map<?, ?>) assistant.get("/sandbox/state");
        Map<?, ?> graph = (Map<?, ?>) state.get("graph");
        assertThat((List<?>) graph.get("posts")).hasSize(RUNS);
        assertThat((List<?>) graph.get("media")).hasSize(RUNS);
        assertThat((List<?>) ((Map<?, ?>) state.get("x")).get("posts")).hasSize(RUNS);
        assertThat(((List<?>) ((Map<?, ?>) state.get("odoo")).get("account.move"))
                        .stream()
                                .filter(move -> "out_invoice".equals(((Map<?, ?>) move).get("move_type")))
                                .filter(move -> "posted".equals(((Map<?, ?>) move).get("state"))))
                .hasSize(RUNS);
        addressesAreToldEverywhere();
        theTimelineShowsThem();
    }

    private static void addressesAreToldEverywhere() throws IOException {
        List<Map<String, Object>> posted = assistant.log("audit_log.jsonl").stream()
                .filter(line -> String.valueOf(line.get("skill")).endsWith("_post"))
                .filter(line -> "success".equals(line.get("status")))
                .filter(line -> "ralph_wiggum_loop".equals(line.get("source")))
                .toList();
        assertThat(posted).hasSize(3 * RUNS).allSatisfy(line -> assertThat(String.valueOf(line))
                .containsPattern("post_url=https://(www\\.facebook|www\\.instagram|x)\\.com/"));
        for (Map<String, Object> line : posted) {
            String url = String.valueOf(line).replaceFirst("(?s).*post_url=([^,}]+).*", "$1");
            Path plan = assistant.vault().resolve("Plans/PLAN_" + line.get("trigger_id") + ".md");
            await().untilAsserted(() -> assertThat(Files.readString(plan)).contains(url));
        }
    }

    private static void theTimelineShowsThem() {
        assertThat(assistant.text("/sandbox/social"))
                .contains("<h2>Facebook</h2>", "<h2>Instagram</h2>", "<h2>X</h2>")
                .contains("Project completed for Client ABC.", "Project completed for Client JBC.")
                .contains("src=\"/sandbox/pictures/done.jpg\"");
    }

    @Test
    void theWeeksWorkBecomesADraftForEachPlatformOnce() {
        assistant.drop("weekly.txt", "Completed website project for Client WEEK, $300\n");
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            asked().stream()
                    .filter(request -> request.skill().equals("odoo_create_invoice"))
                    .filter(request -> String.valueOf(request.params()).contains("Client WEEK"))
                    .forEach(request ->
                            assistant.post("/api/approvals/" + request.approvalId(), Map.of("decision", "approve")));
            return String.valueOf(assistant.get("/api/triggers?status=completed&limit=100"))
                    .contains("Client WEEK");
        });
        WeeklyPosts weekly = assistant.bean(WeeklyPosts.class);
        List<Map<String, Object>> drafted = weekly.draft("facebook,twitter");
        assertThat(drafted).hasSize(2);
        assertThat(weekly.draft("facebook,twitter")).isEqualTo(drafted);
        assertThat(drafted.toString()).contains("draft-weekly-");
        String id = String.valueOf(drafted.get(0).get("trigger_id"));
        assertThat(assistant
                        .bean(Triggers.class)
                        .find(id)
                        .orElseThrow()
                        .triggeredActions()
                        .toString())
                .contains("website project")
                .doesNotContain("Client WEEK", "300");
    }

    @Test
    void insightsAreAskedForOneByOne() {
        var answer = assistant.post(
                "/api/skills/social_get_insights",
                Map.of(
                        "platform",
                        "facebook",
                        "date_range",
                        Map.of("from", "2026-02-18", "to", "2026-02-20"),
                        "metrics",
                        List.of("page_post_engagements", "page_impressions", "page_media_view")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .containsPattern("\"engagement_data\":\\{\"page_post_engagements\":\\d+}")
                .containsPattern("\"reach_data\":\\{\"page_media_view\":\\d+}")
                .contains("page_impressions: Facebook refused: (#100) The value must be a valid insights metric");
        assertThat(assistant
                        .post(
                                "/api/skills/social_get_insights",
                                Map.of(
                                        "platform",
                                        "instagram",
                                        "date_range",
                                        Map.of("from", "2026-02-18", "to", "2026-02-20")))
                        .body())
                .contains("\"total_interactions\":", "\"reach\":");
        assertThat(assistant
                        .post(
                                "/api/skills/social_get_insights",
                                Map.of(
                                        "platform",
                                        "twitter",
                                        "date_range",
                                        Map.of("from", "2026-02-18", "to", "2026-02-20")))
                        .body())
                .contains("\"engagement_data\"");
    }

    @Test
    void aPlannedPostWaitsForItsTimeAcrossAStart() {
        var answer = assistant.post(
                "/api/skills/social_draft_posts",
                Map.of(
                        "content",
                        "We are open again.",
                        "platforms",
                        List.of("twitter"),
                        "publish_at",
                        "2099-01-01T09:00:00Z"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        ApprovalRequest request = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> asked().stream()
                                .filter(each -> String.valueOf(each.params()).contains("We are open again"))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
        assertThat(request.preview().toString()).contains("to be published at 2099-01-01T09:00:00Z");
        assistant.post("/api/approvals/" + request.approvalId(), Map.of("decision", "approve"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> assistant.text("/").contains("<h2>Planned</h2>")
                        && assistant.text("/").contains("2099-01-01T09:00:00Z"));
        assistant.stop().start();
        assertThat(assistant.text("/")).contains("<h2>Planned</h2>", "2099-01-01T09:00:00Z");
        assertThat(String.valueOf(assistant.get("/sandbox/state?system=x"))).doesNotContain("We are open again");
    }
}
