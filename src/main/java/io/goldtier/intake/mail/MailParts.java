package io.goldtier.intake.mail;

import io.goldtier.intake.message.Attachment;
import io.goldtier.intake.message.Excerpt;
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
import java.io.OutputStream;
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
    private Excerpt plain;
    private byte[] html;
    private String htmlOnly;
    private Charset htmlCharset;
    private String calendar;

    MailParts(Mail.Keeper keeper) {
        this.keeper = keeper;
    }

    List<Attachment> attachments() {
        return attachments;
    }

    Excerpt words() {
        Excerpt words =
                plain != null && !plain.text().isBlank() ? plain : html == null ? Excerpt.whole("") : read(html);
        return calendar == null ? words : words.with(text -> (text.strip() + "\n" + calendar).strip());
    }

    /** Only where it is needed: beside a plain text it says the same. */
    private Excerpt read(byte[] page) {
        return new Excerpt(
                HtmlText.of(page, htmlCharset.name(), "the page in the mail").text(), htmlOnly);
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
            calendar = calendar == null ? CalendarText.of(new String(bytes(part).start(), charset(part))) : calendar;
            attach(part);
        } else if (isAttachment(part)) {
            attach(part);
        } else if (part.isMimeType("text/html")) {
            if (html == null) {
                Bytes bytes = bytes(part);
                htmlCharset = charset(part);
                html = bytes.start();
                htmlOnly = bytes.only();
            }
        } else if (part.isMimeType("text/*")) {
            if (plain == null) {
                Bytes bytes = bytes(part);
                plain = new Excerpt(new String(bytes.start(), charset(part)), bytes.only());
            }
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

    /** The beginning of a part, and how much of it that is where it is not all. */
    private record Bytes(byte[] start, String only) {}

    private static Bytes bytes(Part part) throws MessagingException, IOException {
        try (InputStream decoded = part.getInputStream()) {
            byte[] start = decoded.readNBytes(LONGEST_TEXT);
            long rest = decoded.transferTo(OutputStream.nullOutputStream());
            return new Bytes(start, rest == 0 ? null : Excerpt.first(start.length, start.length + rest, "bytes"));
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
