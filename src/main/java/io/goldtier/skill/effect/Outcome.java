package io.goldtier.skill.effect;

import io.goldtier.trigger.ActionState;
import java.util.List;
import java.util.Map;

/**
 * What became of a call to a skill. An outcome knows its sentence, the state that its action is left in, and so whether
 * it is over.
 */
public sealed interface Outcome {

    /** The field of an output that holds sentences about what is otherwise than asked for, or not known. */
    String WARNINGS = "warnings";

    /** What became of it, in a sentence for people. */
    String sentence();

    /** Where it leaves its action. */
    ActionState state();

    /** What the action gives to those who ask for its result, or null. */
    default Map<String, Object> result() {
        return null;
    }

    /** What the audit log tells beside the sentence. */
    default Map<String, Object> details() {
        return obstacle() == null ? Map.of() : obstacle().details();
    }

    /** Proof that nothing took effect, or null when something may have or has. */
    default NoEffect proof() {
        return null;
    }

    /** The field of the input that is wrong, or null. */
    default String field() {
        return null;
    }

    /** What it waits for to go away, or null. */
    default Obstacle obstacle() {
        return null;
    }

    /** What wakes it, or null. */
    default String waitingFor() {
        return null;
    }

    /** The name of the problem for which the skill's card may know a remedy, or null. */
    default String problem() {
        return obstacle() == null ? null : obstacle().problem();
    }

    /** What somebody could choose from to mend it. */
    default List<String> choices() {
        return List.of();
    }

    /** It took effect; this is the skill's output, or what is known of it. */
    record Done(Map<String, Object> output) implements Outcome {

        @Override
        public Map<String, Object> result() {
            return output;
        }

        @Override
        public String sentence() {
            return "Done";
        }

        @Override
        public ActionState state() {
            return ActionState.DONE;
        }
    }

    /** A dry run: the request was recorded and not sent. */
    record Skipped(Map<String, Object> request) implements Outcome {

        @Override
        public Map<String, Object> result() {
            return Map.of("request", request);
        }

        @Override
        public Map<String, Object> details() {
            return result();
        }

        @Override
        public String sentence() {
            return "Dry run: recorded, not sent.";
        }

        @Override
        public ActionState state() {
            return ActionState.SKIPPED;
        }
    }

    /** The call itself was wrong, or a rule of its route says no; {@code field} is empty when no field is to blame. */
    record Refused(NoEffect proof, String field, String sentence) implements Outcome {

        @Override
        public Map<String, Object> details() {
            return field.isEmpty() ? Map.of() : Map.of("field", field);
        }

        @Override
        public ActionState state() {
            return ActionState.FAILED;
        }
    }

    /** A person must decide; nothing was begun. */
    record PendingApproval(String approvalId, String reason) implements Outcome {

        @Override
        public String waitingFor() {
            return "approval " + approvalId;
        }

        @Override
        public String sentence() {
            return "Waits for approval " + approvalId + ": " + reason;
        }

        @Override
        public ActionState state() {
            return ActionState.AWAITING_APPROVAL;
        }
    }

    /** It cannot be done now; nothing took effect. */
    record Unavailable(NoEffect proof, Obstacle obstacle) implements Outcome {

        @Override
        public String sentence() {
            return obstacle.message();
        }

        @Override
        public ActionState state() {
            return ActionState.WAITING;
        }
    }

    /**
     * It may have taken effect, or has, and what became of it is found out by itself: by doing it again under its
     * reference, or by asking through the route that the card names.
     *
     * @param obstacle what kept the answer away
     * @param sent true when this attempt was sent, so that it counts among those that may be repeated
     */
    record Unconfirmed(Obstacle obstacle, boolean sent) implements Outcome {

        @Override
        public String sentence() {
            return "It may have taken effect: " + obstacle.message()
                    + " It is looked into by itself; do not order it again.";
        }

        @Override
        public ActionState state() {
            return ActionState.WAITING;
        }
    }

    /** Nobody knows whether it took effect; a person must settle it. */
    record InDoubt(String system, String sentence) implements Outcome {

        @Override
        public Map<String, Object> details() {
            return Map.of("in_doubt", true);
        }

        @Override
        public ActionState state() {
            return ActionState.IN_DOUBT;
        }
    }

    /**
     * It did not take effect, and trying the same again is useless.
     *
     * @param problem the name under which the skill's card may know a remedy, or null
     * @param choices what somebody could choose from to mend it
     */
    record Failed(NoEffect proof, String sentence, String problem, List<String> choices) implements Outcome {

        /** A failure that no card knows a remedy for. */
        public Failed(NoEffect proof, String sentence) {
            this(proof, sentence, null, List.of());
        }

        @Override
        public ActionState state() {
            return ActionState.FAILED;
        }
    }
}
