package io.goldtier.skill;

import io.goldtier.json.Json;
import io.goldtier.skill.effect.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.springframework.stereotype.Component;

/** Finds on the cards what can be done about a problem, and fills it in. */
@Component
public class Remedies {

    private final CamelContext camel;
    private final Skills skills;

    Remedies(CamelContext camel, Skills skills) {
        this.camel = camel;
        this.skills = skills;
    }

    /**
     * A step that mends a problem.
     *
     * @param problem its name
     * @param skill the skill that does it
     * @param input its input
     */
    public record Step(String problem, String skill, Map<String, Object> input) {}

    /** The step that mends what kept this call of the skill from taking effect, if its card knows one. */
    public Optional<Step> against(String skill, Map<String, Object> input, Outcome outcome) {
        String problem = outcome.problem();
        return knowing(skill, problem).map(card -> {
            Remedy remedy = card.remedies().get(problem);
            Map<String, Object> variables = Map.of(
                    "input", card.input().withDefaults(input),
                    "result", Map.of(),
                    "question", outcome.sentence(),
                    "choices", outcome.choices());
            return new Step(problem, remedy.skill(), fill(remedy.input(), variables));
        });
    }

    /** The input with which a call is tried again when the step against its problem is done. */
    public Map<String, Object> again(
            String skill, String problem, Map<String, Object> input, Map<String, Object> result) {
        Map<String, Object> changed = new LinkedHashMap<>(input);
        knowing(skill, problem)
                .ifPresent(card -> changed.putAll(fill(
                        card.remedies().get(problem).again(),
                        Map.of("input", card.input().withDefaults(input), "result", result))));
        return changed;
    }

    /** The skill's card, if it knows a remedy for this problem; null is a problem without a name. */
    private Optional<Skill> knowing(String skill, String problem) {
        return problem == null
                ? Optional.empty()
                : skills.find(skill).filter(card -> card.remedies().containsKey(problem));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> fill(Map<String, Object> template, Map<String, Object> variables) {
        Exchange exchange = new DefaultExchange(camel);
        variables.forEach(exchange::setVariable);
        return camel.resolveLanguage("template")
                .createExpression(Json.write(template))
                .evaluate(exchange, Map.class);
    }
}
