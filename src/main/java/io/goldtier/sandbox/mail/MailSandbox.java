package io.goldtier.sandbox.mail;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.goldtier.connector.mail.Mailbag;
import io.goldtier.sandbox.SandboxState;
import jakarta.annotation.PreDestroy;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** A mail server that keeps what it is given, as long as this process runs; it starts with the first mail. */
@Component
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class MailSandbox implements SandboxState, Mailbag.StandIn {

    private static final int KEPT = 200;

    private final Deque<Map<String, Object>> sent = new ArrayDeque<>();
    private GreenMail server;

    @Override
    public synchronized int port() {
        if (server == null) {
            server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            server.start();
        }
        collect();
        return server.getSmtp().getPort();
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public synchronized Object state() {
        collect();
        return Map.of("sent", List.copyOf(sent));
    }

    /** Takes the mail out of the server, where it would stay for ever. */
    private void collect() {
        if (server == null) {
            return;
        }
        try {
            MimeMessage[] arrived = server.getReceivedMessages();
            server.purgeEmailFromAllMailboxes();
            for (MimeMessage message : arrived) {
                sent.add(read(message));
            }
            while (sent.size() > KEPT) {
                sent.removeFirst();
            }
        } catch (FolderException | MessagingException e) {
            throw new IllegalStateException("The stand-in for mail cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> read(MimeMessage message) throws MessagingException, IOException {
        Map<String, Object> mail = new LinkedHashMap<>();
        mail.put("from", message.getHeader("From", ", "));
        mail.put("to", message.getHeader("To", ", "));
        mail.put("subject", message.getSubject());
        mail.put("message_id", message.getMessageID());
        mail.put("content_type", message.getContentType());
        mail.put("in_reply_to", message.getHeader("In-Reply-To", ", "));
        List<String> attachments = new ArrayList<>();
        mail.put("text", text(message, attachments).replace("\r\n", "\n"));
        mail.put("attachments", attachments);
        return mail;
    }

    /** The words of the first part; the names of the others are added to the list. */
    private static String text(Part part, List<String> attachments) throws MessagingException, IOException {
        if (!(part.getContent() instanceof Multipart parts)) {
            return String.valueOf(part.getContent());
        }
        for (int i = 1; i < parts.getCount(); i++) {
            attachments.add(parts.getBodyPart(i).getFileName());
        }
        return parts.getCount() == 0 ? "" : String.valueOf(parts.getBodyPart(0).getContent());
    }

    @PreDestroy
    synchronized void stop() {
        if (server != null) {
            server.stop();
        }
    }
}
