package io.goldtier.loop.recovery;

import io.goldtier.agent.Decision;
import io.goldtier.handbook.Handbook;
import io.goldtier.handbook.HandbookFile;
import io.goldtier.handbook.KnownContacts;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.skill.Skills;
import io.goldtier.trigger.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Sends a question that a plan has to whoever sent the message behind it, on the way that it came, as a step of the plan
 * before the question itself. Only a known contact whose address is proved is asked; the owner can answer as well, and the
 * first answer counts.
 */
@Component
public class AskBack {

    private static final String QUESTION = "ask_owner";

    private final Skills skills;
    private final HandbookFile handbook;
    private final boolean canMail;

    AskBack(Skills skills, HandbookFile handbook, Settings settings, Environment environment) {
        this.skills = skills;
        this.handbook = handbook;
        this.canMail = settings.mode() == Mode.SANDBOX
                || !environment.getProperty("goldtier.smtp.host", "").isBlank();
    }

    /**
     * The steps that an agent wants with the letter to the sender before them, where they ask something and he can be asked.
     * The words are the agent's: unless the handbook lets agents write such letters, the owner alone is asked, and at once.
     */
    public Decision.AddSteps before(Trigger trigger, boolean trusted, Decision.AddSteps steps) {
        Optional<Decision.NewStep> letter = steps.steps().stream()
                .map(step -> of(trigger, trusted, step.skill(), step.params()))
                .flatMap(Optional::stream)
                .filter(step -> handbook.now().agentRule(step.skill()).orElse(null) instanceof Handbook.Rule.Never)
                .findFirst();
        if (letter.isEmpty()) {
            return steps;
        }
        List<Decision.NewStep> more = new ArrayList<>();
        more.add(letter.get());
        more.addAll(steps.steps());
        return new Decision.AddSteps(more, steps.why());
    }

    /** The letter that asks the sender; empty where the step asks nothing or he cannot be asked. */
    Optional<Decision.NewStep> of(Trigger trigger, boolean trusted, String skill, Map<String, Object> params) {
        if (!skill.equals(QUESTION) || !trusted || !(trigger.sourceData().get("reply_to") instanceof String to)) {
            return Optional.empty();
        }
        Map<String, Object> input = new LinkedHashMap<>();
        boolean mail = KnownContacts.email(to).isPresent();
        input.put("to", to);
        if (mail) {
            String subject = String.valueOf(trigger.sourceData().getOrDefault("subject", ""))
                    .strip();
            input.put("subject", subject.isEmpty() ? "A question" : "Re: " + subject.replaceFirst("(?i)^re: *", ""));
        }
        input.put("text", text(params));
        Object id = trigger.sourceData().get("message_id");
        if (id != null) {
            input.put("in_reply_to", id);
        }
        String reply = mail ? "email_send" : "whatsapp_reply";
        boolean possible = skills.isStarted(reply) && (!mail || canMail && id != null);
        return possible ? Optional.of(new Decision.NewStep(reply, input)) : Optional.empty();
    }

    private static String text(Map<String, Object> params) {
        StringBuilder text = new StringBuilder(String.valueOf(params.get("question")));
        if (params.get("choices") instanceof List<?> choices) {
            text.append("\n\n");
            int number = 0;
            for (Object choice : choices) {
                text.append(++number).append(". ").append(choice).append('\n');
            }
            text.append("\nPlease answer this message with the number.\n");
        } else {
            text.append("\n\nPlease answer this message.\n");
        }
        return text.toString();
    }
}
