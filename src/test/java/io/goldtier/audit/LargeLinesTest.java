package io.goldtier.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.audit.chain.AuditVerifier;
import io.goldtier.audit.chain.Chain;
import io.goldtier.audit.chain.CommittedLine;
import io.goldtier.audit.chain.LogName;
import io.goldtier.json.Json;
import io.goldtier.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeLinesTest {

    private static final int LARGE = 9_900_000;

    @TempDir
    Path home;

    /** An earlier version kept such lines; they were read all at once, at every start again. */
    @Test
    @Tag("long")
    void linesThatAreTooLongToBeHeldAreWrittenPieceByPieceAndTheChainIsWhole() throws Exception {
        try (Assistant assistant = Assistant.in(home).start()) {
            Store store = assistant.bean(Store.class);
            AuditLog log = assistant.bean(AuditLog.class);
            record(log, "first");
            store.commit(tx -> {
                Chain.Link head = tx.first(
                                "SELECT seq, hash FROM log_heads WHERE log = 'audit'",
                                row -> new Chain.Link(row.longInt("seq"), row.string("hash"), ""))
                        .orElseThrow();
                for (int i = 0; i < 6; i++) {
                    Map<String, Object> fields = new LinkedHashMap<>(AuditEntry.of("old", "test", Status.SUCCESS)
                            .detail("sender", "ü".repeat(LARGE))
                            .fields(Instant.parse("2026-02-20T10:30:00Z")));
                    head = Chain.link(head.seq(), head.hash(), Chain.members(fields));
                    tx.update(
                            "INSERT INTO log_lines (log, seq, at, line) VALUES ('audit', ?, ?, ?)",
                            head.seq(),
                            Instant.now(),
                            head.line());
                }
                return tx.update("UPDATE log_heads SET seq = ?, hash = ? WHERE log = 'audit'", head.seq(), head.hash());
            });
            List<CommittedLine> page = store.read(tx -> CommittedLine.page(tx, LogName.AUDIT, 0));
            assertThat(page.stream().map(CommittedLine::text).filter(text -> text != null))
                    .allSatisfy(text -> assertThat(text.length()).isLessThan(1 << 20));
            assertThat(page.stream().filter(line -> line.text() == null)).hasSizeLessThanOrEqualTo(1);

            record(log, "next");
            assistant.stop();
            assertThat(AuditVerifier.verify(assistant.vault().resolve("Logs"), assistant.data())
                            .problems())
                    .isEmpty();
            assistant.start();
            await().until(() -> assistant.bean(AuditLog.class).trouble().isEmpty());
        }
        assertThat(AuditVerifier.verify(home.resolve("vault/Logs"), home.resolve("data"))
                        .problems())
                .isEmpty();
    }

    private static void record(AuditLog log, String action) {
        log.commitOnRecord(tx -> {
            log.append(tx, AuditEntry.of(action, "test", Status.SUCCESS));
            return null;
        });
    }

    @Test
    void whatComesFromOutsideIsCutWhereItEntersAndNoHalfOfASecretIsLeft() {
        Redaction.learn("hunter2-hunter2-hunter2");
        Redaction.learn("r2-hunter2");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("action", "accept");
        fields.put("sender", "x".repeat(LineBounds.TEXT - 10) + "hunter2-hunter2-hunter2" + "y".repeat(LARGE));
        fields.put("api_key", "z".repeat(LARGE));
        fields.put("list", Collections.nCopies(100_000, "entry"));
        fields.put("n".repeat(LARGE), Map.of("deep", Map.of("deeper", "w".repeat(LARGE))));

        String line = Json.write(LineBounds.maskedWithin(fields));

        assertThat(line.length()).isLessThan(2 * LineBounds.LINE);
        assertThat(line)
                .contains("characters)", "… (cut, ", "\"api_key\":\"***\"")
                .doesNotContain("hunter");
        assertThat(LineBounds.maskedWithin(Map.of("short", "text"))).isEqualTo(Map.of("short", "text"));
    }
}
