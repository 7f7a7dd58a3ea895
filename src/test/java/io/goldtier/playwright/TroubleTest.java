package io.goldtier.playwright;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.playwright.Pages.Answer;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pages and browsers that do not do what they should: the call is told, and the next one is served. */
@Tag("long")
class TroubleTest {

    private static Pages pages;
    private static Calls calls;
    private static CountDownLatch slow;
    private static CountDownLatch arrived;

    @BeforeAll
    static void open() throws IOException {
        pages = new Pages();
        slow = new CountDownLatch(1);
        arrived = new CountDownLatch(1);
        pages.html("/well", "<title>Well</title><h1>All is well</h1>");
        pages.html("/never", "<h1>Busy</h1><script>setTimeout(() => { while (true) {} }, 0)</script>");
        pages.html(
                "/box",
                "<h1>One</h1><script>alert('Mind the gap'); if (confirm('Sure?')) document.body.append('yes'); else document.body.append('no')</script>");
        pages.on("/slow", any -> {
            arrived.countDown();
            await(slow);
            return Answer.html("late");
        });
        pages.on("/gone", any -> null);
        pages.html("/crash", "<h1>One</h1><script>requestAnimationFrame(() => fetch('/drawn'))</script>");
        pages.on("/busy", any -> new Answer(503, "text/html", "<h1>later</h1>", Map.of()));
        pages.html("/data", table());
        calls = new Calls(how -> how.setAllowedHosts(List.of(pages.rule("shop.example"))));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String table() {
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= 5_000; i++) {
            rows.append("<tr><td>")
                    .append(i)
                    .append("<td>Item ")
                    .append(i)
                    .append("<td>")
                    .append(i * 2)
                    .append(".50");
        }
        return "<title>Prices</title><h1 id=head>Prices</h1><a class=more href=/next>More</a>"
                + "<table id=prices><thead><tr><th>No<th>Name<th>Price</thead><tbody>" + rows + "</table>";
    }

    @AfterAll
    static void close() {
        slow.countDown();
        calls.close();
        pages.close();
    }

    private static String at(String path) {
        return pages.at("shop.example", path);
    }

    private static void assertWell() {
        assertThat(calls.call("screenshot", "url", at("/well"))).containsEntry("page_title", "Well");
    }

    @Tag("long")
    @Test
    void aPageThatDoesNotAnswerIsGivenUpAtTheEndOfItsTime() {
        PlaywrightTrouble trouble = calls.refused("screenshot", "url", at("/slow"), "timeout_ms", 5000);

        assertThat(trouble.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(trouble).hasMessageContaining("5000 ms");
        assertWell();
    }

    @Test
    void aPageThatNeverEndsIsEndedWithItsBrowser() {
        PlaywrightTrouble trouble = calls.refused("screenshot", "url", at("/never"), "timeout_ms", 5000);

        assertThat(trouble.kind()).isEqualTo(Kind.TIMED_OUT);
        assertWell();
    }

    @Test
    void aKilledBrowserIsToldToTheCallAndReplaced() {
        assertWell();
        CompletableFuture<PlaywrightTrouble> call = CompletableFuture.supplyAsync(
                () -> calls.refused("screenshot", "url", at("/slow"), "timeout_ms", 30_000));
        await(arrived);
        List<ProcessHandle> browsers = browsers();
        browsers.forEach(ProcessHandle::destroyForcibly);

        assertThat(browsers).isNotEmpty();
        assertThat(call.join().kind()).isEqualTo(Kind.CRASHED);
        assertThat(call.join()).hasMessageContaining("killed");
        assertWell();
    }

    @Test
    void aTabThatCrashesIsToldToTheCallAndTheNextIsServed() {
        CompletableFuture<PlaywrightTrouble> call = CompletableFuture.supplyAsync(
                () -> calls.refused("screenshot", "url", at("/crash"), "wait_for", 20_000, "timeout_ms", 30_000));
        Awaitility.await().until(() -> !pages.asked("/drawn").isEmpty());
        renderers().forEach(ProcessHandle::destroyForcibly);

        assertThat(call.join().kind()).isEqualTo(Kind.CRASHED);
        assertThat(call.join()).hasMessageContaining("crashed");
        assertWell();
    }

    @Test
    void boxesAreReadAndQuestionsAnsweredWithNo() {
        Map<String, Object> result = calls.call("extract", "url", at("/box"), "selectors", List.of("body"));

        assertThat(String.valueOf(result.get("notices"))).contains("Mind the gap", "answered with no: Sure?");
        assertThat(String.valueOf(result.get("extracted_data"))).contains("no");
    }

    @Test
    void whatCannotBeReachedIsNoFaultOfTheCall() {
        assertThat(calls.refused("screenshot", "url", at("/busy")).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(calls.refused("screenshot", "url", at("/gone")).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(calls.refused("screenshot", "url", at("/nothing")).kind()).isEqualTo(Kind.UNFIT);
    }

    @Tag("long")
    @Test
    void aTableOfFiveThousandRowsIsReadInParts() {
        List<Object> rows = new ArrayList<>();
        Object offset = 0;
        while (offset != null) {
            Map<String, Object> part = calls.call(
                    "extract",
                    "url",
                    at("/data"),
                    "offset",
                    offset,
                    "limit",
                    1000,
                    "selectors",
                    Map.of("prices", Map.of("selector", "#prices", "table", true)));
            rows.addAll((List<?>) ((Map<?, ?>) part.get("extracted_data")).get("prices"));
            assertThat(part.get("totals")).isEqualTo(Map.of("prices", 5000));
            offset = part.get("next_offset");
        }

        assertThat(rows).hasSize(5000).doesNotHaveDuplicates();
        assertThat(rows.get(4999)).isEqualTo(Map.of("No", "5000", "Name", "Item 5000", "Price", "10000.50"));
    }

    @Test
    void wordsAttributesAndListsAreReadByNameAndWhatIsNotThereSaysWhatIs() {
        Map<String, Object> result = calls.call(
                "extract",
                "url",
                at("/data"),
                "limit",
                2,
                "selectors",
                Calls.map(
                        "title", "role=heading",
                        "link", Map.of("selector", ".more", "attribute", "href"),
                        "names", Map.of("selector", "td:nth-child(2)", "all", true),
                        "nothing", Map.of("selector", "#none", "optional", true)));

        assertThat(result.get("extracted_data"))
                .isEqualTo(Calls.map(
                        "title", "Prices", "link", at("/next"), "names", List.of("Item 1", "Item 2"), "nothing", null));
        assertThat(calls.refused("extract", "url", at("/data"), "selectors", List.of("#heading")))
                .hasMessageContaining("#heading fits nothing")
                .hasMessageContaining("#head (Prices)");
        assertThat(calls.refused("extract", "url", at("/data"), "selectors", List.of("##"))
                        .kind())
                .isEqualTo(Kind.INVALID);
    }

    private static List<ProcessHandle> browsers() {
        return processes("--remote-debugging-pipe");
    }

    private static List<ProcessHandle> renderers() {
        return processes("--type=renderer");
    }

    private static List<ProcessHandle> processes(String with) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> line(process).contains(with))
                .toList();
    }

    private static String line(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
        } catch (IOException e) {
            return "";
        }
    }
}
