package io.goldtier.route;

import static io.goldtier.outside.OutsideAlone.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.outside.http.Answer;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The posts on Facebook, Instagram and X: what is prepared, what is sent once, and what a lost answer means. */
class PostRoutesTest {

    static final List<String> FILES = List.of(
            "connectors/facebook",
            "connectors/facebook-check",
            "connectors/facebook-photo",
            "connectors/facebook-verify",
            "connectors/instagram",
            "connectors/instagram-check",
            "connectors/instagram-container",
            "connectors/instagram-verify",
            "connectors/twitter",
            "connectors/twitter-check",
            "connectors/twitter-media",
            "connectors/twitter-upload",
            "connectors/twitter-verify",
            "skills/facebook_post",
            "skills/instagram_post",
            "skills/twitter_post");

    private static final String PHOTO = "preparation POST /{page-id}/photos";
    private static final String FEED = "effect POST /{page-id}/feed";
    private static final String ROOM = "GET /{ig-user-id}/content_publishing_limit";
    private static final String CONTAINER = "preparation POST /{ig-user-id}/media";
    private static final String PUBLISH = "effect POST /{ig-user-id}/media_publish";
    private static final String BEGIN = "preparation POST /2/media/upload/initialize";
    private static final String APPEND = "preparation POST /2/media/upload/m1/append";
    private static final String FINISH = "preparation POST /2/media/upload/m1/finalize";
    private static final String TWEET = "effect POST /2/tweets";
    private static final String ME = "GET /2/users/me";
    private static final Map<String, Object> WORDS = Map.of("content", "Alpha is done.");
    private static final Map<String, Object> LINKED =
            Map.of("content", "Alpha is done.", "hashtags", List.of("done"), "link", "https://example.com/alpha");

    @TempDir
    static Path folder;

    private static PostsAlone posts;

    @BeforeAll
    static void start() throws Exception {
        posts = new PostsAlone(folder, Map.of(), FILES);
    }

    @AfterAll
    static void stop() {
        posts.close();
    }

    @BeforeEach
    void forget() {
        posts.platforms().forget();
    }

    private static void when(String call, Object... answers) {
        posts.platforms().when(call, answers);
    }

    private static void called(String... calls) {
        assertThat(posts.platforms().called()).containsExactly(calls);
    }

    private static Map<?, ?> sent(String call, String kind) {
        return (Map<?, ?>) posts.platforms().sent(call).get(kind);
    }

    private static Map<String, Object> with(Map<String, Object> input, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(input);
        more.put(name, value);
        return more;
    }

    private static OutsideException trouble(Exchange ended) {
        assertThat(ended.getException()).isInstanceOf(OutsideException.class);
        return (OutsideException) ended.getException();
    }

    private static Map<?, ?> output(Exchange ended) {
        Outcome outcome = posts.outcome(ended);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return outcome.result();
    }

    @Test
    void facebookGivesALinkAPlaceOfItsOwnUnlessThereIsAPicture() {
        when(FEED, Map.of("id", "1_2", "permalink_url", "https://www.facebook.com/1/posts/2"));
        when(PHOTO, Map.of("id", "77"));

        assertThat(output(posts.call("facebook_post", LINKED)))
                .isEqualTo(Map.of("post_id", "1_2", "post_url", "https://www.facebook.com/1/posts/2"));
        called(FEED);
        assertThat(sent(FEED, "form").get("message")).isEqualTo("Alpha is done.\n\n#done");
        assertThat(sent(FEED, "form").get("link")).isEqualTo("https://example.com/alpha");
        assertThat(sent(FEED, "form").containsKey("attached_media")).isFalse();

        posts.platforms().called().clear();
        output(posts.call("facebook_post", with(LINKED, "image", PostsAlone.PICTURE)));
        called(PHOTO, FEED);
        assertThat(sent(PHOTO, "multipart").get("published")).isEqualTo("false");
        assertThat(sent(FEED, "form").get("attached_media")).isEqualTo("[{\"media_fbid\":\"77\"}]");
        assertThat(sent(FEED, "form").containsKey("link")).isFalse();
        assertThat(String.valueOf(sent(FEED, "form").get("message"))).endsWith("https://example.com/alpha");
        assertThat(posts.attempt().progress()).isEqualTo(Map.of("photo", "77"));
    }

