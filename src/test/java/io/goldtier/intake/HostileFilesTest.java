package io.goldtier.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.audit.chain.AuditVerifier;
import io.goldtier.store.Store;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile files, the same ones each time: the assistant goes on, its logs stay small, its next start succeeds. */
class HostileFilesTest {

    private static final long SEED = 20_260_220;
    private static final int LONGEST_LINE = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path home;

    @Test
    void hostileFilesHarmNothing() throws IOException {
        harmNothing(200);
    }

    @Test
    @Tag("long")
    void aThousandHostileFilesHarmNothing() throws IOException {
        harmNothing(1_000);
    }

    private void harmNothing(int files) throws IOException {
        Assistant assistant = Assistant.in(home)
                .route(
                        "skills/odoo_create_invoice.camel.yaml",
                        Files.readString(Path.of("src/test/resources/intake/skills/odoo_create_invoice.camel.yaml")))
                .start();
        try {
            long began = System.nanoTime();
            long size = drop(assistant, files);
            await().atMost(PATIENCE).until(() -> assistant.files("Needs_Action").isEmpty());
            drop(assistant, "good.txt", "Completed project for Good Client, $5".getBytes());
            awaitDone(assistant, "Good Client");
            int accepted = assistant.bean(Triggers.class).list(null, 0, 2_000).size();
            System.out.printf(
                    "%d hostile files, %d accepted, %.1f MiB: %.1f s, %d MiB of memory in use, logs of %d KiB%n",
                    files,
                    accepted,
                    size / 1048576.0,
                    (System.nanoTime() - began) / 1e9,
                    memory() / 1048576,
                    logs(assistant) / 1024);

            assertThat(accepted).as("files that got past all readers").isGreaterThan(files / 10);
            assertThat(assistant.files("Inbox"))
                    .as("alerts about files that the readers failed on")
                    .noneMatch(name -> name.contains("fault-while-reading"));
            assertThat(logs(assistant)).as("bytes of logs").isLessThan(20L * 1024 * 1024);
            assertThat(longestLine(assistant)).as("longest line of a log").isLessThan(LONGEST_LINE);
            assertThat(AuditVerifier.verify(assistant.vault().resolve("Logs"), assistant.data())
                            .problems())
                    .isEmpty();
            assertThat(assistant.text("/actuator/health")).contains("\"status\":\"UP\"");

            assistant.stop().start();
            drop(assistant, "next.txt", "Completed project for Next Client, $5".getBytes());
            awaitDone(assistant, "Next Client");
        } finally {
            assistant.close();
        }
    }

    private long drop(Assistant assistant, int count) throws IOException {
        HostileFiles files = new HostileFiles(SEED);
        long size = 0;
        for (int i = 0; i < count; i++) {
            HostileFiles.Hostile file = i % 160 == 100 ? files.mailWithAnEndlessSender() : files.next();
            drop(assistant, file.name(), file.content());
            size += file.content().length;
        }
        return size;
    }

    private void drop(Assistant assistant, String name, byte[] content) throws IOException {
        Path draft = Files.write(Files.createTempFile(home, "drop", ".tmp"), content);
        Files.move(draft, assistant.vault().resolve("Needs_Action").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitDone(Assistant assistant, String client) {
        await().atMost(PATIENCE).until(() -> states(assistant, client).contains("done"));
    }

    private static List<String> states(Assistant assistant, String client) {
        return assistant
                .bean(Store.class)
                .read(tx -> tx.query(
                        "SELECT state FROM actions WHERE params LIKE ?",
                        row -> row.string("state"),
                        "%\"" + client + "\"%"));
    }

    private static long memory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static List<Path> logFiles(Assistant assistant) throws IOException {
        try (Stream<Path> files = Files.walk(assistant.vault().resolve("Logs"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }

    private static long logs(Assistant assistant) throws IOException {
        long size = 0;
        for (Path file : logFiles(assistant)) {
            size += Files.size(file);
        }
        return size;
    }

    private static int longestLine(Assistant assistant) throws IOException {
        int longest = 0;
        for (Path file : logFiles(assistant)) {
            try (Stream<String> lines = Files.lines(file)) {
                longest = Math.max(longest, lines.mapToInt(String::length).max().orElse(0));
            }
        }
        return longest;
    }
}
