package io.goldtier.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.cli.bench.AssistantProcess;
import io.goldtier.cli.bench.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SIGKILL in the middle of an update of {@code Dashboard.md}: the file is whole, and a person's text is in it. */
@Tag("long")
class DashboardKilledTest {

    private static final int TIMES = 5;
    private static final int MOST_ROUNDS = 30;
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
        int inTheMiddle = 0;
        int rounds = 0;
        try {
            while (inTheMiddle < TIMES && rounds < MOST_ROUNDS) {
                rounds++;
                try (AssistantProcess process = start(workplace, rounds)) {
                    process.awaitReady();
                    if (rounds == 1) {
                        write(file);
                    }
                    for (int i = 0; i < 60; i++) {
                        workplace.publish(workplace.stage(
                                "killed-" + rounds + "-" + i,
                                List.of(Map.of("type", "facebook_post", "params", Map.of("message", "Hello " + i)))));
                    }
                    // The new text lies there under another name and has not taken the old one's place
                    Instant end = Instant.now().plusSeconds(20);
                    while (!isBeingWritten(workplace.vault()) && Instant.now().isBefore(end)) {
                        Thread.onSpinWait();
                    }
                    process.kill();
                }
                assertThat(Files.readString(file))
                        .startsWith(ABOVE + DashboardFile.BEGIN)
                        .endsWith(DashboardFile.END + BELOW);
                inTheMiddle += isBeingWritten(workplace.vault()) ? 1 : 0;
            }
        } finally {
            workplace.delete();
        }
        System.out.println(inTheMiddle + " of " + rounds + " kills in the middle of an update");
        assertThat(inTheMiddle).as("kills in the middle of an update").isEqualTo(TIMES);
    }

    private static void write(Path file) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            if (!Files.exists(file) || !Files.readString(file).contains(DashboardFile.END)) {
                return false;
            }
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

    /** Drafts of notes lie in the folder of the note, which of all notes that change only this one has the vault's own. */
    private static boolean isBeingWritten(Path vault) throws IOException {
        try (Stream<Path> files = Files.list(vault)) {
            return files.anyMatch(file -> file.getFileName().toString().endsWith(".tmp"));
        }
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
