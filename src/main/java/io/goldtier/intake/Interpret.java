package io.goldtier.intake;

import io.goldtier.trigger.NewWork;
import io.goldtier.vault.Names;
import io.goldtier.vault.Note;
import io.goldtier.vault.NoteProblem;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Finds out which work a message asks for. */
@Component("interpret")
class Interpret {

    private static final Logger LOG = LoggerFactory.getLogger(Interpret.class);

    private final TriggerDocuments documents;
    private final TaskNotes notes;
    private final PlainWords words;
    private final Contacts contacts;

    Interpret(TriggerDocuments documents, TaskNotes notes, PlainWords words, Contacts contacts) {
        this.documents = documents;
        this.notes = notes;
        this.words = words;
        this.contacts = contacts;
    }

    @Handler
    Incoming interpret(Incoming incoming) {
        if (!(incoming instanceof Incoming.Opened opened)) {
            return incoming;
        }
        try {
            return new Incoming.Understood(opened.dropped(), work(opened.message()));
        } catch (Refusal e) {
            return e.of(opened.dropped());
        } catch (RuntimeException e) {
            LOG.error("The file {} could not be interpreted", opened.dropped().file(), e);
            return new Refusal(
                            "Fault while reading",
                            "The assistant failed while it read "
                                    + opened.dropped().name() + "; this is its own fault. The log has the details.")
                    .of(opened.dropped());
        }
    }

    private List<NewWork> work(Message message) {
        return switch (Names.extension(message.reference())) {
            case "json" -> documents.read(message);
            case "md", "markdown" -> List.of(note(message));
            case "eml" -> List.of(words.read(mail(message)));
            default -> List.of(words.read(message));
        };
    }

    private NewWork note(Message message) {
        Note note;
        try {
            note = Note.parse(message.text());
        } catch (NoteProblem e) {
            throw new Refusal("Front matter cannot be read", message.reference() + ", " + e.getMessage() + ".");
        }
        Message written = asSent(message, note);
        Optional<NewWork> named = notes.read(message.from(written.sourceType(), null, true, "", note.body()), note);
        return named.orElseGet(() -> words.read(written));
    }

    /** A note in which another assistant keeps a message holds that sender's words, not those of the vault's owner. */
    private Message asSent(Message message, Note note) {
        String sender = note.text("from").orElse(null);
        String subject = note.text("subject").orElse("");
        return switch (note.text("type").orElse("").toLowerCase(java.util.Locale.ROOT)) {
            case "email" -> message.from("email", sender, contacts.isKnown(sender), subject, note.body());
            case "gmail" -> message.from("gmail", sender, contacts.isKnown(sender), subject, note.body());
            case "whatsapp" -> message.from("whatsapp", sender, contacts.isKnown(sender), subject, note.body());
            default -> message.from("file_drop", null, true, subject, note.body());
        };
    }

    private Message mail(Message message) {
        MailText mail = MailText.of(message.text());
        return message.from("email", mail.from(), contacts.isKnown(mail.from()), mail.subject(), mail.body());
    }
}
