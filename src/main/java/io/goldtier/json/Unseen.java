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
     * Control and format characters, Unicode's own line and paragraph ends, lone surrogates, and what is a letter or sign to
     * Unicode and blank to the eye: Hangul fillers, the empty Braille pattern, Khmer's inherent vowels, the grapheme joiner,
     * the rare variation selectors. Line ends and tabs are seen in what they do, and so is the joiner that builds emoji out of
     * others.
     */
    private static final Pattern ANY = Pattern.compile(
            "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0\\x{E0100}-\\x{E01EF}"
                    + "&&[^\n\t\u200D]]");

    private Unseen() {}

    /** True when a text has any. */
    public static boolean isIn(String text) {
        return ANY.matcher(text).find();
    }

    /** A text in which a mark stands for each. */
    public static String shown(String text) {
        return ANY.matcher(text).replaceAll(MARK);
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
