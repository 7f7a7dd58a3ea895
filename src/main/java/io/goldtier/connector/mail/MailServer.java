package io.goldtier.connector.mail;

import io.goldtier.connector.Server;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The server entity {@code email-mcp}: whether the mail server takes our mail. */
@Component
class MailServer implements Server {

    private final Mailbag mailbag;

    MailServer(Mailbag mailbag) {
        this.mailbag = mailbag;
    }

    @Override
    public String serverId() {
        return "email-mcp";
    }

    @Override
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("smtp_host", mailbag.getHost());
        return fields;
    }

    @Override
    public Health check() {
        if (!mailbag.isSetUp()) {
            return new Health.Inactive("Mail is not set up: goldtier.smtp.host is not set.");
        }
        try {
            mailbag.greet();
            return new Health.Active();
        } catch (AuthenticationFailedException e) {
            return new Health.Fault("The mail server does not accept goldtier.smtp.user and .password.");
        } catch (MessagingException e) {
            return new Health.Fault("The mail server cannot be used: " + e.getMessage());
        }
    }
}
