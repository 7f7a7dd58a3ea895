package io.goldtier.loop;

import java.util.Locale;

/** How a loop stands, in the words of the data model. */
public enum LoopStatus {
    /** It runs, or waits. */
    ACTIVE,
    /** All boxes of its plan are closed. */
    COMPLETED,
    /** It cannot go on. */
    FAILED,
    /** It used up its iterations with steps left open. */
    MAX_ITERATIONS_EXCEEDED;

    /** The word of the data model. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
