package io.goldtier.report;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.cli.CliRun;
import io.goldtier.store.Store;
import io.goldtier.trigger.Triggers;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardTest {

    @TempDir
    Path home;

    @Test
    void namesWhatNeedsAPersonAsTheStatusDoesAndForgetsItOnceItIsDecided() throws IOException {
        try (Assistant assistant = Assistant.in(home).start()) {
            assistant.bean(Triggers.class).accept(Work.of("ask", step("facebook_post", Map.of("message", "Hello"))));
            assistant
                    .bean(Vault.class)
                    .alert(Alert.of(Alert.Severity.WARNING, "test", "Printer on fire", "It smells."));
            String id = await().atMost(Duration.ofSeconds(20))
                    .until(() -> ids(assistant, "approvals", "approval_id"), ids -> ids.size() == 1)
                    .get(0);

            await().untilAsserted(() -> assertThat(needsYou(assistant)).contains(id, "Printer on fire"));
            assertThat(ids(assistant, "alerts", "title")).containsExactly("Printer on fire");

            assistant.post("/api/approvals/" + id, Map.of("decision", "reject"));

            await().untilAsserted(() ->
                    assertThat(needsYou(assistant)).doesNotContain(id).contains("Printer on fire"));
        }
    }

    @Test
    void countsEveryAlertAndShowsTheWorstFirst() throws IOException {
        try (Assistant assistant = Assistant.in(home).start()) {
            Vault vault = assistant.bean(Vault.class);
            Instant now = Instant.parse("2026-02-20T10:00:00Z");
            vault.alert(Alert.of(Alert.Severity.CRITICAL, "test", "House on fire", "It burns."), now);
            vault.alert(Alert.of(Alert.Severity.WARNING, "test", "Oven on", "It is warm."), now.plusSeconds(1));
            for (int i = 1; i <= 25; i++) {
                vault.alert(Alert.of(Alert.Severity.INFO, "test", "Word " + i, "Words."), now.plusSeconds(10 + i));
            }

            Map<?, ?> status = (Map<?, ?>) assistant.get("/api/status");
            assertThat(ids(assistant, "alerts", "title"))
                    .hasSize(20)
                    .startsWith("House on fire", "Oven on", "Word 25", "Word 24")
                    .endsWith("Word 8");
            assertThat(status.get("more_alerts")).isEqualTo(7);
            assertThat(status.get("waiting_for_you")).isEqualTo(27);
            await().untilAsserted(() ->
                    assertThat(needsYou(assistant)).contains("House on fire", "- and 7 more in `Inbox/`"));
            assertThat(assistant.text("/")).contains("House on fire", "and 7 more in Inbox/");
            CliRun run = CliRun.of(
                    List.of(
                            "--goldtier.data=" + assistant.data(),
                            "--server.port=" + URI.create(assistant.address()).getPort()),
                    "status");
            assertThat(run.out()).contains("House on fire", "  and 7 more in Inbox/");

            Path fire = assistant.vault().resolve("Inbox").resolve("ALERT_20260220T100000Z_house-on-fire.md");
            Files.writeString(fire, Files.readString(fire).replace("severity: critical", "severity: info"));
            assertThat(ids(assistant, "alerts", "title")).startsWith("Oven on", "Word 25");
        }
    }

    @Test
    void everyListThatIsCutShortSaysHowManyMoreThereAreAndWhere() throws IOException {
        try (Assistant assistant = Assistant.in(home).start()) {
            Triggers triggers = assistant.bean(Triggers.class);
            for (int i = 0; i < 60; i++) {
                triggers.accept(Work.of("ask-" + i, step("facebook_post", Map.of("message", "Hello " + i))));
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> (Integer) ((Map<?, ?>) assistant.get("/api/status")).get("more_approvals") == 10);
            inDoubt(assistant, 60);

            await().untilAsserted(() -> assertThat(dashboard(assistant))
                    .contains(
                            "- and 10 more in `Pending_Approval/`",
                            "- and 10 more in doubt: `./goldtier status --limit 500`",
                            "\nand 40 more in `Plans/`\n"));
            String desk = assistant.text("/");
            assertThat(desk)
                    .contains(
                            "<a href=\"/approvals?status=pending\">and 40 more among the approvals</a>",
                            "<a href=\"/doubts\">and 40 more in doubt</a>");
            assertThat(assistant.text("/doubts"))
                    .contains("<a href=\"/doubts?from=30\">and 30 more on the next page</a>");
            assertThat(assistant.text("/doubts?from=30"))
                    .contains("doubt-59")
                    .doesNotContain("doubt-29", "more on the");
            assertThat(status(assistant).out())
                    .contains(
                            "  and 50 more (--limit 500 shows them)",
                            "  and 10 more in Pending_Approval/",
                            "  and 10 more (--limit 500 shows them)");
            assertThat(status(assistant, "--limit", "500").out())
                    .contains("doubt-59", "ask-0", "ask-59")
                    .doesNotContain("more in Pending_Approval/", "shows them");
        }
    }

    /** Calls of nobody's plan of which nobody knows whether they took effect. */
    private static void inDoubt(Assistant assistant, int number) {
        assistant.bean(Store.class).commit(tx -> {
            for (int i = 0; i < number; i++) {
                String id = "doubt-%02d".formatted(i);
                Instant now = Instant.parse("2026-02-20T10:00:00Z").plusSeconds(i);
                tx.update(
                        "INSERT INTO actions (action_id, position, type, params, state, attempts, retries, caller, created)"
                                + " VALUES (?, 1, 'email_send', ?, 'in_doubt', 1, 0, ?, ?)",
                        id,
                        Map.of("subject", id),
                        Map.of(),
                        now);
            }
            return null;
        });
    }

    private static CliRun status(Assistant assistant, String... more) {
        List<String> settings = List.of(
                "--goldtier.data=" + assistant.data(),
                "--server.port=" + URI.create(assistant.address()).getPort());
        String[] command = Stream.concat(Stream.of("status"), Stream.of(more)).toArray(String[]::new);
        return CliRun.of(settings, command);
    }

    private static String dashboard(Assistant assistant) throws IOException {
        assistant.bean(Dashboard.class).write();
        return Files.readString(assistant.vault().resolve("Dashboard.md"));
    }

    @Test
    void aFolderOfManyFilesHasPages() throws IOException {
        try (Assistant assistant = Assistant.in(home).start()) {
            for (int i = 0; i < 205; i++) {
                Files.writeString(assistant.vault().resolve("Done/kept-%03d.txt".formatted(i)), "kept");
            }

            assertThat(assistant.text("/vault/Done"))
                    .contains("<a href=\"/vault/Done?from=200\">and 5 more on the next page</a>");
            assertThat(assistant.text("/vault/Done?from=200").split("kept-").length)
                    .isEqualTo(1 + 2 * 5);
        }
    }

    private static String needsYou(Assistant assistant) throws IOException {
        assistant.bean(Dashboard.class).write();
        String text = Files.readString(assistant.vault().resolve("Dashboard.md"));
        return text.contains("## Work") ? text.substring(text.indexOf("## Needs you"), text.indexOf("## Work")) : "";
    }

    private static List<String> ids(Assistant assistant, String list, String field) {
        return ((List<?>) ((Map<?, ?>) assistant.get("/api/status")).get(list))
                .stream()
                        .map(each -> String.valueOf(((Map<?, ?>) each).get(field)))
                        .toList();
    }
}
