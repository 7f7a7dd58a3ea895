package io.goldtier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot succeed, in a process of its own: all that it prints is one sentence. */
class RefusedStartTest {

    private static final String CANNOT = "The assistant cannot start: ";

    @TempDir
    Path home;

    @Test
    void allThatIsPrintedAboutAnotherAssistantIsOneSentence() throws Exception {
        Path data = home.resolve("data");
        try (Assistant first = Assistant.in(home).start()) {
            assertThat(first.files("Inbox")).isNotNull();
            assertThat(refusal(data)).startsWith(CANNOT + "Another assistant is running on the data folder " + data);
            assertThat(refusal(home.resolve("other")))
                    .startsWith(CANNOT + "Another assistant is running: the vault " + home.resolve("vault"))
                    .contains("--goldtier.vault=FOLDER");
        }
    }

    @Test
    @Tag("long")
    void soIsAllThatIsPrintedAboutADatabaseThatIsGoneOrDamaged() throws Exception {
        Path data = home.resolve("data");
        try (Assistant first = Assistant.in(home).start()) {
            first.post("/api/briefings", Map.of());
        }
        Path database = data.resolve("goldtier.db");
        Path kept = Files.move(database, home.resolve("kept.db"));
        assertThat(refusal(data)).contains("the database knows of 0", "Put the right goldtier.db back");

        spoil(Files.copy(kept, database, StandardCopyOption.REPLACE_EXISTING), 0);
        assertThat(refusal(data))
                .startsWith(CANNOT + "The database " + database + " is damaged: [SQLITE_NOTADB]")
                .contains("Put the backup of the data folder and the vault back", "goldtier.db-wal");

        spoil(Files.copy(kept, database, StandardCopyOption.REPLACE_EXISTING), 10);
        assertThat(refusal(data)).startsWith(CANNOT + "The database " + database + " is damaged: ");
    }

    @Test
    void soIsAllThatIsPrintedAboutADatabaseThatANewerVersionHasChanged() throws Exception {
        Path data = home.resolve("data");
        Assistant.in(home).start().close();
        Path database = data.resolve("goldtier.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO flyway_schema_history SELECT 9999, '9999', 'later', type, 'V9999__later.sql',"
                            + " checksum, installed_by, installed_on, execution_time, success FROM flyway_schema_history"
                            + " WHERE installed_rank = 1");
        }
        byte[] before = Files.readAllBytes(database);

        assertThat(refusal(data))
                .startsWith(CANNOT + "The database ")
                .contains("goldtier.db was changed by a newer version of the assistant (to 9999, this one knows ")
                .contains("start that version, or put back the backup");
        assertThat(Files.readAllBytes(database)).isEqualTo(before);
    }

    private static void spoil(Path database, int firstPage) throws IOException {
        byte[] noise = new byte[40 * 4096];
        new Random(1).nextBytes(noise);
        try (FileChannel channel = FileChannel.open(database, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(noise), firstPage * 4096L);
        }
    }

    private String refusal(Path data) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        // Configurations of tests lie in the packages of the program
                        .filter(entry -> !entry.endsWith("test-classes"))
                        .collect(Collectors.joining(File.pathSeparator)),
                Application.class.getName()));
        command.addAll(List.of(
                "--goldtier.vault=" + home.resolve("vault"),
                "--goldtier.data=" + data,
                "--goldtier.routes=" + home.resolve("routes"),
                "--server.port=0"));
        Path said = Files.createTempFile(home, "said", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String all = Files.readString(said).strip();
        assertThat(process.exitValue()).as(all).isEqualTo(1);
        assertThat(all.lines()).as(all).hasSize(1);
        return all;
    }
}
