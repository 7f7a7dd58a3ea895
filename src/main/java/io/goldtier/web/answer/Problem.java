package io.goldtier.web.answer;

/** A request that cannot be answered; becomes {@code {"error": sentence, "field": …}} with its status. */
public final class Problem extends RuntimeException {

    private final int status;
    private final String field;

    /** A request that is wrong as a whole: the HTTP status and the sentence for the caller. */
    public Problem(int status, String sentence) {
        this(status, sentence, null);
    }

    /** A request that is wrong in one part, which {@code field} names. */
    public Problem(int status, String sentence, String field) {
        super(sentence);
        this.status = status;
        this.field = field;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The part of the request that is wrong, or null. */
    String field() {
        return field;
    }
}
