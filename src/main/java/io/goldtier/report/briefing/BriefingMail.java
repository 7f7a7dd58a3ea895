package io.goldtier.report.briefing;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Redaction;
import io.goldtier.audit.Status;
import io.goldtier.audit.chain.LogName;
import io.goldtier.connector.mail.Mailbag;
import io.goldtier.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends briefings to the owner, where the settings say so. A mail of which nobody knows whether it was sent is sent once
 * more under the same message id.
 */
@Component("briefingMail")
class BriefingMail {

    private static final Logger LOG = LoggerFactory.getLogger(BriefingMail.class);

    /** After this the process that was sending is taken for dead. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    private final Store store;
    private final AuditLog log;
    private final Mailbag mailbag;
    private final Clock clock;

    BriefingMail(Store store, AuditLog log, Mailbag mailbag, Clock clock) {
        this.store = store;
        this.log = log;
        this.mailbag = mailbag;
        this.clock = clock;
    }

    private record Row(String week, int revision, String markdown, boolean complete) {}

    /** The next mail to send, as the route {@code smtp} takes it; null when there is none to send now. */
    Map<String, Object> collect() {
        Instant now = clock.instant();
        String due =
                "SELECT week, revision, markdown, complete FROM briefings WHERE mail_due IS NOT NULL AND mail_due <= ?"
                        + " ORDER BY week, revision LIMIT 1";
        if (!mailbag.isSetUp()
                || store.read(tx -> tx.first(due, row -> row, now)).isEmpty()) {
            return null;
        }
        return store.commit(tx -> tx.first(
                                due,
                                row -> new Row(
                                        row.string("week"),
                                        row.integer("revision"),
                                        row.string("markdown"),
                                        row.flag("complete")),
                                now)
                        .filter(row -> tx.update(
                                        "UPDATE briefings SET mail_due = ?, mail_tries = mail_tries + 1 WHERE week = ?"
                                                + " AND revision = ? AND mail_due <= ?",
                                        now.plus(LEASE),
                                        row.week(),
                                        row.revision(),
                                        now)
                                == 1))
                .map(this::mail)
                .orElse(null);
    }

    private Map<String, Object> mail(Row row) {
        String name = row.week() + "/" + row.revision() + "/" + row.complete();
        Map<String, Object> mail = new LinkedHashMap<>();
        mail.put("week", row.week());
        mail.put("revision", row.revision());
        mail.put(
                "message_id",
                "<briefing-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)) + "@goldtier>");
        mail.put("to", String.join(", ", mailbag.owners()));
        mail.put(
                "subject",
                "Gold Tier: CEO Briefing " + row.week() + (row.revision() > 1 ? ", revision " + row.revision() : "")
                        + (row.complete() ? "" : " (incomplete: Odoo could not be asked)"));
        // Charts are drawn by Obsidian and in the console; a mail is plain text
        mail.put("text", Redaction.mask(row.markdown().replaceAll("(?s)\n```mermaid.*?```\n", "")));
        return mail;
    }

    /** It was sent. */
    void sent(Map<String, Object> mail) {
        settle(mail, entry(mail, Status.SUCCESS));
    }

    /** This is a dry run: it was not sent, and is not tried again. */
    void skipped(Map<String, Object> mail) {
        settle(mail, entry(mail, Status.SKIPPED));
    }

    private void settle(Map<String, Object> mail, AuditEntry entry) {
        store.commit(tx -> {
            tx.update(
                    "UPDATE briefings SET mail_due = NULL WHERE week = ? AND revision = ?",
                    mail.get("week"),
                    mail.get("revision"));
            log.append(tx, entry);
            return null;
        });
    }

    /** It was not sent, as far as we know, and is tried again after a while. */
    void failed(Map<String, Object> mail, Exception problem) {
        String sentence = "The briefing was not mailed: " + problem.getMessage();
        LOG.warn(sentence);
        store.commit(tx -> {
            int tries = tx.first(
                            "SELECT mail_tries FROM briefings WHERE week = ? AND revision = ?",
                            row -> row.integer("mail_tries"),
                            mail.get("week"),
                            mail.get("revision"))
                    .orElse(1);
            Duration pause = Duration.ofMinutes(1L << Math.min(Math.max(tries, 1) - 1, 5));
            tx.update(
                    "UPDATE briefings SET mail_due = ? WHERE week = ? AND revision = ?",
                    clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause),
                    mail.get("week"),
                    mail.get("revision"));
            AuditEntry entry = entry(mail, Status.FAILURE).error(sentence);
            log.append(tx, entry);
            log.append(tx, LogName.ERROR, entry);
            return null;
        });
    }

    private static AuditEntry entry(Map<String, Object> mail, Status status) {
        return AuditEntry.of("mail_briefing", "ceo_briefing", status)
                .detail("message_id", mail.get("message_id"))
                .detail("to", mail.get("to"))
                .detail("subject", mail.get("subject"));
    }
}
