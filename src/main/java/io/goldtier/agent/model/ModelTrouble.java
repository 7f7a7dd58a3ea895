package io.goldtier.agent.model;

import java.time.Duration;

/** The model gave no answer; whether it would give one later is said by its class. */
final class ModelTrouble extends RuntimeException {

    /** The classes of trouble. */
    enum Kind {
        /** It cannot be reached, or has trouble of its own. */
        TRANSIENT,
        /** It takes no more questions for a while. */
        THROTTLED,
        /** It does not accept our key. */
        AUTHENTICATION,
        /** It refuses this question for good. */
        REFUSED
    }

    private final Kind kind;
    private final transient Duration retryAfter;

    /** @param retryAfter how long it asks to be left alone, or null */
    ModelTrouble(Kind kind, String sentence, Duration retryAfter, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    Kind kind() {
        return kind;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
