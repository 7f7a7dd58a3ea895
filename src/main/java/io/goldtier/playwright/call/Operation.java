package io.goldtier.playwright.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be done with a page. */
public enum Operation {
    /** Fill in a form and send it off. */
    FILL,
    /** Look whether the form is there and takes what would be filled in; nothing is typed. */
    LOOK,
    /** Read what is on it. */
    EXTRACT,
    /** Take its picture. */
    SCREENSHOT;

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException with a sentence that says what is allowed
     */
    public static Operation of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("playwright: knows the operations "
                        + Arrays.stream(values()).map(Operation::word).collect(Collectors.joining(", ")) + ", but not "
                        + word));
    }

    /** The name in small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
