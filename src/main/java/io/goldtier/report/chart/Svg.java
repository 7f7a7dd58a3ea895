package io.goldtier.report.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Puts an SVG together; all text in it is escaped, and nothing in it is a style, which the pages' policy forbids. */
final class Svg {

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title) {
        text.append("<svg class=\"chart\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height);
        text.append("\" role=\"img\" aria-label=\"").append(escaped(title)).append("\">");
    }

    Svg rectangle(String kind, double x, double y, double width, double height, String tip) {
        text.append("<rect class=\"")
                .append(kind)
                .append("\" x=\"")
                .append(at(x))
                .append("\" y=\"")
                .append(at(y));
        text.append("\" width=\"").append(at(width)).append("\" height=\"").append(at(Math.max(0, height)));
        text.append("\" rx=\"2\"><title>").append(escaped(tip)).append("</title></rect>");
        return this;
    }

    Svg line(double x1, double y1, double x2, double y2) {
        text.append("<line class=\"axis\" x1=\"")
                .append(at(x1))
                .append("\" y1=\"")
                .append(at(y1))
                .append("\" x2=\"");
        text.append(at(x2)).append("\" y2=\"").append(at(y2)).append("\"/>");
        return this;
    }

    /** @param anchor start, middle or end */
    Svg words(double x, double y, String anchor, String kind, String words) {
        text.append("<text class=\"")
                .append(kind)
                .append("\" x=\"")
                .append(at(x))
                .append("\" y=\"")
                .append(at(y));
        text.append("\" text-anchor=\"")
                .append(anchor)
                .append("\">")
                .append(escaped(words))
                .append("</text>");
        return this;
    }

    @Override
    public String toString() {
        return text + "</svg>";
    }

    private static String at(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }

    static String escaped(String words) {
        return words.replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Cf}]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A number in few digits, for an axis. */
    static String brief(double value) {
        double size = Math.abs(value);
        if (size >= 1_000_000) {
            return plain(value / 1_000_000) + " m";
        }
        return size >= 10_000 ? plain(value / 1_000) + " k" : plain(value);
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value)
                .setScale(Math.abs(value) < 1 ? 2 : 1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
