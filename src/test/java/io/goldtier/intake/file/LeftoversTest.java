package io.goldtier.intake.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
}
