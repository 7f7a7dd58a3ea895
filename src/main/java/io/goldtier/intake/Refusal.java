package io.goldtier.intake;

import java.util.List;

/** The reason why something dropped is not accepted, on its way to the person who dropped it. */
class Refusal extends RuntimeException {

    private final String title;
    private final transient List<String> known;
    private final transient List<String> choices;

    Refusal(String title, String reason, List<String> known, List<String> choices) {
        super(reason, null, false, false);
        this.title = title;
        this.known = List.copyOf(known);
        this.choices = List.copyOf(choices);
    }

    Refusal(String title, String reason) {
        this(title, reason, List.of(), List.of());
    }

    /** The same with the place in front of the sentence. */
    Refusal at(String where) {
        return new Refusal(title, where + getMessage(), known, choices);
    }

    Incoming.Refused of(Incoming.Dropped dropped) {
        return new Incoming.Refused(dropped, title, getMessage(), known, choices);
    }
}
