package io.goldtier.intake;

import java.util.Locale;
import java.util.Set;

/** The words of an HTML page, found in one pass; nothing is fetched and nothing is run. */
final class HtmlText {

    private static final Set<String> WITHOUT_WORDS = Set.of("script", "style", "head");
    private static final Set<String> BREAKS =
            Set.of("br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol");

    private HtmlText() {}

    static String of(String html) {
        StringBuilder words = new StringBuilder();
        int at = 0;
        while (at < html.length()) {
            int open = html.indexOf('<', at);
            if (open < 0) {
                words.append(html, at, html.length());
                break;
            }
            words.append(html, at, open);
            at = afterTag(html, open, words);
        }
        return words.toString()
                .replace("&nbsp;", " ")
                .replace("&euro;", "€")
                .replace("&pound;", "£")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replaceAll("[ \\t\u00A0]+", " ")
                .strip();
    }

    /** Goes over the tag, comment or wordless element that begins here; to the end when it has none. */
    private static int afterTag(String html, int open, StringBuilder words) {
        if (html.startsWith("<!--", open)) {
            return after(html.indexOf("-->", open), 3, html);
        }
        int close = html.indexOf('>', open);
        if (close < 0) {
            return html.length();
        }
        String name = name(html, open + 1, close);
        words.append(BREAKS.contains(name) ? "\n" : " ");
        if (!WITHOUT_WORDS.contains(name) || html.charAt(open + 1) == '/') {
            return close + 1;
        }
        int end = close;
        do {
            end = html.indexOf("</", end + 1);
        } while (end >= 0 && !html.regionMatches(true, end + 2, name, 0, name.length()));
        return end < 0 ? html.length() : after(html.indexOf('>', end), 1, html);
    }

    private static int after(int found, int length, String html) {
        return found < 0 ? html.length() : found + length;
    }

    private static String name(String html, int from, int close) {
        int start = html.charAt(from) == '/' ? from + 1 : from;
        int end = start;
        while (end < close && end - start < 10 && Character.isLetterOrDigit(html.charAt(end))) {
            end++;
        }
        return html.substring(Math.min(start, end), end).toLowerCase(Locale.ROOT);
    }
}
