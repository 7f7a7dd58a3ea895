package io.goldtier.intake.mail;

import io.goldtier.handbook.KnownContacts;
import io.goldtier.intake.message.Content;
import io.goldtier.intake.message.Refusal;
import io.goldtier.json.Cut;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** A mail in MIME, read without fetching or opening anything that is in it. */
public final class Mail {

    private static final Session NO_SESSION = Session.getInstance(new Properties());
    private static final int LONGEST_SHOWN = 200;

    private Mail() {}

    /**
     * Reads a mail: the one address that its {@code From} names, else what stands there; its subject; the plain part,
     * else the words of the HTML part; and the other parts as attachments.
     *
     * @param bytes the mail as it was sent
     * @param file where it lies
     * @throws Refusal if it is no mail, or one that is made to use up memory
     */
    public static Content of(byte[] bytes, Path file) {
        return of(bytes, (name, attached) -> file);
    }

    /** Keeps what is attached to a mail. */
    public interface Keeper {

        /**
         * Keeps one attachment.
         *
         * @param name its name, made safe
         * @return where it is
         */
        Path keep(String name, InputStream attached) throws IOException;
    }

    /** The same, with the attachments kept one by one. */
    public static Content of(byte[] bytes, Keeper keeper) {
        MailBounds.check(bytes);
        try {
            MimeMessage mail = new MimeMessage(NO_SESSION, new ByteArrayInputStream(bytes));
            MailParts parts = new MailParts(keeper);
            parts.read(mail, 0);
            String[] from = mail.getHeader("From");
            return new Content(
                    senderOf(from),
                    Optional.ofNullable(mail.getSubject()).map(Mail::oneLine).orElse(""),
                    parts.words(),
                    parts.attachments());
        } catch (MessagingException | IOException e) {
            throw new Refusal("Mail cannot be read", "The mail is not valid MIME: " + e.getMessage() + ".");
        }
    }

    /** Who a mail says it is from, by its {@code From} headers; null when it says nothing. */
    public static String senderOf(String... headers) {
        if (headers == null || headers.length == 0) {
            return null;
        }
        // One header with one address gives the address alone; a display name can be anything and is left out
        try {
            InternetAddress[] addresses =
                    headers.length == 1 ? InternetAddress.parse(headers[0], true) : new InternetAddress[0];
            Optional<String> only = addresses.length == 1 && !addresses[0].isGroup()
                    ? KnownContacts.email(addresses[0].getAddress())
                    : Optional.empty();
            return only.orElseGet(() -> shown(headers));
        } catch (AddressException e) {
            return shown(headers);
        }
    }

    private static String shown(String[] headers) {
        return Cut.line(LONGEST_SHOWN, String.join(" and ", headers));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
