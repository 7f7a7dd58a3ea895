package io.goldtier.connector.mail;

import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the route {@code mailboxes-health} asks: whether each mailbox lets us in. */
@Component("mailboxHealth")
class MailboxHealth {

    private final Mailboxes mailboxes;

    MailboxHealth(Mailboxes mailboxes) {
        this.mailboxes = mailboxes;
    }

    /** {@code inactive} with a sentence, or what to show. */
    public Map<String, Object> check() {
        if (mailboxes.all().isEmpty()) {
            return Map.of("inactive", "No mailbox is set up: goldtier.mailboxes is empty.");
        }
        List<String> sentences = new ArrayList<>();
        boolean ours = false;
        for (MailAccount account : mailboxes.all()) {
            try {
                mailboxes.open(account).close();
            } catch (AuthenticationFailedException e) {
                ours = true;
                sentences.add("The mailbox " + account.name()
                        + " does not let us in: mend its user and password, or its" + " oauth, in goldtier.mailboxes.");
            } catch (MessagingException e) {
                sentences.add("The mailbox " + account.name() + " cannot be reached at " + account.host() + ".");
            }
        }
        if (!sentences.isEmpty()) {
            OutsideException trouble = new OutsideException(
                    ours ? Kind.AUTHENTICATION : Kind.TRANSIENT, "mailboxes", String.join(" ", sentences));
            throw ours ? trouble.answered() : trouble;
        }
        return Map.of(
                "shows",
                Map.of(
                        "mailboxes",
                        mailboxes.all().stream().map(MailAccount::name).toList()));
    }
}
