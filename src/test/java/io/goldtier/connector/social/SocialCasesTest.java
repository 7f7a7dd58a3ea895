package io.goldtier.connector.social;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goldtier.Assistant;
import io.goldtier.json.Json;
import io.goldtier.json.Yaml;
import io.goldtier.skill.Caller;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.effect.Outcome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden cases of the posts, {@code src/test/cases/{facebook,instagram,twitter}_post/<case>.yaml}: the call, each request with
 * its fields as it goes over the wire, the answer, and the result, the refusal or the doubt.
 */
class SocialCasesTest {

    private static final Path CASES = Path.of("src/test/cases");
    private static final List<String> SKILLS = List.of("facebook_post", "instagram_post", "twitter_post");
    private static final Caller OWNER = new Caller("test", "system", null, null, true);

    private static final Deque<Map<?, ?>> EXPECTED = new ArrayDeque<>();
    private static volatile String problem;
    private static HttpServer far;
    private static Assistant assistant;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        far = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        far.setExecutor(Executors.newCachedThreadPool());
        far.createContext("/", SocialCasesTest::answer);
        far.start();
        String address = "http://127.0.0.1:" + far.getAddress().getPort();
        assistant = Assistant.in(home)
                .clock(Clock.fixed(Instant.parse("2026-02-20T10:30:00Z"), ZoneOffset.UTC))
                .route(
                        "policies/health.camel.yaml",
                        Files.readString(Path.of("routes/policies/health.camel.yaml"))
                                .replaceAll("(delay|period): \\d+", "$1: 3600000"))
                .setting("goldtier.social.facebook.url=" + address)
                .setting("goldtier.social.facebook.page-id=42")
                .setting("goldtier.social.facebook.access-token=a-page-token")
                .setting("goldtier.social.facebook.app-secret=an-app-secret")
                .setting("goldtier.social.instagram.url=" + address)
                .setting("goldtier.social.instagram.ig-user-id=43")
                .setting("goldtier.social.instagram.access-token=an-ig-token")
                .setting("goldtier.social.twitter.url=" + address)
                .setting("goldtier.social.twitter.bearer-token=a-user-token");
        for (String skill : SKILLS) {
            assistant.route(
                    "skills/" + skill + ".camel.yaml",
                    Files.readString(Path.of("routes", "skills", skill + ".camel.yaml"))
                            .replace("approval: always", "approval: never")
                            .replace("publishes: true", "publishes: false"));
        }
        assistant.start();
        Path attachments = Files.createDirectories(assistant.vault().resolve("Attachments"));
        Files.write(
                attachments.resolve("picture.jpg"),
                io.goldtier.sandbox.SandboxPictures.fetch("http://127.0.0.1:1/sandbox/pictures/square.jpg")
                        .orElseThrow());
    }

    @AfterAll
    static void stop() {
        assistant.close();
        far.stop(0);
    }

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            return files.filter(file ->
                            SKILLS.contains(file.getParent().getFileName().toString()))
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .map(CASES::relativize)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theCaseGoesAsItStands(Path file) throws IOException {
        Map<String, Object> golden = Yaml.readMap(Files.readString(CASES.resolve(file))
                .replace("HERE", assistant.address())
                .replace("SIZE", String.valueOf(Files.size(assistant.vault().resolve("Attachments/picture.jpg")))));
        EXPECTED.clear();
        problem = null;
        ((List<?>) golden.get("wire")).forEach(step -> EXPECTED.add((Map<?, ?>) step));
        @SuppressWarnings("unchecked")
        Map<String, Object> input = (Map<String, Object>) golden.get("call");
        Outcome outcome = assistant
                .bean(SkillCalls.class)
                .call(file.getParent().getFileName().toString(), input, OWNER);
        assertThat(problem).isNull();
        assertThat(EXPECTED).as("requests that were expected and not made").isEmpty();
        String expected = Stream.of("result", "refusal", "waits", "unconfirmed")
                .filter(golden::containsKey)
                .findFirst()
                .orElseThrow();
        switch (expected) {
            case "result" ->
                assertThat(outcome).isInstanceOfSatisfying(Outcome.Done.class, done -> assertThat(done.output())
                        .isEqualTo(golden.get("result")));
            case "refusal" -> assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            case "waits" -> assertThat(outcome).isInstanceOf(Outcome.Unavailable.class);
            default -> assertThat(outcome).isInstanceOf(Outcome.Unconfirmed.class);
        }
        if (!expected.equals("result")) {
            assertThat(outcome.sentence()).contains(String.valueOf(golden.get(expected)));
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<?, ?> step = EXPECTED.poll();
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            Map<String, Object> asked =
                    new TreeMap<>(fields(exchange.getRequestURI().getRawQuery()));
            asked.putAll(body(exchange, body));
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (step == null
                    || !request.equals(step.get("request"))
                    || !new TreeMap<>((Map<?, ?>) step.get("fields")).equals(asked)
                    || authorization == null
                    || !authorization.matches("Bearer (a-page|an-ig|a-user)-token")) {
                problem = "expected " + step + "\nbut was " + request + " " + asked + " " + authorization;
            }
            if (step == null || "cut".equals(step.get("answer"))) {
                return;
            }
            byte[] said = (step.get("answer") instanceof String text ? text : Json.write(step.get("answer")))
                    .getBytes(StandardCharsets.UTF_8);
            if (step.get("headers") instanceof Map<?, ?> headers) {
                headers.forEach((name, value) ->
                        exchange.getResponseHeaders().set(String.valueOf(name), String.valueOf(value)));
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            int status = step.get("status") instanceof Integer number ? number : 200;
            exchange.sendResponseHeaders(status, said.length == 0 ? -1 : said.length);
            exchange.getResponseBody().write(said);
        }
    }

    private static Map<String, Object> body(HttpExchange exchange, byte[] body) {
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (type.startsWith("application/json")) {
            return Json.readObject(new String(body, StandardCharsets.UTF_8));
        }
        if (type.startsWith("multipart/")) {
            Map<String, Object> parts = new TreeMap<>();
            String text = new String(body, StandardCharsets.ISO_8859_1);
            var names = java.util.regex.Pattern.compile("name=\"(\\w+)\"(?:; filename=\"([^\"]*)\")?")
                    .matcher(text);
            while (names.find()) {
                String after = text.substring(text.indexOf("\r\n\r\n", names.end()) + 4);
                parts.put(
                        names.group(1),
                        names.group(2) == null ? after.substring(0, after.indexOf("\r\n")) : "file " + names.group(2));
            }
            return parts;
        }
        return body.length == 0 ? Map.of() : fields(new String(body, StandardCharsets.UTF_8));
    }

    private static Map<String, Object> fields(String encoded) {
        Map<String, Object> fields = new TreeMap<>();
        for (String pair : encoded == null || encoded.isEmpty() ? new String[0] : encoded.split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }
}
