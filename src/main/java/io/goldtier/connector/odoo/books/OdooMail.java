package io.goldtier.connector.odoo.books;

import io.goldtier.connector.odoo.rpc.OdooErrors;
import io.goldtier.connector.odoo.rpc.OdooValues;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * What became of the mails that Odoo sent with a document. Odoo marks the document as sent when it takes the mail on; only
 * the mail's own state tells whether it went out.
 */
@Component("odooMail")
class OdooMail {

    private static final List<String> FAILED = List.of("exception", "bounce", "canceled");
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Clock clock;

    OdooMail(Clock clock) {
        this.clock = clock;
    }

    /**
     * The state of the mails of a document's latest message: {@code state} ({@code none}, {@code sending}, {@code sent},
     * {@code failed}), {@code message} (its id, 0 for none) and, of those that failed, {@code reason}.
     *
     * @param notifications one for each recipient, the latest first
     * @param earlier what this gave before the mail was sent: its message does not count any more; or null
     */
    public Map<String, Object> state(
            @Body List<Map<String, Object>> notifications, @Variable("earlier") Map<String, Object> earlier) {
        long latest = notifications.isEmpty() ? 0 : message(notifications.get(0));
        boolean old = earlier != null && latest <= ((Number) earlier.get("message")).longValue();
        List<Map<String, Object>> mails = old
                ? List.of()
                : notifications.stream().filter(mail -> message(mail) == latest).toList();
        List<Map<String, Object>> failed =
                mails.stream().filter(mail -> FAILED.contains(status(mail))).toList();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("message", latest);
        state.put(
                "state",
                mails.isEmpty()
                        ? "none"
                        : failed.size() == mails.size()
                                ? "failed"
                                : mails.stream().allMatch(mail -> isOver(status(mail))) ? "sent" : "sending");
        state.put("warnings", warnings(mails, failed, earlier != null));
        state.put("reason", failed.isEmpty() ? null : reasons(failed));
        return state;
    }

    private static List<String> warnings(
            List<Map<String, Object>> mails, List<Map<String, Object>> failed, boolean expected) {
        if (mails.isEmpty()) {
            return expected ? List.of("Odoo shows no mail for it: ask whether the client has got it.") : List.of();
        }
        return failed.isEmpty() || failed.size() == mails.size()
                ? List.of()
                : List.of("Some of the mails did not go out: " + reasons(failed) + ".");
    }

    /** Why the invoice did not go out, in a sentence. */
    public String refusal(
            @Variable("mail") Map<String, Object> mail, @Variable("invoice") Map<String, Object> invoice) {
        return "Odoo could not send the mail with " + invoice.get("name") + ": " + mail.get("reason")
                + ". Put that right in Odoo, then order it again.";
    }

    /**
     * Comes back later.
     *
     * @throws OutsideException always: the mail is on its way, and what becomes of it is looked up again
     */
    public void lookLater(@Variable("invoice") Map<String, Object> invoice) {
        throw new OutsideException(
                        Kind.THROTTLED,
                        OdooErrors.SYSTEM,
                        "Odoo is sending the mail with " + invoice.get("name")
                                + "; whether it went out is looked up again.",
                        clock.instant().plus(PAUSE),
                        null)
                .answered();
    }

    /** Whether the mail went out; while it is on its way that is looked up later. */
    public boolean wentOut(
            @Variable("mail") Map<String, Object> mail, @Variable("invoice") Map<String, Object> invoice) {
        if (mail.get("state").equals("sending")) {
            lookLater(invoice);
        }
        return mail.get("state").equals("sent")
                || mail.get("state").equals("none") && Boolean.TRUE.equals(invoice.get("is_move_sent"));
    }

    private static boolean isOver(String status) {
        return status.equals("sent") || FAILED.contains(status);
    }

    private static String status(Map<String, Object> mail) {
        return String.valueOf(mail.get("notification_status"));
    }

    private static long message(Map<String, Object> mail) {
        return OdooValues.id(mail.get("mail_message_id"));
    }

    private static String reasons(List<Map<String, Object>> failed) {
        return failed.stream()
                .map(mail ->
                        (mail.get("res_partner_id") instanceof List<?> pair ? pair.get(1) + ": " : "") + reason(mail))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String reason(Map<String, Object> mail) {
        String told = java.util.stream.Stream.of(mail.get("failure_reason"), mail.get("failure_type"))
                .filter(String.class::isInstance)
                .map(Objects::toString)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(status(mail));
        return switch (told) {
            case "mail_smtp" -> "its mail server cannot be reached";
            case "mail_email_invalid" -> "the e-mail address is not valid";
            case "mail_email_missing" -> "the e-mail address is missing";
            case "mail_from_missing", "mail_from_invalid" -> "the sender's address is missing or not valid";
            case "bounce" -> "the mail came back";
            case "canceled" -> "the mail was cancelled";
            default -> OdooErrors.said(told).replaceAll("[.]$", "");
        };
    }
}
