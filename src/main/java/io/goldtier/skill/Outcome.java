package io.goldtier.skill;

import java.time.Instant;
import java.util.Map;

/** What became of a call to a skill. */
public sealed interface Outcome {

    /** It took effect; this is the skill's output. */
    record Done(Map<String, Object> output) implements Outcome {}

    /** A dry run: the request was recorded and not sent. */
    record Skipped(Map<String, Object> request) implements Outcome {}

    /** The call itself was wrong; nothing was begun. */
    record Refused(String field, String message) implements Outcome {}

    /** A person must decide; nothing was begun. */
    record PendingApproval(String approvalId, String reason) implements Outcome {}

    /** The quota is used up until then; nothing took effect. */
    record Throttled(String quota, Instant until, String message) implements Outcome {}

    /**
     * It cannot be done now; nothing took effect.
     *
     * @param why the class of obstacle
     * @param system what is in the way: an outside system, a route, the log
     * @param retryAt the time before which trying again is useless, or null when only an event can help
     * @param problem the name under which the skill's card may know a remedy, or null
     */
    record Unavailable(Why why, String system, String message, Instant retryAt, String problem) implements Outcome {

        /** An obstacle that no card knows a remedy for. */
        public Unavailable(Why why, String system, String message, Instant retryAt) {
            this(why, system, message, retryAt, null);
        }

        /** The classes of obstacle. */
        public enum Why {
            /** The skill's route is stopped. */
            STOPPED,
            /** The outside system cannot be reached. */
            OFFLINE,
            /** The outside system is known to be offline; the call was not made. */
            HELD,
            /** The outside system does not accept our credentials. */
            PAUSED,
            /** The audit log or the database cannot be written. */
            UNRECORDED
        }
    }

    /** Nobody knows whether it took effect; a person must settle it. */
    record InDoubt(String system, String message) implements Outcome {}

    /**
     * It did not take effect, and trying the same again is useless.
     *
     * @param problem the name under which the skill's card may know a remedy, or null
     */
    record Failed(String message, String problem) implements Outcome {

        /** A failure that no card knows a remedy for. */
        public Failed(String message) {
            this(message, null);
        }
    }
}
