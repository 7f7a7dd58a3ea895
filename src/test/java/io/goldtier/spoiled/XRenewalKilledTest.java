package io.goldtier.spoiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goldtier.json.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL in the middle of a renewal of X's token, at the moment at which the new one is used first. The one that renews serves
 * once, so what came in its place must have been durable before.
 */
@Tag("long")
class XRenewalKilledTest {

    private static final String FIRST = "sandbox-x-refresh";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> renewedWith = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch killed = new CountDownLatch(1);
    private FarSide far;

    @TempDir
    Path home;

    @Test
    void whatXGaveInPlaceOfTheFormerTokenIsKept() throws Exception {
        SharedClock clock = new SharedClock(home.resolve("clock"));
        HttpServer between = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        between.setExecutor(Executors.newCachedThreadPool());
        between.createContext("/", this::pass);
        between.start();
        try (FarSide standIns = new FarSide(home.resolve("far"), clock)) {
            far = standIns;
            // The look-up after the kill wants to see a post from before the attempt
            assertThat(client.send(
                                    request("/sandbox/x/2/tweets", "Bearer x-user", "application/json")
                                            .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"Long ago\"}"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(201);
            clock.pass(Duration.ofMinutes(10));
            try (Child near = new Child(
                    home.resolve("near"),
                    home.resolve("clock"),
                    List.of(
                            "goldtier.mode=live",
                            "goldtier.social.twitter.url=http://127.0.0.1:"
                                    + between.getAddress().getPort() + "/sandbox/x",
                            "goldtier.social.twitter.bearer-token=one-that-has-ended",
                            "goldtier.social.twitter.refresh-token=" + FIRST,
                            "goldtier.social.twitter.client-id=our-app"))) {
                order(near, "one", "Kept through a kill");
                held.await();
                near.kill();
                killed.countDown();
                near.start();
                awaitPost(clock, "Kept through a kill");
                assertThat(renewedWith).containsExactly(FIRST);

                clock.pass(Duration.ofHours(3));
                order(near, "two", "With the next one");
                awaitPost(clock, "With the next one");
                assertThat(renewedWith).containsExactly(FIRST, FIRST + "-1");
            }
        } finally {
            between.stop(0);
        }
    }

    private void awaitPost(SharedClock clock, String words) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    clock.pass(Duration.ofSeconds(20));
                    return posts(words) > 0;
                });
        assertThat(posts(words)).isEqualTo(1);
    }

    private long posts(String words) {
        return ((List<?>) ((Map<?, ?>) far.books().state().get("x")).get("posts"))
                .stream()
                        .filter(post -> words.equals(((Map<?, ?>) post).get("text")))
                        .count();
    }

    private static void order(Near near, String id, String words) {
        near.drop(
                id + ".json",
                Json.write(List.of(Map.of(
                        "trigger_id",
                        id,
                        "source_domain",
                        "business",
                        "source_type",
                        "file_drop",
                        "source_data",
                        Map.of("message", words),
                        "triggered_actions",
                        List.of(Map.of("type", "twitter_post", "params", Map.of("content", words))),
                        "status",
                        "pending",
                        "created",
                        "2026-02-20T10:30:00Z",
                        "updated",
                        "2026-02-20T10:30:00Z",
                        "context",
                        Map.of()))));
        String approval = await().atMost(Duration.ofSeconds(90))
                .until(
                        () -> ((List<?>)
                                        ((Map<?, ?>) Json.read(near.call("GET", "/api/approvals?status=pending", null)))
                                                .get("items"))
                                .stream()
                                        .map(each -> (Map<?, ?>) each)
                                        .filter(each -> id.equals(each.get("trigger_id")))
                                        .map(each -> String.valueOf(each.get("approval_id")))
                                        .findFirst()
                                        .orElse(null),
                        found -> found != null);
        near.call("POST", "/api/approvals/" + approval, Json.write(Map.of("decision", "approve")));
    }

    private HttpRequest.Builder request(String path, String authorization, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(far.address() + path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return type == null ? request : request.header("Content-Type", type);
    }

    /** Passes everything on but the first use of the first new token, at which the caller is killed. */
    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (path.endsWith("/oauth2/token")) {
                renewedWith.add(new String(body, StandardCharsets.UTF_8).replaceAll(".*refresh_token=([^&]+).*", "$1"));
            } else if ("Bearer sandbox-x-user-1".equals(authorization) && killed.getCount() > 0) {
                held.countDown();
                killed.await();
                return;
            }
            HttpResponse<byte[]> answer = client.send(
                    request(
                                    String.valueOf(exchange.getRequestURI()),
                                    authorization,
                                    exchange.getRequestHeaders().getFirst("Content-Type"))
                            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofByteArray());
            answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                    .set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
