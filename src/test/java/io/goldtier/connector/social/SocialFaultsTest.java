package io.goldtier.connector.social;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.loop.Loop;
import io.goldtier.loop.Loops;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong on each platform ends right: one post or none, never two; what nobody knows is in doubt. */
@Tag("long")
class SocialFaultsTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Ahead CLOCK = new Ahead();

    private static Assistant assistant;

    /** Goes by itself, and is put forward. */
    private static final class Ahead extends Clock {

        private volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead);
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

    /** One way of each platform to take a post. */
    enum Way {
        FACEBOOK("facebook_post", "graph", "/feed", "posts", "message"),
        INSTAGRAM("instagram_post", "graph", "/media_publish", "media", "caption"),
        X("twitter_post", "x", "/2/tweets", "posts", "text");

        private final String skill;
        private final String system;
        private final String path;
        private final String kind;
        private final String field;

        Way(String skill, String system, String path, String kind, String field) {
            this.skill = skill;
            this.system = system;
            this.path = path;
            this.kind = kind;
            this.field = field;
        }
    }

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        assistant = Assistant.in(home).clock(CLOCK);
        for (Way way : Way.values()) {
            String card = Files.readString(Path.of("routes", "skills", way.skill + ".camel.yaml"));
            assistant.route("skills/" + way.skill + ".camel.yaml", card.replaceFirst("settles: \\d+s", "settles: 0s"));
        }
        assistant.start();
        // A look for a post wants to see one from before the attempt
        for (Way way : Way.values()) {
            approve(accept(way, "Long ago on " + way));
            awaitPosts(way, "Long ago on " + way, 1);
        }
        pass(Duration.ofMinutes(20));
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    @AfterEach
    void allIsWell() {
        fault("graph", Map.of("times", 0));
        fault("x", Map.of("times", 0));
    }

    private static void pass(Duration time) {
        CLOCK.ahead = CLOCK.ahead.plus(time);
    }

    private static void fault(String system, Map<String, Object> fault) {
        assertThat(assistant.post("/sandbox/faults", Map.of(system, fault)).statusCode())
                .isEqualTo(200);
    }

    private static String accept(Way way, String words) {
        String id = "fault-" + NUMBER.incrementAndGet();
        assistant.bean(Triggers.class).accept(Work.of(id, step(way.skill, Map.of("content", words))));
        return id;
    }

    private static void approve(String trigger) {
        Approvals approvals = assistant.bean(Approvals.class);
        ApprovalRequest asked = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> approvals.list("pending", null, 100).stream()
                                .filter(request -> trigger.equals(request.triggerId()))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
        assistant.post("/api/approvals/" + asked.approvalId(), Map.of("decision", "approve"));
    }

    private static long posts(Way way, String words) {
        Map<?, ?> state = (Map<?, ?>) ((Map<?, ?>) assistant.get("/sandbox/state")).get(way.system);
        return ((List<?>) state.get(way.kind))
                .stream()
                        .filter(post -> words.equals(((Map<?, ?>) post).get(way.field)))
                        .count();
    }

    private static void awaitPosts(Way way, String words, int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> posts(way, words) == count);
    }

    private static Map<?, ?> action(String trigger) {
        return (Map<?, ?>) ((List<?>) ((Map<?, ?>) assistant.get("/api/triggers/" + trigger)).get("actions")).get(0);
    }

    private static void awaitState(String trigger, String state) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(action(trigger).get("state"))
                        .as(action(trigger).toString())
                        .isEqualTo(state));
    }

    private static Loop loop(String trigger) {
        return assistant.bean(Loops.class).ofTrigger(trigger).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void anErrorAfterThePostIsLookedInto(Way way) {
        fault(way.system, Map.of("path", way.path, "error_500_after_acting", true, "times", 1));
        String trigger = accept(way, "An error on " + way);
        approve(trigger);
        awaitState(trigger, "done");
        assertThat(posts(way, "An error on " + way)).isEqualTo(1);
        assertThat(String.valueOf(action(trigger).get("result"))).contains("post_id", "post_url=https://");
    }

    @ParameterizedTest
    @EnumSource
    void aLostAnswerIsLookedInto(Way way) {
        fault(way.system, Map.of("path", way.path, "cut_after_acting", true, "times", 1));
        String trigger = accept(way, "A cut on " + way);
        approve(trigger);
        awaitState(trigger, "done");
        assertThat(posts(way, "A cut on " + way)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotPostedIsPostedOnce(Way way) {
        fault(way.system, Map.of("path", way.path, "offline", true, "times", 1));
        String trigger = accept(way, "A gateway of " + way);
        approve(trigger);
        awaitState(trigger, "done");
        assertThat(posts(way, "A gateway of " + way)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aRateLimitIsWaitedFor(Way way) {
        fault(way.system, Map.of("path", way.path, "trouble", "rate_limit", "times", 1));
        String trigger = accept(way, "A limit of " + way);
        approve(trigger);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> String.valueOf(loop(trigger).waitingFor()).startsWith("quota "));
        assertThat(posts(way, "A limit of " + way)).isZero();
        assertThat(loop(trigger).wakeAt()).isAfter(CLOCK.instant().plusSeconds(600));
        pass(Duration.ofMinutes(16));
        awaitState(trigger, "done");
        assertThat(posts(way, "A limit of " + way)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatHasEndedPausesThePlatform(Way way) {
        fault(way.system, Map.of("path", way.path, "wrong_key", true, "times", 1));
        String trigger = accept(way, "A token of " + way);
        approve(trigger);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> assistant.files("Inbox").stream().anyMatch(name -> name.startsWith("ALERT"))
                        || posts(way, "A token of " + way) == 1);
        // The next health check gets through, and the work goes on by itself
        pass(Duration.ofMinutes(2));
        awaitState(trigger, "done");
        assertThat(posts(way, "A token of " + way)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"FACEBOOK", "X"})
    void aDuplicateOfSomebodyElseIsRefused(Way way) {
        fault(way.system, Map.of("path", way.path, "trouble", "duplicate", "times", 1));
        String trigger = accept(way, "A duplicate on " + way);
        approve(trigger);
        awaitState(trigger, "failed");
        assertThat(posts(way, "A duplicate on " + way)).isZero();
        assertThat(String.valueOf(action(trigger).get("message"))).contains("has the same words");
    }

    @ParameterizedTest
    @EnumSource
    void aMissingPermissionIsSaid(Way way) {
        fault(way.system, Map.of("path", way.path, "trouble", "permission", "times", 1));
        String trigger = accept(way, "A right on " + way);
        approve(trigger);
        await().atMost(Duration.ofSeconds(20)).until(() -> !List.of("awaiting_approval", "ready", "running")
                .contains(String.valueOf(action(trigger).get("state"))));
        if (way == Way.X) {
            pass(Duration.ofMinutes(2));
            awaitState(trigger, "done");
            assertThat(posts(way, "A right on " + way)).isEqualTo(1);
        } else {
            awaitState(trigger, "failed");
            assertThat(posts(way, "A right on " + way)).isZero();
            assertThat(String.valueOf(action(trigger).get("message"))).contains("pages_manage_posts");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPictureThatIsNotFetchedFailsThePost(Way way) throws IOException {
        Path picture = assistant.vault().resolve("Attachments/fault.jpg");
        Files.createDirectories(picture.getParent());
        Files.write(
                picture,
                io.goldtier.sandbox.SandboxPictures.fetch("http://127.0.0.1:1/sandbox/pictures/square.jpg")
                        .orElseThrow());
        String image =
                way == Way.INSTAGRAM ? assistant.address() + "/sandbox/pictures/square.jpg" : "Attachments/fault.jpg";
        fault(way.system, Map.of("trouble", "picture_not_fetched"));
        String trigger = "picture-" + way;
        assistant
                .bean(Triggers.class)
                .accept(Work.of(trigger, step(way.skill, Map.of("content", "A picture on " + way, "image", image))));
        approve(trigger);
        awaitState(trigger, "failed");
        assertThat(posts(way, "A picture on " + way)).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"INSTAGRAM"})
    void aContainerThatIsNeverReadyIsGivenUp(Way way) {
        fault(way.system, Map.of("trouble", "container_stuck"));
        String trigger = accept(way, "A container");
        approve(trigger);
        for (int minute = 0; minute < 5; minute++) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> "its time".equals(loop(trigger).waitingFor()));
            assertThat(loop(trigger).wakeAt()).isAfter(CLOCK.instant().plusSeconds(30));
            pass(Duration.ofSeconds(61));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> action(trigger).get("state").equals("failed")
                            || loop(trigger).wakeAt() != null
                                    && loop(trigger).wakeAt().isAfter(CLOCK.instant()));
        }
        awaitState(trigger, "failed");
        assertThat(String.valueOf(action(trigger).get("message")))
                .contains("within 5 minutes", "Nothing was published");
        assertThat(posts(way, "A container")).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"INSTAGRAM"})
    void aContainerThatIsReadyLaterIsPublished(Way way) {
        fault(way.system, Map.of("trouble", "container_stuck", "path", "/media", "times", 1));
        String trigger = accept(way, "A slow container");
        approve(trigger);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> "its time".equals(loop(trigger).waitingFor()));
        assertThat(posts(way, "A slow container")).isZero();
        pass(Duration.ofSeconds(61));
        awaitState(trigger, "done");
        assertThat(posts(way, "A slow container")).isEqualTo(1);
    }
}
