package io.goldtier.report;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.cli.CliRun;
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
