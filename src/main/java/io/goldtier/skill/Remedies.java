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
        return find(skill, problem)
                .map(remedy ->
                        new Step(problem, remedy.skill(), fill(skill, remedy.input(), input, Map.of(), outcome)));
    }

    /** The input with which a call is tried again when the step against its problem is done. */
    public Map<String, Object> again(
            String skill, String problem, Map<String, Object> input, Map<String, Object> result) {
        Map<String, Object> changed = new LinkedHashMap<>(input);
        find(skill, problem).ifPresent(remedy -> changed.putAll(fill(skill, remedy.again(), input, result, null)));
        return changed;
    }

    private Optional<Remedy> find(String skill, String problem) {
        return problem == null
                ? Optional.empty()
                : skills.find(skill).map(card -> card.remedies().get(problem));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> fill(
            String skill,
            Map<String, Object> template,
            Map<String, Object> input,
            Map<String, Object> result,
            Outcome outcome) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable(
                "input",
                skills.find(skill).map(card -> card.input().withDefaults(input)).orElse(input));
        exchange.setVariable("result", result);
        if (outcome != null) {
            exchange.setVariable("question", outcome.sentence());
            exchange.setVariable("choices", outcome.choices());
        }
        return camel.resolveLanguage("template")
                .createExpression(Json.write(template))
                .evaluate(exchange, Map.class);
    }
}
