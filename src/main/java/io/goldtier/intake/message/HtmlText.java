package io.goldtier.intake.message;

import io.goldtier.intake.apart.Apart;
import io.goldtier.intake.apart.ApartMain;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The words of an HTML page as a reader sees them; nothing is fetched and nothing is run. */
public final class HtmlText {

    private static final int MOST_BYTES = 2 * 1024 * 1024;

    /** What the parser can make of so little costs a moment and some megabytes; a process of its own would cost more. */
    private static final int SMALL = 100 * 1024;

    private HtmlText() {}

    /**
     * The words, blocks on lines of their own; scripts, styles and comments are none.
     *
     * @param charset what the page is written in; null to find it out from the page
     * @param name what people call it
     * @throws Refusal if it takes too long or too much memory to read it
     */
    public static Excerpt of(byte[] html, String charset, String name) {
        byte[] start = html.length > MOST_BYTES ? Arrays.copyOf(html, MOST_BYTES) : html;
        String text = start.length <= SMALL ? parse(start, charset) : apart(start, charset, name);
        return new Excerpt(text, start == html ? null : Excerpt.first(MOST_BYTES, html.length, "bytes"));
    }

    private static String apart(byte[] html, String charset, String name) {
        Path page = null;
        try {
            page = Files.createTempFile("goldtier-page", ".html");
            Files.write(page, html);
            return Apart.read(ApartMain.Kind.HTML, page, name, charset == null ? "" : charset)
                    .map(Excerpt::text)
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (page != null) {
                page.toFile().delete();
            }
        }
    }

    /** The words, read here and now; what the parser may make of a large page is not bounded. */
    public static String parse(byte[] html, String charset) {
        StringBuilder words = new StringBuilder();
        try {
            Jsoup.parse(new ByteArrayInputStream(html), charset, "").body().traverse(new Words(words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words.toString()
                .replaceAll("[ \\t\u00A0]+", " ")
                .replaceAll(" ?\n ?", "\n")
                .strip();
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
