package io.goldtier.intake.file;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.goldtier.intake.IntakeSettings;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.store.StoreException;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A file that cannot be kept goes back, and the log says in one sentence what to do. */
class GivenBackTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.goldtier.intake.file");

    @TempDir
    Path home;

    private final ListAppender<ILoggingEvent> told = new ListAppender<>();

    @BeforeEach
    void listen() {
        told.start();
        LOG.addAppender(told);
    }

    @AfterEach
    void leave() {
        LOG.detachAppender(told);
    }

    @Test
    void oneSentenceSaysWhatToDo() throws IOException {
        Vault vault = new Vault(
                new Settings(
                        Mode.SANDBOX,
                        home.resolve("vault"),
                        home.resolve("data"),
                        home.resolve("routes"),
                        ZoneOffset.UTC),
                Clock.systemUTC());
        WholeFiles whole = new WholeFiles(
                new IntakeSettings(Duration.ofSeconds(1), Duration.ofSeconds(5), 10, 50),
                vault.folder(Folder.NEEDS_ACTION),
                System::nanoTime);
        Path file = Files.writeString(vault.folder(Folder.IN_PROGRESS).resolve("order.txt"), "an order");
        VaultFiles files = new VaultFiles(vault, null, null, whole, Clock.systemUTC());
        StoreException full = new StoreException("The database cannot be written: the disk is full.", null);

        new FileAway(vault, null, null, null)
                .giveBack(
                        new Taken(files, "order.txt", file, Instant.now()),
                        new Reception.NotKept(new CompletionException(full)));

        assertThat(vault.folder(Folder.NEEDS_ACTION).resolve("order.txt")).exists();
        List<ILoggingEvent> errors = told.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.getFormattedMessage())
                    .isEqualTo(
                            "order.txt could not be kept (The database cannot be written: the disk is full), so it is"
                                    + " taken again in a while; see that the disk has room and that data/ and the vault can be"
                                    + " written");
            assertThat(error.getThrowableProxy()).isNull();
        });
    }
}
