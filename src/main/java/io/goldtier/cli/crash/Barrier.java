package io.goldtier.cli.crash;

/** Where an action stands when its process is killed. */
enum Barrier {
    /** The far end has the request and has not acted; it never will. */
    BEFORE_EFFECT("before the effect"),
    /** The far end has acted, and its answer has not left. */
    BEFORE_RECORD("after it, before its record"),
    /** The assistant has recorded how the action ended. */
    AFTER_RECORD("after its record");

    private final String words;

    Barrier(String words) {
        this.words = words;
    }

    /** In words, for a table. */
    String words() {
        return words;
    }
}
