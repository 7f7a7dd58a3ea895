package io.goldtier.skill;

import io.goldtier.json.Canonical;
import io.goldtier.json.Digest;
import io.goldtier.skill.effect.Effects;
import io.goldtier.skill.effect.NoEffect;
import io.goldtier.skill.effect.Obstacle;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.skill.effect.OutcomeDecider;
import io.goldtier.trigger.Action;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Calls that carry a key of their caller's: the same key is the same call. Its action's id is made of the key, so that it
 * is found again however often the call comes and whatever died meanwhile.
 */
@Component
class CallKeys {

    private static final String ASKED = "asked";

    private final Effects effects;

    CallKeys(Effects effects) {
        this.effects = effects;
    }

    /**
     * The action that this caller means by this key. A client may call itself otherwise when it tries again, so its name is
     * no part of it: all have the same token.
     */
    static String actionId(Caller caller, String key) {
        return "call-k" + Digest.sha256(caller.source() + "\n" + key).substring(0, 32);
    }

    /** What is kept of the call with the action: its caller, and a fingerprint of what was asked. */
    static Map<String, Object> kept(Caller caller, String skill, Map<String, Object> input) {
        Map<String, Object> kept = new LinkedHashMap<>(caller.toMap());
        kept.put(ASKED, asked(skill, input));
        return kept;
    }

    private static String asked(String skill, Map<String, Object> input) {
        return Digest.sha256(skill + "\n" + Canonical.text(input));
    }

    /**
     * What is to be answered when a call comes again, or empty when it is to be carried on with.
     *
     * @param action what became of it so far
     */
    Optional<Outcome> answer(Action action, String skill, Map<String, Object> input) {
        if (!asked(skill, input).equals(action.caller().get(ASKED))) {
            return Optional.of(OutcomeDecider.refused(
                    effects.proof(action.actionId(), 0),
                    skill,
                    "idempotency_key",
                    "The idempotency key belongs to another call, of " + action.type()
                            + " or with other input, and that one is there already. Look at what became of it before"
                            + " you ask for this under a new key: if it is the same work, it would be done twice."));
        }
        Optional<NoEffect> proof = effects.proof(action.actionId(), action.attempts());
        return Optional.ofNullable(
                switch (action.state()) {
                    case DONE -> new Outcome.Done(action.result());
                    case SKIPPED -> new Outcome.Skipped(request(action));
                    case FAILED, REJECTED -> ended(action, proof);
                    case IN_DOUBT -> new Outcome.InDoubt(action.type(), action.message());
                    case RUNNING -> underWay(action, "It is being carried out.");
                    case WAITING -> proof.isPresent() ? null : underWay(action, action.message());
                    case READY, AWAITING_APPROVAL -> null;
                });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> request(Action action) {
        return action.result() != null && action.result().get("request") instanceof Map<?, ?> request
                ? (Map<String, Object>) request
                : Map.of();
    }

    private static Outcome ended(Action action, Optional<NoEffect> proof) {
        String sentence = action.message() == null ? "It was not done." : action.message();
        return proof.<Outcome>map(none -> new Outcome.Failed(none, sentence))
                .orElseGet(() -> new Outcome.InDoubt(action.type(), sentence));
    }

    private static Outcome underWay(Action action, String sentence) {
        return new Outcome.Unconfirmed(new Obstacle(Obstacle.Why.TROUBLED, action.type(), sentence, null), false);
    }
}
