package io.goldtier.report.chart;

import java.util.List;

/** Bars that lie one above the other, each with its name and its figure, such as revenue by client. */
public final class BarList {

    private static final int WIDTH = 720;
    private static final int NAMES = 230;
    private static final int FIGURES = 130;
    private static final int ROW = 28;
    private static final int LONGEST = 34;

    private BarList() {}

    /**
     * A bar.
     *
     * @param name what it is
     * @param value how long it is
     * @param figure what stands behind it
     */
    public record Bar(String name, double value, String figure) {}

    /** The chart; an empty text when there is nothing to draw. */
    public static String draw(String title, List<Bar> bars) {
        double longest =
                bars.stream().mapToDouble(bar -> Math.abs(bar.value())).max().orElse(0);
        return longest == 0 ? "" : draw(title, bars, longest);
    }

    /** The same, where a full bar is this much. */
    public static String draw(String title, List<Bar> bars, double full) {
        if (bars.isEmpty()) {
            return "";
        }
        Svg svg = new Svg(WIDTH, bars.size() * ROW + 6, title);
        int room = WIDTH - NAMES - FIGURES;
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double y = i * ROW + 4.0;
            double length = Math.min(1, Math.abs(bar.value()) / full) * room;
            svg.words(NAMES - 10, y + 15, "end", "label", cut(bar.name()))
                    .rectangle(
                            bar.value() < 0 ? "s1" : "s0", NAMES, y, length, ROW - 8, bar.name() + ": " + bar.figure())
                    .words(NAMES + length + 8, y + 15, "start", "figure", bar.figure());
        }
        return svg.toString();
    }

    private static String cut(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
