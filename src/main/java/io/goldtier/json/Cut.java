package io.goldtier.json;

/** Shortens what is longer than anybody reads, and says so. */
public final class Cut {

    private Cut() {}

    /** The text, or its beginning and how many characters were left out; at most about {@code most} characters. */
    public static String to(int most, String text) {
        if (text == null || text.length() <= most) {
            return text;
        }
        int end = Math.max(0, most);
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "… (cut, " + (text.length() - end) + " characters)";
    }
}
