package io.goldtier.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.audit.chain.AuditVerifier;
import io.goldtier.store.Store;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Variable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TASKS = 20;

    @TempDir
    Path home;

    private Path disk;
    private Assistant assistant;

    /** Something outside that counts what was done to it. */
    public static class Counter {

        private final Map<String, AtomicInteger> effects = new ConcurrentHashMap<>();

        /** One effect. */
        public void count(@Variable("action_id") String actionId) {
            effects.computeIfAbsent(actionId, id -> new AtomicInteger()).incrementAndGet();
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (assistant != null) {
            assistant.close();
        }
        if (disk != null) {
            run("umount", "-l", disk.toString());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Test
    void whileTheDiskIsFullNothingActsAndAllIsDoneWhenThereIsRoom() throws Exception {
        Path small = Files.createDirectory(home.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", small.toString()),
                "This test mounts a small file system, which takes root.");
        disk = small;
        Counter counter = new Counter();
        assistant = Assistant.in(disk)
                .bean("counter", counter)
                .route("skills/tally.camel.yaml", Work.skill("tally", "retry: unsafe", """
                        - bean:
                            id: count-it
                            ref: counter
                            method: count
                        - setBody:
                            id: counted
                            expression:
                              language:
                                language: template
                                expression: "counted: true"
                        """))
                .start();
        Path vault = assistant.vault();
        drop(vault, 0);
        await().atMost(PATIENCE).until(() -> counter.effects.size() == 1);
        await().atMost(PATIENCE).until(() -> Files.exists(vault.resolve("Done/task-0.json")));
        for (int i = 1; i <= TASKS; i++) {
            Files.writeString(home.resolve("task-" + i + ".json"), document(i));
        }

        Path filler = disk.resolve("filler");
        fill(filler);
        assertThat(accepted("blocked"))
                .as("a trigger that cannot be kept is not accepted")
                .isFalse();
        await().atMost(PATIENCE).until(() -> health().contains("DOWN"));
        assertThat(counter.effects).hasSize(1);
        assertThat(assistant.text("/"))
                .contains("Nothing is done at the moment", "Trouble with the store", "Trouble with the vault")
                .doesNotContain("All clear", "Nothing needs you");
        assertThat(String.valueOf(assistant.get("/api/status"))).contains("part=store", "part=vault");
        HttpResponse<String> briefing = assistant.post("/api/briefings", Map.of());
        assertThat(briefing.statusCode()).as(briefing.body()).isEqualTo(503);
        assertThat(briefing.body()).contains("cannot be used at the moment");

        Files.delete(filler);
        for (int i = 1; i <= TASKS; i++) {
            Files.move(home.resolve("task-" + i + ".json"), vault.resolve("Needs_Action/task-" + i + ".json"));
        }
        await().atMost(PATIENCE).until(() -> counter.effects.size() == TASKS + 1);
        for (int i = 0; i <= TASKS; i++) {
            Path done = vault.resolve("Done/task-" + i + ".json");
            await().atMost(PATIENCE).until(() -> Files.exists(done));
        }
        assertThat(counter.effects.values()).allMatch(times -> times.get() == 1);
        await().atMost(PATIENCE).until(() -> !health().contains("DOWN"));
        assistant.stop();
        assertThat(AuditVerifier.verify(vault.resolve("Logs"), assistant.data()).problems())
                .isEmpty();
    }

    private boolean accepted(String id) {
        try {
            assistant.bean(Triggers.class).accept(Work.of(id, Work.step("tally", Map.of())));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private String health() {
        return assistant.bean(AuditLog.class).trouble().isPresent()
                        || assistant.bean(Store.class).trouble() != null
                ? "DOWN"
                : "UP";
    }

    /** Writes until there is no byte left. */
    private static void fill(Path file) throws IOException {
        for (int block : List.of(1 << 16, 512, 1)) {
            try (OutputStream out = Files.newOutputStream(
                    file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND)) {
                byte[] bytes = new byte[block];
                while (true) {
                    out.write(bytes);
                }
            } catch (IOException full) {
                // That is what was wanted
            }
        }
    }

    private static void drop(Path vault, int i) throws IOException {
        Path file = vault.resolve("Needs_Action/.task-" + i);
        Files.writeString(file, document(i));
        Files.move(file, vault.resolve("Needs_Action/task-" + i + ".json"));
    }

    private static String document(int i) {
        return """
                {"trigger_id":"full-%d","source_domain":"business","source_type":"file_drop",
                 "source_data":{"message":"task %d"},"triggered_actions":[{"type":"tally","params":{}}],
                 "context":{"client_name":"Client ABC"},"status":"pending","updated":"2026-02-20T10:30:00Z","created":"2026-02-20T10:30:00Z"}
                """.formatted(i, i);
    }
}
