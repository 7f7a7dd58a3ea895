package io.goldtier.connector.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.json.Json;
import io.goldtier.playwright.Pages;
import io.goldtier.playwright.Pages.Answer;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Browser work by way of the gate: a person sees the page first, nothing is typed before the yes, and what is in doubt stays so. */
class BrowserSkillsTest {

    private static final String SECRET = "correct-horse-battery";

    @TempDir
    static Path home;

    private static Pages pages;
    private static Assistant assistant;
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private static volatile int status;
    private static volatile Spoilt spoilt;
    private static volatile String news = "nothing";

    /** What comes back in place of a page that says that the order was taken. */
    private enum Spoilt {
        TOO_MANY(new Answer(429, "text/html", "<h1>Later</h1>", Map.of()), false, ActionState.IN_DOUBT),
        ERROR(new Answer(500, "application/json", "null", Map.of()), false, ActionState.IN_DOUBT),
        NOTHING(new Answer(200, "text/html", "", Map.of()), true, ActionState.IN_DOUBT),
        NOTHING_AND_NOTHING_IS_AWAITED(new Answer(200, "text/html", "", Map.of()), false, ActionState.DONE),
        NULL(new Answer(200, "application/json", "null", Map.of()), true, ActionState.IN_DOUBT),
        OTHER_WORDS(Answer.html("<h1>Welcome</h1>"), true, ActionState.IN_DOUBT),
        CUT(Answer.html("<h1>Order").cut(), true, ActionState.IN_DOUBT),
        CUT_ELSEWHERE(Answer.html("<h1 role=status>Order 12").cut(), false, ActionState.DONE, ActionState.IN_DOUBT),
        UNANSWERED(null, false, ActionState.IN_DOUBT);

        private final Answer answer;
        private final boolean confirmed;
        private final List<ActionState> states;

        Spoilt(Answer answer, boolean confirmed, ActionState... states) {
            this.answer = answer;
            this.confirmed = confirmed;
            this.states = List.of(states);
        }

