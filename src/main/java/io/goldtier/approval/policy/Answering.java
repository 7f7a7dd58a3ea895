package io.goldtier.approval.policy;

import io.goldtier.handbook.Handbook;
import io.goldtier.handbook.KnownContacts;
import io.goldtier.skill.Alone;
import io.goldtier.skill.ApprovalPolicy.Ask;
import io.goldtier.skill.ApprovalPolicy.Decision;
import io.goldtier.skill.ApprovalPolicy.Go;
import io.goldtier.skill.Caller;
import io.goldtier.trigger.letter.Letters;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What of a skill that speaks to somebody goes by itself: an answer to a message of one known contact, asked for by somebody
 * who is trusted, with nothing attached. The handbook can make it ask more often, never less.
 */
@Component
class Answering {

    private static final String RULE = "autonomy: an answer to a known contact";

    private final Letters letters;

    Answering(Letters letters) {
        this.letters = letters;
    }

    Decision decide(Alone alone, Map<String, Object> input, Caller caller, Handbook handbook) {
        Optional<String> more = alone.more(input);
        if (more.isPresent()) {
            return new Ask(RULE, "It has " + more.get() + ", which always waits for your word.");
        }
        Optional<String> recipient = alone.recipient(input);
        if (recipient.isEmpty()) {
            return new Ask(RULE, "It goes to more than one.");
        }
        KnownContacts contacts = handbook.contacts();
        if (!contacts.hasEmail(recipient.get()) && !contacts.hasPhone(recipient.get())) {
            return new Ask(RULE, recipient.get() + " is none of the handbook's known contacts.");
        }
        if (!caller.trusted()) {
            return new Ask(RULE, "Nothing proves that this comes from you or from a known contact.");
        }
        return isAnswer(alone, input, recipient.get())
                ? new Go(RULE)
                : new Ask(RULE, "It answers no message that is known to come from " + recipient.get() + ".");
    }

    private boolean isAnswer(Alone alone, Map<String, Object> input, String recipient) {
        String proved = KnownContacts.email(recipient)
                .or(() -> KnownContacts.phone(recipient))
                .orElse(recipient);
        if (alone.replies().isEmpty()) {
            return letters.lastFrom(proved).isPresent();
        }
        return alone.answered(input)
                .filter(id -> letters.wrote(proved, id.replaceAll("[<>\\s]", "")))
                .isPresent();
    }
}
