package io.goldtier.trigger;

import java.util.Locale;

/** Where an action stands. */
public enum ActionState {
    /** May be begun. */
    READY,
    /** A person must decide first. */
    AWAITING_APPROVAL,
    /** Begun; the outside may have been called. */
    RUNNING,
    /** Waits for a time or an event, then is ready again. */
    WAITING,
    /** Nobody knows whether it took effect; a person must settle it. */
    IN_DOUBT,
    /** It took effect. */
    DONE,
    /** Deliberately not done, as in a dry run. */
    SKIPPED,
    /** A person said no. */
    REJECTED,
    /** It did not take effect and will not be tried again. */
    FAILED;

    /** The word in the database, in plans and in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True when its box in the plan is closed. */
    public boolean isClosed() {
        return this == DONE || this == SKIPPED || this == REJECTED || this == FAILED;
    }
}