        private Answer give() {
            if (answer == null) {
                try {
                    NEVER.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return answer;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        pages = new Pages();
        pages.html("/form", """
                <title>Order</title><form method=post action=/order><label>Client <input name=client id=client></label>
                <label>Password <input type=password name=password id=password></label><button>Order</button></form>""");
        pages.html("/search", "<form action=/found><input name=q id=q><button>Search</button></form>");
        pages.html("/found", "<h1>3 found</h1>");
        pages.on(
                "/order",
                any -> spoilt != null
                        ? spoilt.give()
                        : status == 0
                                ? null
                                : new Answer(
                                        status,
                                        "text/html",
                                        status == 200 ? "<h1 role=status>Order 12 taken</h1>" : "<h1>No</h1>",
                                        Map.of()));
        pages.on("/watched", any -> Answer.html("<title>News</title><main><p>Open at 9<p>" + news + "</main>"));
        pages.html("/prices", "<title>Prices</title><p class=price>12.50</p><p class=price>13.50</p>");
        assistant = Assistant.in(home)
                .setting("goldtier.browser.allowed-hosts=" + pages.rule("shop.example") + ",public.example")
                .setting("goldtier.browser.executable="
                        + System.getenv().getOrDefault("GOLDTIER_CHROMIUM", "/usr/bin/chromium"))
                .setting("goldtier.watches.news.url=" + pages.at("shop.example", "/watched"))
                .setting("goldtier.watches.news.selector=main")
                .setting("goldtier.watches.news.every=5s")
                .setting("goldtier.browser.secrets.shop-password.value=" + SECRET)
                .setting("goldtier.browser.secrets.shop-password.host=shop.example")
                .setting("goldtier.browser.secrets.bank-password.value=another-secret-word")
                .setting("goldtier.browser.secrets.bank-password.host=bank.example")
                .start();
    }

    @AfterAll
    static void stop() {
        NEVER.countDown();
        assistant.close();
        pages.close();
    }

    @BeforeEach
    void forget() {
        status = 200;
        pages.forget();
    }

    private static Map<String, Object> form(Object password) {
        return Map.of(
                "url", pages.at("shop.example", "/form"),
                "fields", Map.of("#client", "Client ABC", "label=Password", password),
                "submit_selector", "text=Order");
    }

    private static Map<String, Object> asked(Map<String, Object> input) {
        HttpResponse<String> answer = assistant.post("/api/skills/browser_fill_form", input);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Json.readObject(answer.body());
    }

    private static void approve(Map<String, Object> asked) {
        assertThat(assistant
                        .post("/api/approvals/" + asked.get("approval_id"), Map.of("decision", "approve"))
                        .statusCode())
                .isEqualTo(200);
    }

    private static Action settled(Map<String, Object> asked) {
        String actionId =
                (String) Json.readObject(Json.write(assistant.get("/api/approvals/" + asked.get("approval_id"))))
                        .get("action_id");
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> assistant.bean(Actions.class).find(actionId).orElseThrow(),
                        action -> action.state().isClosed() || action.state() == ActionState.IN_DOUBT);
    }

    private static String logs() throws IOException {
        try (Stream<Path> files = Files.walk(assistant.vault())) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".png"))
                    .toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    @Test
    void aFormIsShownToAPersonAndSentOffOnceAfterTheYes() throws IOException {
        Map<String, Object> asked = asked(form(Map.of("secret", "shop-password")));
        assertThat(pages.asked("/form")).hasSize(1);
        assertThat(pages.asked("/order")).isEmpty();
        String note = await().until(BrowserSkillsTest::note, text -> !text.isEmpty());
        assertThat(note)
                .contains("The page: Order", "Client ABC", "the secret shop-password")
                .containsPattern("!\\[How the page looks]\\(\\.\\./Logs/screenshots/[A-Za-z0-9_-]+\\.png\\)");
        String picture = note.replaceAll("(?s).*Logs/screenshots/([A-Za-z0-9_-]+\\.png).*", "$1");
        assertThat(assistant.text("/approvals/" + asked.get("approval_id")))
                .contains("<img src=\"/pictures/" + picture);
        assertThat(assistant.text("/pictures/" + picture)).contains("PNG");

        approve(asked);
        Action action = settled(asked);

        assertThat(action.state()).as(action.message()).isEqualTo(ActionState.DONE);
        assertThat(action.result()).containsEntry("success", true).containsEntry("confirmation_text", "Order 12 taken");
        assertThat(pages.asked("/order")).singleElement().satisfies(order -> assertThat(order.body())
                .contains("client=Client+ABC", SECRET));
        assertThat(assistant.vault().resolve(String.valueOf(action.result().get("screenshot"))))
                .exists();
        assertThat(assistant.log("audit_log.jsonl")).anySatisfy(line -> assertThat(Json.write(line))
                .contains("success", String.valueOf(action.result().get("screenshot"))));
        assertThat(logs()).doesNotContain(SECRET);
    }

    private static String note() throws IOException {
        try (Stream<Path> files = Files.list(assistant.vault().resolve("Pending_Approval"))) {
            StringBuilder all = new StringBuilder();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".md")).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    /** Whatever came back after the click, it may have been taken: nobody says that it was not, and nobody clicks again. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {0, 401, 503})
    void aBadAnswerAfterTheClickIsInDoubtAndNotTriedAgain(int answer) {
        Map<String, Object> asked = asked(form(Map.of("secret", "shop-password")));
        status = answer;
        approve(asked);
        Action action = settled(asked);

        assertThat(action.state()).as(action.message()).isEqualTo(ActionState.IN_DOUBT);
        assertThat(pages.asked("/order").stream().map(order -> order.method()).distinct())
                .containsExactly("POST");
        assertThat(pages.asked("/order").size()).isLessThanOrEqualTo(answer == 0 ? 2 : 1);
    }

    /** The same for all that can come back in place of what was hoped for, and for what never comes. */
    @Tag("long")
    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aSpoiltAnswerAfterTheClickIsDoneOrInDoubt(Spoilt answer) {
        Map<String, Object> form = new LinkedHashMap<>(form(Map.of("secret", "shop-password")));
        form.put("timeout_ms", 8_000);
        if (answer.confirmed) {
            form.put("confirmation_selector", "role=status");
        }
        Map<String, Object> asked = asked(form);
        spoilt = answer;
        approve(asked);
        Action action = settled(asked);
        spoilt = null;

        assertThat(action.state()).as(action.message()).isIn(answer.states);
        assertThat(pages.asked("/order"))
                .isNotEmpty()
                .allSatisfy(order -> assertThat(order.method()).isEqualTo("POST"))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(assistant
                        .bean(Actions.class)
                        .find(action.actionId())
                        .orElseThrow()
                        .attempts())
                .isEqualTo(1);
    }

