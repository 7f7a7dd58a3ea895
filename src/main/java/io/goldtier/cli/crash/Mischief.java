package io.goldtier.cli.crash;

import java.util.Random;

/** What can go wrong between us and an outside system. */
enum Mischief {
    /** Nothing. */
    NONE,
    /** It acts and answers, but later than anybody waits. */
    LATE,
    /** It acts and closes the connection without an answer. */
    CUT_AFTER_ACTING,
    /** It acts and answers 500. */
    ERROR_AFTER_ACTING,
    /** It does not act, and asks to come again in a second. */
    THROTTLED,
    /** It acts and answers something that nobody understands. */
    GARBAGE;

    /** True when the outside system does what it was asked to. */
    boolean acts() {
        return this != THROTTLED;
    }

    /** The same for the same seed and text: about every third first call goes wrong, a later one never. */
    static Mischief of(long seed, String id, int call) {
        if (call > 1) {
            return NONE;
        }
        Random random = new Random(seed * 31 + id.hashCode());
        Mischief[] all = values();
        return random.nextInt(3) == 0 ? all[1 + random.nextInt(all.length - 1)] : NONE;
    }
}
