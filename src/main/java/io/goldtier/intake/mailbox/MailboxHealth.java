package io.goldtier.intake.mailbox;

import io.goldtier.connector.mail.MailAccount;
import io.goldtier.connector.mail.Mailboxes;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the route {@code mailboxes-health} asks: whether all mailboxes can be read, as the last look at each has shown. */
@Component("mailboxHealth")
class MailboxHealth {

    private final Mailboxes mailboxes;
    private final MailboxLook look;

    MailboxHealth(Mailboxes mailboxes, MailboxLook look) {
        this.mailboxes = mailboxes;
        this.look = look;
    }

    /** {@code inactive} with a sentence, or what to show. */
    public Map<String, Object> check() {
        if (mailboxes.all().isEmpty()) {
            return Map.of("inactive", "No mailbox is set up: goldtier.mailboxes is empty.");
        }
        Map<String, MailboxLook.Trouble> troubles = look.troubles();
        if (!troubles.isEmpty()) {
            boolean ours = troubles.values().stream().anyMatch(MailboxLook.Trouble::authentication);
            OutsideException trouble = new OutsideException(
                    ours ? Kind.AUTHENTICATION : Kind.TRANSIENT,
                    "mailboxes",
                    troubles.values().stream()
                            .map(MailboxLook.Trouble::sentence)
                            .collect(Collectors.joining(" ")));
            throw ours ? trouble.answered() : trouble;
        }
        return Map.of(
                "shows",
                Map.of(
                        "mailboxes",
                        mailboxes.all().stream().map(MailAccount::name).toList()));
    }
}
