package io.goldtier.report.briefing;

import io.goldtier.store.Row;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The briefings in the store. */
@Component
class BriefingStore {

    private final Store store;

    BriefingStore(Store store) {
        this.store = store;
    }

    /**
     * A briefing as it is kept.
     *
     * @param week such as {@code 2026-W08}
     * @param revision from 1
     * @param asOf the moment that it shows
     * @param generated when it was written
     * @param complete whether Odoo could be asked
     * @param document all of it
     * @param markdown the note
     */
    record Kept(
            String week,
            int revision,
            Instant asOf,
            Instant generated,
            boolean complete,
            Map<String, Object> document,
            String markdown) {}

    Optional<Kept> latest(String week) {
        return store.read(tx -> latest(tx, week));
    }

    static Optional<Kept> latest(Tx tx, String week) {
        return tx.first(
                "SELECT * FROM briefings WHERE week = ? ORDER BY revision DESC LIMIT 1", BriefingStore::read, week);
    }

    /** The last revision of each week, the newest week first. */
    List<Kept> list(String before, int limit) {
        return store.read(tx -> tx.query(
                "SELECT * FROM briefings b WHERE week < ? AND revision = (SELECT MAX(revision) FROM briefings o"
                        + " WHERE o.week = b.week) ORDER BY week DESC LIMIT " + limit,
                BriefingStore::read,
                before == null || before.isEmpty() ? "9999" : before));
    }

    /** A stable name for each week that has one, whatever its state. */
    List<String> weeks() {
        return store.read(
                tx -> tx.query("SELECT DISTINCT week FROM briefings ORDER BY week", row -> row.string("week")));
    }

    /** Weeks whose last revision lacks what Odoo says. */
    List<String> incomplete() {
        return store.read(tx -> tx.query(
                "SELECT week FROM briefings b WHERE complete = 0 AND revision = (SELECT MAX(revision) FROM briefings o"
                        + " WHERE o.week = b.week) ORDER BY week",
                row -> row.string("week")));
    }

    /** Since when weeks must have a briefing; from now on, when nobody has asked before. */
    Instant since(Instant now) {
        Optional<Instant> known = store.read(BriefingStore::since);
        return known.orElseGet(() -> store.commit(tx -> {
            tx.update("INSERT INTO briefing_start (one, since) VALUES (1, ?) ON CONFLICT DO NOTHING", now);
            return since(tx).orElseThrow();
        }));
    }

    private static Optional<Instant> since(Tx tx) {
        return tx.first("SELECT since FROM briefing_start", row -> row.instant("since"));
    }

    static void keep(Tx tx, Kept kept, Instant mailDue) {
        tx.update(
                "INSERT INTO briefings (week, revision, as_of, generated, complete, document, markdown, mail_due,"
                        + " mail_tries) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (week, revision) DO UPDATE SET"
                        + " as_of = excluded.as_of, generated = excluded.generated, complete = excluded.complete,"
                        + " document = excluded.document, markdown = excluded.markdown, mail_due = excluded.mail_due,"
                        + " mail_tries = 0",
                kept.week(),
                kept.revision(),
                kept.asOf(),
                kept.generated(),
                kept.complete(),
                kept.document(),
                kept.markdown(),
                mailDue);
    }

    /** The fingerprints of what was written into the week's file. */
    List<String> shown(String week) {
        return store.read(tx -> tx.query(
                "SELECT shown FROM briefings WHERE week = ? AND shown IS NOT NULL", row -> row.string("shown"), week));
    }

    static void shown(Tx tx, String week, int revision, String fingerprint) {
        tx.update("UPDATE briefings SET shown = ? WHERE week = ? AND revision = ?", fingerprint, week, revision);
    }

    private static Kept read(Row row) {
        return new Kept(
                row.string("week"),
                row.integer("revision"),
                row.instant("as_of"),
                row.instant("generated"),
                row.flag("complete"),
                row.json("document"),
                row.string("markdown"));
    }
}
