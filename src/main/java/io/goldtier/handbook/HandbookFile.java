package io.goldtier.handbook;

import io.goldtier.outbox.Alerts;
import io.goldtier.settings.Settings;
import io.goldtier.store.folder.PrivateFile;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Note;
import io.goldtier.vault.NoteProblem;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * {@code Company_Handbook.md} as it stands now. An edit that cannot be understood leaves the last good rules in force,
 * over a restart too, and is told once in an alert.
 */
@Component
public class HandbookFile {

    private static final Logger LOG = LoggerFactory.getLogger(HandbookFile.class);

    private final Vault vault;
    private final Path file;
    private final Path lastGood;
    private final Consumer<Alert> alerts;
    private Handbook handbook;
    private Object seen;

    /** The handbook of this vault. */
    @Autowired
    HandbookFile(Vault vault, Settings settings, Alerts alerts) {
        this(vault, settings, alerts::tell);
    }

    /** The handbook of this vault; what is wrong with it is told to {@code alerts}. */
    public HandbookFile(Vault vault, Settings settings, Consumer<Alert> alerts) {
        this.alerts = alerts;
        this.vault = vault;
        this.file = vault.root().resolve("Company_Handbook.md");
        this.lastGood = settings.data().resolve("handbook-last-good.md");
    }

    /** What a file's state is known by without reading it. */
    private record Stamp(FileTime changed, long size, Object key) {}

    /** The rules in force. */
    public synchronized Handbook now() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Stamp stamp = new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            if (!stamp.equals(seen)) {
                read();
                seen = stamp;
            }
        } catch (NoSuchFileException e) {
            if (!"missing".equals(seen)) {
                seen = "missing";
                keepLastGood("There is no Company_Handbook.md in the vault.");
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The company handbook cannot be read; the last good rules stay in force: {}", e.getMessage());
        }
        return handbook == null ? Handbook.strict() : handbook;
    }

    private void read() throws IOException {
        String text = vault.read(file);
        try {
            handbook = Handbook.of(Note.parse(text));
            PrivateFile.write(lastGood, text);
        } catch (NoteProblem | IllegalArgumentException e) {
            keepLastGood(e.getMessage());
        }
    }

    private void keepLastGood(String problem) {
        try {
            if (handbook == null && Files.exists(lastGood)) {
                handbook = Handbook.of(Note.parse(Files.readString(lastGood)));
            }
        } catch (IOException | NoteProblem | IllegalArgumentException e) {
            LOG.warn("The last good rules in {} cannot be read: {}", lastGood, e.getMessage());
        }
        boolean none = handbook == null;
        alerts.accept(Alert.of(
                        Alert.Severity.WARNING,
                        "handbook",
                        "Company handbook not understood",
                        "The rules in `Company_Handbook.md` cannot be used: " + problem)
                .done(
                        none
                                ? "There are no earlier rules, so everything that the handbook decides waits for you."
                                : "The last good rules stay in force.")
                .choice("Correct the part between the two lines `---` at the top; it is read again at once."));
    }
}
