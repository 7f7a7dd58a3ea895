package io.goldtier.cli;

/** Finds the sentence worth showing in a chain of exceptions: the innermost one that has a message. */
public final class Causes {

    private Causes() {}

    /** What a person reads of a fault: the innermost cause that says something. */
    public static String sentence(Throwable fault) {
        String found = fault.toString();
        for (Throwable at = fault; at != null; at = at.getCause()) {
            if (at.getMessage() != null && !at.getMessage().isBlank()) {
                found = at.getMessage();
            }
        }
        return found.strip();
    }
}
