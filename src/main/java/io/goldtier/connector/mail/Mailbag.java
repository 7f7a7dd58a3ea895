package io.goldtier.connector.mail;

import io.goldtier.audit.Redaction;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.camel.Variable;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What the route {@code smtp} sends with: the server of the settings, or the stand-in's, from which nothing leaves this
 * machine. The password is in no address and no header of a route.
 */
@Component("mailbag")
public class Mailbag extends DefaultJavaMailSender {

    private static final String SANDBOX_FROM = "assistant@goldtier.example";
    private static final List<String> SANDBOX_OWNERS = List.of("owner@goldtier.example");

    private final SmtpSettings settings;
    private final StandIn standIn;

    Mailbag(SmtpSettings settings, Settings common, ObjectProvider<StandIn> standIns) {
        this.settings = settings;
        this.standIn = common.mode() == Mode.SANDBOX ? standIns.getIfAvailable() : null;
        Redaction.learn(settings.password());
        setProtocol("smtp");
        if (standIn == null) {
            setUsername(settings.user());
            setPassword(settings.password());
        }
        setJavaMailProperties(properties());
    }

    /** A mail server in this process. */
    public interface StandIn {

        /** Its port on this machine. */
        int port();
    }

    /** Whether mail can be sent and there is somebody to tell. */
    public boolean isSetUp() {
        return standIn != null || settings.host() != null;
    }

    /** Who is told what needs a person. */
    public List<String> owners() {
        return standIn != null && settings.owner() == null ? SANDBOX_OWNERS : settings.owners();
    }

    /** The least time between two mails to them. */
    public Duration pace() {
        return settings.pace();
    }

    @Override
    public String getHost() {
        return standIn == null ? settings.host() : "127.0.0.1";
    }

    @Override
    public int getPort() {
        return standIn == null ? settings.port() : standIn.port();
    }

    /** Sends it in our name, whatever a route says. */
    @Override
    public void send(MimeMessage message) throws MessagingException {
        sign(message, false);
        super.send(message);
    }

    /** Says whose mail it is, and that a program made it, so that no other program answers (RFC 3834). */
    void sign(MimeMessage message, boolean answers) throws MessagingException {
        message.setFrom(new InternetAddress(from()));
        message.setHeader("Auto-Submitted", answers ? "auto-replied" : "auto-generated");
    }

    /** Who our mail comes from. */
    public String from() {
        return settings.from() == null ? SANDBOX_FROM : settings.from();
    }

    /** An id for the mail of an action: the same in each attempt, so that a mail server can tell that it is the same. */
    public String messageId(@Variable("drawn") String drawn) {
        String from = from();
        return "<goldtier." + drawn + from.substring(from.indexOf('@')) + ">";
    }

    /** A connection to the server over which mails can be sent. */
    Transport open() throws MessagingException {
        Transport transport = getSession().getTransport("smtp");
        try {
            transport.connect(getHost(), getPort(), getUsername(), getPassword());
            return transport;
        } catch (MessagingException e) {
            transport.close();
            throw e;
        }
    }

    /** What it means that there is no connection to the server: nothing was sent. */
    static OutsideException trouble(MessagingException e) {
        return e instanceof AuthenticationFailedException
                ? new OutsideException(
                                Kind.AUTHENTICATION,
                                "smtp",
                                "The mail server does not accept goldtier.smtp.user and .password.")
                        .answered()
                : new OutsideException(
                        Kind.TRANSIENT, "smtp", "The mail server cannot be used: " + e.getMessage(), null, e);
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put("mail.smtp.connectiontimeout", "5000");
        properties.put("mail.smtp.timeout", "30000");
        properties.put("mail.smtp.writetimeout", "30000");
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.auth", String.valueOf(getUsername() != null));
        if (standIn == null && settings.security() != SmtpSettings.Security.NONE) {
            boolean later = settings.security() == SmtpSettings.Security.STARTTLS;
            properties.put(later ? "mail.smtp.starttls.enable" : "mail.smtp.ssl.enable", "true");
            properties.put("mail.smtp.starttls.required", String.valueOf(later));
            properties.put("mail.smtp.ssl.checkserveridentity", "true");
        }
        return properties;
    }
}
