package io.goldtier.playwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.playwright.Pages.Answer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed with its browsers leaves none behind once the next one has started. */
class KilledProcessTest {

    @TempDir
    Path home;

    /** The process that is killed: its call waits for a page that does not answer. */
    public static void main(String[] arguments) {
        try (Calls calls = new Calls(how -> {
            how.setFolder(Path.of(arguments[0]));
            how.setAllowedHosts(List.of(arguments[1]));
        })) {
            calls.call("screenshot", "url", arguments[2], "timeout_ms", 60_000);
        }
    }

    @Test
    void noBrowserAndNoFileIsLeft() throws Exception {
        Path folder = home.resolve("b");
        CountDownLatch arrived = new CountDownLatch(1);
        try (Pages pages = new Pages()) {
            pages.on("/slow", any -> {
                arrived.countDown();
                await().atMost(Duration.ofMinutes(2)).until(() -> !Files.exists(home.resolve("wait")));
                return Answer.html("late");
            });
            Files.createFile(home.resolve("wait"));
            Process killed = start(folder, pages);
            arrived.await();
            // A driver that is stopped cannot tidy up, as one that is killed by the same cause
            List<ProcessHandle> left = running(folder);
            for (ProcessHandle process : left) {
                new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid()))
                        .start()
                        .waitFor();
            }
            killed.destroyForcibly().waitFor();
            assertThat(left).anyMatch(ProcessHandle::isAlive);

            try (Calls next = new Calls(how -> how.setFolder(folder))) {
                next.folder();
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(running(folder)).isEmpty());
                assertThat(folder).satisfiesAnyOf(gone -> assertThat(gone).doesNotExist(), empty -> assertThat(empty)
                        .isEmptyDirectory());
            }
            Files.delete(home.resolve("wait"));
        }
    }

    private Process start(Path folder, Pages pages) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledProcessTest.class.getName(),
                        folder.toString(),
                        pages.rule("shop.example"),
                        pages.at("shop.example", "/slow"))
                .redirectErrorStream(true)
                .redirectOutput(new File(home.toFile(), "log"))
                .start();
    }

    private static List<ProcessHandle> running(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    try {
                        String line = Files.readString(
                                Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
                        return line.contains(folder + "/") && !line.contains(KilledProcessTest.class.getName());
                    } catch (IOException e) {
                        return false;
                    }
                })
                .toList();
    }
}
