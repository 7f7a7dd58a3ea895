package io.goldtier.connector.social;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answer to a post is spoilt after it was made, in each way, on each platform: it is there once and never called failed. */
class SocialSpoiledTest {

    private static final Map<String, String> EFFECTS =
            Map.of("/feed", "facebook_post", "/media_publish", "instagram_post", "/2/tweets", "twitter_post");
    private static final List<String> SPOILS =
            List.of("{}", "{\"id\":null,\"data\":{\"id\":null}}", "", "<html>", "401", "429", "503", "cut");

    private final Map<String, Queue<String>> spoils = new ConcurrentHashMap<>();
    private final Set<String> spoilt = ConcurrentHashMap.newKeySet();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Duration ahead = Duration.ZERO;
    private volatile String far;

    private final Clock clock = new Clock() {
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
    };

    @Test
    void whateverTheAnswerItIsThereOnce(@TempDir Path home) throws IOException {
        HttpServer proxy = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        proxy.setExecutor(Executors.newCachedThreadPool());
        proxy.createContext("/", this::pass);
        proxy.start();
        String address = "http://127.0.0.1:" + proxy.getAddress().getPort();
        Assistant near = Assistant.in(home)
                .clock(clock)
                .setting("goldtier.social.facebook.url=" + address + "/sandbox/graph")
                .setting("goldtier.social.instagram.url=" + address + "/sandbox/graph")
                .setting("goldtier.social.twitter.url=" + address + "/sandbox/x");
        for (String skill : EFFECTS.values()) {
            String card = Files.readString(Path.of("routes", "skills", skill + ".camel.yaml"));
            near.route("skills/" + skill + ".camel.yaml", card.replaceFirst("settles: \\d+s", "settles: 0s"));
        }
        try (Assistant assistant = near.start()) {
            far = assistant.address();
            for (String skill : EFFECTS.values()) {
                assistant
                        .bean(Triggers.class)
                        .accept(Work.of("old-" + skill, step(skill, Map.of("content", "Long ago on " + skill))));
            }
            settle(assistant, List.of("old-facebook_post", "old-instagram_post", "old-twitter_post"));
            ahead = ahead.plus(Duration.ofMinutes(20));

            List<String> ids = new ArrayList<>();
            EFFECTS.values().forEach(skill -> {
                spoils.put(skill, new ConcurrentLinkedQueue<>(SPOILS));
                for (int i = 0; i < SPOILS.size(); i++) {
                    String id = "spoilt-" + skill + "-" + i;
                    ids.add(id);
                    assistant
                            .bean(Triggers.class)
                            .accept(Work.of(id, step(skill, Map.of("content", "The words of " + id))));
                }
            });
            settle(assistant, ids);
            assertThat(spoilt).hasSize(EFFECTS.size() * SPOILS.size());
            String state = String.valueOf(assistant.get("/sandbox/state"));
            for (String id : ids) {
                String words = (id.contains("facebook") ? "message=" : id.contains("instagram") ? "{id=4" : "text=");
                assertThat(count(state, id, words))
                        .as(id + " " + action(assistant, id))
                        .isEqualTo(1);
            }
        } finally {
            proxy.stop(0);
        }
    }

    private static long count(String state, String id, String kind) {
        // A container on Instagram has the same words as what is published of it
        String words = "The words of " + id + ",";
        long all = state.split(java.util.regex.Pattern.quote(words), -1).length - 1;
        return kind.startsWith("{id=4") ? all - 1 : all;
    }

    /** Approves all, and lets time pass until each is done or in doubt. */
    private void settle(Assistant assistant, List<String> ids) {
        Approvals approvals = assistant.bean(Approvals.class);
        Set<String> approved = new HashSet<>();
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    for (ApprovalRequest request : approvals.list("pending", null, 100)) {
                        assistant.post("/api/approvals/" + request.approvalId(), Map.of("decision", "approve"));
                        approved.add(request.triggerId());
                    }
                    if (!approved.containsAll(ids)) {
                        return false;
                    }
                    ahead = ahead.plus(Duration.ofMinutes(1));
                    List<String> states = ids.stream()
                            .map(id -> String.valueOf(action(assistant, id).get("state")))
                            .toList();
                    assertThat(states).doesNotContain("failed", "skipped");
                    return states.stream()
                            .allMatch(state -> List.of("done", "in_doubt").contains(state));
                });
    }

    private static Map<?, ?> action(Assistant assistant, String trigger) {
        return (Map<?, ?>) ((List<?>) ((Map<?, ?>) assistant.get("/api/triggers/" + trigger)).get("actions")).get(0);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(far + exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            for (String header : List.of("Authorization", "Content-Type", "Accept")) {
                String value = exchange.getRequestHeaders().getFirst(header);
                if (value != null) {
                    request.header(header, value);
                }
            }
            HttpResponse<byte[]> answer;
            try {
                answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            String spoil = answer.statusCode() < 300
                            && exchange.getRequestMethod().equals("POST")
                    ? EFFECTS.entrySet().stream()
                            .filter(effect -> exchange.getRequestURI().getPath().endsWith(effect.getKey()))
                            .map(effect -> next(effect.getValue()))
                            .findFirst()
                            .orElse(null)
                    : null;
            deliver(exchange, answer, spoil);
        }
    }

    private String next(String skill) {
        Queue<String> left = spoils.get(skill);
        String spoil = left == null ? null : left.poll();
        if (spoil != null) {
            spoilt.add(skill + spoil);
        }
        return spoil;
    }

    private static void deliver(HttpExchange exchange, HttpResponse<byte[]> answer, String spoil) throws IOException {
        if ("cut".equals(spoil)) {
            return;
        }
        int status = spoil != null && spoil.matches("\\d+") ? Integer.parseInt(spoil) : answer.statusCode();
        byte[] said = spoil == null
                ? answer.body()
                : spoil.matches("\\d+") ? new byte[0] : spoil.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", answer.headers().firstValue("Content-Type").orElse("text/plain"));
        exchange.sendResponseHeaders(status, said.length == 0 ? -1 : said.length);
        exchange.getResponseBody().write(said);
    }
}
