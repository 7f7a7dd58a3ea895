package io.goldtier.connector.social;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.approval.Approvals;
import io.goldtier.outside.OutsideSystems;
import io.goldtier.outside.health.Servers;
import io.goldtier.store.Store;
import io.goldtier.trigger.Triggers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How X is shown who we are: tokens that are renewed, signatures, and tokens that cannot do it. */
@Tag("long")
class XAccessTest {

    @TempDir
    static Path home;

    private static Assistant far;

    @BeforeAll
    static void start() {
        far = Assistant.in(home.resolve("far")).start();
    }

    @AfterAll
    static void stop() {
        far.close();
    }

    private static Assistant near(String name, String... settings) {
        Assistant near = Assistant.in(home.resolve(name))
                .route("policies/health.camel.yaml", "[]")
                .setting("goldtier.mode=live")
                .setting("goldtier.social.twitter.url=" + far.address() + "/sandbox/x");
        for (String setting : settings) {
            near.setting("goldtier.social.twitter." + setting);
        }
        return near.start();
    }

    private static void post(Assistant near, String words) {
        near.bean(Triggers.class).accept(Work.of("t-" + words, step("twitter_post", Map.of("content", words))));
        Approvals approvals = near.bean(Approvals.class);
        String id = await().atMost(Duration.ofSeconds(20))
                .until(() -> approvals.list("pending", null, 10).stream().findFirst(), found -> found.isPresent())
                .orElseThrow()
                .approvalId();
        near.post("/api/approvals/" + id, Map.of("decision", "approve"));
    }

    private static long posted(String words) {
        Map<?, ?> x = (Map<?, ?>) ((Map<?, ?>) far.get("/sandbox/state?system=x")).get("x");
        return ((List<?>) x.get("posts"))
                .stream()
                        .filter(post -> words.equals(((Map<?, ?>) post).get("text")))
                        .count();
    }

    private static void scope(Assistant near, String scope) {
        near.bean(Store.class).commit(tx -> tx.update("UPDATE oauth_tokens SET scope = ?", scope));
        near.bean(Servers.class).check();
    }

    private static String kept(Assistant near, String column) {
        return near.bean(Store.class)
                .read(tx -> tx.first("SELECT * FROM oauth_tokens", row -> Optional.ofNullable(row.string(column))))
                .flatMap(found -> found)
                .orElse(null);
    }

    @Test
    void aTokenThatHasEndedIsRenewedOnceAndForGood() {
        String[] settings = {"bearer-token=one-that-has-ended", "refresh-token=sandbox-x-refresh", "client-id=our-app"};
        try (Assistant near = near("renewed", settings)) {
            // All at once, and one of them renews
            IntStream.range(0, 8).parallel().forEach(i -> near.bean(OutsideSystems.class)
                    .calls("twitter")
                    .call(Map.of("path", "/2/users/me"), Optional.empty()));
            assertThat(kept(near, "access_token")).isEqualTo("sandbox-x-user-1");
            assertThat(kept(near, "refresh_token")).isEqualTo("sandbox-x-refresh-1");
            post(near, "With a new token");
            await().atMost(Duration.ofSeconds(20)).until(() -> posted("With a new token") == 1);

            scope(near, "tweet.read users.read");
            assertThat(String.valueOf(near.get("/api/servers")))
                    .contains("The token in goldtier.social.twitter.bearer-token lacks the scope tweet.write");
            scope(near, "tweet.read tweet.write users.read media.write");
            assertThat(String.valueOf(near.get("/api/servers"))).doesNotContain("lacks the scope");

            near.stop().start();
            post(near, "With the same token");
            await().atMost(Duration.ofSeconds(20)).until(() -> posted("With the same token") == 1);
            assertThat(kept(near, "access_token")).isEqualTo("sandbox-x-user-1");

            // What X gave in place of the former token got lost: nobody can renew any more, and that is said
            near.bean(Store.class)
                    .commit(tx -> tx.update("UPDATE oauth_tokens SET expires = ?", "2020-01-01T00:00:00Z"));
            far.post(
                    "/sandbox/faults",
                    Map.of("x", Map.of("path", "oauth2/token", "cut_after_acting", true, "times", 1)));
            post(near, "Without a token");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(String.valueOf(near.get("/api/status")))
                            .contains("X does not renew our token: log in anew")
                            .doesNotContain("sandbox-x-refresh", "sandbox-x-user"));
            assertThat(posted("Without a token")).isZero();
        }
    }

    @Test
    void aSignatureServesAsWell() {
        try (Assistant near = near(
                "signed",
                "api-key=sandbox-x-key",
                "api-secret=sandbox-x-key-secret",
                "access-token=sandbox-x-token",
                "access-token-secret=sandbox-x-token-secret")) {
            near.bean(Servers.class).check();
            assertThat(String.valueOf(near.get("/api/servers"))).contains("username=sandbox");
            post(near, "Signed & sealed");
            await().atMost(Duration.ofSeconds(20)).until(() -> posted("Signed & sealed") == 1);
        }
    }

    @Test
    void whatCannotPostIsSaidInOneSentence() {
        assertThat(health("app", "bearer-token=AAAAAAAAAAAAAAAAAAAAAMLheAAAAAAA0abcd"))
                .contains("is one of the app alone, with which X lets nobody post")
                .doesNotContain("AAAAAAAAAAAA");
        assertThat(health("ended", "bearer-token=one-that-has-ended"))
                .contains("X does not accept the token: log in anew")
                .doesNotContain("one-that-has-ended");
        assertThat(health("nothing")).contains("X is not set up: goldtier.social.twitter.bearer-token is not set.");
    }

    private static String health(String name, String... settings) {
        try (Assistant near = near(name, settings)) {
            near.bean(Servers.class).check();
            return String.valueOf(near.get("/api/servers"));
        }
    }
}
