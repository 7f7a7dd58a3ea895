package io.goldtier.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** The anchor's copy when its place cannot be written, and when it tells of another log. */
class AnchorCopyTest {

    @TempDir
    Path home;

    private Assistant startWithCopyAt(Path copy) {
        return Assistant.in(home).setting("goldtier.audit.anchor-copy=" + copy).start();
    }

    private static void act(Assistant assistant) {
        AuditLog log = assistant.bean(AuditLog.class);
        log.commitOnRecord(tx -> {
            log.append(tx, AuditEntry.of("test", "test", io.goldtier.audit.Status.SUCCESS));
            return null;
        });
    }

    private static Health health(Assistant assistant) {
        return assistant
                .bean(CamelContext.class)
                .getRegistry()
                .lookupByNameAndType("auditLogHealthIndicator", HealthIndicator.class)
                .health();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsToldAndStopsNoWork() throws Exception {
        Path inTheWay = Files.createFile(home.resolve("in-the-way"));
        try (Assistant assistant = startWithCopyAt(inTheWay.resolve("anchor.json"))) {
            act(assistant);
            await().untilAsserted(() -> assertThat(health(assistant).getDetails())
                    .hasEntrySatisfying("anchor_copy", reason -> assertThat(String.valueOf(reason))
                            .contains("cannot be written")));
            assertThat(health(assistant).getStatus()).isEqualTo(Status.UP);
            act(assistant);

            Files.delete(inTheWay);
            act(assistant);
            await().untilAsserted(
                            () -> assertThat(health(assistant).getDetails()).doesNotContainKey("anchor_copy"));
            assertThat(inTheWay.resolve("anchor.json")).exists();
        }
    }

    @Test
    void aCopyThatTellsOfAnotherLogIsKeptAsEvidence() throws Exception {
        Path copy = home.resolve("elsewhere/anchor.json");
        String foreign = "{\"audit_last\":{\"seq\":3,\"hash\":\"" + "a".repeat(64) + "\"}}";
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, foreign);
        try (Assistant assistant = startWithCopyAt(copy)) {
            act(assistant);
            assertThat(List.of(health(assistant).getDetails()).toString())
                    .contains("anchor_copy", "tells of other lines of audit_log.jsonl");
        }
        assertThat(copy).hasContent(foreign);
    }
}
