package io.goldtier.report;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Redaction;
import io.goldtier.audit.Status;
import io.goldtier.audit.chain.LogName;
import io.goldtier.connector.mail.Mailbag;
import io.goldtier.json.Cut;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells the owner by mail of the alerts in the inbox and of what waits for approval. What come up within a few seconds, or within the pace of
 * the settings, are told in one mail.
 *
 * <p>What a mail tells is written down before it is sent. A mail of which nobody knows whether it was sent is sent once
 * more under the same message id, with what still lies in the inbox; it never tells of an alert that another mail
 * has told of.
 */
@Component("notices")
class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("'ALERT_'uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int STAMP_LENGTH = "ALERT_20260220T103000Z".length();

    /** How long the first alert waits for company. */
    private static final Duration GATHERING = Duration.ofSeconds(10);
    /** After this the process that was sending a mail is taken for dead. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    private static final int TOLD = 20;
    private static final int LONGEST_SENTENCE = 600;

    private final Matters matters;
    private final Store store;
    private final AuditLog log;
    private final Mailbag mailbag;
    private final Clock clock;

    Notices(Matters matters, Store store, AuditLog log, Mailbag mailbag, Clock clock) {
        this.matters = matters;
        this.store = store;
        this.log = log;
        this.mailbag = mailbag;
        this.clock = clock;
    }

    /** What a mail tells of; the names of alerts, newest first. */
    private record Batch(String mailId, List<String> names) {}

    private record Row(String notice, String mailId, Instant nextTry, Instant sent) {}

    /** The next mail to send, as the route {@code smtp} takes it; null when there is none to send now. */
    Map<String, Object> collect() {
        if (!mailbag.isSetUp()) {
            return null;
        }
        List<String> lying = matters.names();
        List<Row> known = known();
        if (lying.isEmpty() && known.isEmpty()) {
            return null;
        }
        Batch batch = isWorthACommit(lying, known) ? store.commit(tx -> next(tx, lying)) : null;
        return batch == null ? null : mail(batch);
    }

    /** It was sent. */
    void sent(Map<String, Object> mail) {
        store.commit(tx -> {
            settle(tx, mail);
            log.append(tx, entry(mail, Status.SUCCESS));
            return null;
        });
    }

    /** This is a dry run: it was not sent, and is not tried again. */
    void skipped(Map<String, Object> mail) {
        store.commit(tx -> {
            settle(tx, mail);
            log.append(tx, entry(mail, Status.SKIPPED).detail("text", mail.get("text")));
            return null;
        });
    }

    /** It was not sent, as far as we know, and is tried again after a while. */
    void failed(Map<String, Object> mail, Exception problem) {
        String sentence = "The mail was not sent: " + problem.getMessage();
        LOG.warn(sentence);
        store.commit(tx -> {
            int tries = tx.first(
                            "SELECT max(tries) AS tries FROM notices WHERE mail_id = ?",
                            row -> row.integer("tries"),
                            mail.get("mail_id"))
                    .orElse(1);
            Duration pause = Duration.ofMinutes(1L << Math.min(Math.max(tries, 1) - 1, 5));
            tx.update(
                    "UPDATE notices SET next_try = ? WHERE mail_id = ? AND sent IS NULL",
                    clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause),
                    mail.get("mail_id"));
            AuditEntry entry = entry(mail, Status.FAILURE).error(sentence);
            log.append(tx, entry);
            log.append(tx, LogName.ERROR, entry);
            return null;
        });
    }

    private void settle(Tx tx, Map<String, Object> mail) {
        tx.update("UPDATE notices SET sent = ? WHERE mail_id = ?", clock.instant(), mail.get("mail_id"));
    }

    private static AuditEntry entry(Map<String, Object> mail, Status status) {
        return AuditEntry.of("mail_notice", "notices", status)
                .detail("message_id", mail.get("message_id"))
                .detail("to", mail.get("to"))
                .detail("subject", mail.get("subject"));
    }

    private List<Row> known() {
        return store.read(tx -> tx.query("SELECT notice, mail_id, next_try, sent FROM notices", Notices::row));
    }

    private static Row row(io.goldtier.store.Row row) {
        return new Row(row.string("notice"), row.string("mail_id"), row.instant("next_try"), row.instant("sent"));
    }

    /** A look, every few seconds, must not cost a commit when there is nothing to do. */
    private boolean isWorthACommit(List<String> lying, List<Row> known) {
        Set<String> names = known.stream().map(Row::notice).collect(Collectors.toSet());
        return known.stream().anyMatch(row -> row.sent() == null || isForgettable(row, lying))
                || lying.stream().anyMatch(name -> !names.contains(name));
    }

    /** An alert that was told of and has gone; kept for the length of the pace, because the last mail counts for that. */
    private boolean isForgettable(Row row, List<String> lying) {
        return row.sent() != null
                && row.sent().plus(mailbag.pace()).isBefore(clock.instant())
                && !lying.contains(row.notice());
    }

    private Batch next(Tx tx, List<String> lying) {
        List<Row> known = tx.query("SELECT notice, mail_id, next_try, sent FROM notices", Notices::row);
        Set<String> there = new HashSet<>(lying);
        known.stream()
                .filter(row -> row.sent() == null ? !there.contains(row.notice()) : isForgettable(row, lying))
                .forEach(row -> tx.update("DELETE FROM notices WHERE notice = ?", row.notice()));
        List<Row> open = known.stream()
                .filter(row -> row.sent() == null && there.contains(row.notice()))
                .toList();
        return open.isEmpty() ? fresh(tx, lying, known) : again(tx, open);
    }

    /** The mail that was begun and not sent, unless it is somebody else's turn or not time yet. */
    private Batch again(Tx tx, List<Row> open) {
        String mailId = open.get(0).mailId();
        int taken = tx.update(
                "UPDATE notices SET tries = tries + 1, next_try = ? WHERE mail_id = ? AND sent IS NULL AND next_try <= ?",
                clock.instant().plus(LEASE),
                mailId,
                clock.instant());
        List<String> names = open.stream()
                .filter(row -> row.mailId().equals(mailId))
                .map(Row::notice)
                .sorted(java.util.Comparator.reverseOrder())
                .toList();
        return taken == 0 ? null : new Batch(mailId, names);
    }

    private Batch fresh(Tx tx, List<String> lying, List<Row> known) {
        Set<String> told = known.stream().map(Row::notice).collect(Collectors.toSet());
        List<String> fresh = lying.stream().filter(name -> !told.contains(name)).toList();
        Instant now = clock.instant();
        boolean tooSoon = known.stream()
                .anyMatch(row ->
                        row.sent() != null && row.sent().plus(mailbag.pace()).isAfter(now));
        if (fresh.isEmpty()
                || tooSoon
                || written(fresh.get(fresh.size() - 1)).plus(GATHERING).isAfter(now)) {
            return null;
        }
        String mailId = UUID.randomUUID().toString();
        for (String name : fresh) {
            int taken = tx.update(
                    "INSERT INTO notices (notice, mail_id, tries, next_try) VALUES (?, ?, 1, ?)"
                            + " ON CONFLICT (notice) DO NOTHING",
                    name,
                    mailId,
                    now.plus(LEASE));
            if (taken == 0) {
                // Another node tells of these
                return null;
            }
        }
        return new Batch(mailId, fresh);
    }

    private static Instant written(String name) {
        try {
            return STAMP.parse(name.substring(0, Math.min(name.length(), STAMP_LENGTH)), Instant::from);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private Map<String, Object> mail(Batch batch) {
        List<Inbox.Alert> alerts = batch.names().stream()
                .limit(TOLD)
                .flatMap(name -> matters.read(name).stream())
                .toList();
        if (alerts.isEmpty()) {
            // They were taken away this very moment
            return null;
        }
        int more = batch.names().size() - Math.min(batch.names().size(), TOLD);
        Map<String, Object> mail = new LinkedHashMap<>();
        mail.put("mail_id", batch.mailId());
        mail.put("message_id", "<" + batch.mailId() + "@goldtier>");
        mail.put("to", String.join(", ", mailbag.owners()));
        mail.put("subject", Redaction.mask(subject(alerts, alerts.size() + more)));
        mail.put("text", Redaction.mask(text(alerts, more)));
        return mail;
    }

    private static String subject(List<Inbox.Alert> alerts, int number) {
        return number == 1
                ? "Gold Tier: " + Cut.line(100, alerts.get(0).title())
                : "Gold Tier: " + number + " things need you";
    }

    private static String text(List<Inbox.Alert> alerts, int more) {
        return Stream.concat(
                                alerts.stream().map(Notices::paragraph),
                                more == 0 ? Stream.empty() : Stream.of("And " + more + " more.\n"))
                        .collect(Collectors.joining("\n"))
                + "\n-- \nAll of it lies in Inbox/ and Pending_Approval/ of the vault and on the desk of the console.\n"
                + "Nothing is approved by an answer to this mail.\n";
    }

    private static String paragraph(Inbox.Alert alert) {
        StringBuilder text =
                new StringBuilder("* ").append(Cut.line(100, alert.title())).append('\n');
        if (alert.created() != null) {
            text.append("  ")
                    .append(alert.severity())
                    .append(", ")
                    .append(alert.created())
                    .append('\n');
        }
        text.append("  ").append(Cut.line(LONGEST_SENTENCE, alert.happened())).append('\n');
        alert.choices().forEach(choice -> text.append("  - ")
                .append(Cut.line(LONGEST_SENTENCE, choice))
                .append('\n'));
        return text.toString();
    }
}
