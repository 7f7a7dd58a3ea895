package io.goldtier.intake.document;

import io.goldtier.intake.message.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table in CSV (RFC 4180; also with semicolons or tabs) as lines that a person would write. One record under a heading is a
 * line for each of its fields, so that a receipt in that form reads like one on paper.
 */
final class TableText {

    private static final int MOST_LINES = 2_000;
    private static final Pattern VENDOR = Pattern.compile(
            "(?iu)(vendor|merchant|seller|supplier|store|shop|verkäufer|händler|lieferant|laden|firma)");
    private static final Pattern CURRENCY = Pattern.compile("(?iu)(currency|währung)");
    private static final Pattern AMOUNT =
            Pattern.compile("(?iu)(amount|total|sum|betrag|gesamt|gesamtbetrag|summe|brutto)");

    private TableText() {}

    /** The lines; each cell apart from the next. */
    static Excerpt of(String table) {
        List<String> all = table.lines().filter(line -> !line.isBlank()).toList();
        List<String> lines = all.subList(0, Math.min(MOST_LINES, all.size()));
        String words = words(lines);
        return all.size() == lines.size()
                ? Excerpt.whole(words)
                : new Excerpt(words, Excerpt.first(lines.size(), all.size(), "lines"));
    }

    private static String words(List<String> lines) {
        String separator = lines.isEmpty() ? "," : separator(lines.get(0));
        List<List<String>> rows =
                lines.stream().map(line -> cells(line, separator)).toList();
        if (rows.size() == 2
                && rows.get(0).size() > 2
                && rows.get(0).size() == rows.get(1).size()) {
            return record(rows.get(0), rows.get(1));
        }
        return String.join("\n", rows.stream().map(row -> String.join(" ", row)).toList());
    }

    private static String separator(String line) {
        return List.of(";", "\t", ",").stream()
                .filter(line::contains)
                .findFirst()
                .orElse(",");
    }

    private static List<String> cells(String line, String separator) {
        Matcher cell = Pattern.compile("\\G(?:\"((?:[^\"]|\"\")*+)\"|([^" + separator + "]*+))(" + separator + "|$)")
                .matcher(line);
        List<String> cells = new ArrayList<>();
        while (cell.find()) {
            cells.add((cell.group(1) == null ? cell.group(2) : cell.group(1).replace("\"\"", "\"")).strip());
            if (cell.group(3).isEmpty()) {
                break;
            }
        }
        return cells;
    }

    private static String record(List<String> names, List<String> values) {
        List<String> lines = new ArrayList<>();
        String currency = value(names, values, CURRENCY);
        String vendor = value(names, values, VENDOR);
        if (!vendor.isEmpty()) {
            lines.add(vendor);
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (AMOUNT.matcher(name).matches()) {
                lines.add("Total " + values.get(i) + " " + currency);
            } else if (!CURRENCY.matcher(name).matches()
                    && !VENDOR.matcher(name).matches()) {
                lines.add(name + ": " + values.get(i));
            }
        }
        return String.join("\n", lines.stream().map(String::strip).toList());
    }

    private static String value(List<String> names, List<String> values, Pattern wanted) {
        for (int i = 0; i < names.size(); i++) {
            if (wanted.matcher(names.get(i)).matches()) {
                return values.get(i);
            }
        }
        return "";
    }
}
