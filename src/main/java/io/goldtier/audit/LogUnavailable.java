package io.goldtier.audit;

/** The logs cannot be written now; whoever wanted to act must not. */
public class LogUnavailable extends RuntimeException {

    LogUnavailable(String reason) {
        super("The audit log cannot be written (" + reason + "), so nothing is done until it can be.");
    }
}
