package io.goldtier.report.chart;

import java.util.List;

/** Columns side by side for each of several places, such as what came in and went out week by week. */
public final class ColumnChart {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 250;
    private static final int LEFT = 56;
    private static final int TOP = 30;
    private static final int BOTTOM = 26;
    private static final int LINES = 4;

    private ColumnChart() {}

    /**
     * One colour of columns.
     *
     * @param name what it is, for the legend
     * @param values one for each place
     */
    public record Series(String name, List<Double> values) {

        /** Copies the list. */
        public Series {
            values = List.copyOf(values);
        }
    }

    /** The chart; an empty text when there is nothing to draw. */
    public static String draw(String title, List<String> places, List<Series> series) {
        List<Double> values =
                series.stream().flatMap(each -> each.values().stream()).toList();
        boolean whole = values.stream().allMatch(value -> value == Math.rint(value));
        double highest = reach(values.stream().mapToDouble(v -> v).max().orElse(0), whole);
        double lowest = -reach(-values.stream().mapToDouble(v -> v).min().orElse(0), whole);
        if (places.isEmpty() || highest == 0 && lowest == 0) {
            return "";
        }
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        double room = HEIGHT - TOP - BOTTOM;
        double unit = room / (highest - lowest);
        double zero = TOP + highest * unit;
        for (int i = 0; i <= LINES; i++) {
            double value = lowest + (highest - lowest) * i / LINES;
            double y = zero - value * unit;
            svg.line(LEFT, y, WIDTH, y).words(LEFT - 8, y + 4, "end", "label", Svg.brief(value));
        }
        double slot = (double) (WIDTH - LEFT) / places.size();
        double column = Math.min(28, slot * 0.8 / series.size());
        for (int place = 0; place < places.size(); place++) {
            double middle = LEFT + slot * (place + 0.5);
            for (int i = 0; i < series.size(); i++) {
                double value = series.get(i).values().get(place);
                double x = middle - column * series.size() / 2 + column * i;
                double top = value > 0 ? zero - value * unit : zero;
                svg.rectangle(
                        "s" + i,
                        x,
                        top,
                        column - 1,
                        Math.abs(value) * unit,
                        places.get(place) + ", " + series.get(i).name() + ": " + Svg.brief(value));
            }
            if (places.size() <= 16 || place % 2 == 0) {
                svg.words(middle, HEIGHT - 8.0, "middle", "label", places.get(place));
            }
        }
        double x = LEFT;
        for (int i = 0; i < series.size(); i++) {
            svg.rectangle("s" + i, x, 4, 12, 12, series.get(i).name())
                    .words(x + 18, 14, "start", "legend", series.get(i).name());
            x += 40 + series.get(i).name().length() * 8;
        }
        return svg.toString();
    }

    /** How far the lines go for this value: each is at a round number, and at a whole one where all are. */
    private static double reach(double value, boolean whole) {
        double part = value / LINES;
        return LINES * step(whole ? Math.ceil(part) : part);
    }

    /** The round number at or above this one. */
    private static double step(double value) {
        if (value <= 0) {
            return 0;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double factor : new double[] {1, 2, 2.5, 4, 5, 8, 10}) {
            if (value <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
