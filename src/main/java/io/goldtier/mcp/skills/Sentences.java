package io.goldtier.mcp.skills;

import java.util.regex.Pattern;

/** Sentences for those who see us from outside. */
final class Sentences {

    private static final Pattern CLASS = Pattern.compile("\\b(?:[a-z][\\w$]*\\.){2,}[A-Z][\\w$]*:? ?");
    private static final Pattern PLACE = Pattern.compile("\\((?:[\\w$]+\\.java:\\d+|Native Method)\\)");
    private static final Pattern FILE =
            Pattern.compile("(?<![\\w:/.])/(?:home|root|tmp|var|opt|usr|work|etc)/[^\\s,;'\"]+");
    private static final int LONGEST = 2000;

    private Sentences() {}

    /** The sentence without names of classes and files of this program. */
    static String withoutInside(String sentence) {
        String clean = CLASS.matcher(sentence).replaceAll("");
        clean = PLACE.matcher(clean).replaceAll("");
        clean = FILE.matcher(clean).replaceAll("…");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST - 1) + "…" : clean;
    }
}
