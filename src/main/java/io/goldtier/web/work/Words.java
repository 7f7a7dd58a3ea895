package io.goldtier.web.work;

import io.goldtier.json.Json;
import io.goldtier.json.Plain;
import io.goldtier.skill.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How pages say things: times, states, names of skills. */
public final class Words {

    private static final Pattern PICTURE = Pattern.compile("(?:Picture: )?Logs/screenshots/([A-Za-z0-9_-]+\\.png)");
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final Map<String, String> TONES = Map.ofEntries(
            Map.entry("completed", "good"),
            Map.entry("done", "good"),
            Map.entry("success", "good"),
            Map.entry("active", "good"),
            Map.entry("approved", "busy"),
            Map.entry("processing", "busy"),
            Map.entry("running", "busy"),
            Map.entry("failed", "bad"),
            Map.entry("failure", "bad"),
            Map.entry("error", "bad"),
            Map.entry("in_doubt", "bad"),
            Map.entry("rejected", "bad"),
            Map.entry("max_iterations_exceeded", "bad"),
            Map.entry("awaiting_approval", "wait"),
            Map.entry("waiting", "wait"),
            Map.entry("expired", "wait"));

    private static final int COLUMNS = 12;

    private Words() {}

    /** The style class of a state: good, bad, wait, busy, or nothing for what has not begun. */
    public static String tone(String state) {
        return state.startsWith("completed,") ? "wait" : TONES.getOrDefault(state, "");
    }

    /**
     * What a piece of work is doing, in its own words or, when it waits for a person, in those of the step that does. Work
     * that was completed without some of its steps says so.
     */
    public static String doing(String status, List<String> steps) {
        long rejected = steps.stream().filter("rejected"::equals).count();
        if (status.equals("completed") && rejected > 0) {
            return "completed, " + rejected + (rejected == 1 ? " step rejected" : " steps rejected");
        }
        return Stream.of("in_doubt", "awaiting_approval")
                .filter(steps::contains)
                .findFirst()
                .orElse(status);
    }

    /** A state in words: {@code awaiting_approval} becomes "awaiting approval". */
    public static String state(String state) {
        return state.replace('_', ' ');
    }

    /** A skill or action in words: {@code odoo_create_invoice} becomes "Odoo create invoice". */
    public static String name(String identifier) {
        if (identifier == null || identifier.isEmpty()) {
            return "";
        }
        String words = identifier.replace('_', ' ').replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** How long ago, as people say it. */
    public static String ago(Instant time, Instant now) {
        Duration age = Duration.between(time, now);
        if (age.isNegative()) {
            return "in " + length(age.negated());
        }
        return age.toSeconds() < 5 ? "just now" : length(age) + " ago";
    }

    private static String length(Duration duration) {
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min";
        }
        return duration.toDays() < 2 ? duration.toHours() + " h" : duration.toDays() + " days";
    }

    /** The full time in the owner's zone. */
    public static String time(Instant time, ZoneId zone) {
        return FULL.format(time.atZone(zone));
    }

    /** The day in the owner's zone. */
    public static String day(Instant time, ZoneId zone) {
        return DAY.format(time.atZone(zone));
    }

    /** A value on one line, in words; amounts with separators. */
    public static String value(Object value) {
        return value instanceof Number number ? Plain.number(number) : Plain.words(value);
    }

    /** The name of the picture of a page that a text is about, or null. */
    public static String picture(Object text) {
        Matcher picture = PICTURE.matcher(String.valueOf(text));
        return picture.matches() ? picture.group(1) : null;
    }

    /** Whether a value is a list of things with names, which a table shows. */
    public static boolean isTable(Object value) {
        return value instanceof List<?> rows && !rows.isEmpty() && rows.stream().allMatch(Map.class::isInstance);
    }

    /** The names in the rows of a table, in their order. */
    public static List<String> columns(List<?> rows) {
        return rows.stream()
                .flatMap(row -> ((Map<?, ?>) row).keySet().stream())
                .map(String::valueOf)
                .distinct()
                .limit(COLUMNS)
                .toList();
    }

    /** A row's value under a name; an empty text where it has none. */
    public static String cell(Object row, String column) {
        Object value = ((Map<?, ?>) row).get(column);
        return value == null ? "" : value(value);
    }

    /** What an action is about, in a line: its name and what its skill's card says of it. */
    static String action(String type, Subject subject) {
        String about = subject.line();
        return name(type) + (about.isEmpty() ? "" : ": " + about);
    }

    /** A value on many lines. */
    public static String pretty(Object value) {
        return value instanceof String text ? text : Json.writePretty(value);
    }

    /** The text, cut to a length. */
    public static String cut(String text, int length) {
        String line = text.strip();
        return line.length() <= length ? line : line.substring(0, length - 1).stripTrailing() + "…";
    }
}
