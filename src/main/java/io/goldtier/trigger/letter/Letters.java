package io.goldtier.trigger.letter;

import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** The letters in the store. A letter is kept before its origin is told that we have it, and read after that. */
@Component
public class Letters {

    private final Store store;

    Letters(Store store) {
        this.store = store;
    }

    /** Keeps a letter as part of this unit of work; false when there is one of its key. */
    public static boolean add(Tx tx, Letter letter) {
        return tx.update(
                        "INSERT INTO letters (letter_key, origin, account, name, external_id, digest, sender, proved, subject,"
                                + " payload, state, received) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'arrived', ?)"
                                + " ON CONFLICT (letter_key) DO NOTHING",
                        letter.key(),
                        letter.origin(),
                        letter.account(),
                        letter.name(),
                        letter.externalId(),
                        letter.digest(),
                        letter.sender(),
                        letter.proved(),
                        letter.subject(),
                        letter.payload(),
                        letter.received())
                > 0;
    }

    /** Keeps a letter; the future is true when it was none that we had, and completes when that is durable. */
    public CompletableFuture<Boolean> submit(Letter letter) {
        return store.submit(tx -> add(tx, letter));
    }

    /** Those that nobody has read yet, oldest first. */
    public List<Letter> arrived(String origin, int most) {
        return store.read(tx -> tx.query(
                "SELECT * FROM letters WHERE state = 'arrived' AND origin = ? ORDER BY received, letter_key LIMIT "
                        + most,
                Letter::read,
                origin));
    }

    /** True when it waits to be read. */
    public boolean isOpen(String name) {
        return store.read(tx -> isOpen(tx, name));
    }

    /** True when it waits to be read, as this unit of work sees it. */
    public static boolean isOpen(Tx tx, String name) {
        return tx.first(
                        "SELECT name FROM letters WHERE name = ? AND state = 'arrived'",
                        row -> row.string("name"),
                        name)
                .isPresent();
    }

    /** The letter of this name. */
    public Optional<Letter> named(String name) {
        return store.read(tx -> tx.first("SELECT * FROM letters WHERE name = ?", Letter::read, name));
    }

    /** The letter behind a trigger. */
    public static Optional<Letter> ofTrigger(Tx tx, String triggerId) {
        return tx.first("SELECT * FROM letters WHERE trigger_id = ?", Letter::read, triggerId);
    }

    /** The letter with these bytes that came to this account. */
    public static Optional<Letter> ofDigest(Tx tx, String account, String digest) {
        return tx.first("SELECT * FROM letters WHERE digest = ? AND account = ?", Letter::read, digest, account);
    }

    /** What reading it has shown of who sent it. */
    public void from(String name, String sender, String proved) {
        store.commit(tx -> {
            tx.update("UPDATE letters SET sender = ?, proved = ? WHERE name = ?", sender, proved, name);
            return null;
        });
    }

    /** What became of it; the trigger may be null. */
    public void settle(String name, Letter.State state, String triggerId) {
        store.commit(tx -> {
            settle(tx, name, state, triggerId);
            return null;
        });
    }

    /** What became of it, as part of this unit of work. */
    public static void settle(Tx tx, String name, Letter.State state, String triggerId) {
        tx.update("UPDATE letters SET state = ?, trigger_id = ? WHERE name = ?", state.word(), triggerId, name);
    }

    /** Those of an account that its server has not been told about yet. */
    public List<Letter> unfiled(String account, int most) {
        return store.read(tx -> tx.query(
                "SELECT * FROM letters WHERE filed = 0 AND account = ? AND origin = 'mailbox' ORDER BY received LIMIT "
                        + most,
                Letter::read,
                account));
    }

    /** Their server knows that we have them, or does not know them any more. */
    public void filed(List<Letter> letters) {
        store.commit(tx -> {
            letters.forEach(each -> tx.update("UPDATE letters SET filed = 1 WHERE letter_key = ?", each.key()));
            return null;
        });
    }

