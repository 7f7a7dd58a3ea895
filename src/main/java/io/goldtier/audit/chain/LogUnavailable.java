package io.goldtier.audit.chain;

/** The logs cannot be written now; whoever wanted to act must not. */
public class LogUnavailable extends RuntimeException {

    /** The sentence that says why the log cannot be written. */
    public LogUnavailable(String reason) {
        super("The audit log cannot be written (" + reason + "), so nothing is done until it can be.");
    }
}
