package io.goldtier.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engineer sends on from the audit log in the route {@code audit-out}. */
class AuditOutTest {

    @TempDir
    Path home;

    @Test
    void everyEntryIsHandedOverOnceItIsOnTheDiskAndNobodyWaitsForWhereItGoes() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        CountDownLatch open = new CountDownLatch(1);
        Processor sink = exchange -> {
            open.await();
            seen.add(exchange.getMessage().getBody(String.class));
        };
        String route = Files.readString(Path.of("routes/policies/audit-out.camel.yaml"))
                .replace("size: 10000", "size: 50")
                .replace("    steps:\n", "    steps:\n        - process: {id: sink, ref: sink}\n");
        try (Assistant assistant = Assistant.in(home)
                .bean("sink", sink)
                .route("policies/audit-out.camel.yaml", route)
                .start()) {
            AuditLog log = assistant.bean(AuditLog.class);
            assistant.bean(CamelContext.class).getRouteController().startRoute("audit-out");
            for (int i = 1; i <= 30; i++) {
                record(log, "few-" + i);
            }
            assertThat(seen).as("the sink has not let one through").isEmpty();
            open.countDown();
            await().untilAsserted(
                            () -> assertThat(actions(seen)).contains("few-30").doesNotContain("audit-out"));
            assertThat(assistant.log("audit_log.jsonl").stream().map(Json::write))
                    .containsSubsequence(seen);
        }
    }

    @Test
    void aPlaceThatTakesNothingHoldsUpNeitherTheLogNorTheStop() throws Exception {
        Processor never = exchange -> new CountDownLatch(1).await();
        String route = Files.readString(Path.of("routes/policies/audit-out.camel.yaml"))
                .replace("size: 10000", "size: 5")
                .replace("    autoStartup: false\n", "")
                .replace("    steps:\n", "    steps:\n        - process: {id: never, ref: never}\n");
        Assistant assistant = Assistant.in(home)
                .bean("never", never)
                .route("policies/audit-out.camel.yaml", route)
                .start();
        for (int i = 1; i <= 20; i++) {
            record(assistant.bean(AuditLog.class), "many-" + i);
        }
        assertThat(actions(assistant.log("audit_log.jsonl").stream()
                        .map(Json::write)
                        .toList()))
                .contains("many-20");
        long begin = System.nanoTime();
        assistant.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }

    private static List<Object> actions(List<String> lines) {
        return lines.stream().map(line -> Json.readObject(line).get("action")).toList();
    }

    private static void record(AuditLog log, String action) {
        log.commitOnRecord(tx -> {
            log.append(tx, AuditEntry.of(action, "test", Status.SUCCESS));
            return null;
        });
    }
}
