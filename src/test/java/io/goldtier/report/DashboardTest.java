package io.goldtier.report;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.trigger.Triggers;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
