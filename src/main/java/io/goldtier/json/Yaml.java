package io.goldtier.json;

import java.util.List;
import java.util.Map;

/**
 * YAML as plain maps, lists and scalars, in the one dialect that notes, cards, templates and route files are all read in.
 *
 * <p>No tags, so no text can name a type; few aliases, bounded depth, size and number of values, so no text can be a
 * bomb; no key twice. Only what looks like a JSON number is one, exactly ({@link java.math.BigDecimal}):
 * {@code +1234567890}, {@code 0123}, {@code 10:30}, {@code no} and {@code 2026-02-20} stay the text that a person wrote.
 */
public final class Yaml {

    /** How much is read: of what comes from anybody, and of what we were given to work with. */
    enum Limits {
        FOREIGN(256 * 1024, 20_000, 20, 10),
        OWN(10 * 1024 * 1024, 1_000_000, 50, 20);

        final int length;
        final int values;
        final int depth;
        final int aliases;

        Limits(int length, int values, int depth, int aliases) {
            this.length = length;
            this.values = values;
            this.depth = depth;
            this.aliases = aliases;
        }
    }

    private Yaml() {}

    /**
     * A place in a text.
     *
     * @param line from 1
     * @param column from 1
     */
    public record Place(int line, int column) {}

    /**
     * A text as it was read.
     *
     * @param value a {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} or null
     * @param places where each value begins, or its name where it has one, by JSON pointer ({@code /0/route/id})
     */
    public record Document(Object value, Map<String, Place> places) {

        /** Where the value at this pointer stands, or what is nearest around it. */
        public Place place(String pointer) {
            for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
                if (places.containsKey(at)) {
                    return places.get(at);
                }
            }
            return places.getOrDefault("", new Place(1, 1));
        }
    }

    /**
     * Reads one YAML value.
     *
     * @throws YamlProblem with a sentence that names the line
     */
    public static Object read(String text) {
        return new YamlReader(text, Limits.OWN).document().value();
    }

    /** The same with the place of each value. */
    public static Document document(String text) {
        return new YamlReader(text, Limits.OWN).document();
    }

    /** The same for a text that may come from anybody: less of it is read. */
    public static Object readForeign(String text) {
        return new YamlReader(text, Limits.FOREIGN).document().value();
    }

    /**
     * Reads a YAML mapping; an empty document is an empty mapping.
     *
     * @throws YamlProblem if it is something else
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> readMap(String text) {
        Object value = read(text);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new YamlProblem(new Place(1, 1), "expected a mapping of names to values");
    }

    /**
     * The mapping under a property of a card.
     *
     * @throws IllegalArgumentException with a sentence that names the property, if it is something else
     */
    public static Map<String, Object> readMap(String property, String text) {
        try {
            return readMap(text);
        } catch (YamlProblem e) {
            throw new IllegalArgumentException(property + " is not YAML: " + e.getMessage(), e);
        }
    }

    /**
     * The list of lines under a property of a card; nothing is an empty list.
     *
     * @throws IllegalArgumentException with a sentence that names the property, if it is something else
     */
    public static List<?> readLines(String property, String text) {
        Object value;
        try {
            value = read(text);
        } catch (YamlProblem e) {
            throw new IllegalArgumentException(property + " is not YAML: " + e.getMessage(), e);
        }
        if (value != null && !(value instanceof List)) {
            throw new IllegalArgumentException(property + " must be a list of lines, was: " + value);
        }
        return value instanceof List<?> lines ? lines : List.of();
    }

    /** A text that is not the YAML it should be; the message is a sentence for people that names the line. */
    public static class YamlProblem extends RuntimeException {

        private final Place place;
        private final String sentence;

        YamlProblem(Place place, String sentence) {
            super(sentence + " (line " + place.line() + ")");
            this.place = place;
            this.sentence = sentence;
        }

        /** Where it is. */
        public Place place() {
            return place;
        }

        /** What is wrong, without the place. */
        public String sentence() {
            return sentence;
        }
    }
}
