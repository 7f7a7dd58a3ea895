package io.goldtier.skill.effect;

import io.goldtier.json.Json;
import io.goldtier.json.JsonSchema;
import io.goldtier.skill.CannotBeDone;
import io.goldtier.skill.Skill;
import io.goldtier.skill.effect.Obstacle.Why;
import io.goldtier.skill.system.DryRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Says what became of an action where its skill's route ends. The effect marks of all its attempts decide, not the last
 * call: once one may have taken effect, no trouble after it makes the action failed.
 *
 * <table>
 * <caption>What the marks mean</caption>
 * <tr><th>marks</th><th>the route ends well</th><th>the route does not</th></tr>
 * <tr><td>none, never sent or refused</td><td>done</td><td>by its class: failed or unavailable</td></tr>
 * <tr><td>one about to act</td><td>done, when an earlier attempt's trace was found</td>
 *     <td>done again under its reference, asked about, or in doubt, as the card says</td></tr>
 * <tr><td>one took effect</td><td>done</td><td>done, with what is known and a warning</td></tr>
 * </table>
 */
@Component
public class OutcomeDecider {

    /** How often an action whose outcome was left open is done again under its reference. */
    private static final int MOST_AGAIN = 3;

    /** How often the effect of one that cannot be done again is looked for, before a person is asked instead. */
    private static final int MOST_LOOKS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeDecider.class);

    /** The route ended well and left this as its body. */
    public Outcome endedWell(Skill skill, Attempt attempt, Object body) {
        if (attempt.isMarked() && attempt.isAboutToAct()) {
            return open(skill, attempt, lost(skill, "its route ended without knowing what its effect came to."));
        }
        if (!(body instanceof Map<?, ?> map)) {
            return broken(skill, attempt, "its route ended without its output", null);
        }
        Map<String, Object> output = Json.fields(map);
        Optional<JsonSchema.Fault> fault = skill.output().check(output);
        if (fault.isEmpty()) {
            return new Outcome.Done(output);
        }
        LOG.warn(
                "The output of skill {} does not match its card: {}",
                skill.name(),
                fault.get().sentence());
        return attempt.proof().isPresent()
                ? new Outcome.Done(output)
                : known(skill, attempt.known(), output, "its answer is not what it should be");
    }

    /** The route failed like this. */
    public Outcome failed(Skill skill, Attempt attempt, Throwable failure) {
        DryRun dryRun = find(failure, DryRun.class);
        if (dryRun != null) {
            return new Outcome.Skipped(dryRun.request());
        }
        OutsideException outside = find(failure, OutsideException.class);
        if (outside == null) {
            return broken(skill, attempt, String.valueOf(failure.getMessage()), failure);
        }
        LOG.info("{} of skill {}: {}", outside.kind(), skill.name(), outside.getMessage());
        if (!attempt.isMarked() && outside.kind() != OutsideException.Kind.IN_DOUBT) {
            // Who keeps no mark says by the class of trouble that nothing took effect
            attempt.refused();
        }
        if (attempt.hasTakenEffect()) {
            return taken(skill, attempt, outside);
        }
        if (outside.isDuplicate()
                && attempt.hasSentBefore()
                && !skill.verifyRoute().isEmpty()) {
            // What is there already may be what an earlier attempt has made, whatever the look after it has shown
            attempt.doubt();
            return open(skill, attempt, obstacle(outside));
        }
        return attempt.proof()
                .map(proof -> harmless(attempt, proof, outside))
                .orElseGet(() -> open(skill, attempt, obstacle(outside)));
    }

    /** What the gate says of an action that cannot be begun now, whatever earlier attempts may have done. */
    public static Outcome hindered(Optional<NoEffect> proof, Obstacle obstacle) {
        return proof.<Outcome>map(none -> new Outcome.Unavailable(none, obstacle))
                .orElseGet(() -> new Outcome.Unconfirmed(obstacle, false));
    }

    /** What the gate says of an action that is refused before it is begun, whatever earlier attempts may have done. */
    public static Outcome refused(Optional<NoEffect> proof, String skill, String field, String sentence) {
        return proof.<Outcome>map(none -> new Outcome.Refused(none, field, sentence))
                .orElseGet(() -> new Outcome.InDoubt(
                        skill, "An earlier try may have taken effect, and it cannot be looked into: " + sentence));
    }

    /** What the gate says when the route that checks says no. */
    public static Outcome checkedOut(Optional<NoEffect> proof, OutsideException refusal) {
        if (proof.isEmpty() || refusal.kind() != OutsideException.Kind.PERMANENT) {
            return hindered(proof, obstacle(refusal));
        }
        return refusal.field() == null
                ? no(proof.get(), refusal, refusal.getMessage())
                : new Outcome.Refused(proof.get(), refusal.field(), refusal.getMessage());
    }

    private static Outcome harmless(Attempt attempt, NoEffect proof, OutsideException outside) {
        return outside.kind() == OutsideException.Kind.PERMANENT
                ? no(proof, outside, outside.getMessage() + leftBehind(attempt))
                : new Outcome.Unavailable(proof, obstacle(outside));
    }

    /** A rule of the route says no to a call, which is wrong then; an outside system may know what would help. */
    private static Outcome no(NoEffect proof, OutsideException refusal, String sentence) {
        return refusal instanceof CannotBeDone
                ? new Outcome.Refused(proof, "", sentence)
                : new Outcome.Failed(proof, sentence, refusal.problem(), refusal.choices());
    }

    /** What is prepared stays outside; it is found again by its reference when the step is tried again. */
    private static String leftBehind(Attempt attempt) {
        return attempt.prepared().isEmpty() ? "" : " It has left behind " + String.join(", ", attempt.prepared()) + ".";
    }

    /** An attempt may have taken effect, this one or an earlier one. */
    private Outcome open(Skill skill, Attempt attempt, Obstacle obstacle) {
        attempt.leaveOpen();
        boolean sent = attempt.isAboutToAct();
        boolean goesOn = skill.isRepeatable() && attempt.leftOpenAndSent() <= MOST_AGAIN
                || !skill.verifyRoute().isEmpty() && attempt.leftOpen() <= MOST_LOOKS;
        return goesOn
                ? new Outcome.Unconfirmed(obstacle, sent)
                : new Outcome.InDoubt(obstacle.system(), obstacle.message());
    }

    /** It took effect, and what came after did not end well. */
    private Outcome taken(Skill skill, Attempt attempt, OutsideException outside) {
        boolean passes = outside.kind() != OutsideException.Kind.PERMANENT;
        if (passes && skill.isRepeatable() && attempt.leftOpen() < MOST_AGAIN) {
            attempt.leaveOpen();
            return new Outcome.Unconfirmed(obstacle(outside), true);
        }
        return known(skill, attempt.known(), Map.of(Outcome.WARNINGS, attempt.missed()), outside.getMessage());
    }

    /** A fault of ours. */
    private Outcome broken(Skill skill, Attempt attempt, String message, Throwable failure) {
        String sentence = ended("The route of skill " + skill.name() + " broke: " + message);
        // A fault of the route file says all there is to know in its sentence
        LOG.error("{}", sentence, failure instanceof IllegalArgumentException ? null : failure);
        if (attempt.hasTakenEffect()) {
            return known(skill, attempt.known(), Map.of(), "its answer could not be understood");
        }
        return attempt.proof()
                .<Outcome>map(proof -> new Outcome.Failed(proof, sentence + leftBehind(attempt)))
                .orElseGet(() -> open(skill, attempt, lost(skill, sentence)));
    }

    /**
     * Done, with what is known of its output and a warning about the rest.
     *
     * @param known what the outside told of the effect
     * @param output what the route made of it, of which only what fits the card is kept
     * @param why why the rest is not known, the end of a sentence
     */
    public static Outcome.Done known(Skill skill, Map<String, Object> known, Map<String, Object> output, String why) {
        Map<String, Object> all = new LinkedHashMap<>(known);
        output.forEach((name, value) -> {
            if (value != null) {
                all.put(name, value);
            }
        });
        Map<String, String> misfits = skill.output().misfits(all);
        Map<String, Object> kept = new LinkedHashMap<>(all);
        kept.keySet().removeAll(misfits.keySet());
        List<Object> warnings = new ArrayList<>();
        if (output.get(Outcome.WARNINGS) instanceof List<?> said) {
            warnings.addAll(said);
        }
        misfits.values().stream()
                .filter(misfit -> !misfit.isEmpty())
                .forEach(misfit -> warnings.add(ended("What came is not what the card says: " + misfit)));
        List<String> missing = skill.output().required().stream()
                .filter(name -> !kept.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            warnings.add(ended("It took effect, but not all of its result is known (missing: "
                            + String.join(", ", missing) + "), because " + why)
                    + " Look at it there; do not order it again.");
        }
        if (!warnings.isEmpty()) {
            kept.put(Outcome.WARNINGS, warnings);
        }
        return new Outcome.Done(kept);
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    private static Obstacle lost(Skill skill, String sentence) {
        return new Obstacle(Why.TROUBLED, skill.system().isEmpty() ? skill.name() : skill.system(), sentence, null);
    }

    private static Obstacle obstacle(OutsideException outside) {
        return new Obstacle(
                switch (outside.kind()) {
                    case THROTTLED -> Why.THROTTLED;
                    case NOT_YET -> Why.NOT_YET;
                    case AUTHENTICATION -> Why.PAUSED;
                    case TRANSIENT -> outside.isAnswered() ? Why.TROUBLED : Why.UNREACHABLE;
                    case PERMANENT, IN_DOUBT -> Why.TROUBLED;
                },
                outside.system(),
                outside.getMessage(),
                outside.retryAt().orElse(null),
                outside.problem());
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
