package io.goldtier.loop.recovery;

import io.goldtier.json.Cut;
import io.goldtier.json.Json;
import io.goldtier.skill.ApprovalDesk;
import io.goldtier.skill.Skill;
import io.goldtier.skill.component.SkillRoute;
import io.goldtier.skill.effect.Effects;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.store.Store;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Actions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Asks the outside whether an attempt took effect, through the route that the skill's card names.
 *
 * <p>That route finds the action's input in the variable {@code input}, its id in {@code action_id}, its UUID in
 * {@code drawn}, when the first open attempt began in {@code attempted}, and in {@code others} the results of other actions of the same skill, whose traces
 * are not this one's; in {@code progress} what its preparations have left. It leaves {@code {done: true, output: {…}}}, or {@code {done: false}} when the answer would have
 * shown the effect; whatever else it does means that it could not find out, and {@code {reason: …}} says why.
 */
@Component
class Verification {

    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final SkillRoute routes;
    private final ApprovalDesk desk;
    private final Actions actions;
    private final Effects effects;
    private final Store store;
    private final Clock clock;

    Verification(SkillRoute routes, ApprovalDesk desk, Actions actions, Effects effects, Store store, Clock clock) {
        this.routes = routes;
        this.desk = desk;
        this.actions = actions;
        this.effects = effects;
        this.store = store;
        this.clock = clock;
    }

    /** What was found out. */
    sealed interface Answer {

        /** In a sentence. */
        String sentence();
    }

    /** It took effect, with this output. */
    record Done(String sentence, Map<String, Object> output) implements Answer {}

    /**
     * It may be done again.
     *
     * @param proved true when a look at the outside has proved that no attempt took effect
     * @param mayHaveActed true when it is done again although it may have taken effect
     */
    record Again(String sentence, boolean proved, boolean mayHaveActed) implements Answer {

        static Again underItsReference(Skill skill) {
            return new Again("the skill can be repeated under the same reference", false, !skill.isReadOnly());
        }
    }

    /** It is too early to know, or the outside cannot be asked now. */
    record Later(String sentence, Instant at) implements Answer {}

    /** Nobody knows, and asking again is no use. */
    record Unknown(String sentence) implements Answer {}

    Answer ask(Skill skill, Action action, Effects.Finding.Open open) {
        Instant now = clock.instant();
        Instant settled = open.latest().plus(skill.settles());
        if (now.isBefore(settled)) {
            return new Later("the outside may still be acting until " + settled, settled);
        }
        String route = skill.verifyRoute();
        // What was approved may have been edited, and that is what was sent
        Map<String, Object> asked = store.read(tx -> desk.granted(tx, action.actionId()))
                .map(ApprovalDesk.Grant::input)
                .orElse(action.params());
        Map<String, Object> input = actions.filled(action.triggerId(), asked);
        Exchange exchange = routes.exchange(
                skill,
                action.actionId(),
                action.triggerId(),
                input,
                store.read(tx -> actions.progress(tx, action.actionId())));
        exchange.setVariable("attempted", open.since());
        exchange.setVariable(
                "others", store.read(tx -> actions.results(tx, action.type(), action.actionId(), open.since())));
        Exchange answer = routes.ask(route, exchange);
        if (answer.getException() != null) {
            return failed(route, answer.getException(), open, now);
        }
        return read(route, answer.getMessage().getBody(), action, input);
    }

    /** While the outside cannot be asked it is asked again, for an hour. */
    private static Answer failed(String route, Exception failure, Effects.Finding.Open open, Instant now) {
        String sentence = route + " could not find out: " + failure.getMessage();
        if (failure instanceof OutsideException outside
                && outside.kind() != OutsideException.Kind.PERMANENT
                && now.isBefore(open.latest().plus(Settling.PATIENCE))) {
            return new Later(
                    sentence, outside.retryAt().filter(at -> at.isAfter(now)).orElse(now.plus(PAUSE)));
        }
        return new Unknown(sentence);
    }

    private Answer read(String route, Object body, Action action, Map<String, Object> input) {
        Object done = body instanceof Map<?, ?> map ? map.get("done") : null;
        if (Boolean.TRUE.equals(done)) {
            boolean rival = store.read(tx -> effects.hasRival(tx, action.actionId(), action.type(), input));
            return rival
                    ? new Unknown(route + " found its trace, but another action with the same input is open, too")
                    : new Done(route + " found that it took effect", output(body));
        }
        return Boolean.FALSE.equals(done)
                ? new Again(route + " found that it did not take effect", true, false)
                : new Unknown(route + " could not tell: " + reason(body));
    }

    private static Map<String, Object> output(Object body) {
        return body instanceof Map<?, ?> map && map.get("output") instanceof Map<?, ?> output
                ? Json.fields(output)
                : Map.of();
    }

    /** Why the route could not tell: in its own words, or because it left something that says neither. */
    private static String reason(Object body) {
        Object left = body;
        if (body instanceof Map<?, ?> map) {
            Object done = map.get("done");
            if (done == null && map.get("reason") instanceof String text) {
                return text;
            }
            left = map.containsKey("done") ? "done: " + (done instanceof String ? "\"" + done + "\"" : done) : map;
        }
        return "it left " + Cut.to(200, String.valueOf(left))
                + ", but must leave done: true with its output, done: false, or a reason";
    }
}
