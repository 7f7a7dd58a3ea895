package io.goldtier.report.briefing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goldtier.Assistant;
import io.goldtier.TestClock;
import io.goldtier.json.Json;
import io.goldtier.skill.system.Systems;
import io.goldtier.store.Store;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Between us and Odoo's books: whatever an answer is spoilt to, there is a briefing, and it tells no wrong sum for a right one. */
class BriefingSpoiledTest {

    private static final List<String> CALLS = List.of(
            "res.company/search_read",
            "account.account/search_read",
            "account.move.line/search_read",
            "account.move.line/formatted_read_group",
            "account.move/formatted_read_group");

    private static Assistant farEnd;
    private static Assistant assistant;
    private static Between between;

    /** How an answer is spoilt. */
    enum Spoil {
        HTML(200, answer -> "<html>Sign in</html>"),
        EMPTY(200, answer -> ""),
        CUT(200, answer -> answer.substring(0, answer.length() / 2)),
        NULL(200, answer -> "null"),
        NO_FIELDS(200, answer -> answer.equals("[]") ? "[{}]" : "[{}, {}]"),
        ALL_NULL(200, answer -> answer.replaceAll(":\\s*(\"[^\"]*\"|[-\\d.]+|true|\\[[^\\]\\[{]*\\])", ":null")),
        KEY(401, answer -> "{\"name\":\"werkzeug.exceptions.Unauthorized\",\"message\":\"Invalid apikey\"}"),
        THROTTLED(429, answer -> ""),
        AWAY(503, answer -> "<html>no</html>");

        private final int status;
        private final UnaryOperator<String> words;

        Spoil(int status, UnaryOperator<String> words) {
            this.status = status;
            this.words = words;
        }
    }

    private static final class Between {

        private final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        private volatile String call = "-";
        private volatile int status = 200;
        private volatile UnaryOperator<String> words = UnaryOperator.identity();

        Between() throws IOException {
            server.createContext("/", this::pass);
            server.setExecutor(Executors.newCachedThreadPool());
            server.start();
        }

        void spoil(String path, int newStatus, UnaryOperator<String> newWords) {
            status = newStatus;
            words = newWords;
            call = path;
        }

        private void pass(HttpExchange exchange) throws IOException {
            byte[] body = exchange.getRequestBody().readAllBytes();
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(farEnd.address() + "/sandbox/odoo" + exchange.getRequestURI()))
                    .header("Content-Type", "application/json")
                    .header("X-Odoo-Database", "sandbox")
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            String key = exchange.getRequestHeaders().getFirst("Authorization");
            if (key != null) {
                request.header("Authorization", key);
            }
            try {
                HttpResponse<String> answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
                boolean hit = exchange.getRequestURI().getPath().endsWith(call);
                byte[] bytes = (hit ? words.apply(answer.body()) : answer.body()).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(hit ? status : answer.statusCode(), bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        }
    }

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        farEnd = Assistant.in(home.resolve("far"))
                .clock(new TestClock("2026-02-22T18:00:00Z"))
                .start();
        SeededOdoo odoo = new SeededOdoo(farEnd);
        odoo.invoice("Client ABC", "Consulting", "2026-02-17", "10000");
        odoo.expense("Paper Shop", "Office Supplies: paper", "2026-02-18", "150");
        between = new Between();
        assistant = Assistant.in(home.resolve("near"))
                .clock(new TestClock("2026-02-22T18:00:00Z"))
                .setting("goldtier.odoo.url=http://127.0.0.1:"
                        + between.server.getAddress().getPort())
                .setting("goldtier.odoo.database=sandbox")
                .setting("goldtier.odoo.protocol=json2")
                .route("policies/health.camel.yaml", "[]")
                .start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
        farEnd.close();
        between.server.stop(0);
    }

    /** What one answer has done to Odoo's standing is not the next one's affair. */
    @BeforeEach
    void odooIsWell() {
        assistant.bean(Store.class).commit(tx -> assistant.bean(Systems.class).well(tx, "odoo"));
    }

    static Stream<Object[]> spoilt() {
        return CALLS.stream().flatMap(call -> Stream.of(Spoil.values()).map(spoil -> new Object[] {call, spoil}));
    }

    @ParameterizedTest
    @MethodSource("spoilt")
    void thereIsABriefingThatTellsNoWrongSum(String call, Spoil spoil) {
        between.spoil(call, spoil.status, spoil.words);
        HttpResponse<String> answer = assistant.post("/api/briefings", Map.of("week", "2026-W08"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Map<String, Object> document = Json.readObject(answer.body());
        Map<?, ?> odoo = (Map<?, ?>) document.get("odoo");
        Object total = ((Map<?, ?>) document.get("revenue")).get("total");
        if (document.get("status").equals("incomplete")) {
            assertThat(String.valueOf(odoo.get("problem"))).isNotBlank().doesNotContain("Exception", "<html>");
        } else if (total == null || !total.toString().equals("10000")) {
            assertThat(odoo.get("verified"))
                    .as("a wrong sum that says that it is verified")
                    .isEqualTo(false);
        }
    }

    /** A difference is written into the briefing, is its first insight, and an alert. */
    @Test
    void aDifferenceIsNeverHidden() {
        between.spoil("account.move.line/formatted_read_group", 200, answer -> answer.replace("-10000.0", "-10000.01"));
        Map<String, Object> document = Json.readObject(
                assistant.post("/api/briefings", Map.of("week", "2026-W08")).body());
        assertThat(((Map<?, ?>) document.get("odoo")).get("verified")).isEqualTo(false);
        assertThat(((List<?>) document.get("insights")).get(0).toString())
                .contains("Compare the books with Odoo", "$10,000.01", "$10,000");
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            assertThat(java.nio.file.Files.readString(assistant.vault().resolve("Briefings/CEO-2026-W08.md")))
                    .contains("> [!warning] Odoo's own totals differ", "Revenue $10,000.01");
            assertThat(assistant.files("Inbox")).anyMatch(name -> name.contains("differs-from-odoo"));
        });
        assertThat(assistant.text("/briefings/CEO-2026-W08")).contains("own totals differ");
    }
}
