package io.goldtier.intake.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.store.Store;
import io.goldtier.trigger.letter.Letter;
import io.goldtier.trigger.letter.Letters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    @TempDir
    Path home;

    @Test
    void whatACrashLeftBetweenTakingAndAcceptingIsTakenAgain() throws IOException {
        Path taken = home.resolve("vault/In_Progress");
        Path waiting = home.resolve("vault/Needs_Action");
        Files.createDirectories(taken);
        Files.createDirectories(waiting);
        Files.writeString(taken.resolve("taken.txt"), "Good morning!");
        Files.writeString(waiting.resolve("half-moved.txt"), "Good evening!");
        Files.createLink(taken.resolve("half-moved.txt"), waiting.resolve("half-moved.txt"));
        try (Assistant assistant = Assistant.in(home).start()) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> assistant.files("Inbox").size() == 4);
            assertThat(assistant.files("Inbox")).contains("taken.txt", "half-moved.txt");
            assertThat(assistant.files("In_Progress")).isEmpty();
            assertThat(assistant.files("Needs_Action")).isEmpty();
        }
    }

    @Test
    void whileNothingCanBeMovedNothingIsLost() throws IOException {
        try (Assistant assistant =
                Assistant.in(home).setting("goldtier.intake.settle=200ms").start()) {
            Path folder = home.resolve("vault/In_Progress");
            Path aside = home.resolve("vault/.aside");
            Files.move(folder, aside);
            assistant.drop("hello.txt", "Good morning!");
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> assistant.files("Needs_Action").equals(List.of("hello.txt")));
            Files.move(aside, folder);
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> assistant.files("Inbox").contains("hello.txt"));
        }
    }

    @Test
    void whatIsRefusedWhileTheInboxIsAwayIsThereAfterTheNextStartOnce() throws IOException {
        Path inbox = home.resolve("vault/Inbox");
        Path aside = home.resolve("vault/.aside");
        try (Assistant assistant = Assistant.in(home).start()) {
            Files.move(inbox, aside);
            assistant.drop("hello.txt", "Good morning!");
            await().atMost(Duration.ofSeconds(15)).until(() -> assistant.log("audit_log.jsonl").stream()
                    .anyMatch(entry -> entry.get("action").equals("refuse_file")));
            assertThat(assistant.files("In_Progress")).containsExactly("hello.txt");
        }
        Files.move(aside, inbox);
        try (Assistant assistant = Assistant.in(home).start()) {
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> assistant.files("Inbox").size() == 2);
            assertThat(assistant.files("Inbox"))
                    .contains("hello.txt")
                    .anyMatch(name -> name.contains("not-understood-hello-txt"));
            assertThat(assistant.files("In_Progress")).isEmpty();
            assertThat(assistant.files("Needs_Action")).isEmpty();
        }
    }

    @Test
    void whatWasBeingReadAtThreeStopsIsNotReadAgain() throws IOException {
        Path taken = home.resolve("vault/In_Progress/taken.txt");
        Files.createDirectories(taken.getParent());
        Files.writeString(taken, "Good morning!");
        for (int i = 0; i < 2; i++) {
            try (Assistant assistant = Assistant.in(home).start()) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> assistant.files("Inbox").contains("taken.txt"));
            }
            assertThat(alerts()).noneMatch(alert -> alert.contains("not-read"));
            Files.move(home.resolve("vault/Inbox/taken.txt"), taken);
        }
        try (Assistant assistant = Assistant.in(home).start()) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(assistant.files("Inbox")).contains("taken.txt");
                assertThat(alerts()).anyMatch(alert -> alert.contains("not-read-taken-txt"));
            });
        }
        String alert = alerts().stream()
                .filter(each -> each.contains("not-read"))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readString(home.resolve("vault/Inbox").resolve(alert)))
                .contains("The assistant stopped three times while it read this file");
        // Who puts it back on purpose has it read again
        Files.move(home.resolve("vault/Inbox/taken.txt"), taken);
        try (Assistant assistant = Assistant.in(home).start()) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> assistant.files("Inbox").contains("taken.txt"));
        }
        assertThat(alerts()).filteredOn(each -> each.contains("not-read")).hasSize(1);
    }

    @Test
    void aLetterThatWasBeingReadAtThreeStopsIsNotReadAgain() throws Exception {
        Path note = home.resolve("vault/In_Progress/WHATSAPP_1.md");
        try (Assistant assistant = Assistant.in(home).start()) {
            assistant.bean(Store.class).commit(tx -> {
                tx.update(
                        "INSERT INTO cut_off_readings (identity, times, last) VALUES ('letter WHATSAPP_1', 2, ?)",
                        Instant.now());
                Letters.add(
                        tx,
                        new Letter(
                                "wamid.1",
                                "nobody",
                                "1",
                                "WHATSAPP_1",
                                "wamid.1",
                                null,
                                "49170",
                                "49170",
                                null,
                                "{}",
                                Instant.now()));
                return null;
            });
            Files.writeString(note, "Good morning!");
        }
        // No route reads letters of the origin nobody, so that all is as the third stop leaves it
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/goldtier.db"));
                Statement statement = database.createStatement()) {
            statement.executeUpdate("UPDATE letters SET origin = 'mailbox'");
        }
        try (Assistant assistant = Assistant.in(home).start()) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(assistant.files("Inbox")).contains("WHATSAPP_1.md");
                assertThat(alerts()).anyMatch(alert -> alert.contains("not-read-whatsapp-1-md"));
            });
            assertThat(assistant.bean(Letters.class).isOpen("WHATSAPP_1")).isFalse();
        }
    }

    private List<String> alerts() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("vault/Inbox"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