    @Test
    void instagramPublishesAContainerThatIsReady() {
        when(ROOM, Map.of("data", List.of(Map.of("quota_usage", 3, "config", Map.of("quota_total", 50)))));
        when(CONTAINER, Map.of("id", "c1"));
        when("GET /c1", Map.of("status_code", "IN_PROGRESS"));
        when(PUBLISH, Map.of("id", "p1"));
        when("GET /p1", Map.of("permalink", "https://www.instagram.com/p/1"));

        Exchange early = posts.call("instagram_post", WORDS);
        called(ROOM, CONTAINER, "GET /c1");
        assertThat(trouble(early).kind()).isEqualTo(Kind.NOT_YET);
        assertThat(posts.outcome(early)).isInstanceOf(Outcome.Unavailable.class);
        assertThat(sent(CONTAINER, "form").get("caption")).isEqualTo("Alpha is done.");

        Map<String, Object> kept = posts.attempt().progress();
        posts.platforms().called().clear();
        when("GET /c1", Map.of("status_code", "FINISHED"));
        assertThat(output(posts.call("instagram_post", WORDS, 2, kept)))
                .isEqualTo(Map.of("post_id", "p1", "post_url", "https://www.instagram.com/p/1"));
        called("GET /c1", PUBLISH, "GET /p1");
        assertThat(sent(PUBLISH, "form").get("creation_id")).isEqualTo("c1");
    }

    @Test
    void instagramPreparesNothingWhenItTakesNoMoreToday() {
        when(ROOM, Map.of("data", List.of(Map.of("quota_usage", 50, "config", Map.of("quota_total", 50)))));
        assertThat(trouble(posts.call("instagram_post", WORDS)).kind()).isEqualTo(Kind.THROTTLED);
        called(ROOM);
    }

    @Test
    void aPostThatIsThereIsDoneWhateverItsAddressIs() {
        when("GET /c1", Map.of("status_code", "FINISHED"));
        when(PUBLISH, Map.of("id", "p1"));
        when("GET /p1", body(500, "<html>"));
        Map<?, ?> output = output(posts.call("instagram_post", WORDS, 2, Map.of("container", "c1")));
        assertThat(output.get("post_id")).isEqualTo("p1");
        assertThat(String.valueOf(output.get("warnings"))).contains("post_url");
    }

    @Test
    void xGetsThePictureInThreePartsBeforeThePost() {
        when(BEGIN, Map.of("data", Map.of("id", "m1")));
        when(APPEND, Map.of());
        when(FINISH, Map.of("data", Map.of("id", "m1", "processing_info", Map.of("state", "pending"))));
        when(TWEET, Map.of("data", Map.of("id", "t1")));
        Map<String, Object> input = with(LINKED, "image", PostsAlone.PICTURE);

        Exchange early = posts.call("twitter_post", input);
        called(BEGIN, APPEND, FINISH);
        assertThat(trouble(early).kind()).isEqualTo(Kind.NOT_YET);

        Map<String, Object> kept = posts.attempt().progress();
        posts.platforms().called().clear();
        when("GET /2/media/upload", Map.of("data", Map.of("processing_info", Map.of("state", "succeeded"))));
        assertThat(output(posts.call("twitter_post", input, 2, kept)).get("post_id"))
                .isEqualTo("t1");
        called("GET /2/media/upload", TWEET);
        assertThat(sent(TWEET, "json"))
                .isEqualTo(Map.of(
                        "text",
                        "Alpha is done. #done https://example.com/alpha",
                        "media",
                        Map.of("media_ids", List.of("m1"))));

        posts.platforms().called().clear();
        output(posts.call("twitter_post", WORDS));
        called(TWEET);
        assertThat(sent(TWEET, "json")).isEqualTo(Map.of("text", "Alpha is done."));
    }

    private static Exchange spoil(String skill, String effect, Answer answer) {
        posts.platforms().forget();
        when(ROOM, Map.of());
        when("GET /c1", Map.of("status_code", "FINISHED"));
        when(effect, answer);
        return posts.call(skill, WORDS, 2, skill.equals("instagram_post") ? Map.of("container", "c1") : Map.of());
    }

