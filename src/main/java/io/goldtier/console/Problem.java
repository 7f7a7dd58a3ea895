package io.goldtier.console;

/** A request that cannot be answered; becomes {@code {"error": sentence, "field": …}} with its status. */
final class Problem extends RuntimeException {

    private final int status;
    private final String field;

    Problem(int status, String sentence) {
        this(status, sentence, null);
    }

    Problem(int status, String sentence, String field) {
        super(sentence);
        this.status = status;
        this.field = field;
    }

    int status() {
        return status;
    }

    /** The part of the request that is wrong, or null. */
    String field() {
        return field;
    }
}
