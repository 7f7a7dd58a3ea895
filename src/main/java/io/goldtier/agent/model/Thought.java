package io.goldtier.agent.model;

import java.time.Instant;
import java.util.Map;

/**
 * A question to the model and what came of it; secrets are masked.
 *
 * @param number its place among all
 * @param work the trigger, or the action where there is none
 * @param model which model
 * @param asked when
 * @param tookMillis how long its answer took
 * @param kind what came of it
 * @param question what it was asked
 * @param answer what it answered, or null
 * @param problem why the answer cannot be used, or why there is none; or null
 * @param decision what it decided in the kept form, or null
 * @param retryAt before when it is not asked again, or null
 * @param tokensIn how many tokens the question had; the most that it can have until that is known
 * @param tokensOut the same of the answer
 * @param cost what both cost, in billionths of the currency
 */
public record Thought(
        long number,
        String work,
        String model,
        Instant asked,
        long tookMillis,
        Kind kind,
        String question,
        String answer,
        String problem,
        Map<String, Object> decision,
        Instant retryAt,
        long tokensIn,
        long tokensOut,
        long cost) {

    /** What came of a question. */
    public enum Kind {
        /** It is not known yet, or the process has died over it. */
        ASKED,
        /** It decided. */
        DECIDED,
        /** The answer could not be used. */
        WRONG,
        /** No answer came. */
        TROUBLE
    }
}
