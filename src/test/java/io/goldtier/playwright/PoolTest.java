package io.goldtier.playwright;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.playwright.Pages.Answer;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Browsers for many calls: apart from each other, without a trace when they are gone, with sessions that are kept. */
@Tag("long")
class PoolTest {

    private Pages pages;

    @BeforeEach
    void open() throws IOException {
        pages = new Pages();
        pages.on("/visit", asked -> Answer.html(
                        "<title>" + asked.query() + "</title><p id=cookie>" + asked.cookie() + "</p>")
                .with("Set-Cookie", "who=" + asked.query() + "; Max-Age=600"));
    }

    @AfterEach
    void close() {
        pages.close();
    }

    private String visit(int who) {
        return pages.at("shop.example", "/visit?" + who);
    }

    @Test
    void tenCallsSideBySideDoNotSeeEachOthersCookiesAndNothingIsLeft() throws IOException {
        try (Calls calls = new Calls(how -> {
            how.setAllowedHosts(List.of(pages.rule("shop.example")));
            how.setBrowsers(3);
            how.setCallsPerBrowser(4);
        })) {
            var threads = Executors.newFixedThreadPool(10);
            List<CompletableFuture<Map<String, Object>>> all = IntStream.range(0, 20)
                    .mapToObj(who -> CompletableFuture.supplyAsync(
                            () -> calls.call(
                                    "extract",
                                    "url",
                                    visit(who),
                                    "timeout_ms",
                                    60_000,
                                    "selectors",
                                    List.of("#cookie")),
                            threads))
                    .toList();
            for (int who = 0; who < 20; who++) {
                assertThat(all.get(who).join())
                        .containsEntry("page_title", String.valueOf(who))
                        .containsEntry("extracted_data", Map.of("#cookie", "null"));
            }
            threads.shutdown();
            calls.stop();
            assertNothingIsLeft(calls.folder().resolve("b"));
        }
    }

