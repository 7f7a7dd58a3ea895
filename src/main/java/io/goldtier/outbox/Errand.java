package io.goldtier.outbox;

import io.goldtier.store.Row;
import java.util.Map;

/**
 * One row of the outbox: something that people are still to see.
 *
 * @param kind which handler carries it out
 * @param subject what it is about, within its kind
 * @param payload what the handler needs to know beyond that
 * @param version counts how often it was asked for anew before it was carried out
 * @param restMs how long it is left alone so that later changes join it, in milliseconds
 * @param tries how often it could not be carried out
 */
public record Errand(String kind, String subject, Map<String, Object> payload, long version, long restMs, int tries) {

    /** Unique: a later row with the same key takes this one's place. */
    public String key() {
        return key(kind, subject);
    }

    static String key(String kind, String subject) {
        return kind + ":" + subject;
    }

    static Errand read(Row row) {
        String kind = row.string("kind");
        return new Errand(
                kind,
                row.string("key").substring(kind.length() + 1),
                row.json("payload"),
                row.longInt("version"),
                row.longInt("rest_ms"),
                row.integer("tries"));
    }
}
