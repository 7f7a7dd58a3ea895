package io.goldtier.cli;

/** A command could not do its work; the message is one sentence for people that says what to do. */
public final class CommandFault extends RuntimeException {

    CommandFault(String sentence) {
        super(sentence);
    }

    CommandFault(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