    @ParameterizedTest
    @CsvSource({"facebook_post, " + FEED, "instagram_post, " + PUBLISH, "twitter_post, " + TWEET})
    void aPostWhoseAnswerIsSpoiltIsLookedForAndNeitherDoneNorFailed(String skill, String effect) {
        List<Answer> spoilt = new ArrayList<>();
        for (String text : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"id\": null, \"data\": null}",
                "{\"id\": \"\", \"data\": {\"id\": \"\"}}",
                "{\"id\":",
                "<html>",
                "7")) {
            spoilt.add(body(200, text));
        }
        spoilt.add(body(500, ""));
        spoilt.add(body(503, "<html>"));
        for (Answer answer : spoilt) {
            Exchange ended = spoil(skill, effect, answer);
            assertThat(posts.outcome(ended)).as(answer.text()).isInstanceOf(Outcome.Unconfirmed.class);
            assertThat(trouble(ended).kind()).isEqualTo(Kind.IN_DOUBT);
            assertThat(posts.platforms().called()).as(answer.text()).endsWith(effect);
        }
    }

    @ParameterizedTest
    @CsvSource({"facebook_post, " + FEED, "instagram_post, " + PUBLISH, "twitter_post, " + TWEET})
    void aClearRefusalFails(String skill, String effect) {
        Answer refusal = body(400, "{\"error\": {\"code\": 100, \"message\": \"No.\"}, \"title\": \"No\"}");
        assertThat(posts.outcome(spoil(skill, effect, refusal))).isInstanceOf(Outcome.Failed.class);
        assertThat(posts.outcome(spoil(skill, effect, body(401, "{\"error\": {\"code\": 190, \"message\": \"No.\"}}"))))
                .isInstanceOf(Outcome.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({"'{}'", "''", "null", "'{\"id\": \"\", \"data\": {\"id\": \"\"}}'", "'[]'"})
    void whatCouldNotBePreparedIsNotPosted(String spoilt) {
        Answer answer = body(200, spoilt == null ? "null" : spoilt);
        when(PHOTO, answer);
        when(ROOM, Map.of());
        when(CONTAINER, answer);
        when(BEGIN, answer);
        Map<String, Object> input = with(WORDS, "image", PostsAlone.PICTURE);
        for (String skill : List.of("facebook_post", "twitter_post")) {
            Outcome outcome = posts.outcome(posts.call(skill, input));
            assertThat(outcome).as(skill).isNotInstanceOf(Outcome.Done.class);
            assertThat(posts.attempt().progress()).as(skill).isEmpty();
        }
        posts.call("instagram_post", WORDS);
        called(PHOTO, BEGIN, ROOM, CONTAINER);
    }

    @Test
    void whatIsPreparedOnceIsNotPreparedAgain() {
        when(FEED, Map.of("id", "1_2"));
        assertThat(output(posts.call(
                                "facebook_post", with(WORDS, "image", PostsAlone.PICTURE), 2, Map.of("photo", "77")))
                        .get("post_url"))
                .isEqualTo("https://www.facebook.com/1_2");
        called(FEED);
    }

    private static Map<String, Object> post(String id, String words, String time) {
        return Map.of(
                "id",
                id,
                "message",
                words,
                "text",
                words,
                "caption",
                words,
                "created_time",
                time + "+00:00",
                "timestamp",
                time + "+00:00",
                "created_at",
                time + "Z");
    }

    @ParameterizedTest
    @CsvSource({"facebook-verify, GET /{page-id}/published_posts", "twitter-verify, GET /2/users/5/tweets"})
    void whetherAPostIsThereIsProvedByTheListOfOurOwn(String route, String list) {
        when(ME, Map.of("data", Map.of("id", "5")));
        Map<String, Object> ours = post("9", "Alpha is done.", "2026-02-20T11:50:00");
        Map<String, Object> old = post("1", "Old", "2026-02-19T11:50:00");

        when(list, Map.of("data", List.of(ours, old)));
        Map<?, ?> found = posts.verify(route, WORDS, Map.of(), List.of());
        assertThat(found.get("done")).isEqualTo(true);
        assertThat(((Map<?, ?>) found.get("output")).get("post_id")).isEqualTo("9");
        assertThat(posts.verify(route, WORDS, Map.of(), List.of(Map.of("post_id", "9")))
                        .get("done"))
                .as("it is that of another action")
                .isEqualTo(false);

        when(list, Map.of("data", List.of(old)));
        assertThat(posts.verify(route, WORDS, Map.of(), List.of()).get("done")).isEqualTo(false);
        for (Object spoilt : List.of(
                Map.of("data", List.of()), Map.of(), List.of(), Map.of("data", List.of(Map.of("id", "9"), old)))) {
            when(list, spoilt);
            assertThat(posts.verify(route, WORDS, Map.of(), List.of()).containsKey("done"))
                    .as("%s proves nothing", spoilt)
                    .isFalse();
        }
        assertThat(posts.platforms().called()).allMatch(call -> call.startsWith("GET"));
    }

    @Test
    void instagramsContainerSaysWhetherItIsPublished() {
        String list = "GET /{ig-user-id}/media";
        when("GET /c1", Map.of("status_code", "PUBLISHED"));
        when(list, Map.of("data", List.of(post("9", "Alpha is done.", "2026-02-20T11:50:00"))));
        Map<String, Object> kept = Map.of("container", "c1");
        assertThat(posts.verify("instagram-verify", WORDS, kept, List.of()))
                .isEqualTo(Map.of("done", true, "output", Map.of("post_id", "9")));
        when(list, Map.of());
        assertThat(posts.verify("instagram-verify", WORDS, kept, List.of()).get("done"))
                .isEqualTo(true);

        posts.platforms().called().clear();
        when("GET /c1", Map.of("status_code", "FINISHED"));
        assertThat(posts.verify("instagram-verify", WORDS, kept, List.of()).get("done"))
                .isEqualTo(false);
        when("GET /c1", Map.of());
        assertThat(posts.verify("instagram-verify", WORDS, kept, List.of()).containsKey("done"))
                .isFalse();
        called("GET /c1", "GET /c1");
    }

    @Test
    void aCheckSaysHowAPostWillReadAndAsksNobody() {
        Map<String, Object> later = with(LINKED, "publish_at", "2026-02-21T09:00:00Z");
        for (String route : List.of("facebook-check", "twitter-check")) {
            Exchange ended =
                    posts.routes().send(route, null, Map.of("input", with(later, "image", PostsAlone.PICTURE)));
            assertThat(String.valueOf(ended.getMessage().getBody()))
                    .contains("It will read: Alpha is done.", "to be published at 2026-02-21T09:00:00Z", "40");
            Exchange missing = posts.routes().send(route, null, Map.of("input", with(WORDS, "image", "no.jpg")));
            assertThat(trouble(missing).field()).isEqualTo("image");
        }
        Exchange ours =
                posts.routes().send("instagram-check", null, Map.of("input", with(WORDS, "image", PostsAlone.PICTURE)));
        assertThat(trouble(ours)).hasMessageContaining("a file that only we have");
        called();
    }

    @Test
    void aPlatformIsWellWhenItAnswersAndItsTokenHolds() {
        when("GET /{page-id}", Map.of("id", "1"));
        when("GET /{ig-user-id}", Map.of("id", "2"));
        when("GET /debug_token", Map.of("data", Map.of("is_valid", false)));
        when(ME, Map.of("data", Map.of("id", "5", "username", "ours")));
        for (String platform : List.of("facebook", "instagram")) {
            assertThat(String.valueOf(posts.routes()
                            .send(platform + "-health", null)
                            .getMessage()
                            .getBody()))
                    .contains("is not valid any more");
        }
        assertThat(String.valueOf(
                        posts.routes().send("twitter-health", null).getMessage().getBody()))
                .contains("ours");

        when("GET /debug_token", body(400, "{\"error\": {\"code\": 100, \"message\": \"No.\"}}"));
        assertThat(posts.routes().send("facebook-health", null).getMessage().getBody())
                .isEqualTo(Map.of());
        when("GET /{page-id}", body(503, "<html>"));
        assertThat(trouble(posts.routes().send("facebook-health", null)).kind()).isEqualTo(Kind.TRANSIENT);
    }
}
