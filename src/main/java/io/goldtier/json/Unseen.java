package io.goldtier.json;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Characters that nobody sees, or that turn round how others are seen: marks of direction, spaces without width, fillers
 * and tags. A text from outside may use them to read otherwise than it is; whoever decides by it must see that they are
 * there.
 */
public final class Unseen {

    /** What stands in the place of each, so that one sees that something is there. */
    private static final String MARK = "\uFFFD";

    /**
     * Unicode's format characters and lone surrogates, and what is a letter or sign to Unicode and blank to the eye:
     * Hangul fillers, the empty Braille pattern, Khmer's inherent vowels, the grapheme joiner, the rare variation selectors.
     * The joiner that builds emoji out of others is seen in what it builds.
     */
    private static final String HIDDEN =
            "\\p{Cf}\\p{Cs}\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0\\x{E0100}-\\x{E01EF}&&[^\u200D]";

    private static final Pattern ANY = Pattern.compile("[" + HIDDEN + "]");
    private static final Pattern ANY_OR_CONTROL =
            Pattern.compile("[" + HIDDEN + "]|[\\p{Cntrl}\\p{Zl}\\p{Zp}&&[^\n\t]]");

    private Unseen() {}

    /** True when a text has any. */
    public static boolean isIn(String text) {
        return ANY.matcher(text).find();
    }

    /** A text in which a mark stands for each, and for each control character but line ends and tabs. */
    public static String shown(String text) {
        return ANY_OR_CONTROL.matcher(text).replaceAll(MARK);
    }

    /** A text in which each is written as double quotes in YAML read it back: <code>&#92;u202E</code>. */
    public static String escaped(String text) {
        return ANY.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(escape(found.group().codePointAt(0))));
    }

    private static String escape(int codePoint) {
        return codePoint > 0xFFFF ? String.format("\\U%08X", codePoint) : String.format("\\u%04X", codePoint);
    }
}
