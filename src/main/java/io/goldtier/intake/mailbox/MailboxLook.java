package io.goldtier.intake.mailbox;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.connector.mail.MailAccount;
import io.goldtier.outbox.Alerts;
import io.goldtier.store.Store;
import io.goldtier.vault.Alert;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks into mailboxes and remembers which of them are in trouble. One that does not answer is tried again after longer and
 * longer pauses, unless some mails came before it stopped; of one that does not accept our password the owner is told once, and it is not tried often.
 */
@Component
class MailboxLook {

    private static final Logger LOG = LoggerFactory.getLogger(MailboxLook.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final MailboxReader reader;
    private final Store store;
    private final Alerts alerts;
    private final AuditLog audit;
    private final Clock clock;
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    MailboxLook(MailboxReader reader, Store store, Alerts alerts, AuditLog audit, Clock clock) {
        this.reader = reader;
        this.store = store;
        this.alerts = alerts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A mailbox that cannot be read.
     *
     * @param authentication whether it is our password
     * @param next when it is tried again
     * @param pause how long the pause is
     * @param place how far it was read
     */
    record Trouble(boolean authentication, Instant next, Duration pause, Optional<Place> place) {}

    /** Looks into one, unless it is too early to try again. */
    void at(MailAccount account) {
        Trouble trouble = troubles.get(account.name());
        if (trouble != null && clock.instant().isBefore(trouble.next())) {
            return;
        }
        try {
            int taken = reader.look(account);
            if (troubles.remove(account.name()) != null) {
                isWell(account);
            }
            if (taken > 0) {
                store.commit(tx -> {
                    audit.append(
                            tx,
                            AuditEntry.of("take_mail", "watcher", Status.SUCCESS)
                                    .detail("mailbox", account.name())
                                    .detail("mails", taken));
                    return null;
                });
            }
        } catch (AuthenticationFailedException e) {
            failed(account, e, true);
        } catch (MessagingException e) {
            failed(account, e, false);
        }
    }

    private void failed(MailAccount account, MessagingException e, boolean authentication) {
        Trouble before = troubles.get(account.name());
        Optional<Place> place = store.read(tx -> Place.of(tx, account.name(), account.folder()));
        boolean isStuck = before != null && before.place().equals(place);
        Duration pause =
                authentication ? LONGEST_PAUSE : isStuck ? before.pause().multipliedBy(2) : FIRST_PAUSE;
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        String sentence = authentication
                ? "The mailbox " + account.name() + " does not accept what goldtier.mailboxes says: " + e.getMessage()
                : "The mailbox " + account.name() + " cannot be read: " + e.getMessage();
        troubles.put(account.name(), new Trouble(authentication, clock.instant().plus(pause), pause, place));
        LOG.warn("{}; it is tried again in {} s", sentence, pause.toSeconds());
        if (before != null && before.authentication() == authentication) {
            return;
        }
        store.commit(tx -> {
            audit.append(
                    tx,
                    AuditEntry.of("take_mail", "watcher", Status.FAILURE)
                            .detail("mailbox", account.name())
                            .error(sentence));
            if (authentication) {
                alerts.stands(
                        tx,
                        "mailbox " + account.name(),
                        Alert.of(Alert.Severity.CRITICAL, "mailbox", title(account), sentence)
                                .done("It is tried again every 5 minutes; mails wait in it meanwhile.")
                                .choice(
                                        "Put user, password or oauth of this mailbox right in the settings and start again."));
            }
            return null;
        });
    }

    private void isWell(MailAccount account) {
        store.commit(tx -> {
            alerts.isOver(tx, "mailbox " + account.name(), title(account));
            return null;
        });
    }

    private static String title(MailAccount account) {
        return "Mailbox " + account.name() + " cannot be opened";
    }
}
