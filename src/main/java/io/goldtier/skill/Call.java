package io.goldtier.skill;

import io.goldtier.skill.effect.Watcher;
import io.goldtier.store.Tx;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One call to a skill on its way through the gate.
 *
 * @param skill the skill's name
 * @param input its input
 * @param actionId the action that this call carries out; the same in every attempt
 * @param triggerId the trigger behind it, or null
 * @param attempts how often the action has been begun before
 * @param caller who asks
 * @param atBegin what else belongs into the commit that begins the action
 * @param watcher who looks on meanwhile
 */
public record Call(
        String skill,
        Map<String, Object> input,
        String actionId,
        String triggerId,
        int attempts,
        Caller caller,
        Consumer<Tx> atBegin,
        Watcher watcher) {

    /** A call that belongs to no plan; nothing else belongs into the commit that begins it. */
    static Call alone(
            String skill, Map<String, Object> input, String actionId, int attempts, Caller caller, Watcher watcher) {
        return new Call(skill, input, actionId, null, attempts, caller, tx -> {}, watcher);
    }
}
