package io.goldtier.intake.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The words of an HTML page as a reader sees them; nothing is fetched and nothing is run. */
public final class HtmlText {

    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private HtmlText() {}

    /**
     * The words, blocks on lines of their own; scripts, styles and comments are none.
     *
     * @param charset what the page is written in; null to find it out from the page
     */
    public static String of(byte[] html, String charset) {
        byte[] start = html.length > MOST_BYTES ? Arrays.copyOf(html, MOST_BYTES) : html;
        StringBuilder words = new StringBuilder();
        try {
            Jsoup.parse(new ByteArrayInputStream(start), charset, "").body().traverse(new Words(words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = words.toString()
                .replaceAll("[ \\t\u00A0]+", " ")
                .replaceAll(" ?\n ?", "\n")
                .strip();
        return start == html || text.isEmpty()
                ? text
                : text + "\n[only the first 2 MiB of " + html.length / 1024 / 1024 + " MiB were read]";
    }

    private record Words(StringBuilder words) implements NodeVisitor {

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                words.append(text.getWholeText().replaceAll("\\s+", " "));
            } else {
                breakAround(node);
            }
        }

        @Override
        public void tail(Node node, int depth) {
            breakAround(node);
        }

        private void breakAround(Node node) {
            if (!(node instanceof Element element)) {
                return;
            }
            if (element.normalName().matches("t[dh]")) {
                // A row is a line, as a reader sees it
                words.append(' ');
            } else if ((element.isBlock() || element.normalName().equals("br"))
                    && !words.isEmpty()
                    && words.charAt(words.length() - 1) != '\n') {
                words.append('\n');
            }
        }
    }
}
