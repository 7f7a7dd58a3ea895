package io.goldtier.trigger.phrase;

/** A phrase that cannot be read; the message says what is wrong and where, and goes on a sentence begun by others. */
public final class PhraseProblem extends RuntimeException {

    PhraseProblem(String message) {
        super(message);
    }
}
