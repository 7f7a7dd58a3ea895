package io.goldtier.vault;

import io.goldtier.json.Unseen;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text from outside as it may stand in our notes: visible as what it is, unable to be a heading, a link, HTML, front
 * matter or the end of a quotation.
 */
public final class Markdown {

    private static final Pattern SPECIAL = Pattern.compile(
            // an underscore inside a word means nothing, so odoo_create_invoice stays readable
            "[\\\\`*\\[\\]<>|$~]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])|#(?=[\\p{L}\\p{N}_/-])"
                    + "|^[#+=-]|(?<=^\\d{1,9})[.)](?=\\s|$)|%(?=%)|!(?=\\[)|&(?=[#\\p{L}\\p{N}]+;)");
    private static final Pattern CODE = Pattern.compile("`([^`\\p{Cntrl}]+)`");

    private Markdown() {}

    /** One line of plain text: control and invisible characters replaced, everything that Markdown knows escaped. */
    public static String text(String outside) {
        return SPECIAL.matcher(visible(outside)).replaceAll(found -> "\\\\" + Matcher.quoteReplacement(found.group()));
    }

    /** A sentence of ours with {@code `commands`} that stay code; all else is escaped as in {@link #text}. */
    public static String sentence(String ours) {
        StringBuilder result = new StringBuilder();
        Matcher code = CODE.matcher(ours);
        int end = 0;
        while (code.find()) {
            result.append(text(ours.substring(end, code.start()))).append('`').append(visible(code.group(1)));
            result.append('`');
            end = code.end();
        }
        return result.append(text(ours.substring(end))).toString();
    }

    /** Lines of text in a fence that is longer than any inside it. */
    public static String fenced(String outside, String language) {
        int longest = 2;
        int run = 0;
        for (char c : outside.toCharArray()) {
            run = c == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        String lines = Unseen.shown(outside.replace("\r\n", "\n").replace('\r', '\n'));
        return fence + language + "\n" + lines + (lines.endsWith("\n") ? "" : "\n") + fence + "\n";
    }

    private static String visible(String outside) {
        return Unseen.shown(outside.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " "));
    }
}
