package io.goldtier.skill;

import io.goldtier.json.JsonSchema;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Runs a skill's route on an exchange of its own and tells from how it ended what became of the call. */
@Component
class SkillRoute {

    private static final Logger LOG = LoggerFactory.getLogger(SkillRoute.class);

    private final CamelContext camel;
    private final Skills skills;

    SkillRoute(CamelContext camel, Skills skills) {
        this.camel = camel;
        this.skills = skills;
    }

    /**
     * Calls the route. It finds its input in the variable {@code input} and as the body, the action's id in
     * {@code action_id} and the trigger's in {@code trigger_id}; nothing else of the caller reaches it.
     */
    Outcome run(Skill skill, Call call, Map<String, Object> input) {
        Processor route = skills.route(skill.name());
        if (route == null) {
            return new Outcome.Unavailable(
                    Outcome.Unavailable.Why.STOPPED,
                    skill.name(),
                    "The skill " + skill.name() + " was just stopped.",
                    null);
        }
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("input", input);
        exchange.setVariable("action_id", call.actionId());
        exchange.setVariable("trigger_id", call.triggerId());
        exchange.getMessage().setBody(input);
        try {
            route.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        return outcome(skill, exchange);
    }

    private static Outcome outcome(Skill skill, Exchange exchange) {
        Throwable failure = exchange.getException();
        if (failure == null) {
            failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
            boolean handled = failure != null && exchange.getMessage().getBody() instanceof Map<?, ?>;
            failure = handled ? null : failure;
        }
        return failure == null ? done(skill, exchange) : failed(skill, failure);
    }

    private static Outcome done(Skill skill, Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof Map<?, ?> body)) {
            return unexpected(skill, "its route ended without its output", null);
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> output = (Map<String, Object>) body;
        Optional<JsonSchema.Fault> fault = skill.output().check(output);
        if (fault.isPresent()) {
            // It took effect all the same: refusing the result would have it done again
            LOG.warn(
                    "The output of skill {} does not match its card: {}",
                    skill.name(),
                    fault.get().sentence());
        }
        return new Outcome.Done(output);
    }

    private static Outcome failed(Skill skill, Throwable failure) {
        DryRun dryRun = find(failure, DryRun.class);
        if (dryRun != null) {
            return new Outcome.Skipped(dryRun.request());
        }
        OutsideException outside = find(failure, OutsideException.class);
        if (outside == null) {
            return unexpected(skill, failure.getMessage(), failure);
        }
        LOG.info("{} of skill {}: {}", outside.kind(), skill.name(), outside.getMessage());
        return switch (outside.kind()) {
            case TRANSIENT -> offline(outside);
            case THROTTLED ->
                outside.retryAt()
                        .<Outcome>map(until -> new Outcome.Throttled(outside.system(), until, outside.getMessage()))
                        .orElseGet(() -> offline(outside));
            case AUTHENTICATION ->
                new Outcome.Unavailable(
                        Outcome.Unavailable.Why.PAUSED,
                        outside.system(),
                        outside.getMessage(),
                        null,
                        outside.problem());
            case PERMANENT -> new Outcome.Failed(outside.getMessage(), outside.problem());
            case IN_DOUBT ->
                skill.isRepeatable() ? offline(outside) : new Outcome.InDoubt(outside.system(), outside.getMessage());
        };
    }

    private static Outcome offline(OutsideException outside) {
        return new Outcome.Unavailable(
                Outcome.Unavailable.Why.OFFLINE,
                outside.system(),
                outside.getMessage(),
                outside.retryAt().orElse(null));
    }

    /** A fault of ours: what can be repeated has failed, what cannot may have taken effect before the fault. */
    private static Outcome unexpected(Skill skill, String message, Throwable failure) {
        LOG.error("The route of skill {} broke: {}", skill.name(), message, failure);
        String sentence = "The route of skill " + skill.name() + " broke: " + message + ".";
        return skill.isRepeatable() ? new Outcome.Failed(sentence) : new Outcome.InDoubt(skill.name(), sentence);
    }

    private static <T extends Throwable> T find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
