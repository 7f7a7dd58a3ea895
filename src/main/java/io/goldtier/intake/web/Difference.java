package io.goldtier.intake.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The lines of a page that are new, and those that are gone. */
final class Difference {

    private static final int MOST_LINES = 200;

    private Difference() {}

    /** New lines begin with {@code +}, lines that are gone with {@code -}. */
    static String of(String before, String now) {
        List<String> lines = new ArrayList<>();
        missing(now, before).forEach(line -> lines.add("+ " + line));
        missing(before, now).forEach(line -> lines.add("- " + line));
        if (lines.isEmpty()) {
            return "The same lines in another order.";
        }
        return String.join("\n", lines.subList(0, Math.min(MOST_LINES, lines.size())))
                + (lines.size() > MOST_LINES ? "\n… and " + (lines.size() - MOST_LINES) + " more lines." : "");
    }

    /** The lines of one text that the other has not, or not as often. */
    private static List<String> missing(String of, String in) {
        Map<String, Integer> there = new HashMap<>();
        lines(in).forEach(line -> there.merge(line, 1, Integer::sum));
        return lines(of).filter(line -> there.merge(line, -1, Integer::sum) < 0).toList();
    }

    private static Stream<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty());
    }
}
