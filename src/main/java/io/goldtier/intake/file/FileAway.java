package io.goldtier.intake.file;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.intake.Refusals;
import io.goldtier.intake.message.Refusal;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.Accepted;
import io.goldtier.trigger.NewWork;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Puts a message where it belongs now. Accepted work stays in {@code In_Progress} until its loop files it; all else
 * goes to the inbox with a note that says why.
 */
@Component("fileAway")
class FileAway {

    private static final Logger LOG = LoggerFactory.getLogger(FileAway.class);

    private final Vault vault;
    private final Store store;
    private final Refusals refusals;
    private final AuditLog audit;

    FileAway(Vault vault, Store store, Refusals refusals, AuditLog audit) {
        this.vault = vault;
        this.store = store;
        this.refusals = refusals;
        this.audit = audit;
    }

    /** A step of the route found what is wrong with the message. */
    Reception refuse(@Variable("taken") Taken taken, @ExchangeException Throwable thrown) {
        refuse(taken, Refusal.in(thrown, taken.name()));
        return new Reception.Refused();
    }

    /** A step of the route failed through a fault of the assistant's own. */
    Reception broke(@Variable("taken") Taken taken, @ExchangeException Throwable thrown) {
        LOG.error("{} could not be read", taken.file(), thrown);
        refuse(
                taken,
                new Refusal(
                        "Fault while reading",
                        "The assistant failed while it read " + taken.name()
                                + "; this is its own fault. The log has the details."));
        return new Reception.Refused();
    }

    /** A part of it cannot be had now. */
    Reception notNow(@ExchangeException Throwable thrown) {
        return new Reception.NotKept(thrown);
    }

    /** It is taken again later. */
    void giveBack(@Variable("taken") Taken taken, @Body Reception.NotKept notKept) {
        if (notKept.cause() instanceof OutsideException outside) {
            LOG.warn("{} cannot be read yet: {}", taken.name(), outside.getMessage());
        } else {
            complain(taken, notKept.cause());
        }
        taken.origin().giveBack(taken);
    }

    /** Said once in a sentence: it comes again every few seconds while a disk is full. */
    private static void complain(Taken taken, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        LOG.error(
                "{} could not be kept ({}), so it is taken again in a while; see that the disk has room and that data/ and"
                        + " the vault can be written",
                taken.name(),
                String.valueOf(cause.getMessage() == null ? cause : cause.getMessage())
                        .replaceFirst("\\.$", ""));
        LOG.debug("{} could not be kept", taken.name(), cause);
    }

    /** A list is done when all its entries are on their way; of the others its note tells. */
    void list(@Variable("taken") Taken taken, @Body Reception.Listed list) {
        List<String> notTaken = new ArrayList<>();
        for (int i = 0; i < list.work().size(); i++) {
            if (!(list.outcomes().get(i) instanceof Accepted.Taken)) {
                notTaken.add(
                        "Entry " + (i + 1) + ": " + sentence(list.outcomes().get(i)));
                discard(list.work().get(i));
            }
        }
        if (notTaken.isEmpty()) {
            vault.move(taken.file(), Folder.DONE);
            return;
        }
        refuse(
                taken,
                new Refusal(
                        "Done before",
                        notTaken.size() + " of the " + list.work().size() + " entries of " + taken.name()
                                + " were not taken; the others are being done.",
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

    /** The same was asked for before, so nothing is done. */
    void copy(@Variable("taken") Taken taken, @Body Reception.Copy copy) {
        refuse(
                taken,
                Alert.of(
                                Alert.Severity.INFO,
                                "intake",
                                "Copy: " + taken.name(),
                                "The file " + taken.name() + " asks for work that was asked for before, so it was"
                                        + " not done a second time.")
                        .about(copy.of().triggerId(), null)
                        .known(sentence(copy.of()))
                        .choice("To have it done again on purpose, change the file, in a trigger document its"
                                + " trigger_id and in a text a word, and drop it again. Otherwise delete it; this note"
                                + " goes with it."),
                AuditEntry.of("recognise_copy", "watcher", Status.SKIPPED)
                        .trigger(copy.of().triggerId())
                        .detail("file", taken.name()),
                tx -> {});
    }

    /** Its id belongs to other work, so nothing is done. */
    void idTaken(@Variable("taken") Taken taken, @Body Reception.IdTaken idTaken) {
        refuse(
                taken,
                new Refusal(
                        "Duplicate id",
                        sentence(idTaken.by()),
                        List.of(),
                        List.of("If it is new work, give it a trigger_id of its own and drop it again.")));
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

    private void refuse(Taken taken, Refusal refusal) {
        refuse(taken, refusal, tx -> {});
    }

    /** It goes before a person, and what else is to be kept is kept with that. */
    void refuse(Taken taken, Refusal refusal, Consumer<Tx> more) {
        Alert alert =
                Alert.of(Alert.Severity.WARNING, "intake", refusal.title() + ": " + taken.name(), refusal.getMessage());
        for (String sentence : refusal.known()) {
            alert = alert.known(sentence);
        }
        for (String choice : refusal.choices()) {
            alert = alert.choice(choice);
        }
        refuse(
                taken,
                alert.choice("Put it right and move it to Needs_Action again, or delete it; this note goes with it."),
                AuditEntry.of("refuse_file", "watcher", Status.FAILURE)
                        .detail("file", taken.name())
                        .error(refusal.getMessage()),
                more);
    }

    private void refuse(Taken taken, Alert alert, AuditEntry entry, Consumer<Tx> more) {
        try {
            store.commit(tx -> {
                more.accept(tx);
                refusals.put(tx, taken, alert);
                audit.append(tx, entry);
                return null;
            });
        } catch (RuntimeException e) {
            complain(taken, e);
            taken.origin().giveBack(taken);
        }
    }
}
