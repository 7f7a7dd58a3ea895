package io.goldtier.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.cli.CliRun;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What doctor says of the database and the logs, beside a running assistant and after each kind of loss. */
class KeptCheckTest {

    @TempDir
    Path home;

    private Path now;

    @Test
    void nothingThatWasKeptCanBeLostOrSpoiltUnseen() throws Exception {
        Files.createDirectory(home.resolve("one-route"));
        Files.writeString(home.resolve("one-route/one.camel.yaml"), """
                - route:
                    id: one
                    from:
                      uri: direct:one
                      steps:
                        - log: {id: one-log, message: one}
                """);
        now = home.resolve("first");
        assertThat(doctor().out()).contains("goldtier.db is made at the first start", "nothing has been written yet");
        assertThat(now).doesNotExist();

        now = home;
        try (Assistant assistant = Assistant.in(home).start()) {
            assistant.drop("work.md", "---\nactions:\n  - social_generate_summary: {content: Words}\n---\n");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> assistant.files("Done").contains("work.md"));
            CliRun beside = doctor();
            assertThat(beside.code()).as(beside.out()).isZero();
            assertThat(beside.out()).contains("is whole and goes with the vault and its logs", "the logs are whole: ");
            assistant.drop("more.md", "---\nactions:\n  - social_generate_summary: {content: More}\n---\n");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> assistant.files("Done").contains("more.md"));
        }

        fresh("at-rest");
        assertThat(doctor().code()).isZero();
        assertThat(now.resolve("data/goldtier.db-wal")).doesNotExist();
        assertThat(now.resolve("data/goldtier.db-shm")).doesNotExist();

        try (RandomAccessFile much =
                new RandomAccessFile(now.resolve("data/anything").toFile(), "rw")) {
            much.setLength(60 << 20);
        }
        assertThat(doctor().err()).contains("MiB of database and logs; this takes a while");

        CliRun other = doctor("--goldtier.mode=dry-run");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.out())
                .contains("were begun in sandbox mode", "--goldtier.data=FOLDER --goldtier.vault=FOLDER");

        fresh("deleted");
        Files.delete(now.resolve("data/goldtier.db"));
        assertFault("store", "the database knows of 0. Put the right goldtier.db back");
        assertThat(now.resolve("data/goldtier.db")).doesNotExist();

        fresh("no-database");
        spoil(0, 1);
        assertFault("store", "goldtier.db is damaged: [SQLITE_NOTADB]");

        fresh("spoilt");
        spoil(20, 30);
        assertFault("store", "goldtier.db is damaged: ");

        fresh("newer");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + now.resolve("data/goldtier.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE flyway_schema_history SET version = '9999' WHERE installed_rank = 1");
        }
        assertFault("store", "was changed by a newer version of the assistant (to 9999, this one knows ");

        fresh("no-data");
        try (Stream<Path> files = Files.list(now.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        assertFault("store", "and does not go with " + now.resolve("data"));

        fresh("no-log");
        Files.delete(now.resolve("vault/Logs/audit_log.jsonl"));
        assertFault("log", "lines are missing at the end");

        fresh("changed");
        Path log = now.resolve("vault/Logs/audit_log.jsonl");
        Files.writeString(log, Files.readString(log).replaceFirst("accept_trigger", "accept_anything"));
        assertFault("log", "audit_log.jsonl, line 2: the line does not match its own hash");
    }

    private void assertFault(String subject, String sentence) {
        CliRun run = doctor();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines().filter(line -> line.strip().matches("fault +" + subject + " .*")))
                .as(run.out())
                .singleElement()
                .asString()
                .contains(sentence);
    }

    private CliRun doctor(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--goldtier.vault=" + now.resolve("vault"),
                "--goldtier.data=" + now.resolve("data"),
                "--goldtier.routes=" + home.resolve("one-route")));
        settings.addAll(List.of(more));
        return CliRun.of(settings, "doctor");
    }

    /** A copy of what was kept. */
    private void fresh(String name) throws IOException {
        now = home.resolve(name);
        for (String folder : List.of("vault", "data")) {
            Path from = home.resolve(folder);
            try (Stream<Path> files = Files.walk(from)) {
                files.forEach(file -> copy(file, now.resolve(folder).resolve(from.relativize(file))));
            }
        }
    }

    private static void copy(Path from, Path to) {
        try {
            if (Files.isDirectory(from)) {
                Files.createDirectories(to);
            } else {
                Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void spoil(int firstPage, int pages) throws IOException {
        byte[] noise = new byte[pages * 4096];
        new Random(1).nextBytes(noise);
        try (FileChannel channel = FileChannel.open(now.resolve("data/goldtier.db"), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(noise), firstPage * 4096L);
        }
    }
}
