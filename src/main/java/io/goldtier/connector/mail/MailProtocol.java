package io.goldtier.connector.mail;

import io.goldtier.outside.Part;
import io.goldtier.outside.Protocol;
import io.goldtier.outside.http.Wire;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Mail as an outside system: {@code outside:smtp} takes a map {@code {method, to, subject, text, attachments, message_id,
 * in_reply_to, date}}. The method {@code send} is the effect; {@code copy}, with the same map as {@code mail}, adds it to the folder for sent
 * mail.
 *
 * <p>A server that takes a mail for some of its recipients has taken it (RFC 5321, 3.3): it is done, and the others are
 * named.
 */
@Component("mailProtocol")
class MailProtocol implements Protocol {

    private static final Logger LOG = LoggerFactory.getLogger(MailProtocol.class);
    private static final String SYSTEM = "smtp";
    private static final String COPY = "copy";

    private final Mailbag mailbag;
    private final OutgoingMail outgoing;
    private final SentFolder sent;

    MailProtocol(Mailbag mailbag, OutgoingMail outgoing, SentFolder sent) {
        this.mailbag = mailbag;
        this.outgoing = outgoing;
        this.sent = sent;
    }

    @Override
    public Part part(Map<String, Object> call) {
        return switch (String.valueOf(call.getOrDefault("method", "send"))) {
            case "send" -> Part.EFFECT;
            case COPY -> Part.ADDITION;
            default -> throw new IllegalArgumentException("method must be send or copy, was: " + call.get("method"));
        };
    }

    @Override
    public Map<String, Object> shown(Map<String, Object> call) {
        return call;
    }

    @Override
    public Object call(Map<String, Object> call, Wire wire) {
        if (!mailbag.isSetUp()) {
            throw new OutsideException(
                    Kind.AUTHENTICATION, SYSTEM, "Mail is not set up: goldtier.smtp.host is not set.");
        }
        return part(call) == Part.EFFECT
                ? send(outgoing.of(call), wire)
                : copy(outgoing.of((Map<?, ?>) call.get("mail")), wire);
    }

    private Map<String, Object> copy(MimeMessage mail, Wire wire) {
        wire.begins(Part.ADDITION);
        return Map.of("copied", sent.keep(mail));
    }

    private Map<String, Object> send(MimeMessage mail, Wire wire) {
        Transport transport = open();
        try {
            Address[] recipients = mail.getAllRecipients();
            // Envelope and header name the same people, so nobody gets it whom the reader does not see
            wire.begins(Part.EFFECT);
            transport.sendMessage(mail, recipients);
            return result(mail, recipients, List.of());
        } catch (MessagingException e) {
            SmtpRefusal refusal = SmtpRefusal.in(e);
            if (!refusal.taken().isEmpty()) {
                return result(mail, refusal.taken().toArray(Address[]::new), refusal.notTaken());
            }
            throw refusal.trouble(SYSTEM);
        } finally {
            hangUp(transport);
        }
    }

    private Transport open() {
        try {
            return mailbag.open();
        } catch (AuthenticationFailedException e) {
            throw new OutsideException(
                            Kind.AUTHENTICATION,
                            SYSTEM,
                            "The mail server does not accept goldtier.smtp.user and .password.")
                    .answered();
        } catch (MessagingException e) {
            throw new OutsideException(
                    Kind.TRANSIENT, SYSTEM, "The mail server cannot be used: " + e.getMessage(), null, e);
        }
    }

    /** What a server took it keeps, however the connection ends: that it could not be told good-bye says nothing. */
    private static void hangUp(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("The mail server had hung up before it was told good-bye", e);
        }
    }

    private static Map<String, Object> result(MimeMessage mail, Address[] taken, List<Address> notTaken) {
        try {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("message_id", mail.getMessageID());
            result.put("sent_to", Arrays.stream(taken).map(Address::toString).toList());
            if (!notTaken.isEmpty()) {
                List<String> warnings = new ArrayList<>();
                Stream.of(notTaken)
                        .flatMap(List::stream)
                        .forEach(each -> warnings.add("The mail server did not take it for " + each + "."));
                result.put("warnings", warnings);
            }
            return result;
        } catch (MessagingException e) {
            throw new IllegalStateException("A mail that was sent has no message id", e);
        }
    }
}
