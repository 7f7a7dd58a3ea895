package io.goldtier.connector.mail;

import io.goldtier.skill.effect.OutsideException;
import jakarta.mail.MessagingException;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the route {@code smtp-health} asks: whether the mail server takes our mail. */
@Component("mailHealth")
class MailHealth {

    private final Mailbag mailbag;

    MailHealth(Mailbag mailbag) {
        this.mailbag = mailbag;
    }

    /**
     * Greets the server.
     *
     * @return {@code inactive} with a sentence, or what to show of it
     * @throws OutsideException when it does not answer, or does not accept our password
     */
    public Map<String, Object> check() {
        if (!mailbag.isSetUp()) {
            return Map.of("inactive", "Mail is not set up: goldtier.smtp.host is not set.");
        }
        try {
            mailbag.open().close();
            return Map.of("shows", Map.of("smtp_host", mailbag.getHost()));
        } catch (MessagingException e) {
            throw Mailbag.trouble(e);
        }
    }
}
