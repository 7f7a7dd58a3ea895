package io.goldtier.intake.message;

import java.util.List;

/**
 * What a message holds, as its bytes say.
 *
 * @param sender who it says it is from; null when it names nobody
 * @param subject its heading, or an empty text
 * @param text its words, or an empty text
 * @param attachments the files that came with it
 */
public record Content(String sender, String subject, Excerpt text, List<Attachment> attachments) {

    /** Words alone. */
    public static Content of(String words) {
        return new Content(null, "", Excerpt.whole(words), List.of());
    }
}
