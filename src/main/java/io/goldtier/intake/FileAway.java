package io.goldtier.intake;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.trigger.Accepted;
import io.goldtier.trigger.NewWork;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Puts a dropped file where it belongs now. Accepted work stays in {@code In_Progress} until its loop files it; all else
 * goes to the inbox with a note that says why.
 */
@Component("fileAway")
class FileAway {

    private static final Logger LOG = LoggerFactory.getLogger(FileAway.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Vault vault;
    private final AuditLog audit;
    private final WholeFiles wholeFiles;

    FileAway(Vault vault, AuditLog audit, WholeFiles wholeFiles) {
        this.vault = vault;
        this.audit = audit;
        this.wholeFiles = wholeFiles;
    }

    @Handler
    void file(Incoming incoming) {
        if (incoming instanceof Incoming.Settled settled) {
            file(settled);
        } else if (incoming instanceof Incoming.Refused refused) {
            refuse(refused);
        } else if (incoming instanceof Incoming.NotKept notKept) {
            LOG.error(
                    "The file {} could not be kept and is taken again in {} s",
                    notKept.dropped().name(),
                    PAUSE.toSeconds(),
                    notKept.cause());
            wholeFiles.pause(PAUSE);
            vault.giveBack(notKept.dropped().file());
        }
    }

    private void file(Incoming.Settled settled) {
        if (settled.work().size() == 1) {
            fileOne(settled.dropped(), settled.outcomes().get(0));
            return;
        }
        List<String> notTaken = new ArrayList<>();
        for (int i = 0; i < settled.work().size(); i++) {
            if (!(settled.outcomes().get(i) instanceof Accepted.Taken)) {
                notTaken.add(
                        "Entry " + (i + 1) + ": " + sentence(settled.outcomes().get(i)));
                discard(settled.work().get(i));
            }
        }
        if (notTaken.isEmpty()) {
            vault.move(settled.dropped().file(), Folder.DONE);
            return;
        }
        refuse(new Incoming.Refused(
                settled.dropped(),
                "Done before",
                notTaken.size() + " of the " + settled.work().size() + " entries of "
                        + settled.dropped().name() + " were not taken; the others are being done.",
                notTaken,
                List.of("To have an entry done again on purpose, drop it with another trigger_id.")));
    }

    /** Removes the file that was made for an entry of a list that is not taken; the list itself is kept. */
    private void discard(NewWork work) {
        try {
            Files.deleteIfExists(vault.resolve(work.taskFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fileOne(Incoming.Dropped dropped, Accepted outcome) {
        if (outcome instanceof Accepted.Copy copy) {
            Path filed = vault.move(dropped.file(), Folder.INBOX);
            vault.alert(Alert.of(
                            Alert.Severity.INFO,
                            "intake",
                            "Copy: " + dropped.name(),
                            "The file " + dropped.name() + " asks for work that was asked for before, so it was not"
                                    + " done a second time.")
                    .about(copy.triggerId(), null)
                    .done("It was moved to " + vault.relative(filed) + ".")
                    .known(sentence(copy))
                    .choice(
                            "To have it done again on purpose, change the file, in a trigger document its trigger_id and"
                                    + " in a text a word, and drop it again. Otherwise delete it and this note."));
            audit.submit(AuditEntry.of("recognise_copy", "watcher", Status.SKIPPED)
                    .trigger(copy.triggerId())
                    .detail("file", dropped.name()));
        } else if (outcome instanceof Accepted.IdTaken taken) {
            refuse(new Incoming.Refused(
                    dropped,
                    "Duplicate id",
                    sentence(taken),
                    List.of(),
                    List.of("If it is new work, give it a trigger_id of its own and drop it again.")));
        }
    }

    private static String sentence(Accepted outcome) {
        if (outcome instanceof Accepted.Copy copy) {
            return "The trigger " + copy.triggerId() + " is the same work and stands at "
                    + copy.status().word() + ".";
        }
        if (outcome instanceof Accepted.IdTaken taken) {
            return "trigger_id " + taken.triggerId() + " belongs to other work, which stands at "
                    + taken.status().word() + " and cannot go back to pending.";
        }
        return "Taken.";
    }

    private void refuse(Incoming.Refused refused) {
        Incoming.Dropped dropped = refused.dropped();
        Path filed = vault.move(dropped.file(), Folder.INBOX);
        Alert alert = Alert.of(
                        Alert.Severity.WARNING, "intake", refused.title() + ": " + dropped.name(), refused.reason())
                .done("It was moved to " + vault.relative(filed) + ".");
        for (String known : refused.known()) {
            alert = alert.known(known);
        }
        for (String choice : refused.choices()) {
            alert = alert.choice(choice);
        }
        vault.alert(alert.choice("Put it right and move it to Needs_Action again, or delete it and this note."));
        audit.submit(AuditEntry.of("refuse_file", "watcher", Status.FAILURE)
                .detail("file", dropped.name())
                .error(refused.reason()));
    }
}