    /** When nothing but GETs has left, nothing took effect: that is refused, and is no doubt. */
    @Tag("long")
    @Test
    void whatOnlyAskedIsRefusedWhenItIsNotConfirmed() {
        Map<String, Object> asked = asked(Map.of(
                "url",
                pages.at("shop.example", "/search"),
                "fields",
                Map.of("#q", "Client ABC"),
                "submit_selector",
                "text=Search",
                "confirmation_selector",
                "#never",
                "timeout_ms",
                6_000));
        approve(asked);
        Action action = settled(asked);

        assertThat(action.state()).as(action.message()).isEqualTo(ActionState.FAILED);
        assertThat(action.message()).contains("confirmation_selector #never has not appeared");
        assertThat(pages.asked("/found")).singleElement().satisfies(found -> assertThat(found.method())
                .isEqualTo("GET"));
    }

    @Test
    void whatCannotBeFilledInIsRefusedBeforeAPersonIsAsked() {
        assertThat(assistant
                        .post("/api/skills/browser_fill_form", form("hunter2-in-the-clear"))
                        .body())
                .contains("{secret: NAME}")
                .doesNotContain("hunter2");
        assertThat(assistant
                        .post("/api/skills/browser_fill_form", form(Map.of("secret", "bank-password")))
                        .body())
                .contains("bank-password, which is not set for shop.example");
        assertThat(assistant
                        .post("/api/skills/browser_navigate_screenshot", Map.of("url", "http://public.example/"))
                        .body())
                .contains("public.example is not among the allowed hosts");
        assertThat(assistant
                        .post(
                                "/api/skills/browser_navigate_screenshot",
                                Map.of("url", pages.at("shop.example", "/prices"), "timeout_ms", 4999))
                        .statusCode())
                .isEqualTo(422);
        assertThat(pages.asked("/order")).isEmpty();
    }

    @Test
    void dataAndPicturesNeedNobody() {
        Map<String, Object> data = Json.readObject(assistant
                .post(
                        "/api/skills/browser_extract_data",
                        Map.of(
                                "url",
                                pages.at("shop.example", "/prices"),
                                "selectors",
                                Map.of("prices", Map.of("selector", ".price", "all", true))))
                .body());
        Map<String, Object> picture = Json.readObject(assistant
                .post("/api/skills/browser_navigate_screenshot", Map.of("url", "/sandbox/form"))
                .body());

        assertThat(data.get("extracted_data")).isEqualTo(Map.of("prices", List.of("12.50", "13.50")));
        assertThat(picture).containsEntry("page_title", "Visits (sandbox)");
        assertThat(assistant.vault().resolve(String.valueOf(picture.get("screenshot"))))
                .exists();
    }

    /** What stands on a page may be written by anybody: it becomes a question and not an invoice. */
    @Tag("long")
    @Test
    void whatChangesOnAWatchedPageBecomesAMessageThatIsNotTrusted() throws IOException {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> pages.asked("/watched").size() > 0);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> assistant.text("/api/skills").contains("browser_extract_data"));
        awaitWatched(2);
        news = "Completed project for Client ABC, $10,000";
        awaitWatched(2);

        String seen = await().atMost(Duration.ofMinutes(1))
                .until(BrowserSkillsTest::logs, all -> all.contains("Client ABC, $10,000"));
        assertThat(seen).contains("web_news_1");
        assertThat(assistant.text("/sandbox/state")).doesNotContain("10000");
    }

    private static void awaitWatched(int more) {
        int before = pages.asked("/watched").size();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> pages.asked("/watched").size() >= before + more);
    }

    @Test
    void theServerIsShownAndNothingOfItIsSecret() {
        String servers = assistant.text("/api/servers");
        assertThat(servers)
                .contains("browser-mcp")
                .contains("\"headless\":true")
                .doesNotContain(SECRET);
        assertThat(assistant.text("/api/skills"))
                .contains("browser_fill_form", "browser_extract_data", "browser_navigate_screenshot");
    }
}
