package io.goldtier.trigger.phrase;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what {@link Matcher#find()} finds, one place after the other, but tries only the places that have all near them
 * without which there is nothing to find. So a long text costs little more than a look for a few words.
 */
public final class Search {

    private final Matcher matcher;
    private final int length;
    private final BitSet places;
    private int next;

    /**
     * A search from the beginning of a text.
     *
     * @param text the text that the anchors are looked for in
     * @param bounded the same text, for the pattern
     */
    public Search(Pattern pattern, List<Needed> needed, String text, BoundedText bounded) {
        this.matcher = pattern.matcher(bounded).useAnchoringBounds(false).useTransparentBounds(true);
        this.length = text.length();
        this.places = needed.isEmpty() ? null : places(text, needed);
    }

    /** An {@link Phrase.Anchor anchor}, ready for use. */
    public record Needed(Pattern pattern, int reach) {

        /** Prepares it. */
        public static Needed of(Phrase.Anchor anchor) {
            return new Needed(Pattern.compile(anchor.regex()), anchor.reach());
        }
    }

    /** Goes to the next place; false when there is none. */
    public boolean find() {
        if (places == null) {
            return matcher.find();
        }
        for (int at = places.nextSetBit(next); at >= 0; at = places.nextSetBit(at + 1)) {
            if (matcher.region(at, length).lookingAt()) {
                next = Math.max(matcher.end(), at + 1);
                return true;
            }
        }
        next = length + 1;
        return false;
    }

    /** What was found there. */
    public Matcher found() {
        return matcher;
    }

    private static BitSet places(String text, List<Needed> needed) {
        BitSet all = new BitSet();
        if (!needed.stream().allMatch(each -> each.pattern().matcher(text).find())) {
            return all;
        }
        int[] signs = signs(text);
        all.set(0, text.length() + 1);
        for (Needed each : needed) {
            all.and(before(text, each, signs));
            if (all.isEmpty()) {
                break;
            }
        }
        return all;
    }

    /** How many signs stand before each place, spaces in a row counted as one. */
    private static int[] signs(String text) {
        int[] signs = new int[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            boolean goesOn = i > 0 && isSpace(text.charAt(i)) && isSpace(text.charAt(i - 1));
            signs[i + 1] = signs[i] + (goesOn ? 0 : 1);
        }
        return signs;
    }

    /** What the gaps of a phrase take. */
    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /** The places from which it can be reached. */
    private static BitSet before(String text, Needed needed, int[] signs) {
        BitSet found = new BitSet();
        Matcher each = needed.pattern().matcher(text);
        while (each.find()) {
            found.set(each.start());
        }
        BitSet places = new BitSet();
        for (int at = found.length() - 1, nearest = at; at >= 0; at--) {
            nearest = found.get(at) ? at : nearest;
            places.set(at, signs[nearest] - signs[at] <= needed.reach());
        }
        return places;
    }
}
