package io.goldtier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropCommandTest {

    @TempDir
    private Path folder;

    @Test
    void aFileIsCopiedUnderItsOwnName() throws IOException {
        Path work = Files.writeString(folder.resolve("work.json"), "{}");

        CliRun run = drop(work.toString());

        assertThat(run.code()).isZero();
        assertThat(needsAction()).containsExactly("work.json");
        assertThat(work).exists();
        assertThat(run.out()).contains("Needs_Action/work.json");
    }

    @Test
    void aFileThatIsThereIsNeverOverwritten() throws IOException {
        Path work = Files.writeString(folder.resolve("work.txt"), "first");
        drop(work.toString());
        Files.writeString(work, "second");

        drop(work.toString());

        assertThat(needsAction()).containsExactly("work-2.txt", "work.txt");
        assertThat(folder.resolve("vault/Needs_Action/work.txt")).hasContent("first");
        assertThat(folder.resolve("vault/Needs_Action/work-2.txt")).hasContent("second");
    }

    @Test
    void textBecomesANote() throws IOException {
        CliRun run = drop("--text", "Completed project for Client ABC, $10,000");

        assertThat(run.code()).isZero();
        assertThat(needsAction()).singleElement().asString().matches("note-\\d{8}-\\d{6}\\.txt");
        assertThat(folder.resolve("vault/Needs_Action").resolve(needsAction().get(0)))
                .hasContent("Completed project for Client ABC, $10,000");
    }

    @Test
    void oneMissingFileStopsAllBeforeAnythingIsDropped() throws IOException {
        Path work = Files.writeString(folder.resolve("work.txt"), "first");

        CliRun run = drop(work.toString(), folder.resolve("nowhere.txt").toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("There is no file").contains("nowhere.txt");
        assertThat(folder.resolve("vault/Needs_Action")).doesNotExist();
    }

    @Test
    void nothingToDropIsAQuestionOfUsage() {
        CliRun run = drop();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Name a file").contains("Usage:");
    }

    private CliRun drop(String... arguments) {
        String[] command =
                Stream.concat(Stream.of("drop"), Stream.of(arguments)).toArray(String[]::new);
        return CliRun.of(List.of("--goldtier.vault=" + folder.resolve("vault")), command);
    }

    private List<String> needsAction() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("vault/Needs_Action"))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
