package io.goldtier.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.cli.bench.AssistantProcess;
import io.goldtier.cli.bench.Workplace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SIGKILL in the middle of an update of {@code Dashboard.md}: the file is whole, and a person's text is in it. */
@Tag("long")
class DashboardKilledTest {

    private static final String ABOVE = "# What I must not forget\n\nCall Client ABC\n\n";
    private static final String BELOW = "\n\n## Mine\n\nlast line without an end";

    @Test
    void aPersonsTextOutlivesTheProcess() throws Exception {
        Workplace workplace = Workplace.create(Path.of("routes").toAbsolutePath(), List.of());
        // Written anew without a pause, so that a kill finds it at that
        workplace.addRoute(
                "reports/dashboard.camel.yaml",
                Files.readString(Path.of("routes/reports/dashboard.camel.yaml"))
                        .replace("\"5000\"", "\"1\"")
                        .replace("\"3000\"", "\"1\""));
        Path file = workplace.vault().resolve("Dashboard.md");
        Random random = new Random(7);
        int whole = 0;
        try {
            for (int round = 0; round < 5; round++) {
                try (AssistantProcess process = start(workplace, round)) {
                    process.awaitReady();
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(30))
                            .until(() ->
                                    Files.exists(file) && Files.readString(file).contains(DashboardFile.END));
                    if (round == 0) {
                        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                            String text = Files.readString(file);
                            Files.writeString(
                                    file,
                                    ABOVE
                                            + text.substring(
                                                    text.indexOf(DashboardFile.BEGIN),
                                                    text.indexOf(DashboardFile.END) + DashboardFile.END.length())
                                            + BELOW);
                            return Files.readString(file).startsWith(ABOVE);
                        });
                    }
                    for (int i = 0; i < 60; i++) {
                        workplace.publish(workplace.stage(
                                "killed-" + round + "-" + i,
                                List.of(Map.of("type", "facebook_post", "params", Map.of("message", "Hello " + i)))));
                    }
                    Instant end = Instant.now().plusMillis(400 + random.nextInt(1_200));
                    Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> Instant.now()
                            .isAfter(end));
                    process.kill();
                }
                String text = Files.readString(file);
                assertThat(text).startsWith(ABOVE + DashboardFile.BEGIN).endsWith(DashboardFile.END + BELOW);
                whole++;
            }
        } finally {
            workplace.delete();
        }
        assertThat(whole).isEqualTo(5);
    }

    private static AssistantProcess start(Workplace workplace, int round) throws Exception {
        return AssistantProcess.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        "io.goldtier.Application"),
                workplace.settings(),
                Path.of("").toAbsolutePath(),
                workplace.folder().resolve("killed-" + round + ".log"));
    }
}
