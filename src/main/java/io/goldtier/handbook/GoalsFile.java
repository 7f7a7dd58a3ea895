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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * {@code Business_Goals.md} as it stands now. An edit that cannot be understood leaves the last good goals in force, over a
 * restart too, and is told once in an alert.
 */
@Component
public class GoalsFile {

    private static final Logger LOG = LoggerFactory.getLogger(GoalsFile.class);

    private final Vault vault;
    private final Alerts alerts;
    private final Path file;
    private final Path lastGood;
    private Goals goals;
    private String seen;

    GoalsFile(Vault vault, Settings settings, Alerts alerts) {
        this.vault = vault;
        this.alerts = alerts;
        this.file = vault.root().resolve("Business_Goals.md");
        this.lastGood = settings.data().resolve("goals-last-good.md");
    }

    /** The goals in force. */
    public synchronized Goals now() {
        try {
            String text = vault.read(file);
            if (!text.equals(seen)) {
                seen = text;
                take(text);
            }
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof NoSuchFileException)) {
                LOG.warn("The business goals cannot be read; the last good ones stay in force: {}", e.getMessage());
                recall();
            } else {
                // Who takes the file away has no goals
                goals = Goals.none();
                seen = null;
            }
        }
        return goals == null ? Goals.none() : goals;
    }

    private void take(String text) {
        try {
            goals = GoalsReader.read(Note.parse(text));
            PrivateFile.write(lastGood, text);
        } catch (NoteProblem | IllegalArgumentException e) {
            recall();
            alerts.tell(Alert.of(
                            Alert.Severity.WARNING,
                            "goals",
                            "Business goals not understood",
                            "The goals in `Business_Goals.md` cannot be used: " + e.getMessage())
                    .done(goals == null ? "Briefings are written without goals." : "The last good goals stay in force.")
                    .choice("Correct the part between the two lines `---` at the top; it is read again at once."));
        } catch (IOException e) {
            LOG.warn("The business goals cannot be kept in {}: {}", lastGood, e.getMessage());
        }
    }

    private void recall() {
        try {
            if (goals == null && Files.exists(lastGood)) {
                goals = GoalsReader.read(Note.parse(Files.readString(lastGood)));
            }
        } catch (IOException | NoteProblem | IllegalArgumentException e) {
            LOG.warn("The last good goals in {} cannot be read: {}", lastGood, e.getMessage());
        }
    }
}
