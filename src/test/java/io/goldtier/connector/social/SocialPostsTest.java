package io.goldtier.connector.social;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.trigger.Triggers;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Posts on the three platforms, through the whole assistant against their stand-ins. */
class SocialPostsTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static Assistant assistant;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        assistant = Assistant.in(home).start();
        Path attachments = Files.createDirectories(assistant.vault().resolve("Attachments"));
        picture(attachments.resolve("picture.jpg"), "jpg", 800, 600);
        picture(attachments.resolve("picture.png"), "png", 800, 600);
        Files.writeString(attachments.resolve("words.jpg"), "no picture at all");
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    private static void picture(Path file, String kind, int width, int height) throws IOException {
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), kind, file.toFile());
    }

    private static String publicPicture(String name) {
        return assistant.address() + "/sandbox/pictures/" + name;
    }

    private static String accept(String skill, Map<String, Object> params) {
        String id = "post-" + NUMBER.incrementAndGet();
        assistant.bean(Triggers.class).accept(Work.of(id, step(skill, params)));
        return id;
    }

    private static ApprovalRequest asked(String trigger) {
        Approvals approvals = assistant.bean(Approvals.class);
        return await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> approvals.list("pending", null, 100).stream()
                                .filter(request -> trigger.equals(request.triggerId()))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private static Map<String, Object> done(String trigger) {
        assistant.post("/api/approvals/" + asked(trigger).approvalId(), Map.of("decision", "approve"));
        return ended(trigger, "completed");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> ended(String trigger, String status) {
        Map<String, Object> view = await().atMost(Duration.ofSeconds(15))
                .until(
                        () -> (Map<String, Object>) assistant.get("/api/triggers/" + trigger),
                        found -> List.of("completed", "failed").contains(String.valueOf(found.get("status"))));
        assertThat(view.get("status")).as(view.toString()).isEqualTo(status);
        Map<String, Object> step = ((List<Map<String, Object>>) view.get("actions")).get(0);
        return step;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> last(String system, String kind) {
        List<Map<String, Object>> all = (List<Map<String, Object>>)
                ((Map<?, ?>) ((Map<?, ?>) assistant.get("/sandbox/state")).get(system)).get(kind);
        return all.get(all.size() - 1);
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    @Test
    void aPostOnFacebookHasItsHashtagsAndItsLink() {
        String trigger = accept(
                "facebook_post",
                map("content", "We are done.", "hashtags", List.of("Work", "#Done"), "link", "https://example.com/a"));
        assertThat(asked(trigger).preview())
                .contains(
                        "It will read: We are done. #Work #Done",
                        "It has 25 of 63206 characters as Facebook counts them.");
        Map<String, Object> step = done(trigger);
        assertThat(last("graph", "posts"))
                .containsEntry("message", "We are done.\n\n#Work #Done")
                .containsEntry("link", "https://example.com/a");
        assertThat(String.valueOf(step.get("result")))
                .contains("post_url=" + last("graph", "posts").get("permalink_url"));
    }

    @Test
    void aPictureOfTheVaultGoesToFacebookBeforeItsPost() {
        done(accept("facebook_post", map("message", "Look at this.", "image", "Attachments/picture.jpg")));
        assertThat(last("graph", "posts"))
                .containsEntry("message", "Look at this.")
                .containsEntry("photos", List.of(last("graph", "photos").get("id")));
    }

    @Test
    void aPublicPictureIsFetchedByFacebookItself() {
        done(accept("facebook_post", map("content", "Look at that.", "image", publicPicture("wide.png"))));
        assertThat(last("graph", "photos")).containsEntry("url", publicPicture("wide.png"));
        assertThat(last("graph", "posts"))
                .containsEntry("photos", List.of(last("graph", "photos").get("id")));
    }

    @Test
    void aPostOnInstagramIsAContainerFirst() {
        Map<String, Object> step =
                done(accept("instagram_post", map("content", "A square.", "image", publicPicture("square.jpg"))));
        assertThat(last("graph", "containers")).containsEntry("status_code", "PUBLISHED");
        assertThat(last("graph", "media")).containsEntry("caption", "A square.");
        assertThat(String.valueOf(step.get("result")))
                .contains("post_url=" + last("graph", "media").get("permalink"));
    }

    @Test
    void aPostOnInstagramWithoutAPictureHasThatOfTheSettings() {
        done(accept("instagram_post", map("content", "No picture of its own.")));
        assertThat(last("graph", "media")).containsEntry("media_url", publicPicture("done.jpg"));
    }

    @Test
    void aPictureIsUploadedToXBeforeItsPost() {
        Map<String, Object> step = done(accept(
                "twitter_post",
                map("content", "Look.", "image", "Attachments/picture.png", "hashtags", List.of("Work"))));
        Map<String, Object> post = last("x", "posts");
        assertThat(post).containsEntry("text", "Look. #Work");
        assertThat(post.get("attachments"))
                .isEqualTo(
                        Map.of("media_keys", List.of("3_" + last("x", "media").get("id"))));
        assertThat(String.valueOf(step.get("result"))).contains("https://x.com/i/web/status/" + post.get("id"));
    }

    @Test
    void whatAPlatformWouldNotTakeIsRefusedBeforeAPersonIsAsked() {
        String links = "https://example.com/" + "long/".repeat(40);
        refused("twitter_post", map("content", "x".repeat(281)), "281 characters as X counts them; at most 280");
        // 257 letters, a blank and an address of whatever length, which counts 23
        refused("twitter_post", map("content", "x".repeat(257), "link", links), "281 characters as X counts them");
        refused("twitter_post", map("content", "完".repeat(141)), "282 characters as X counts them");
        refused(
                "instagram_post",
                map("content", "Tags #tag" + " #t".repeat(30)),
                "there are 31 in the post; at most 30");
        List<String> tags = IntStream.rangeClosed(1, 31).mapToObj(i -> "t" + i).toList();
        for (String skill : List.of("facebook_post", "instagram_post", "twitter_post")) {
            refused(skill, map("content", "Tags", "hashtags", tags), "there are 31 in the post; at most 30");
        }
        refused(
                "instagram_post",
                map("content", "A", "image", publicPicture("wide.png")),
                "is PNG; Instagram takes JPEG");
        refused(
                "instagram_post",
                map("content", "A", "image", publicPicture("missing.jpg")),
                "cannot be fetched: the answer was status 404");
        refused("instagram_post", map("content", "A", "image", publicPicture("banner.jpg")), "between 4:5");
        refused("instagram_post", map("content", "A", "image", "Attachments/picture.jpg"), "a file that only we have");
        refused("instagram_post", map("content", "  "), "content is empty");
        refused("instagram_post", map("content", ""), "content");
        refused("facebook_post", map("content", "A", "image", "Attachments/none.jpg"), "no such file in the vault");
        refused("facebook_post", map("content", "A", "image", "Attachments/words.jpg"), "no picture that can be read");
        refused("facebook_post", map("content", "A", "image", "../secret.jpg"), "not in the vault");
        refused("twitter_post", map("content", "A", "image", "attachment:x.jpg"), "has no such attachment");
        refused(
                "twitter_post",
                map("content", "A", "image", "https://example.com/x.jpg"),
                "nothing leaves this machine");
        refused("twitter_post", map("content", "A", "hashtags", List.of("two words")), "hashtags");
    }

    /** The same of work that was dropped: it fails with the reason, and nobody was asked. */
    @Test
    void workThatAPlatformWouldNotTakeFailsBeforeAPersonIsAsked() {
        Map<String, String> reasons = Map.of(
                accept("twitter_post", map("content", "x".repeat(281))), "281 characters as X counts them",
                accept("instagram_post", map("content", "A", "image", publicPicture("wide.png"))), "is PNG",
                accept("instagram_post", map("content", "A", "image", publicPicture("missing.jpg"))), "status 404",
                accept("instagram_post", map("content", "  ")), "content is empty",
                accept("facebook_post", map("content", "A" + " #t".repeat(31))), "there are 31 in the post");
        reasons.forEach((trigger, reason) -> {
            assertThat(String.valueOf(ended(trigger, "failed").get("message"))).contains(reason);
            assertThat(assistant.bean(Approvals.class).list(null, null, 1_000))
                    .noneMatch(request -> trigger.equals(request.triggerId()));
        });
    }

    private static void refused(String skill, Map<String, Object> params, String reason) {
        long before = assistant.bean(Approvals.class).list(null, null, 1_000).size();
        var answer = assistant.post("/api/skills/" + skill, params);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains(reason);
        assertThat(assistant.bean(Approvals.class).list(null, null, 1_000)).hasSize((int) before);
    }

    @Test
    void whatXSaysIsLeftLowersTheQuota() {
        done(accept("twitter_post", map("content", "How many more?")));
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Map<?, ?> server = ((List<?>) ((Map<?, ?>) assistant.get("/api/servers")).get("items"))
                    .stream()
                            .map(each -> (Map<?, ?>) each)
                            .filter(each -> "social-mcp".equals(each.get("server_id")))
                            .findFirst()
                            .orElseThrow();
            Map<?, ?> limits = (Map<?, ?>) ((Map<?, ?>) server.get("rate_limits")).get("twitter");
            // 300 of our own, and 100 posts that X takes in 15 minutes
            assertThat(((Number) limits.get("limit")).intValue()).isBetween(90, 130);
            assertThat(limits.get("window_reset")).isNotNull();
            assertThat(((Map<?, ?>) limits.get("daily")).get("limit")).isEqualTo(10_000);
        });
    }

    @Test
    void theRequestTellsWhatAPostOnXCosts() {
        assertThat(asked(accept("twitter_post", map("content", "Read this:", "link", "https://example.com/a")))
                        .preview())
                .contains(
                        "It will read: Read this: https://example.com/a",
                        "It has 34 of 280 characters as X counts them.",
                        "It has a link: X takes $0.20 for it, and $0.015 for a post without one.");
        assertThat(asked(accept("twitter_post", map("content", "Nothing to read.", "image", "Attachments/picture.jpg")))
                        .preview())
                .contains("X takes $0.015 for it.")
                .anyMatch(line -> line.startsWith("Picture: Attachments/picture.jpg")
                        || line.startsWith("Picture: picture.jpg, JPEG, 800 by 600 pixels"));
    }
}
