package io.goldtier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliTest {

    @TempDir
    private Path folder;

    @Test
    void settingsAreToldFromOptions() {
        Arguments split =
                Arguments.split("reject", "7", "--reason=a.b=c", "--server.port=1", "--goldtier.mailboxes[0].host=h");

        assertThat(split.command()).containsExactly("reject", "7", "--reason=a.b=c");
        assertThat(split.settings()).containsExactly("--server.port=1", "--goldtier.mailboxes[0].host=h");
    }

    private static final String ROUTE = """
            - route:
                id: one
                from:
                  uri: direct:one
                  steps:
                    - log: {id: one-log, message: one}
            """;

    @Test
    void anUnknownCommandIsAnsweredWithTheUsage() {
        CliRun run = CliRun.of(List.of(), "frobnicate");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("frobnicate").contains("Usage: goldtier");
    }

    @Test
    void aMissingArgumentIsNamed() {
        CliRun run = CliRun.of(List.of(), "approve");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Missing required parameter: 'ID'");
    }

    @Test
    void aWeekThatIsNoneIsRefusedBeforeAnythingIsAsked() {
        assertThat(CliRun.of(List.of(), "briefing", "--week", "2026-54").code()).isEqualTo(2);
    }

    @Test
    void doctorFindsASoundInstallationWell() throws IOException {
        Files.createDirectory(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/one.camel.yaml"), ROUTE);

        CliRun run = doctor();

        assertThat(run.out()).contains("1 files in").contains("All is well.");
        assertThat(run.code()).isZero();
    }

    @Test
    void doctorNamesEveryFault() throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/broken.camel.yaml"), "- route: {id: [\n");
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/token"), "secret");
        Files.setPosixFilePermissions(folder.resolve("data/token"), PosixFilePermissions.fromString("rw-r--r--"));

        CliRun run = doctor();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("broken.camel.yaml, line 2, column 1: this is not YAML: ")
                .contains("chmod 600")
                .contains("2 faults.");
    }

    @Test
    void checkSaysWhatIsWrongBeforeItIsSaved() throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/one.camel.yaml"), ROUTE);
        Path draft = folder.resolve("one.camel.yaml");
        Files.writeString(draft, ROUTE.replace("log:", "logg:"));

        CliRun all = check();
        assertThat(all.out()).isEqualTo("In order.\n");
        assertThat(all.code()).isZero();

        CliRun wrong = check(draft.toString());
        assertThat(wrong.out()).isEqualTo("""
                one.camel.yaml, line 6, column 11: logg is no step of Camel; did you mean log?
                1 of 1 not in order.
                """);
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(check(folder.resolve("nowhere.camel.yaml").toString()).err()).contains("There is no file ");
        assertThat(check(Files.writeString(folder.resolve("one.yaml"), ROUTE).toString())
                        .out())
                .contains("must end with .camel.yaml");
    }

    private CliRun check(String... files) {
        List<String> command = new java.util.ArrayList<>(List.of("check"));
        command.addAll(List.of(files));
        return CliRun.of(List.of("--goldtier.routes=" + folder.resolve("routes")), command.toArray(String[]::new));
    }

    @Test
    void doctorNamesAWrongSetting() {
        CliRun run = doctor("--goldtier.mode=lively");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("fault").contains("settings").contains("lively");
    }

    @Test
    void doctorWarnsOfAnExpiredGraphVersion() throws IOException {
        Path card = Path.of("connectors", "facebook.camel.yaml");
        Files.createDirectories(folder.resolve("routes").resolve("connectors"));
        Files.copy(Path.of("routes").resolve(card), folder.resolve("routes").resolve(card));

        CliRun run = doctor(
                "--goldtier.mode=live",
                "--goldtier.social.facebook.url=http://127.0.0.1:1",
                "--goldtier.social.facebook.page-id=4711",
                "--goldtier.social.facebook.access-token=t",
                "--goldtier.social.facebook.api-version=v18.0");

        assertThat(run.out())
                .contains("Facebook cannot be reached at http://127.0.0.1:1.")
                .contains("v18.0 ended on 2026-01-26");
    }

    private CliRun doctor(String... more) {
        List<String> settings = new java.util.ArrayList<>(List.of(
                "--goldtier.vault=" + folder.resolve("vault"),
                "--goldtier.data=" + folder.resolve("data"),
                "--goldtier.routes=" + folder.resolve("routes")));
        settings.addAll(List.of(more));
        return CliRun.of(settings, "doctor");
    }
}
