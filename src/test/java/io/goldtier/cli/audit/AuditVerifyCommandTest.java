package io.goldtier.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerifyCommandTest {

    @TempDir
    private Path folder;

    @Test
    void logsThatWereNeverWrittenAreWhole() {
        CliRun run = verify();

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("The logs are whole: 0 lines.");
    }

    @Test
    void aStrangersLineIsFoundByItsNumber() throws IOException {
        Files.createDirectories(folder.resolve("vault/Logs"));
        Files.writeString(folder.resolve("vault/Logs/audit_log.jsonl"), "{\"seq\":1,\"hash\":\"made up\"}\n");

        CliRun run = verify();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("audit_log.jsonl, line 1:");
    }

    private CliRun verify() {
        return CliRun.of(
                List.of("--goldtier.vault=" + folder.resolve("vault"), "--goldtier.data=" + folder.resolve("data")),
                "audit",
                "verify");
    }
}
