package io.goldtier.intake;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What somebody told the assistant, whichever way it came: the one form that the rules read.
 *
 * @param sourceType {@code file_drop}, {@code email}, {@code gmail} or {@code whatsapp}
 * @param reference what the source calls it: a file's name, a message's id
 * @param sender who sent it, as the source tells; null for a file that somebody dropped into the vault
 * @param subject its heading, or an empty text
 * @param text its words; empty when there are none that can be read
 * @param attachments the files that came with it
 * @param received when it came
 * @param trusted true when the sender's requests may go by themselves within the limits
 * @param taskFile the file that stands for it, by its path inside the vault; null when there is none
 * @param contentKey what a second copy of it has in common with the first
 */
public record Message(
        String sourceType,
        String reference,
        String sender,
        String subject,
        String text,
        List<Attachment> attachments,
        Instant received,
        boolean trusted,
        String taskFile,
        String contentKey) {

    /** Copies the list. */
    public Message {
        Objects.requireNonNull(sourceType);
        Objects.requireNonNull(reference);
        Objects.requireNonNull(received);
        Objects.requireNonNull(contentKey);
        subject = subject == null ? "" : subject;
        text = text == null ? "" : text;
        attachments = List.copyOf(attachments);
    }

    Message from(String newSourceType, String newSender, boolean newTrusted, String newSubject, String newText) {
        return new Message(
                newSourceType,
                reference,
                newSender,
                newSubject,
                newText,
                attachments,
                received,
                newTrusted,
                taskFile,
                contentKey);
    }
}
