package io.goldtier.intake;

/** The words of an HTML page; nothing is fetched and nothing is run. */
final class HtmlText {

    private HtmlText() {}

    static String of(String html) {
        return html.replaceAll("(?is)<(script|style|head)\\b.{0,200000}?</\\1\\s*>", " ")
                .replaceAll("(?s)<!--.{0,200000}?-->", " ")
                .replaceAll("(?i)<(br|/p|/div|/tr|/li|/h[1-6])\\b[^>]{0,1000}>", "\n")
                .replaceAll("<[^>]{0,10000}>", " ")
                .replace("&nbsp;", " ")
                .replace("&euro;", "€")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replaceAll("[ \\t]+", " ")
                .strip();
    }
}
