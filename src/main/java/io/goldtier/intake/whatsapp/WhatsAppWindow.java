package io.goldtier.intake.whatsapp;

import io.goldtier.handbook.KnownContacts;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.trigger.letter.Letters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Steps of the skill {@code whatsapp_reply}: free words may be sent for 24 hours after the last message from a number, and a
 * text may have 4,096 characters. After that the platform refuses with the code 131047, "re-engagement message".
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes">Meta's error
 *     codes</a>, by which the card {@code whatsapp} reads its answers: 0 and 190 are the token; 4, 80007, 130429, 131048 and
 *     131056 its limits (of the app, the account, the throughput, of unwanted messages, of the pair of numbers); 131000 and
 *     131016 are errors of its own, after which nobody knows whether the message went out
 */
@Component("whatsappWindow")
class WhatsAppWindow {

    private static final Duration OPEN = Duration.ofHours(24);

    private final Letters letters;
    private final Clock clock;

    WhatsAppWindow(Letters letters, Clock clock) {
        this.letters = letters;
        this.clock = clock;
    }

    /**
     * Looks whether the window is open.
     *
     * @return a sentence for who decides
     * @throws OutsideException when it is not
     */
    public Map<String, Object> look(@Variable("input") Map<String, Object> input) {
        String number = number(input);
        Optional<Instant> last = letters.lastFrom(number);
        if (last.isEmpty() || !clock.instant().isBefore(last.get().plus(OPEN))) {
            throw new OutsideException(
                            OutsideException.Kind.PERMANENT,
                            "whatsapp",
                            last.map(time -> "The last message from " + number + " came at " + time
                                            + "; WhatsApp takes an answer for 24 hours.")
                                    .orElse("No message has come from " + number
                                            + "; WhatsApp takes only answers, for 24 hours."))
                    .answered()
                    .named("window_closed");
        }
        return Map.of(
                "preview",
                List.of("The window for answers is open until " + last.get().plus(OPEN) + "."));
    }

    /** The recipient's number, as the platform writes it. */
    public String number(@Variable("input") Map<String, Object> input) {
        String to = String.valueOf(input.get("to"));
        return KnownContacts.phone(to).orElse(to);
    }

    /** The message that is answered, or null. */
    public Map<String, Object> context(@Variable("input") Map<String, Object> input) {
        return input.get("in_reply_to") == null ? null : Map.of("message_id", input.get("in_reply_to"));
    }
}
