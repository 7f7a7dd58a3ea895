package io.goldtier.intake.message;

import io.goldtier.handbook.KnownContacts;
import io.goldtier.vault.Names;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** A mail in MIME, read without fetching or opening anything that is in it. */
public final class Mail {

    private static final Session NO_SESSION = Session.getInstance(new Properties());
    private static final int DEEPEST = 10;
    private static final int LONGEST_TEXT = 1024 * 1024;
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
        MailBounds.check(bytes);
        try {
            MimeMessage mail = new MimeMessage(NO_SESSION, new ByteArrayInputStream(bytes));
            Parts parts = new Parts(file);
            parts.read(mail, 0);
            String[] from = mail.getHeader("From");
            return new Content(
                    from == null ? null : sender(from),
                    Optional.ofNullable(mail.getSubject()).map(Mail::oneLine).orElse(""),
                    parts.words(),
                    parts.attachments);
        } catch (MessagingException | IOException e) {
            throw new Refusal("Mail cannot be read", "The mail is not valid MIME: " + e.getMessage() + ".");
        }
    }

    /** One header with one address gives the address alone; a display name can be anything and is left out. */
    private static String sender(String[] headers) {
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
        String text = oneLine(String.join(" and ", headers));
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Walks through the parts, as deep as mails are. */
    private static final class Parts {

        private final Path file;
        private final List<Attachment> attachments = new ArrayList<>();
        private String plain;
        private String html;

        private Parts(Path file) {
            this.file = file;
        }

        String words() {
            return plain != null && !plain.isBlank() ? plain : html == null ? "" : html;
        }

        void read(Part part, int depth) throws MessagingException, IOException {
            if (part.isMimeType("multipart/*")) {
                if (depth > DEEPEST) {
                    throw new Refusal("Mail cannot be read", "The mail's parts are nested too deeply.");
                }
                Multipart parts = new MimeMultipart(part.getDataHandler().getDataSource());
                for (int i = 0; i < parts.getCount(); i++) {
                    BodyPart each = parts.getBodyPart(i);
                    read(each, depth + 1);
                }
            } else if (isAttachment(part)) {
                attachments.add(attachment(part));
            } else if (part.isMimeType("text/html")) {
                html = html == null ? HtmlText.of(bytes(part), charset(part).name()) : html;
            } else if (part.isMimeType("text/*")) {
                plain = plain == null ? new String(bytes(part), charset(part)) : plain;
            } else {
                attachments.add(attachment(part));
            }
        }

        private static boolean isAttachment(Part part) throws MessagingException {
            return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || name(part) != null;
        }

        private Attachment attachment(Part part) throws MessagingException {
            String name = name(part);
            return new Attachment(
                    Names.safe(name == null ? "attachment" : name), mediaType(part), part.getSize(), file);
        }

        /** A name that cannot be decoded is no reason to refuse the mail. */
        private static String name(Part part) {
            try {
                return part.getFileName();
            } catch (MessagingException e) {
                return "attachment";
            }
        }

        private static String mediaType(Part part) throws MessagingException {
            try {
                return new ContentType(part.getContentType()).getBaseType();
            } catch (ParseException e) {
                return "";
            }
        }

        private static byte[] bytes(Part part) throws MessagingException, IOException {
            try (InputStream decoded = part.getInputStream()) {
                return decoded.readNBytes(LONGEST_TEXT);
            }
        }

        private static Charset charset(Part part) throws MessagingException {
            try {
                String name = new ContentType(part.getContentType()).getParameter("charset");
                return name == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
            } catch (ParseException | IllegalArgumentException e) {
                return StandardCharsets.UTF_8;
            }
        }
    }
}
