package io.goldtier.vault;

/** A text that is not the note, or the YAML, that it should be; the message is a sentence that names the line. */
public class NoteProblem extends RuntimeException {

    private final int line;

    NoteProblem(int line, String sentence) {
        super("line " + line + ": " + sentence);
        this.line = line;
    }

    /** The line that is wrong, from 1. */
    public int line() {
        return line;
    }
}
