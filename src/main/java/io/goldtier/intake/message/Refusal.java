package io.goldtier.intake.message;

import io.goldtier.json.JsonProblem;
import java.util.ArrayList;
import java.util.List;

/** The reason why something that came in is not accepted, on its way to the person who can mend it. */
public class Refusal extends RuntimeException {

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
    public Refusal(String title, String reason, List<String> known, List<String> choices) {
        super(Bounds.sentence(reason), null, false, false);
        this.title = title;
        this.known = known.stream().map(Bounds::sentence).toList();
        this.choices = List.copyOf(choices);
    }

    /** A reason with nothing else that helps. */
    public Refusal(String title, String reason) {
        this(title, reason, List.of(), List.of());
    }

    /**
     * The refusal that ended a route, itself or as a cause; that of JSON that cannot be read is made here.
     *
     * @param name what the message is called
     */
    public static Refusal in(Throwable thrown, String name) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
        }
        return JsonProblem.in(thrown)
                .map(problem -> new Refusal("Not JSON", name + " is not valid JSON: " + problem.getMessage() + "."))
                .orElseThrow(() -> new IllegalArgumentException("Nothing was refused", thrown));
    }

    /** The same with the place in front of the sentence. */
    public Refusal at(String where) {
        return new Refusal(title, where + getMessage(), known, choices);
    }

    /** The same with what of the message was not read; null where all was. */
    public Refusal notRead(String sentences) {
        if (sentences == null) {
            return this;
        }
        List<String> more = new ArrayList<>(List.of(sentences));
        more.addAll(known);
        return new Refusal(title, getMessage(), more, choices);
    }

    /** A few words for the heading. */
    public String title() {
        return title;
    }

    /** What else helps, a sentence each. */
    public List<String> known() {
        return known;
    }

    /** What a person can do now, a sentence each. */
    public List<String> choices() {
        return choices;
    }
}
