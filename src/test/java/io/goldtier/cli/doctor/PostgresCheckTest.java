package io.goldtier.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.Assistant;
import io.goldtier.cli.CliRun;
import io.goldtier.settings.SettingFault;
import io.goldtier.store.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What doctor, and a start, say of a database on a server. */
class PostgresCheckTest {

    @TempDir
    Path home;

    @Test
    void eachTroubleHasItsSentenceWithWhatToDo() throws IOException {
        Files.createDirectory(home.resolve("one-route"));
        Files.writeString(home.resolve("one-route/one.camel.yaml"), """
                - route:
                    id: one
                    from:
                      uri: direct:one
                      steps:
                        - log: {id: one-log, message: one}
                """);
        try (Postgres server = Postgres.start()) {
            String url = server.newDatabase();
            String database = url.substring(url.lastIndexOf('/') + 1);
            assertThat(doctor(url)).contains("ok", "is made at the first start");
            assistant(url).start().close();
            assertThat(doctor(url)).contains("ok", "is whole and goes with the vault and its logs");

            String newest = server.ask(database, "SELECT MAX(CAST(version AS INTEGER)) FROM flyway_schema_history");
            server.execute(
                    database, "UPDATE flyway_schema_history SET version = '9999' WHERE version = '" + newest + "'");
            assertThat(doctor(url)).contains("fault", "was changed by a newer version", "put back the backup");
            Assertions.assertThatThrownBy(() -> assistant(url).start())
                    .satisfies(failure -> assertThat(SettingFault.sentence(failure))
                            .contains("was changed by a newer version of the assistant (to 9999, this one knows "
                                    + newest + ")"));
            server.execute(database, "DELETE FROM flyway_schema_history WHERE version = '9999'");
            assertThat(doctor(url)).contains("warn", "brought up to date (" + newest + ") at the next start");

            assertThat(doctor(server.url("nowhere")))
                    .contains("fault", "There is no database", "make it with createdb");
            server.askForPasswords();
            assertThat(doctor(url)).contains("fault", "does not let us in", "GOLDTIER_STORE_PASSWORD");
            server.stop();
            assertThat(doctor(url)).contains("fault", "does not answer", "start PostgreSQL there");
        }
    }

    private Assistant assistant(String url) {
        return Assistant.in(home).setting("goldtier.store.url=" + url).setting("goldtier.store.user=" + Postgres.USER);
    }

    /** Its line about the store. */
    private String doctor(String url) {
        CliRun run = CliRun.of(
                List.of(
                        "--goldtier.vault=" + home.resolve("vault"),
                        "--goldtier.data=" + home.resolve("data"),
                        "--goldtier.routes=" + home.resolve("one-route"),
                        "--goldtier.store.url=" + url,
                        "--goldtier.store.user=" + Postgres.USER),
                "doctor");
        return run.out()
                .lines()
                .filter(line -> line.strip().matches("\\w+ +store .*"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(run.out()));
    }
}
