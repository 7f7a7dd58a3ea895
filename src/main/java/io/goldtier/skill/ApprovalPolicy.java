package io.goldtier.skill;

import io.goldtier.store.Tx;
import java.util.List;
import java.util.Map;

/** Decides whether a call may go by itself or a person must be asked. */
public interface ApprovalPolicy {

    /** What was decided, and the rule that made it so, for the audit log. */
    sealed interface Decision {

        /** The rule, in a few words. */
        String rule();
    }

    /** It may go. */
    record Go(String rule) implements Decision {}

    /**
     * A person must decide.
     *
     * @param rule the rule, in a few words
     * @param reason the same as a sentence for that person
     * @param preview sentences about what would happen, as a look at the outside has found
     */
    record Ask(String rule, String reason, List<String> preview) implements Decision {

        /** Keeps a copy of the sentences. */
        public Ask {
            preview = List.copyOf(preview);
        }

        /** A question about which nothing more is known. */
        public Ask(String rule, String reason) {
            this(rule, reason, List.of());
        }

        /** The same question with what a look at the outside has found. */
        public Ask showing(List<String> found) {
            return new Ask(rule, reason, found);
        }
    }

    /** Decides; when unsure, asks. */
    Decision decide(Skill skill, Map<String, Object> input, Caller caller);

    /**
     * A last look inside the unit of work that would begin the action: whether it still fits into what may go by itself.
     */
    Decision spend(Tx tx, Skill skill, String actionId, Map<String, Object> input, Decision decision);

    /** Told, as part of the same unit of work, that the action begins. */
    void begun(Tx tx, Skill skill, String actionId, Map<String, Object> input);
}
