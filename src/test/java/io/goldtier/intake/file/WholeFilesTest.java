package io.goldtier.intake.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.intake.IntakeSettings;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFilesTest {

    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    Path home;

    private final AtomicLong nanos = new AtomicLong();
    private Path folder;
    private WholeFiles wholeFiles;

    @BeforeEach
    void watch() throws IOException {
        folder = Files.createDirectory(home.resolve("Needs_Action"));
        watchAgain();
    }

    @AfterEach
    void stop() {
        wholeFiles.stopWatching();
    }

    /** What a poll lets through, a moment after the last. */
    private List<String> whole() {
        later(Duration.ofMillis(25));
        wholeFiles.look();
        return Stream.of(folder.toFile().listFiles())
                .map(this::file)
                .filter(wholeFiles::accept)
                .sorted(wholeFiles)
                .map(GenericFile::getFileNameOnly)
                .toList();
    }

    private GenericFile<File> file(File file) {
        return FileConsumer.asGenericFile(folder.toString(), file, StandardCharsets.UTF_8.name(), false);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void moveIn(String name, String text) throws IOException {
        Path draft = Files.writeString(home.resolve("draft"), text);
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void whatIsMovedInAtOnceAfterItWasWrittenIsTakenWithinAMoment() throws IOException {
        for (int i = 0; i < 50; i++) {
            moveIn("a" + i + ".txt", "words");
            String name = "a" + i + ".txt";
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofMillis(900))
                    .until(() -> whole().contains(name));
            Files.delete(folder.resolve(name));
        }
    }

    @Test
    void whatWasCompleteElsewhereIsTakenAtTheFirstLook() throws IOException {
        Path draft = Files.writeString(home.resolve("draft"), "words");
        Files.setLastModifiedTime(draft, FileTime.from(Instant.parse("2026-02-20T10:30:00Z")));
        Files.move(draft, folder.resolve("old.txt"));
        assertThat(whole()).containsExactly("old.txt");
    }

    @Test
    void whatIsWrittenInPlaceRestsFirstAndEveryPieceStartsTheRestAnew() throws IOException {
        write("slow.txt", "one");
        assertThat(whole()).isEmpty();
        later(SETTLE.minusMillis(300));
        assertThat(whole()).isEmpty();
        write("slow.txt", "two");
        assertThat(whole()).isEmpty();
        later(SETTLE.minusMillis(300));
        assertThat(whole()).isEmpty();
        later(Duration.ofMillis(301));
        assertThat(whole()).containsExactly("slow.txt");
    }

    @Test
    void whatLooksUnfinishedGetsMorePatience() throws IOException {
        write("half.json", "{\"trigger_id\": ");
        write("half.md", "---\ntype: task\n");
        write("empty.txt", "");
        whole();
        later(SETTLE.plusMillis(10));
        assertThat(whole()).isEmpty();
        later(PATIENCE);
        assertThat(whole()).containsExactlyInAnyOrder("half.json", "half.md", "empty.txt");
    }

    @Test
    void whatAProgramHoldsOpenIsNotTaken() throws IOException {
        try (FileChannel open =
                FileChannel.open(folder.resolve("open.txt"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            open.write(StandardCharsets.UTF_8.encode("one"));
            whole();
            later(SETTLE.plusMillis(10));
            if (Files.isDirectory(Path.of("/proc/self/fdinfo"))) {
                assertThat(whole()).isEmpty();
            }
        }
        await().until(() -> whole().equals(List.of("open.txt")));
    }

    @Test
    void whatWasThereBeforeTheStartIsTakenAfterARest() throws IOException {
        wholeFiles.stopWatching();
        write("early.txt", "words");
        watchAgain();
        assertThat(whole()).isEmpty();
        later(SETTLE.plusMillis(10));
        assertThat(whole()).containsExactly("early.txt");
    }

    private void watchAgain() {
        wholeFiles = new WholeFiles(new IntakeSettings(SETTLE, PATIENCE, 10, 50), folder, nanos::get);
    }

    @Test
    void theOldestComesFirstAndWhatIsNoFileNotAtAll() throws IOException {
        Files.createDirectory(folder.resolve("directory"));
        Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("/etc/hostname"));
        write(".hidden", "x");
        write("draft.tmp", "x");
        for (String name : List.of("c.txt", "a.txt", "b.txt")) {
            moveIn(name, name);
            // The clock of file times ticks every few milliseconds
            await().pollDelay(Duration.ofMillis(20)).until(() -> true);
        }
        await().until(() -> whole().size() == 3);
        assertThat(whole()).containsExactly("c.txt", "a.txt", "b.txt");
    }

    @Test
    void nothingIsTakenDuringAPause() throws IOException {
        moveIn("a.txt", "words");
        wholeFiles.pause(Duration.ofSeconds(5));
        assertThat(whole()).isEmpty();
        later(Duration.ofSeconds(6));
        await().until(() -> whole().equals(List.of("a.txt")));
    }

    @Test
    void twoThousandAtOnceAreSeenWithinASecond() throws IOException {
        for (int i : IntStream.range(0, 2_000).toArray()) {
            moveIn("many-%04d.txt".formatted(i), "words");
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> whole().size() == 1_000);
        assertThat(whole()).isSorted().startsWith("many-0000.txt");
    }
}
