package io.goldtier.mcp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.TestClock;
import io.goldtier.json.Json;
import io.goldtier.mcp.http.McpSettings;
import io.goldtier.mcp.server.McpServer;
import io.goldtier.mcp.server.Prompt;
import io.goldtier.mcp.server.Resource;
import io.goldtier.mcp.server.ResourceTemplate;
import io.goldtier.mcp.server.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Limits of the transport: calls that take too long or are too many, sessions that nobody uses, pages of lists. */
class TransportLimitsTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestClock clock = new TestClock("2026-02-20T10:30:00Z");
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private FixtureServer fixture;

    @BeforeEach
    void start(@TempDir Path home) {
        McpSettings limits =
                new McpSettings(DataSize.ofMegabytes(1), Duration.ofMillis(400), 1, 2, Duration.ofMinutes(30));
        fixture = new FixtureServer(new Slow(), home, limits, clock);
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        fixture.close();
    }

    @Test
    void aCallThatTakesTooLongIsAnsweredAndOneTooManyIsToldToComeAgain() throws Exception {
        String session = begin();
        List<HttpResponse<String>> slow = new ArrayList<>();
        Thread caller = new Thread(() -> slow.add(post(session, "tools/call", Map.of("name", "tool-00"))));
        caller.start();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        HttpResponse<String> second = post(session, "tools/call", Map.of("name", "tool-01"));
        caller.join();

        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.body()).contains("Too many calls are under way", "\"id\":");
        assertThat(slow).singleElement().satisfies(answer -> assertThat(answer.body())
                .contains("\"isError\":true", "It is still under way", "same idempotency key"));
    }

    @Test
    void aSessionThatNobodyUsesIsForgottenAndTheOldestMakesRoom() {
        String first = begin();
        clock.pass(Duration.ofMinutes(1));
        String second = begin();
        clock.pass(Duration.ofMinutes(1));
        String third = begin();
        assertThat(post(first, "ping", Map.of()).statusCode()).isEqualTo(404);
        assertThat(post(second, "ping", Map.of()).statusCode()).isEqualTo(200);
        clock.pass(Duration.ofMinutes(29));
        assertThat(post(third, "ping", Map.of()).statusCode()).isEqualTo(200);

        clock.pass(Duration.ofMinutes(2));

        await().atMost(Duration.ofSeconds(10)).until(() -> fixture.sessions() == 1);
        assertThat(post(second, "ping", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void listsComeAPageAtATime() {
        String session = begin();
        List<Object> names = new ArrayList<>();
        Object cursor = null;
        int pages = 0;
        do {
            Map<?, ?> result = (Map<?, ?>)
                    Json.readObject(post(session, "tools/list", cursor == null ? Map.of() : Map.of("cursor", cursor))
                                    .body())
                            .get("result");
            ((List<?>) result.get("tools")).forEach(tool -> names.add(((Map<?, ?>) tool).get("name")));
            cursor = result.get("nextCursor");
            pages++;
        } while (cursor != null);

        assertThat(pages).isEqualTo(3);
        assertThat(names).hasSize(12).doesNotHaveDuplicates().isSorted();
    }

    private String begin() {
        return post(null, "initialize", Map.of("protocolVersion", "2025-11-25"))
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
    }

    private HttpResponse<String> post(String session, String method, Map<String, Object> params) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(fixture.address()))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(Json.write(
                        Map.of("jsonrpc", "2.0", "id", System.nanoTime(), "method", method, "params", params))));
        if (session != null) {
            request.header("Mcp-Session-Id", session);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Twelve tools, five on a page, each of which waits until the test is over. */
    private final class Slow implements McpServer {

        @Override
        public String name() {
            return "slow-mcp";
        }

        @Override
        public String title() {
            return "Slow";
        }

        @Override
        public String instructions() {
            return "";
        }

        @Override
        public List<Tool> tools() {
            return IntStream.range(0, 12)
                    .mapToObj(number -> new Tool(
                            Map.of("name", String.format("tool-%02d", number), "inputSchema", Map.of("type", "object")),
                            (arguments, context) -> waitFor()))
                    .toList();
        }

        private Map<String, Object> waitFor() {
            begun.countDown();
            try {
                goOn.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Map.of("content", List.of());
        }

        @Override
        public List<Resource> resources() {
            return List.of();
        }

        @Override
        public List<ResourceTemplate> templates() {
            return List.of();
        }

        @Override
        public List<Prompt> prompts() {
            return List.of();
        }

        @Override
        public List<String> complete(String of, String argument, String typed) {
            return List.of();
        }

        @Override
        public int pageSize() {
            return 5;
        }
    }
}
