package io.goldtier.connector.browser;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.playwright.Pages;
import io.goldtier.store.Store;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * What is meant for a field of passwords or cards is nowhere to be read: not in requests, plans, notes, logs, pages or answers,
 * whether it was ordered by a call or as work, in the clear or by its name.
 */
@Tag("long")
@ExtendWith(OutputCaptureExtension.class)
class BrowserSecretsTest {

    private static final String NAMED = "correct-horse-battery";

    /** A field of the form, and what somebody wants to have typed into it. */
    private static final Map<String, Object> CLEAR = Map.of(
            "#password", "hunter2-in-the-clear",
            "#csc", "csc-of-a-card",
            "#expiry", "expiry-of-a-card",
            "#third", "code-of-a-label",
            "#fourth", "token-of-a-name");

    /** Numbers of cards pass their check wherever they stand. */
    private static final List<Object> CARDS = List.of("4111 1111 1111 1111", 5_555_555_555_554_444L);

    @TempDir
    static Path home;

    private static Pages pages;
    private static Assistant assistant;

    @BeforeAll
    static void start() throws IOException {
        pages = new Pages();
        pages.html("/form", """
                <title>Order</title><form method=post action=/order><input id=note name=note>
                <input type=password id=password name=a><input autocomplete=cc-csc id=csc name=b>
                <input autocomplete="billing cc-exp" id=expiry name=c><label>Security code <input id=third name=d></label>
                <input id=fourth name=api_token><button>Order</button></form>""");
        pages.on(
                "/order",
                asked -> Pages.Answer.html("<h1 role=status>Thank you for "
                        + URLDecoder.decode(asked.body(), StandardCharsets.UTF_8) + "</h1>"));
        assistant = Assistant.in(home)
                .setting("goldtier.browser.allowed-hosts=" + pages.rule("shop.example"))
                .setting("goldtier.browser.executable="
                        + System.getenv().getOrDefault("GOLDTIER_CHROMIUM", "/usr/bin/chromium"))
                .setting("goldtier.browser.secrets.shop-password.value=" + NAMED)
                .setting("goldtier.browser.secrets.shop-password.host=shop.example")
                .start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
        pages.close();
    }

    private static Map<String, Object> form(String field, Object value) {
        return Map.of(
                "url",
                pages.at("shop.example", "/form"),
                "fields",
                Map.of(field, value),
                "submit_selector",
                "button",
                "timeout_ms",
                20_000);
    }

    private static void work(String id, Map<String, Object> form) {
        assistant.bean(Triggers.class).accept(Work.of(id, step("browser_fill_form", form)));
    }

    private static String state(String id) {
        return assistant.text("/api/triggers/" + id).replaceAll("(?s).*?\"state\":\"(\\w+)\".*", "$1");
    }