    private static void assertNothingIsLeft(Path folder) throws IOException {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(processes(folder))
                .isEmpty());
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(each -> !each.getFileName().toString().startsWith("playwright-java-")))
                    .isEmpty();
        }
    }

    private static List<String> processes(Path folder) {
        return ProcessHandle.allProcesses()
                .map(process -> {
                    try {
                        return Files.readString(
                                Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
                    } catch (IOException e) {
                        return "";
                    }
                })
                .filter(line -> line.contains(folder + "/") && line.contains("user-data-dir"))
                .toList();
    }

    @Tag("long")
    @Test
    void afterTwoHundredCallsNoProcessMemoryOrFileIsLeft() throws IOException {
        try (Calls calls = new Calls(how -> {
            how.setAllowedHosts(List.of(pages.rule("shop.example")));
            how.setBrowsers(2);
            how.setCallsPerBrowser(30);
        })) {
            long threads = 0;
            long memory = 0;
            for (int who = 0; who < 200; who++) {
                calls.call("screenshot", "url", visit(who));
                if (who == 50 || who == 199) {
                    System.gc();
                    Runtime runtime = Runtime.getRuntime();
                    long used = runtime.totalMemory() - runtime.freeMemory();
                    int running = Thread.activeCount();
                    if (who == 199) {
                        assertThat(used - memory).as("memory that stays").isLessThan(20_000_000);
                        assertThat(running - threads).as("threads that stay").isLessThan(10);
                    }
                    memory = used;
                    threads = running;
                }
            }
            calls.stop();
            assertNothingIsLeft(calls.folder().resolve("b"));
        }
    }

    @Test
    void aSessionIsKeptUnderItsNameAndCannotBeReadWithoutItsKey() throws IOException {
        Path folder;
        try (Calls calls = new Calls(how -> {
            how.setAllowedHosts(List.of(pages.rule("shop.example")));
            how.setSessionKey("a key of the environment");
        })) {
            folder = calls.folder();
            calls.call("screenshot", "url", visit(7), "session", "shop");
            Map<String, Object> again =
                    calls.call("extract", "url", visit(8), "session", "shop", "selectors", List.of("#cookie"));
            Map<String, Object> other =
                    calls.call("extract", "url", visit(9), "session", "other", "selectors", List.of("#cookie"));

            assertThat(again.get("extracted_data")).isEqualTo(Map.of("#cookie", "who=7"));
            assertThat(other.get("extracted_data")).isEqualTo(Map.of("#cookie", "null"));
            Path file = folder.resolve("b-sessions/shop.session");
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("who", "shop.example");
            assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
            Files.copy(file, folder.resolve("b-sessions/stolen.session"));
            assertThat(calls.refused("screenshot", "url", visit(7), "session", "stolen")
                            .kind())
                    .isEqualTo(Kind.INVALID);
        }
        try (Calls calls = new Calls(how -> {
            how.setAllowedHosts(List.of(pages.rule("shop.example")));
            how.setSessions(folder.resolve("b-sessions"));
            how.setSessionKey("another key");
        })) {
            PlaywrightTrouble refused = calls.refused("screenshot", "url", visit(7), "session", "shop");
            assertThat(refused).hasMessageContaining("cannot be read with the key");
        }
    }

    @Test
    void aDriverThatSomebodyHasTidiedAwayIsUnpackedAgain() throws IOException {
        try (Calls calls = new Calls(how -> {
            how.setAllowedHosts(List.of(pages.rule("shop.example")));
            how.setCallsPerBrowser(1);
        })) {
            calls.call("screenshot", "url", visit(1));
            Path driver = Path.of(System.getProperty("playwright.cli.dir"));
            try (Stream<Path> files = Files.walk(driver)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }

            assertThat(calls.call("screenshot", "url", visit(2))).containsEntry("page_title", "2");
        }
    }

    @Test
    void whatIsNotInstalledSaysWhatToInstall() {
        try (Calls calls = new Calls(how -> {
            how.setAllowedHosts(List.of(pages.rule("shop.example")));
            how.setExecutable(Path.of("/nowhere/chromium"));
        })) {
            assertThat(calls.refused("screenshot", "url", visit(1)))
                    .hasMessageContaining("/nowhere/chromium")
                    .hasMessageContaining("install Chromium");
            for (String other : List.of("firefox", "webkit")) {
                PlaywrightTrouble missing = calls.refused("screenshot", "url", visit(1), "browser_type", other);
                assertThat(missing.kind()).isEqualTo(Kind.MISSING);
                assertThat(missing)
                        .hasMessageContaining("The browser " + other + " is not installed")
                        .hasMessageContaining("npx playwright@1.62 install --with-deps " + other)
                        .hasMessageContaining("or set the browser's type to chromium");
            }
        }
    }

    /** A distribution's own Firefox does not know the words by which Playwright drives its build of it, and never answers. */
    @Test
    void aBrowserThatIsNotPlaywrightsOwnIsGivenUpAtTheEndOfTheCallsTime(@TempDir Path home) throws IOException {
        Path other = Files.writeString(home.resolve("firefox-esr"), "#!/bin/sh\nexec sleep 600\n");
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwx------"));
        try (Calls calls = new Calls(how -> {
            how.setAllowedHosts(List.of(pages.rule("shop.example")));
            how.setBrowserType("firefox");
            how.setExecutable(other);
        })) {
            PlaywrightTrouble refused = calls.refused("screenshot", "url", visit(1), "timeout_ms", 5_000);

            assertThat(refused.kind()).isEqualTo(Kind.MISSING);
            assertThat(refused)
                    .hasMessageContaining("The browser firefox did not start")
                    .hasMessageContaining("Only Playwright's own build of it can be driven")
                    .hasMessageContaining("npx playwright@1.62 install --with-deps firefox");
            calls.stop();
            assertNothingIsLeft(calls.folder().resolve("b"));
            assertThat(ProcessHandle.current().descendants().map(ProcessHandle::info))
                    .noneMatch(info -> info.commandLine().orElse("").contains("sleep 600"));
        }
    }
}
