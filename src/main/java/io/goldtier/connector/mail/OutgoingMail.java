package io.goldtier.connector.mail;

import io.goldtier.skill.effect.OutsideException;
import io.goldtier.vault.Names;
import io.goldtier.vault.Vault;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.stereotype.Component;

/** Makes mails of calls: plain text in UTF-8, attachments from the vault, and headers into which nothing can be smuggled. */
@Component("outgoingMail")
class OutgoingMail {

    private static final long MOST_ATTACHED = 20L * 1024 * 1024;

    /** Not at hand when doctor looks at the mail server alone. */
    private final ObjectProvider<Vault> vault;

    private final Mailbag mailbag;

    OutgoingMail(ObjectProvider<Vault> vault, Mailbag mailbag) {
        this.vault = vault;
        this.mailbag = mailbag;
    }

    /** The mail of a call; the same call gives the same mail. */
    MimeMessage of(Map<?, ?> call) {
        try {
            MimeMessage mail = new WithId(mailbag, text(call, "message_id"));
            for (String recipient : texts(call.get("to"))) {
                mail.addRecipient(Message.RecipientType.TO, new InternetAddress(line(recipient), true));
            }
            mail.setSubject(line(text(call, "subject")), StandardCharsets.UTF_8.name());
            if (call.get("date") != null) {
                mail.setSentDate(Date.from(Instant.parse(text(call, "date"))));
            }
            boolean answers = call.get("in_reply_to") != null;
            if (answers) {
                String id = "<" + line(text(call, "in_reply_to")).replaceAll("[<>\\s]", "") + ">";
                mail.setHeader("In-Reply-To", id);
                mail.setHeader("References", id);
            }
            mailbag.sign(mail, answers);
            fill(mail, text(call, "text"), texts(call.get("attachments")));
            mail.saveChanges();
            return mail;
        } catch (MessagingException e) {
            throw new IllegalArgumentException("The mail cannot be made: " + e.getMessage(), e);
        }
    }

    private void fill(MimeMessage mail, String text, List<String> attachments) throws MessagingException {
        if (attachments.isEmpty()) {
            mail.setText(text, StandardCharsets.UTF_8.name());
            return;
        }
        MimeMultipart parts = new MimeMultipart();
        MimeBodyPart words = new MimeBodyPart();
        words.setText(text, StandardCharsets.UTF_8.name());
        parts.addBodyPart(words);
        for (String attachment : attachments) {
            Path file = file(attachment);
            MimeBodyPart part = new MimeBodyPart();
            String name = Names.safe(file.getFileName().toString());
            try {
                part.setDataHandler(new DataHandler(new ByteArrayDataSource(Files.readAllBytes(file), type(name))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            part.setFileName(name);
            parts.addBodyPart(part);
        }
        mail.setContent(parts);
    }

    /**
     * What goes with a mail, for the person who is asked.
     *
     * @return a sentence each
     * @throws OutsideException if one is not in the vault or is none that may be sent
     */
    public Map<String, Object> look(@Body Map<String, Object> input) {
        return Map.of(
                "preview",
                texts(input.get("attachments")).stream()
                        .map(each -> each + " goes with it (" + size(file(each)) / 1024 + " KiB).")
                        .toList());
    }

    private Path file(String name) {
        Path file = found(name);
        if (size(file) > MOST_ATTACHED) {
            throw refused("attachments has " + name + ", which has more than 20 MiB");
        }
        return file;
    }

    private Path found(String name) {
        try {
            return vault.getObject().document(name).orElseThrow(() -> unknown(name));
        } catch (IllegalArgumentException e) {
            throw unknown(name);
        }
    }

    private static OutsideException unknown(String name) {
        return refused("attachments must name documents of the vault, such as Done/report.pdf, which lie in "
                + Vault.DOCUMENTS + "; was: " + name);
    }

    private static OutsideException refused(String sentence) {
        return new OutsideException(OutsideException.Kind.PERMANENT, "smtp", sentence + ".").answered();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String name) {
        return MediaTypeFactory.getMediaType(name)
                .filter(type -> !type.getType().equals("message"))
                .orElse(MediaType.APPLICATION_OCTET_STREAM)
                .toString();
    }

    private static String text(Map<?, ?> call, String name) {
        return call.get(name) == null ? "" : String.valueOf(call.get(name));
    }

    /** A list of texts, or one text alone. */
    static List<String> texts(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : Stream.ofNullable(value).map(String::valueOf).toList();
    }

    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    /** Keeps the id that it is given; the library would draw one. */
    private static final class WithId extends MimeMessage {

        private final String id;

        private WithId(Mailbag mailbag, String id) {
            super(mailbag.getSession());
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