    private static void approve(String id) {
        String approval = await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> assistant.text("/api/approvals?status=pending&limit=100"),
                        all -> all.contains("\"" + id + "\""))
                .replaceAll("(?s).*\\{[^{}]*?\"approval_id\":\"([^\"]+)\"[^{}]*\"trigger_id\":\"" + id + "\".*", "$1");
        assertThat(assistant
                        .post("/api/approvals/" + approval, Map.of("decision", "approve"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theyAreNowhere(CapturedOutput output) throws IOException {
        StringBuilder answers = new StringBuilder();
        for (Map.Entry<String, Object> each : CLEAR.entrySet()) {
            HttpResponse<String> answer =
                    assistant.post("/api/skills/browser_fill_form", form(each.getKey(), each.getValue()));
            assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(422);
            assertThat(answer.body()).contains("{secret: NAME}");
            answers.append(answer.body());
            work("clear-" + each.getKey().substring(1), form(each.getKey(), each.getValue()));
        }
        for (int i = 0; i < CARDS.size(); i++) {
            work("card-" + i, form("#note", CARDS.get(i)));
        }
        work("named", form("#password", Map.of("secret", "shop-password")));
        for (String field : CLEAR.keySet()) {
            await().atMost(Duration.ofMinutes(1)).until(() -> state("clear-" + field.substring(1)), "failed"::equals);
        }
        for (String id : List.of("card-0", "card-1", "named")) {
            await().atMost(Duration.ofMinutes(1)).until(() -> state(id), "awaiting_approval"::equals);
        }
        assertNowhere("in answers", Map.of("answers", answers.toString()));
        assertNowhere("while requests wait", everything());
        for (String id : List.of("card-0", "card-1", "named")) {
            approve(id);
            await().atMost(Duration.ofMinutes(1)).until(() -> state(id), "done"::equals);
        }

        assertThat(String.valueOf(pages.asked("/order")))
                .contains("4111+1111+1111+1111", "5555555555554444", NAMED)
                .doesNotContain("hunter2", "of-a-");
        assertNowhere("when all is done", everything());
        assertNowhere("on the console", Map.of("output", output.getAll()));
        String kept = assistant.bean(Store.class).read(tx -> Stream.of(
                        "SELECT params AS kept FROM actions",
                        "SELECT params AS kept FROM approvals",
                        "SELECT triggered_actions AS kept FROM triggers",
                        "SELECT source_data AS kept FROM triggers",
                        "SELECT line AS kept FROM log_lines",
                        "SELECT payload AS kept FROM outbox")
                .flatMap(sql -> tx.query(sql, row -> String.valueOf(row.string("kept"))).stream())
                .collect(Collectors.joining("\n")));
        assertThat(kept)
                .contains("#password", "#csc", "***")
                .doesNotContain(CLEAR.values().stream().map(String::valueOf).toArray(String[]::new));
    }

    private static void assertNowhere(String when, Map<String, String> places) {
        assertThat(places.entrySet().stream()
                        .filter(place -> !found(place.getValue()).isEmpty())
                        .map(place -> place.getKey() + found(place.getValue())))
                .as(when)
                .isEmpty();
    }

    /** What of it stands in a text, with a little around it. */
    private static List<String> found(String text) {
        return Stream.concat(
                        CLEAR.values().stream().map(String::valueOf),
                        Stream.of(NAMED, "4111 1111 1111 1111", "4111+1111+1111+1111", "5555555555554444"))
                .filter(text::contains)
                .map(secret -> text.substring(
                        Math.max(0, text.indexOf(secret) - 40),
                        Math.min(text.length(), text.indexOf(secret) + secret.length() + 40)))
                .toList();
    }

    private static Map<String, String> everything() throws IOException {
        Map<String, String> places = new TreeMap<>();
        Stream<String> work = Stream.concat(
                        CLEAR.keySet().stream().map(field -> "clear-" + field.substring(1)),
                        Stream.of("card-0", "card-1", "named"))
                .flatMap(id -> Stream.of("/triggers/" + id, "/api/triggers/" + id));
        Stream<String> rest = Stream.of(
                "/",
                "/triggers",
                "/approvals",
                "/log",
                "/vault",
                "/api/servers",
                "/api/status",
                "/api/audit?limit=1000",
                "/api/triggers",
                "/api/approvals?limit=100",
                "/actuator/health");
        Stream<String> requests = Pattern.compile("\"approval_id\":\"([^\"]+)\"")
                .matcher(assistant.text("/api/approvals?limit=100"))
                .results()
                .flatMap(found ->
                        Stream.of("/approvals/" + found.group(1), "/approvals/" + found.group(1) + "?edit=true"));
        Stream.concat(Stream.concat(work, requests), rest).forEach(path -> places.put(path, assistant.text(path)));
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // What is to be typed is kept in the database, which its owner alone can read
                if (!file.getFileName().toString().startsWith("goldtier.db") && Files.exists(file)) {
                    places.put(
                            home.relativize(file).toString(),
                            new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                }
            }
        }
        return places;
    }
}
