package io.goldtier.spoiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Work;
import io.goldtier.audit.chain.AuditVerifier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real SIGKILL between the commits and what people are to see of them, because the vault's folders are away. */
@Tag("kill")
@Tag("long")
class KilledBeforeItIsShownTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int TASKS = 5;
    private static final List<String> AWAY = List.of("Inbox", "Plans", "Done");

    @TempDir
    Path home;

    @Test
    void everythingThatPeopleShouldSeeIsThereInTheEndOnce() throws Exception {
        Path near = home.resolve("near");
        Files.createDirectories(near.resolve("routes/skills"));
        Files.writeString(near.resolve("routes/skills/jam.camel.yaml"), Work.skill("jam", "readOnly: true", """
                - throwException:
                    id: jammed
                    exceptionType: java.lang.IllegalStateException
                    message: the printer is jammed
                """));
        try (Child child = new Child(near, home.resolve("clock"), List.of("goldtier.mode=sandbox"))) {
            Path vault = child.vault();
            for (String folder : AWAY) {
                Files.move(vault.resolve(folder), home.resolve(folder));
            }
            for (int i = 0; i < TASKS; i++) {
                Path draft = Files.writeString(home.resolve("task-" + i + ".json"), document(i));
                Files.move(draft, vault.resolve("Needs_Action").resolve(draft.getFileName()));
            }
            await().atMost(PATIENCE).until(() -> failed(child) == TASKS);

            child.kill();
            for (String folder : AWAY) {
                Files.move(home.resolve(folder), vault.resolve(folder));
            }
            child.start();

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(files(vault.resolve("Inbox"), "task-failed"))
                    .hasSize(TASKS));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(files(vault.resolve("Inbox"), "task-"))
                    .filteredOn(name -> name.endsWith(".json"))
                    .hasSize(TASKS));
            for (int i = 0; i < TASKS; i++) {
                assertThat(vault.resolve("Plans/PLAN_jam-" + i + ".md"))
                        .content()
                        .contains("status: failed", "the printer is jammed");
            }
            assertThat(files(vault.resolve("In_Progress"), "task-")).isEmpty();
            child.restart();
            assertThat(files(vault.resolve("Inbox"), "task-failed")).hasSize(TASKS);
            child.kill();
            assertThat(AuditVerifier.verify(vault.resolve("Logs"), near.resolve("data"))
                            .problems())
                    .isEmpty();
        }
    }

    private static String document(int i) {
        return """
                {"trigger_id":"jam-%d","source_domain":"business","source_type":"file_drop",
                 "source_data":{"message":"task %d"},"triggered_actions":[{"type":"jam","params":{}}],
                 "context":{"client_name":"Client ABC"},"status":"pending","updated":"2026-02-20T10:30:00Z","created":"2026-02-20T10:30:00Z"}
                """.formatted(i, i);
    }

    private static int failed(Child child) throws IOException, InterruptedException {
        String answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(child.address() + "/api/triggers?status=failed"))
                                .header("Authorization", "Bearer " + child.token())
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return answer.split("\"trigger_id\":\"jam-", -1).length - 1;
    }

    private static List<String> files(Path folder, String part) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(part))
                    .toList();
        }
    }
}