    /** True when we have a message of this id from this address or number, and its sender is proved. */
    public boolean wrote(String address, String externalId) {
        return store.read(tx -> tx.first(
                        "SELECT name FROM letters WHERE proved = ? AND external_id = ?",
                        row -> row.string("name"),
                        address,
                        externalId)
                .isPresent());
    }

    /** When the last message came whose sender is proved to be this. */
    public Optional<Instant> lastFrom(String address) {
        return store.read(tx -> tx.first(
                "SELECT received FROM letters WHERE proved = ? ORDER BY received DESC LIMIT 1",
                row -> row.instant("received"),
                address));
    }

    /** How many came, from that time on and up to this one, from whoever says that he is the same. */
    public long placeInMinute(Letter letter, Instant since) {
        return store.read(tx -> tx.first(
                        "SELECT COUNT(*) AS n FROM letters WHERE origin = ? AND sender "
                                + (letter.sender() == null ? "IS NULL AND ? IS NULL" : "= ?")
                                + " AND received >= ? AND (received < ? OR received = ? AND letter_key <= ?)",
                        row -> row.longInt("n"),
                        letter.origin(),
                        letter.sender(),
                        since,
                        letter.received(),
                        letter.received(),
                        letter.key())
                .orElse(0L));
    }

    /**
     * A letter that is held.
     *
     * @param file where it lies as it came, or null
     */
    public record Held(String name, String subject, String file, Instant received) {}

    /** It is held; the file, where it lies as it came, may be null. */
    public static void hold(Tx tx, String name, String file) {
        tx.update("UPDATE letters SET state = 'held', payload = COALESCE(?, payload) WHERE name = ?", file, name);
    }

    /** The held letter of this name. */
    public Optional<Letter> heldNamed(String origin, String name) {
        return store.read(tx -> tx.first(
                "SELECT * FROM letters WHERE name = ? AND origin = ? AND state = 'held'", Letter::read, name, origin));
    }

    /** What is held of a sender, newest first. */
    public List<Held> held(String origin, String sender, int most) {
        return store.read(tx -> tx.query(
                "SELECT * FROM letters WHERE state = 'held' AND origin = ? AND COALESCE(sender, '') = ?"
                        + " ORDER BY received DESC LIMIT " + most,
                row -> new Held(
                        row.string("name"),
                        row.string("subject"),
                        row.string("origin").equals("mailbox") ? row.string("payload") : null,
                        row.instant("received")),
                origin,
                sender));
    }

    /** How many are held of a sender. */
    public long countHeld(String origin, String sender) {
        return store.read(tx -> tx.first(
                        "SELECT COUNT(*) AS n FROM letters WHERE state = 'held' AND origin = ? AND COALESCE(sender, '') = ?",
                        row -> row.longInt("n"),
                        origin,
                        sender)
                .orElse(0L));
    }

    /**
     * The action whose effect was a message.
     *
     * @param triggerId the work that it belongs to, or null
     */
    public record Sent(String actionId, String triggerId) {}

    /** The action that sent the message of this id. */
    public static Optional<Sent> sent(Tx tx, String messageId) {
        return messageId.matches("[A-Za-z0-9.=_+/@-]{6,300}")
                ? tx.first(
                        "SELECT action_id, trigger_id FROM actions WHERE type IN ('whatsapp_reply', 'email_send')"
                                + " AND state = 'done'"
                                + " AND result LIKE ?",
                        row -> new Sent(row.string("action_id"), row.string("trigger_id")),
                        "%" + messageId + "%")
                : Optional.empty();
    }

    /** What the platform says became of a message that we sent; false when it has said so before. */
    public static boolean addStatus(Tx tx, String messageId, String status, Instant at) {
        return tx.update(
                        "INSERT INTO letter_statuses (message_id, status, at) VALUES (?, ?, ?)"
                                + " ON CONFLICT (message_id, status) DO NOTHING",
                        messageId,
                        status,
                        at)
                > 0;
    }
}
