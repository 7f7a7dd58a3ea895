package io.goldtier.json;

/** Shortens what is longer than anybody reads, and says so. */
public final class Cut {

    private Cut() {}

    /** The text on one line; at most {@code most} characters of it, with a sign where something was left out. */
    public static String line(int most, String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= most ? line : line.substring(0, end(most, line)) + "…";
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
