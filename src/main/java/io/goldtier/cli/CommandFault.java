package io.goldtier.cli;

/** A command could not do its work; the message is one sentence for people that says what to do. */
public final class CommandFault extends RuntimeException {

    /** A fault that this sentence tells. */
    public CommandFault(String sentence) {
        super(sentence);
    }

    /** The same with what led to it, for the log. */
    public CommandFault(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
