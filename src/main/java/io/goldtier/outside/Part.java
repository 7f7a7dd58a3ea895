package io.goldtier.outside;

import java.util.Arrays;
import java.util.Locale;

/** What a call is in the course of a skill. */
public enum Part {
    /** It changes nothing. */
    READ,
    /** It changes something that the effect needs, can be repeated, and matters to nobody by itself. */
    PREPARATION,
    /** It is what the skill is for; a skill has one. */
    EFFECT,
    /** It adds to what has taken effect; when it fails, the effect is there all the same. */
    ADDITION;

    /**
     * Reads the word of a call.
     *
     * @throws IllegalArgumentException with a sentence that says what is allowed
     */
    public static Part of(Object word) {
        return Arrays.stream(values())
                .filter(part -> part.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "part must be read, preparation, effect or addition, was: " + word));
    }
}
