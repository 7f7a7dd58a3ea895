package io.goldtier.vault;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Links between the vault's notes, as Obsidian follows them. */
public final class Link {

    /** What a wiki link cannot hold; such a file is linked the Markdown way. */
    private static final Pattern UNFIT = Pattern.compile("[\\[\\]#^|\\\\%<>]|^\\s|\\s$|\\p{Cntrl}");

    private static final Pattern GAPS = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}\\p{Cs}\\s]+");

    private Link() {}

    /**
     * A link that reads as words.
     *
     * @param target a note's name without {@code .md}, found wherever it lies, or a file's path in the vault
     * @param words what people read; its own marks are taken away
     */
    public static String to(String target, String words) {
        String text = plain(words);
        if (UNFIT.matcher(target).find()) {
            return "[" + Markdown.text(text) + "](" + encoded(target) + ")";
        }
        return "[[" + target + (text.isBlank() || text.equals(target) ? "" : "|" + text) + "]]";
    }

    /** The same inside a table, whose columns a plain bar would end. */
    public static String inTable(String target, String words) {
        return to(target, words).replace("|", "\\|");
    }

    /** A link as the value of a property. */
    public static String property(String target) {
        return to(target, "");
    }

    private static String plain(String words) {
        return GAPS.matcher(words)
                .replaceAll(" ")
                .replace('[', '(')
                .replace(']', ')')
                .replace('|', '/')
                .replace('\\', '/')
                .strip();
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }
}
