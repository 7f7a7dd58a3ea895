package io.goldtier.trigger;

import java.util.Locale;

/** Where a trigger stands; it only ever moves forward through these. */
public enum TriggerStatus {
    /** Accepted, not yet looked at. */
    PENDING,
    /** Its plan is being worked out or waits for somebody. */
    PROCESSING,
    /** A rule or a person has let its first step go. */
    APPROVED,
    /** All its steps are done. */
    COMPLETED,
    /** It ended without being done; the task is in the inbox. */
    FAILED;

    /** The word of the data model. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True when nothing comes after it. */
    public boolean isFinal() {
        return this == COMPLETED || this == FAILED;
    }

    /** True when a trigger may go from this status to the other one. */
    public boolean mayBecome(TriggerStatus next) {
        return !isFinal() && next.ordinal() > ordinal();
    }

    /**
     * Reads the word of the data model in any case.
     *
     * @throws IllegalArgumentException naming the value and what is allowed
     */
    public static TriggerStatus of(String word) {
        for (TriggerStatus status : values()) {
            if (status.word().equals(word.toLowerCase(Locale.ROOT))) {
                return status;
            }
        }
        throw new IllegalArgumentException(
                "status must be pending, processing, approved, completed or failed, was: " + word);
    }
}
