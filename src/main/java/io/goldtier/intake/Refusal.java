package io.goldtier.intake;

import java.util.List;

/** The reason why something that came in is not accepted, on its way to the person who can mend it. */
class Refusal extends RuntimeException {

    private final String title;
    private final transient List<String> known;
    private final transient List<String> choices;

    /**
     * The reason.
     *
     * @param title a few words
     * @param reason the sentence that names what is wrong, the value and what is allowed; a long value is cut
     * @param known what else helps
     * @param choices what a person can do now
     */
    Refusal(String title, String reason, List<String> known, List<String> choices) {
        super(Bounds.sentence(reason), null, false, false);
        this.title = title;
        this.known = known.stream().map(Bounds::sentence).toList();
        this.choices = List.copyOf(choices);
    }

    Refusal(String title, String reason) {
        this(title, reason, List.of(), List.of());
    }

    /** The same with the place in front of the sentence. */
    Refusal at(String where) {
        return new Refusal(title, where + getMessage(), known, choices);
    }

    String title() {
        return title;
    }

    List<String> known() {
        return known;
    }

    List<String> choices() {
        return choices;
    }
}
