package io.goldtier.audit;

import java.util.Locale;

/** How an operation ended, in the words of the log. */
public enum Status {
    /** It did what it should. */
    SUCCESS,
    /** It did not; the details say why. */
    FAILURE,
    /** It was begun, or waits for somebody. */
    PENDING,
    /** It was recognised and deliberately not done. */
    SKIPPED;

    /** The word in the log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
