package io.goldtier.skill.effect;

import java.time.Instant;
import java.util.Map;

/**
 * What keeps a call from being made or from getting its answer now.
 *
 * @param why the class of obstacle
 * @param system what is in the way: an outside system, a route, a quota, the log
 * @param message a sentence for people
 * @param retryAt the time before which trying again is useless, or null when it is not known or only an event can help
 * @param problem the name under which the skill's card may know a remedy, or null
 */
public record Obstacle(Why why, String system, String message, Instant retryAt, String problem) {

    /** An obstacle that no card knows a remedy for. */
    public Obstacle(Why why, String system, String message, Instant retryAt) {
        this(why, system, message, retryAt, null);
    }

    /** What the audit log tells of it. */
    Map<String, Object> details() {
        return retryAt == null
                ? Map.of("system", system)
                : Map.of("system", system, "retry_at", String.valueOf(retryAt));
    }

    /** The classes of obstacle. */
    public enum Why {
        /** A person wants that nothing acts, or has stopped the skill's route. */
        STOPPED,
        /** The outside system cannot be reached. */
        UNREACHABLE,
        /** The outside system is there and could not do it, as with an internal error. */
        TROUBLED,
        /** The outside system is known to be offline; the call was not made. */
        HELD,
        /** The outside system does not accept our credentials. */
        PAUSED,
        /** A quota is used up, or the outside system takes no more calls for a while. */
        THROTTLED,
        /** Its time has not come, or what was prepared for it is not ready. */
        NOT_YET,
        /** An earlier one of the same kind goes first. */
        TURN,
        /** The audit log or the database cannot be written. */
        UNRECORDED
    }
}
