package io.goldtier.intake.mailbox;

import io.goldtier.intake.mail.Mail;
import io.goldtier.json.Cut;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.Optional;

/** The headers of a mail, read tolerantly and not beyond what headers need. */
final class MailHeaders {

    private static final int MOST = 256 * 1024;
    private static final int LONGEST = 900;

    private final InternetHeaders headers;

    private MailHeaders(InternetHeaders headers) {
        this.headers = headers;
    }

    static MailHeaders of(byte[] mail) {
        try {
            return new MailHeaders(
                    new InternetHeaders(new ByteArrayInputStream(mail, 0, Math.min(mail.length, MOST)), true));
        } catch (MessagingException e) {
            return new MailHeaders(new InternetHeaders());
        }
    }

    List<String> all(String name) {
        String[] values = headers.getHeader(name);
        return values == null ? List.of() : List.of(values);
    }

    /** Who it says it is from, or null. */
    String sender() {
        return Mail.senderOf(headers.getHeader("From"));
    }

    String subject() {
        return first("Subject").map(MailHeaders::decoded).orElse("");
    }

    /** What its sender calls it, without brackets; null when it has no name. */
    String messageId() {
        return first("Message-ID")
                .map(id -> id.replaceAll("[<>\\s\\p{Cntrl}]", ""))
                .filter(id -> !id.isEmpty())
                .orElse(null);
    }

    /** The messages that it says it answers, without brackets. */
    List<String> answers() {
        String ids = first("In-Reply-To").orElse("") + " " + first("References").orElse("");
        return List.of(ids.replaceAll("[<>,]", " ").strip().split("\\s+")).stream()
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
    }

    /** True when a program made it: an answer to it would be one to a program. */
    boolean isAutomatic() {
        return first("Auto-Submitted")
                        .filter(value -> !value.strip().equalsIgnoreCase("no"))
                        .isPresent()
                || first("Precedence")
                        .filter(value -> value.strip().matches("(?i)bulk|junk|list|auto_reply"))
                        .isPresent()
                || first("List-Id").isPresent();
    }

    private Optional<String> first(String name) {
        return all(name).stream().findFirst().map(MailHeaders::oneLine);
    }

    private static String decoded(String text) {
        try {
            return oneLine(MimeUtility.decodeText(text));
        } catch (UnsupportedEncodingException e) {
            return text;
        }
    }

    private static String oneLine(String text) {
        return Cut.line(LONGEST, text);
    }
}
