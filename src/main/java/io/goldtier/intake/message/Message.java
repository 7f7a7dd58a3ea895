package io.goldtier.intake.message;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What somebody told the assistant, whichever way it came: the one form that documents, notes and rules read.
 *
 * @param form how its text is read
 * @param sourceType {@code file_drop}, {@code email}, {@code gmail} or {@code whatsapp}
 * @param reference what the source calls it: a file's name, a message's id
 * @param sender who sent it, as it says itself, which proves nothing; null when it names nobody
 * @param subject its heading, or an empty text
 * @param text its words; empty when there are none that can be read
 * @param attachments the files that came with it
 * @param received when it came
 * @param evidence what shows who sent it
 * @param taskFile the file that stands for it, by its path inside the vault; null when there is none
 * @param contentKey what a second copy of it has in common with the first
 * @param about what its channel tells beside that, kept with the trigger: {@code message_id}, {@code account}, …
 */
public record Message(
        Form form,
        String sourceType,
        String reference,
        String sender,
        String subject,
        String text,
        List<Attachment> attachments,
        Instant received,
        Evidence evidence,
        String taskFile,
        String contentKey,
        Map<String, Object> about) {

    /** A file that was dropped; the type of what names no channel. */
    public static final String FILE_DROP = "file_drop";

    /** In {@link #about} and in a trigger's {@code source_data}: what of it was not read, in sentences. */
    public static final String NOT_READ = "not_read";

    /**
     * Copies the list and the map.
     *
     * @throws Refusal if sender or subject are longer than any that are used
     */
    public Message {
        Objects.requireNonNull(form);
        Objects.requireNonNull(sourceType);
        Objects.requireNonNull(reference);
        Objects.requireNonNull(received);
        Objects.requireNonNull(evidence);
        Objects.requireNonNull(contentKey);
        sender = Bounds.sender(sender);
        subject = Bounds.subject(subject == null ? "" : subject);
        text = text == null ? "" : text;
        attachments = List.copyOf(attachments);
        about = Map.copyOf(about);
    }

    /** True when it neither names a sender nor comes from a channel on which somebody else writes. */
    public boolean isOwners() {
        return sender == null && sourceType.equals(FILE_DROP);
    }

    /** The same, read more closely: what it says about its channel and its sender, and its words. */
    public Message reading(Stated stated, String newSubject, String newText) {
        return new Message(
                form,
                stated.sourceType(),
                reference,
                stated.sender(),
                newSubject,
                newText,
                attachments,
                received,
                evidence,
                taskFile,
                contentKey,
                about);
    }
}
