package io.goldtier.cli.bench;

import io.goldtier.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run of the bench has measured: printed line by line, written as JSON, compared with an earlier run. */
final class Results {

    private static final double WORTH_TELLING = 0.05;

    private final PrintWriter out;
    private final Map<String, Object> before;
    private final List<Map<String, Object>> figures = new ArrayList<>();

    /** @param earlier the JSON of an earlier run to compare with, or null */
    Results(PrintWriter out, Path earlier) throws IOException {
        this.out = out;
        this.before = earlier == null ? Map.of() : values(Json.readObject(Files.readString(earlier)));
    }

    /** Begins a part of the table. */
    void part(String title) {
        out.printf(Locale.ROOT, "%n%s%n", title);
        out.flush();
    }

    /**
     * Notes a figure.
     *
     * @param name what it is, the same in every run, such as {@code call/0ms/rate}
     * @param words what people read
     */
    void add(String name, String words, double value, String unit) {
        Map<String, Object> figure = new LinkedHashMap<>();
        figure.put("name", name);
        figure.put("value", Math.round(value * 1000) / 1000.0);
        figure.put("unit", unit);
        figures.add(figure);
        out.printf(Locale.ROOT, "  %-44s%10s %-10s%s%n", words, text(value), unit, change(name, value));
        out.flush();
    }

    /** Something to read that is no figure. */
    void say(String words, String text) {
        out.printf(Locale.ROOT, "  %-44s%s%n", words, text);
        out.flush();
    }

    /** Writes all figures with the time and the machine. */
    void write(Path file) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", Instant.now().toString());
        json.put("processors", Runtime.getRuntime().availableProcessors());
        json.put("java", System.getProperty("java.version"));
        json.put("figures", figures);
        Files.writeString(file, Json.writePretty(json) + "\n");
    }

    private String change(String name, double value) {
        if (!(before.get(name) instanceof Number earlier) || earlier.doubleValue() == 0) {
            return "";
        }
        double change = value / earlier.doubleValue() - 1;
        return Math.abs(change) < WORTH_TELLING
                ? "as before"
                : String.format(Locale.ROOT, "%+.0f %% (was %s)", change * 100, text(earlier.doubleValue()));
    }

    private static String text(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }

    private static Map<String, Object> values(Map<String, Object> json) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (json.get("figures") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> figure) {
                    values.put(String.valueOf(figure.get("name")), figure.get("value"));
                }
            }
        }
        return values;
    }
}
