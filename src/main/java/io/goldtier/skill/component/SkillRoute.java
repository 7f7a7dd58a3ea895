package io.goldtier.skill.component;

import io.goldtier.skill.Call;
import io.goldtier.skill.Skill;
import io.goldtier.skill.Skills;
import io.goldtier.skill.effect.Attempt;
import io.goldtier.skill.effect.Drawn;
import io.goldtier.skill.effect.Obstacle;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.skill.effect.OutcomeDecider;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.system.Quotas;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultExchange;
import org.springframework.stereotype.Component;

/** Runs the routes that a skill's card names, each on an exchange of its own: the skill's, and those that check and verify. */
@Component
public class SkillRoute {

    private final CamelContext camel;
    private final Skills skills;
    private final OutcomeDecider decider;
    private final Quotas quotas;

    SkillRoute(CamelContext camel, Skills skills, OutcomeDecider decider, Quotas quotas) {
        this.camel = camel;
        this.skills = skills;
        this.decider = decider;
        this.quotas = quotas;
    }

    /**
     * Calls the skill's route, after the route that checks whether it can be done.
     *
     * <p>It finds its input, with the defaults of its card, in the variable {@code input} and as the body, the action's id in {@code action_id}, the
     * trigger's in {@code trigger_id}, in {@code begun} when the action was first begun and in {@code drawn} a UUID of the
     * action: the same in every attempt, so that what is computed from them is the same; and in {@code attempts} how often
     * it was begun before, in {@code progress} what their preparations have left. Nothing else of the caller reaches it.
     */
    public Outcome run(Skill skill, Call call, Map<String, Object> input, Attempt attempt, Instant begun) {
        Processor route = skills.route(skill.name());
        if (route == null) {
            return OutcomeDecider.hindered(
                    attempt.proof(),
                    new Obstacle(
                            Obstacle.Why.STOPPED,
                            skill.name(),
                            "The skill " + skill.name() + " was just stopped.",
                            null));
        }
        Exchange exchange = exchange(skill, call, input, begun, attempt.progress());
        try {
            if (!skill.checkRoute().isEmpty()) {
                OutsideException refusal = check(skill, call, input, begun).refusal();
                if (refusal != null) {
                    return decider.failed(skill, attempt, refusal);
                }
            }
            attempt.goesWith(exchange);
            route.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            if (attempt.isMarked()) {
                quotas.count(skill.system(), -attempt.unused());
                if (skill.isPublishing() && attempt.proof().isPresent()) {
                    quotas.count(Quotas.daily(skill.system()), -1);
                }
            }
        }
        Throwable failure = exchange.getException();
        return failure == null
                ? decider.endedWell(skill, attempt, exchange.getMessage().getBody())
                : decider.failed(skill, attempt, failure);
    }

    /**
     * What the route that checks has found out before a person is asked.
     *
     * @param refusal why it cannot be done, or null
     * @param preview sentences for the person who decides
     */
    public record Check(OutsideException refusal, List<String> preview) {}

    /** Asks the route that the card names whether the call can be done; without one it can. */
    public Check check(Skill skill, Call call, Map<String, Object> input, Instant now) {
        if (skill.checkRoute().isEmpty()) {
            return new Check(null, List.of());
        }
        Exchange answer = ask(skill.checkRoute(), exchange(skill, call, input, now, Map.of()));
        if (answer.getException() instanceof OutsideException refusal) {
            return new Check(refusal, List.of());
        }
        if (answer.getException() != null) {
            return new Check(
                    new OutsideException(
                            OutsideException.Kind.PERMANENT,
                            skill.system().isEmpty() ? skill.name() : skill.system(),
                            "Whether it can be done could not be checked: "
                                    + answer.getException().getMessage()),
                    List.of());
        }
        return new Check(
                null,
                answer.getMessage().getBody() instanceof Map<?, ?> map && map.get("preview") instanceof List<?> lines
                        ? lines.stream().map(String::valueOf).toList()
                        : List.of());
    }

    /** Sends this exchange through a route that a card names; what it fails with is in the answer. */
    public Exchange ask(String route, Exchange exchange) {
        return camel.createFluentProducerTemplate()
                .to("direct:" + route)
                .withExchange(exchange)
                .send();
    }

    private Exchange exchange(
            Skill skill, Call call, Map<String, Object> given, Instant begun, Map<String, Object> progress) {
        Exchange exchange = exchange(skill, call.actionId(), call.triggerId(), given, progress);
        exchange.setVariable("begun", begun);
        exchange.setVariable("attempts", call.attempts());
        return exchange;
    }

    /** What every route of a skill finds of an action, with the defaults of the card in its input. */
    public Exchange exchange(
            Skill skill, String actionId, String triggerId, Map<String, Object> given, Map<String, Object> progress) {
        Map<String, Object> input = skill.input().withDefaults(given);
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("input", input);
        exchange.setVariable("action_id", actionId);
        exchange.setVariable("trigger_id", triggerId);
        exchange.setVariable("drawn", Drawn.uuid(actionId));
        exchange.setVariable("progress", progress);
        exchange.getMessage().setBody(input);
        return exchange;
    }
}
