package io.goldtier.json;

import java.util.List;

/**
 * The beginning of a list that may be longer than anybody reads at once. Whoever shows it says how many more there are, and
 * where: a list that just ends looks like all there is.
 *
 * @param shown what is shown
 * @param more how many there are beside that
 */
public record Listed<T>(List<T> shown, long more) {

    /** Copies the list. */
    public Listed {
        shown = List.copyOf(shown);
    }

    /** The beginning of a list that has so many entries in all; entries may come and go between two looks. */
    public static <T> Listed<T> of(List<T> shown, long all) {
        return new Listed<>(shown, Math.max(0, all - shown.size()));
    }

    /** How many there are. */
    public long number() {
        return shown.size() + more;
    }

    /** The words about the rest, such as {@code and 7 more in Inbox/}; empty when there is none. */
    public String rest(String place) {
        return more == 0 ? "" : "and " + Plain.number(more) + " more " + place;
    }
}
