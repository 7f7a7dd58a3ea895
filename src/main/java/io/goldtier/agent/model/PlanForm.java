package io.goldtier.agent.model;

import io.goldtier.agent.Decision;
import io.goldtier.agent.DecisionForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the skill {@code agent_plan} gives, and what is decided by it. */
final class PlanForm {

    private PlanForm() {}

    /** A decision as the skill's output. */
    static Map<String, Object> output(Decision decision) {
        Map<String, Object> output = new LinkedHashMap<>();
        if (decision instanceof Decision.AddSteps more) {
            output.put("understood", more.why());
            output.put("steps", DecisionForm.steps(more.steps()));
        } else if (decision instanceof Decision.AskPerson question) {
            output.put("understood", "Something must be asked first.");
            output.put("steps", List.of());
            output.put("question", question.question());
            output.put("choices", question.choices());
        } else {
            output.put(
                    "understood", decision instanceof Decision.Finish ? "Nothing is to be done." : decision.sentence());
            output.put("steps", List.of());
            if (decision instanceof Decision.WaitUntil pause) {
                output.put("wait_until", pause.time().toString());
            }
        }
        return output;
    }

    /** True when it says that something must happen first, and nothing about what then. */
    static boolean waits(Map<String, Object> output) {
        return output.get("wait_until") != null;
    }

    /** What such an output decides. */
    @SuppressWarnings("unchecked")
    static Decision decision(Map<String, Object> output) {
        if (output.get("steps") instanceof List<?> steps && !steps.isEmpty()) {
            return new Decision.AddSteps(DecisionForm.readSteps(steps), String.valueOf(output.get("understood")));
        }
        if (output.get("question") instanceof String question) {
            return new Decision.AskPerson(question, (List<String>) output.getOrDefault("choices", List.of()));
        }
        return new Decision.Finish();
    }
}
