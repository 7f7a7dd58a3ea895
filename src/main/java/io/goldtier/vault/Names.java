package io.goldtier.vault;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/** File names that cannot leave their folder, cannot deceive the eye and fit any file system. */
public final class Names {

    /** The most bytes that a file name may have. */
    public static final int LONGEST = 255;

    private static final int LONGEST_EXTENSION = 16;

    private Names() {}

    /**
     * The nearest safe name: no path, no control or invisible characters, none that turn the direction of writing, no
     * leading dot, at most 255 bytes with the extension kept. A safe name stays as it is.
     */
    public static String safe(String name) {
        StringBuilder safe = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFC)
                .codePoints()
                .map(Names::harmless)
                .forEach(safe::appendCodePoint);
        String text = safe.toString().strip();
        if (text.startsWith(".")) {
            text = "_" + text.substring(1);
        }
        while (text.endsWith(".") || text.endsWith(" ")) {
            text = text.substring(0, text.length() - 1);
        }
        return shorten(text.isEmpty() ? "unnamed" : text, "");
    }

    /** True when the name may be used as it is. */
    public static boolean isSafe(String name) {
        return safe(name).equals(name);
    }

    /** The name for the n-th file that would have it, such as {@code note-2.md}; 1 gives the name itself. */
    public static String numbered(String name, int n) {
        return n < 2 ? name : shorten(name, "-" + n);
    }

    /** A few words as part of a file name: lower-case letters, digits and hyphens, at most 60 characters. */
    public static String slug(String words) {
        String slug = Normalizer.normalize(words, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String cut = slug.length() > 60 ? slug.substring(0, 60).replaceAll("-+$", "") : slug;
        return cut.isEmpty() ? "note" : cut;
    }

    /** The extension in lower case without the dot, or an empty text. */
    public static String extension(String name) {
        return suffix(name).replaceFirst("\\.", "").toLowerCase(Locale.ROOT);
    }

    private static String shorten(String name, String mark) {
        String suffix = suffix(name);
        String base = name.substring(0, name.length() - suffix.length());
        int room = LONGEST - bytes(mark) - bytes(suffix);
        while (bytes(base) > room) {
            base = base.substring(0, base.offsetByCodePoints(base.length(), -1));
        }
        return base + mark + suffix;
    }

    private static String suffix(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && name.length() - dot <= LONGEST_EXTENSION ? name.substring(dot) : "";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int harmless(int c) {
        boolean harmful = c == '/'
                || c == '\\'
                || c == 0xFFFD
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> true;
                    // Invisible, or turning the direction of writing; the joiner inside an emoji stays
                    case Character.FORMAT -> c != 0x200D;
                    default -> false;
                };
        return harmful ? '_' : c;
    }
}
