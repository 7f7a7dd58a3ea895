package io.goldtier.intake.mail;

import io.goldtier.intake.message.Attachment;
import io.goldtier.intake.message.HtmlText;
import io.goldtier.intake.message.Refusal;
import io.goldtier.vault.Names;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Walks through the parts of a mail, as deep as mails are. */
final class MailParts {
    private static final int DEEPEST = 10;
    private static final int LONGEST_TEXT = 1024 * 1024;
    private static final int MOST_ATTACHMENTS = 100;

    private final Mail.Keeper keeper;
    private final List<Attachment> attachments = new ArrayList<>();
    private String plain;
    private byte[] html;
    private Charset htmlCharset;
    private String calendar;

    MailParts(Mail.Keeper keeper) {
        this.keeper = keeper;
    }

    List<Attachment> attachments() {
        return attachments;
    }

    String words() {
        String words = plain != null && !plain.isBlank() ? plain : html == null ? "" : read(html);
        return calendar == null ? words : (words.strip() + "\n" + calendar).strip();
    }

    /** Only where it is needed: beside a plain text it says the same. */
    private String read(byte[] page) {
        return HtmlText.of(page, htmlCharset.name(), "the page in the mail");
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
        } else if (part.isMimeType("text/calendar")) {
            calendar = calendar == null ? CalendarText.of(new String(bytes(part), charset(part))) : calendar;
            attach(part);
        } else if (isAttachment(part)) {
            attach(part);
        } else if (part.isMimeType("text/html")) {
            htmlCharset = html == null ? charset(part) : htmlCharset;
            html = html == null ? bytes(part) : html;
        } else if (part.isMimeType("text/*")) {
            plain = plain == null ? new String(bytes(part), charset(part)) : plain;
        } else {
            attach(part);
        }
    }

    private static boolean isAttachment(Part part) throws MessagingException {
        return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || name(part) != null;
    }

    private void attach(Part part) throws MessagingException, IOException {
        if (attachments.size() == MOST_ATTACHMENTS) {
            throw new Refusal("Mail cannot be read", "The mail has more than " + MOST_ATTACHMENTS + " attachments.");
        }
        String given = name(part);
        String name = Names.safe(given == null ? usualName(part) : given);
        try (InputStream attached = part.getInputStream()) {
            attachments.add(new Attachment(name, keeper.keep(name, attached)));
        }
    }

    private static String usualName(Part part) throws MessagingException {
        return part.isMimeType("message/rfc822")
                ? "forwarded.eml"
                : part.isMimeType("text/calendar") ? "invitation.ics" : "attachment";
    }

    /** A name that cannot be decoded is no reason to refuse the mail. */
    private static String name(Part part) {
        try {
            return part.getFileName();
        } catch (MessagingException e) {
            return "attachment";
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
