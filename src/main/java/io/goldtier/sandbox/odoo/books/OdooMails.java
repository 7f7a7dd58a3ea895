package io.goldtier.sandbox.odoo.books;

import io.goldtier.json.Json;
import io.goldtier.sandbox.SandboxFault.Mail;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages on records, and the mails that carry them.
 *
 * <p>A mail that was handed on is deleted, as Odoo does with those of its templates: what stays is the message with its
 * notification. One that failed stays, with the reason.
 */
public final class OdooMails {

    private static final String NO_SERVER = "111\nConnection refused";
    private static final OdooModel MESSAGE = OdooModels.find("mail.message");
    private static final OdooModel MAIL = OdooModels.find("mail.mail");
    private static final OdooModel NOTIFICATION = OdooModels.find("mail.notification");

    private final OdooSession session;

    /** Messages and mails within a call. */
    public OdooMails(OdooSession session) {
        this.session = session;
    }

    /** Puts a message on a record that nobody is sent. */
    public int note(String model, Object record, String type, Object body) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("model", model);
        message.put("res_id", record);
        message.put("message_type", type);
        message.put("body", body);
        return session.insert(MESSAGE, message);
    }

    /** Puts a message on a document and mails it. */
    void send(int move, List<?> partners, Object subject, int attachment) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("model", OdooModels.MOVE);
        message.put("res_id", move);
        message.put("message_type", "comment");
        message.put("subject", subject);
        message.put("partner_ids", Json.write(partners));
        message.put("attachment_ids", "[" + attachment + "]");
        int messageId = session.insert(MESSAGE, message);
        Map<String, Object> mail = new LinkedHashMap<>();
        mail.put("mail_message_id", messageId);
        mail.put("model", OdooModels.MOVE);
        mail.put("res_id", move);
        mail.put("subject", subject);
        mail.put("recipient_ids", Json.write(partners));
        mail.put("state", "outgoing");
        int mailId = session.insert(MAIL, mail);
        for (Object partner : partners) {
            Map<String, Object> notification = new LinkedHashMap<>();
            notification.put("mail_message_id", messageId);
            notification.put("mail_mail_id", mailId);
            notification.put("res_partner_id", partner);
            notification.put("notification_type", "email");
            notification.put("notification_status", "ready");
            session.insert(NOTIFICATION, notification);
        }
        deliver();
    }

    /** Whether there are mails that have not gone out yet. */
    public static boolean waiting(OdooSession session) {
        return !session.query("SELECT 1 FROM mail_mail WHERE state='outgoing' LIMIT 1", List.of())
                .isEmpty();
    }

    /** Tries the mails that wait. */
    public void deliver() {
        if (session.mail == Mail.OUTGOING) {
            return;
        }
        boolean sent = session.mail == Mail.SENT;
        session.execute(
                "UPDATE mail_notification SET notification_status=?, failure_type=? WHERE mail_mail_id IN"
                        + " (SELECT id FROM mail_mail WHERE state='outgoing')",
                java.util.Arrays.asList(sent ? "sent" : "exception", sent ? null : "mail_smtp"));
        if (sent) {
            session.execute("DELETE FROM mail_mail WHERE state='outgoing'", List.of());
        } else {
            session.execute(
                    "UPDATE mail_mail SET state='exception', failure_reason=? WHERE state='outgoing'",
                    List.of(NO_SERVER));
        }
    }
}
