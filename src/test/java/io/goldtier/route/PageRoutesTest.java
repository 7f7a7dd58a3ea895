package io.goldtier.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.vault.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.Variable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that are looked at, filled in and watched, and the skills that work inside the house. */
class PageRoutesTest {

    static final List<String> FILES = List.of(
            "connectors/browser",
            "intake/web-watch",
            "skills/agent_plan",
            "skills/answer_question",
            "skills/browser_extract_data",
            "skills/browser_fill_form",
            "skills/browser_navigate_screenshot",
            "skills/task_note");

    private static final Calls CALLS = new Calls();
    private static final String READ = "skill:browser_extract_data";
    private static RoutesAlone routes;
    private static Object change;

    @TempDir
    static Path folder;

    /** A watched page that says what the test says. */
    public static class Watched {
        public Map<String, Object> look(@Variable("watch") String watch) {
            return Map.of("url", "https://example.com/" + watch);
        }

        public Object changed(@Variable("watch") String watch, @Body Object read) {
            CALLS.note("changed " + read);
            return change;
        }

        public void kept(@Variable("watch") String watch) {
            CALLS.note("kept " + watch);
        }
    }

    /** What became of a message. */
    public record Became(String kind) {
        public String getKind() {
            return kind;
        }
    }

    /** The beans of the browser. */
    public static class Browser {
        public Map<String, Object> check() {
            return Map.of("shows", Map.of());
        }

        public Map<String, Object> of(@Body Map<String, Object> looked) {
            return Map.of("preview", List.of("The page: " + looked.get("page_title")));
        }
    }

    /** A bean with one handler. */
    public static class Thinks {
        @Handler
        public Map<String, Object> think(@Variable("input") Map<String, Object> input) {
            return Map.of("of", input);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        Map<String, Object> beans = new TreeMap<>();
        beans.put("agentPlan", new Thinks());
        beans.put("questionAnswers", new Thinks());
        beans.put("browserHealth", new Browser());
        beans.put("browserPreview", new Browser());
        beans.put("watchedPages", new Watched());
        beans.put("taskNote", Beans.make("connector.TaskNote", new Vault(Beans.settings(folder), Beans.CLOCK)));
        beans.put("playwright", CALLS.component("playwright"));
        beans.put("skill", CALLS.component("skill"));
        beans.put("direct:message", CALLS.route("direct:message"));
        routes = new RoutesAlone(beans, Map.of("watch", "prices", "every", "900000"), FILES);
    }

    @AfterAll
    static void stop() {
        routes.close();
    }

    @BeforeEach
    void forget() {
        CALLS.forget();
        CALLS.when(READ, "the page");
        change = null;
    }

    @ParameterizedTest
    @CsvSource({
        "browser_extract_data, extract",
        "browser_fill_form, fill",
        "browser_navigate_screenshot, screenshot",
        "browser-look, look"
    })
    void aPageIsOpenedOnce(String route, String what) {
        CALLS.when("playwright:" + what, Map.of("page_title", "A page"));
        Exchange ended = routes.send(route, null, Map.of("input", Map.of("url", "https://example.com/")));
        assertThat(CALLS.called()).containsExactly("playwright:" + what);
        assertThat(String.valueOf(ended.getMessage().getBody())).contains("A page");
    }

    @Test
    void aPageThatCouldNotBeFilledInIsNotTriedASecondTime() {
        CALLS.when("playwright:fill", new IllegalStateException("the page closed"));
        Exchange ended = routes.send("browser_fill_form", null, Map.of("input", Map.of()));
        assertThat(ended.getException()).hasMessage("the page closed");
        assertThat(CALLS.called()).containsExactly("playwright:fill");
    }

    @Test
    void theBrowsersHealthIsAskedOfItsBean() {
        assertThat(routes.send("browser-health", null).getMessage().getBody()).isEqualTo(Map.of("shows", Map.of()));
        assertThat(CALLS.called()).isEmpty();
    }

    @Test
    void onlyAChangeOfAWatchedPageIsAMessage() {
        routes.send("web-watch", null);
        assertThat(CALLS.called()).containsExactly(READ, "changed the page");
        assertThat(CALLS.sent(READ)).isEqualTo(Map.of("url", "https://example.com/prices"));
    }

    @ParameterizedTest
    @CsvSource({"OnItsWay, true", "Copy, true", "NotKept, false"})
    void aChangeIsRememberedWhenItIsKept(String became, boolean kept) {
        change = "the change";
        CALLS.when("direct:message", new Became(became));
        routes.send("web-watch", null);
        assertThat(CALLS.sent("direct:message")).isEqualTo("the change");
        assertThat(CALLS.called().contains("kept prices")).isEqualTo(kept);
    }

    @Test
    void aPageThatIsAwayIsNoChange() {
        CALLS.when(READ, new IllegalStateException("no page"));
        assertThat(routes.send("web-watch", null).getException()).isNull();
        assertThat(CALLS.called()).containsExactly(READ);
    }

    @ParameterizedTest
    @CsvSource({"agent_plan", "answer_question"})
    void whatIsThoughtInsideTheHouseIsTheOutput(String skill) {
        Map<String, Object> input = Map.of("message", "Words");
        assertThat(routes.send(skill, null, Map.of("input", input)).getMessage().getBody())
                .isEqualTo(Map.of("of", input));
    }

    @Test
    void aTaskIsOneNoteHoweverOftenItIsWritten() throws Exception {
        Map<String, ?> variables = Map.of(
                "input", Map.of("title", "Call Client ABC", "date", "2026-02-21"),
                "drawn", "0123456789",
                "trigger_id", "t1");
        Object first = routes.send("task_note", null, variables).getMessage().getBody();
        assertThat(routes.send("task_note", null, variables).getMessage().getBody())
                .isEqualTo(first);
        try (var notes = Files.list(folder.resolve("vault/Inbox"))) {
            assertThat(notes)
                    .singleElement()
                    .satisfies(note -> assertThat(note).content().contains("2026-02-21", "Call Client ABC"));
        }
    }
}
