package io.goldtier.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.Triggers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is too long to be read whole is worked on as far as it was read, and a person is told of the rest. */
class PartlyReadTest {

    private static final String FILLING = "The quarterly review was held and everyone agreed.\n".repeat(8_000);

    @TempDir
    static Path home;

    private static Assistant assistant;

    @BeforeAll
    static void start() {
        assistant = Assistant.in(home).start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    private static Optional<Trigger> workFor(String client) {
        return assistant.bean(Triggers.class).list(null, 0, 100).stream()
                .map(Triggers.Arrival::trigger)
                .filter(each -> client.equals(each.context().get("client_name")))
                .findFirst();
    }

    /** The note in the inbox whose text has these words. */
    private static String note(String words) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> assistant.files("Inbox").stream()
                                .filter(name -> name.endsWith(".md"))
                                .map(name ->
                                        read(assistant.vault().resolve("Inbox").resolve(name)))
                                .filter(text -> text.contains(words))
                                .findFirst()
                                .orElse(""),
                        text -> !text.isEmpty());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void whatWasReadIsDoneAndTheRestIsTold() {
        assistant.drop(
                "long.txt",
                "Completed project for First Client, $900\n\n" + FILLING
                        + "\nCompleted project for Last Client, $800\n");

        String note = note("Not all was read: long.txt");
        Trigger work = workFor("First Client").orElseThrow();
        assertThat(note)
                .containsPattern("Of long\\.txt only the first 25\\d,\\d{3} of 408,083 characters were read\\.")
                .contains("not looked at", work.triggerId(), "write into a text file of its own");
        assertThat(String.valueOf(work.sourceData().get("not_read"))).startsWith("Of long.txt only the first 25");
        assertThat(assistant.text("/triggers/" + work.triggerId()))
                .contains("not read", "Of long.txt only the first 25");
        assertThat(workFor("Last Client")).isEmpty();
    }

    @Test
    void whereNothingIsUnderstoodTheReasonSaysThatThereIsMore() {
        assistant.drop("late.txt", FILLING + "\nCompleted project for Late Client, $800\n");

        assertThat(note("Not understood: late.txt"))
                .containsPattern("Of late\\.txt only the first 25\\d,\\d{3} of 408,041 characters were read\\.");
    }

    @Test
    void whatAnAgentIsNotGivenIsToldToo(@TempDir Path other) {
        try (Assistant thinking = Assistant.in(other)
                .setting("goldtier.agent.model.url=http://127.0.0.1:9/v1")
                .setting("goldtier.agent.model.name=nobody")
                .start()) {
            thinking.drop("letter.txt", "We met and spoke about this and that.\n".repeat(1_000));

            Trigger work = await().atMost(Duration.ofSeconds(30))
                    .until(() -> thinking.bean(Triggers.class).list(null, 0, 1), found -> found.size() == 1)
                    .get(0)
                    .trigger();
            assertThat(work.sourceData().get("not_read"))
                    .isEqualTo("Of letter.txt only the first 20,000 of 37,999 characters were read.");
            await().untilAsserted(() ->
                    assertThat(thinking.files("Inbox")).anyMatch(name -> name.contains("not-all-was-read")));
        }
    }

    @Test
    void aMailSaysHowMuchOfItsTextWasLeftOut() {
        assistant.drop(
                "long.eml",
                "From: somebody@nowhere.example\r\nSubject: Hello\r\nContent-Type: text/html\r\n\r\n<!--"
                        + "x".repeat(2 * 1024 * 1024) + "--><p>Completed project for Hidden Client, $800</p>");

        assertThat(note("long.eml"))
                .containsPattern("Of long\\.eml only the first 1,048,576 of 2,0\\d\\d,\\d{3} bytes were read\\.");
    }

    @Test
    void aReceiptThatWasReadInPartIsForAPerson() throws IOException {
        byte[] first = ReceiptTest.pdf("Paper Shop", "Receipt 4711", "Date: 2026-02-20", "Total 23.50 USD");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PDDocument document = Loader.loadPDF(first)) {
            for (int page = 0; page < 22; page++) {
                document.addPage(new PDPage());
            }
            document.save(bytes);
        }
        assistant.drop("receipt.pdf", bytes.toByteArray());

        assertThat(note("Not clear: receipt.pdf"))
                .contains("may name another total than 23.50: Of receipt.pdf only the first 20 of 23 pages were read.");
    }
}
