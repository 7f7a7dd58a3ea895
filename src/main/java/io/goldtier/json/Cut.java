package io.goldtier.json;

import java.util.regex.Pattern;

/** Shortens what is longer than anybody reads, and says so. */
public final class Cut {

    private static final Pattern GAPS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private Cut() {}

    /** The text on one line, or its beginning with a sign that there is more; at most {@code most} characters. */
    public static String line(int most, String text) {
        String line = GAPS.matcher(text).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** The text, or its beginning and how many characters were left out; at most about {@code most} characters. */
    public static String to(int most, String text) {
        if (text == null || text.length() <= most) {
            return text;
        }
        int end = end(most, text);
        return text.substring(0, end) + "… (cut, " + (text.length() - end) + " characters)";
    }

    /** Where to cut without leaving half of a pair. */
    private static int end(int most, String text) {
        int end = Math.max(0, most);
        return end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
