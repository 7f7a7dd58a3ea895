package io.goldtier.route;

import static io.goldtier.outside.OutsideAlone.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.skill.effect.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of the social platforms and written for them without publishing anything. */
class SocialRoutesTest {

    static final List<String> FILES = List.of(
            "connectors/facebook",
            "connectors/instagram",
            "connectors/twitter",
            "connectors/social-insights",
            "reports/weekly-posts",
            "skills/social_draft_posts",
            "skills/social_generate_summary",
            "skills/social_get_insights");

    private static final String FACEBOOK = "GET /{page-id}/insights";
    private static final String INSTAGRAM = "GET /{ig-user-id}/insights";
    private static final String ME = "GET /2/users/me";
    private static final String TWEETS = "GET /2/users/5/tweets";
    private static final Map<String, String> DAYS = Map.of("from", "2026-02-01", "to", "2026-02-07");
    private static final List<String> DRAFTED = new ArrayList<>();

    @TempDir
    static Path folder;

    private static PostsAlone posts;

    /** Notes what is to be drafted. */
    public static class Drafts {
        public Map<String, Object> draft(
                @Variable("input") Map<String, Object> input, @Variable("action_id") String actionId) {
            DRAFTED.add(actionId + " " + input.get("platforms"));
            return Map.of("drafts", List.of());
        }
    }

    /** Notes for whom the week's posts are to be drafted. */
    public static class Weekly {
        public List<Object> draft(@Body String platforms) {
            DRAFTED.add(platforms);
            return List.of();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        posts = new PostsAlone(folder, Map.of("postDrafts", new Drafts(), "weeklyPosts", new Weekly()), FILES);
    }

    @AfterAll
    static void stop() {
        posts.close("facebook-health", "instagram-health", "twitter-health");
    }

    @BeforeEach
    void forget() {
        posts.platforms().forget();
        DRAFTED.clear();
    }

    private static void when(String call, Object... answers) {
        posts.platforms().when(call, answers);
    }

    private static Exchange figures(String platform, List<String> metrics) {
        return posts.call("social_get_insights", Map.of("platform", platform, "date_range", DAYS, "metrics", metrics));
    }

    private static Map<?, ?> told(Exchange ended) {
        assertThat(ended.getException()).isNull();
        return ended.getMessage().getBody(Map.class);
    }

    private static Map<String, Object> metric(String name, int... days) {
        List<Map<String, Object>> values = new ArrayList<>();
        for (int day : days) {
            values.add(Map.of("value", day));
        }
        return Map.of("data", List.of(Map.of("name", name, "values", values)));
    }

    @Test
    void aMetricThatThePlatformDoesNotHaveDoesNotFailTheOthers() {
        when(
                FACEBOOK,
                body(400, "{\"error\": {\"code\": 100, \"message\": \"No such metric.\"}}"),
                metric("page_media_view", 3, 4));

        Map<?, ?> figures = told(figures("facebook", List.of("page_fans", "page_media_view")));

        assertThat(posts.platforms().called()).containsExactly(FACEBOOK, FACEBOOK);
        assertThat(figures.get("reach_data")).isEqualTo(Map.of("page_media_view", 7L));
        assertThat(figures.get("warnings")).asString().contains("page_fans", "No such metric.");
    }

    @Test
    void aPlatformThatIsAwayIsAskedNoFurtherAndHasNoFigures() {
        when(INSTAGRAM, body(503, "<html>"));
        Exchange ended = figures("instagram", List.of("reach", "views"));
        assertThat(posts.outcome(ended)).isInstanceOf(Outcome.Unavailable.class);
        assertThat(posts.platforms().called()).containsExactly(INSTAGRAM);
    }

    @Test
    void theFiguresOfXAreThoseOfOurOwnPosts() {
        when(ME, Map.of("data", Map.of("id", "5")));
        when(
                TWEETS,
                Map.of(
                        "data",
                        List.of(
                                Map.of("public_metrics", Map.of("like_count", 2)),
                                Map.of("public_metrics", Map.of("like_count", 3)))));

        Map<?, ?> figures = told(figures("twitter", List.of("like_count")));

        assertThat(posts.platforms().called()).containsExactly(ME, TWEETS);
        assertThat((Map<?, ?>) posts.platforms().sent(TWEETS).get("query"))
                .as("the last day is within")
                .extracting("start_time", "end_time")
                .containsExactly("2026-02-01T00:00:00Z", "2026-02-08T00:00:00Z");
        assertThat(figures.get("engagement_data")).isEqualTo(Map.of("like_count", 5L));
    }

    @Test
    void aSummaryAndDraftsPublishNothing() {
        Map<?, ?> summary = told(posts.call(
                "social_generate_summary",
                Map.of("platform", "twitter", "content", "Alpha is done.", "hashtags", List.of("alpha"))));
        assertThat(String.valueOf(summary.get("summary_text"))).contains("Alpha is done.", "#");
        told(posts.call("social_draft_posts", Map.of("content", "Alpha", "platforms", List.of("facebook"))));
        assertThat(DRAFTED).containsExactly("a1 [facebook]");
        assertThat(posts.platforms().called()).isEmpty();
    }

    @Test
    void theWeeksPostsAreDraftedForAllPlatformsOfTheSettings() {
        Exchange ended = posts.routes().send("weekly-posts", null);
        assertThat(ended.getException()).isNull();
        assertThat(DRAFTED).containsExactly("facebook,instagram,twitter");
    }
}
