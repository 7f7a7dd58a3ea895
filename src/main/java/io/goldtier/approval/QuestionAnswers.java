package io.goldtier.approval;

import io.goldtier.skill.effect.OutsideException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Handler;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * The skill {@code answer_question}: what the owner answers by mail or note, instead of on the desk. It answers questions
 * and approves nothing else, and only as a step of work that came in, so that no program can answer for the owner.
 */
@Component("questionAnswers")
class QuestionAnswers {

    /** The skill that asks. */
    static final String QUESTION = "ask_owner";

    private final Approvals approvals;
    private final Decisions decisions;

    QuestionAnswers(Approvals approvals, Decisions decisions) {
        this.approvals = approvals;
        this.decisions = decisions;
    }

    @Handler
    Map<String, Object> answer(@Variable("input") Map<String, Object> input, @Variable("trigger_id") String triggerId) {
        if (triggerId == null) {
            throw refused("A question is answered on the desk, in the vault, or by a message.");
        }
        String id = String.valueOf(input.get("question"));
        String answer = String.valueOf(input.get("answer")).strip();
        ApprovalRequest request = approvals
                .find(id)
                .filter(found -> found.skill().equals(QUESTION))
                .orElseThrow(() -> refused("There is no question " + id + "."));
        Map<String, Object> params = new LinkedHashMap<>(request.params());
        params.put("answer", chosen(request, answer));
        if (!params.equals(request.approvedParams())) {
            Decisions.Decided decided = decisions.decide(
                    new Decisions.Decision(id, Decisions.Verdict.APPROVE, params, "owner", "message", null, null));
            if (decided instanceof Decisions.Decided.Invalid invalid) {
                throw refused(invalid.sentence() + ".");
            }
            if (!(decided instanceof Decisions.Decided.Counts)) {
                throw refused("The question " + id + " has been answered, or waited too long.");
            }
        }
        return Map.of("question", String.valueOf(request.params().get("question")), "answer", params.get("answer"));
    }

    /** The choice as it was offered, where there are choices. */
    private static String chosen(ApprovalRequest request, String answer) {
        if (!(request.params().get("choices") instanceof List<?> choices)) {
            return answer;
        }
        return choices.stream()
                .map(String::valueOf)
                .filter(choice -> choice.equalsIgnoreCase(answer.replaceAll("[.!]$", "")))
                .findFirst()
                .orElseThrow(() -> refused("The answer must be one of " + choices + ", was: " + answer + "."));
    }

    private static OutsideException refused(String sentence) {
        return new OutsideException(OutsideException.Kind.PERMANENT, "approvals", sentence);
    }
}
