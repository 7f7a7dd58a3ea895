package io.goldtier.trigger;

import java.time.Instant;
import java.util.Map;

/**
 * One thing to do: a step of a trigger's plan, or a call from outside.
 *
 * @param actionId unique, and the same in every attempt: what outside systems recognise a repetition by
 * @param triggerId the trigger it belongs to; null for a call from outside
 * @param position its place in the plan, from 1
 * @param type the skill that does it
 * @param params the skill's input
 * @param state where it stands
 * @param attempts how often it was begun
 * @param retries how many tries in a row could not reach the outside
 * @param retrySince when the first of these was
 * @param caller who asked for it, as the gate was told
 * @param result the skill's output once it is done, or null
 * @param message the reason behind its state in a sentence, or null
 * @param created when it was asked for
 * @param started when it was begun last
 * @param ended when its box was closed
 * @param remedyFor the action that failed and for whose sake this one was added to the plan, or null
 * @param problem the name of the problem that it mends, or null
 */
public record Action(
        String actionId,
        String triggerId,
        int position,
        String type,
        Map<String, Object> params,
        ActionState state,
        int attempts,
        int retries,
        Instant retrySince,
        Map<String, Object> caller,
        Map<String, Object> result,
        String message,
        Instant created,
        Instant started,
        Instant ended,
        String remedyFor,
        String problem) {

    /** What the map of a caller holds under this name when an agent that thinks has thought of the action. */
    public static final String PROPOSED = "proposed";

    /** True when an agent that thinks has put it into the plan, and no rule or person. */
    public boolean isProposed() {
        return caller != null && Boolean.TRUE.equals(caller.get(PROPOSED));
    }
}
