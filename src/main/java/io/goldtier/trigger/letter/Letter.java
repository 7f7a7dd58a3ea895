package io.goldtier.trigger.letter;

import io.goldtier.store.Row;
import java.time.Instant;

/**
 * A message that came by a mailbox or a messenger.
 *
 * @param key what the receiving side calls it; there is one letter of a key
 * @param origin {@code mailbox} or {@code whatsapp}
 * @param account which of our mailboxes or numbers it came to
 * @param name what its note is called, such as {@code EMAIL_0123456789abcdef}
 * @param externalId what its sender calls it, such as the Message-ID: good for answering, proves nothing; may be null
 * @param digest a SHA-256 of its bytes, or null
 * @param sender who it says it is from, or null
 * @param proved the address or number that is proved, or null
 * @param subject its heading, or null
 * @param payload what it says, where that is kept in the row, or null
 * @param received when it came
 */
public record Letter(
        String key,
        String origin,
        String account,
        String name,
        String externalId,
        String digest,
        String sender,
        String proved,
        String subject,
        String payload,
        Instant received) {

    /** What becomes of a letter. */
    public enum State {
        /** It is in, and nobody has read it yet. */
        ARRIVED,
        /** It is work. */
        ACCEPTED,
        /** It lies before a person. */
        REFUSED,
        /** Too many came from its sender. */
        HELD,
        /** It answered a question. */
        ANSWERED,
        /** There is nothing to do about it: a receipt that something was read, a copy. */
        NOTED;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Letter read(Row row) {
        return new Letter(
                row.string("letter_key"),
                row.string("origin"),
                row.string("account"),
                row.string("name"),
                row.string("external_id"),
                row.string("digest"),
                row.string("sender"),
                row.string("proved"),
                row.string("subject"),
                row.string("payload"),
                row.instant("received"));
    }
}
