package io.goldtier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.audit.Redaction;
import io.goldtier.audit.chain.AuditVerifier;
import io.goldtier.settings.SettingFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneVaultOneDataFolderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path home;

    private Assistant assistant() {
        return Assistant.in(home);
    }

    private static String refusal(Assistant assistant) {
        Throwable failure = catchThrowable(assistant::start);
        assertThat(failure).as("it must not start").isNotNull();
        return SettingFault.sentence(failure);
    }

    private List<String> loose(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        try {
                            return !PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                                    .endsWith("------");
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    @Test
    void anotherDataFolderOrALostDatabaseIsRefusedWithTheWaysOutAndNothingIsTaken() throws IOException {
        try (Assistant first = assistant().start()) {
            first.drop("work.md", "---\nactions:\n  - social_generate_summary: {content: Words}\n---\n");
            await().atMost(PATIENCE).until(() -> first.files("Done").contains("work.md"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.data())))
                    .isEqualTo("rwx------");
            assertThat(loose(first.data())).isEmpty();

            assertThat(refusal(assistant().setting("goldtier.data=" + home.resolve("other"))))
                    .contains(
                            "Another assistant is running", home.resolve("data").toString())
                    .contains(home.resolve("other").toString(), "--goldtier.vault=FOLDER");
        }
        Path waiting = Files.writeString(home.resolve("vault/Needs_Action/waiting.md"), "Words");

        assertThat(refusal(assistant().setting("goldtier.data=" + home.resolve("other"))))
                .contains("belongs to the data folder " + home.resolve("data"), "does not go with")
                .contains(home.resolve("other").toString(), ".goldtier-vault");
        // A start that was refused leaves its data folder free for any mode
        assertThat(home.resolve("other/id")).exists();
        assertThat(home.resolve("other/mode")).doesNotExist();
        assertThat(home.resolve("data/mode")).hasContent("sandbox");

        assertThat(refusal(assistant().setting("goldtier.mode=live")))
                .contains("were begun in sandbox mode, so what is in them was not done in live mode")
                .contains("--goldtier.mode=sandbox", "--goldtier.data=FOLDER --goldtier.vault=FOLDER");
        assertThat(waiting).exists();

        Path kept = Files.createDirectory(home.resolve("kept"));
        for (String name : List.of("goldtier.db", "goldtier.db-wal", "goldtier.db-shm")) {
            if (Files.exists(home.resolve("data").resolve(name))) {
                Files.move(home.resolve("data").resolve(name), kept.resolve(name));
            }
        }
        assertThat(refusal(assistant()))
                .contains("is not the one that", "audit_log.jsonl", "the database knows of 0")
                .contains("Put the right goldtier.db back", "To begin anew");
        assertThat(waiting).exists();
        assertThat(AuditVerifier.verify(home.resolve("vault/Logs"), home.resolve("data"))
                        .problems())
                .isEmpty();

        try (Stream<Path> files = Files.list(kept)) {
            for (Path file : files.toList()) {
                Files.move(
                        file,
                        home.resolve("data").resolve(file.getFileName()),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (Assistant again = assistant().start()) {
            await().atMost(PATIENCE).until(() -> again.files("Needs_Action").isEmpty());
            assertThat(again.log("audit_log.jsonl"))
                    .filteredOn(line -> line.get("action").equals("start"))
                    .hasSize(2)
                    // Another test of this process may have had that word for a secret
                    .allMatch(line -> line.get("details").equals(Redaction.mask(Map.of("mode", "sandbox"))));
        }
        assertThat(AuditVerifier.verify(home.resolve("vault/Logs"), home.resolve("data"))
                        .problems())
                .isEmpty();
    }
}
