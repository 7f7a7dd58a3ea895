package io.goldtier.skill;

import io.goldtier.json.Cut;
import io.goldtier.json.Paths;
import io.goldtier.json.Plain;
import io.goldtier.json.Yaml;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a call is about, as far as limits, previews, plans and people care: how much, in which currency, for whom, which
 * words, link and file. A skill's card says in {@code subject} which input fields tell it; nothing else is guessed from.
 *
 * @param who whom it is for: a client, a recipient
 * @param amount how much; where a card names a list of lines, their sum without discounts
 * @param currency the currency, if the input names one
 * @param words the words that would be published or sent, or what it is for
 * @param link a page that it points to
 * @param file a file that goes with it
 */
public record Subject(
        Optional<String> who,
        Optional<BigDecimal> amount,
        Optional<String> currency,
        Optional<String> words,
        Optional<String> link,
        Optional<String> file) {

    /** Nothing is known, as of a skill that has no card any more. */
    public static Subject unknown() {
        return Fields.NONE.of(Map.of());
    }

    /** The amount with its currency, as {@code 10000 USD}. */
    public Optional<String> sum() {
        return amount.map(value ->
                value.toPlainString() + currency.map(code -> " " + code).orElse(""));
    }

    /** All of it in one line for people, each part cut to 80 characters; an empty text when nothing is known. */
    public String line() {
        StringJoiner parts = new StringJoiner(", ");
        who.map(Subject::shortened).ifPresent(parts::add);
        amount.map(value -> shortened(
                        Plain.number(value) + currency.map(code -> " " + code).orElse("")))
                .ifPresent(parts::add);
        Stream.of(words, link, file)
                .flatMap(Optional::stream)
                .map(Subject::shortened)
                .forEach(parts::add);
        return parts.toString();
    }

    private static String shortened(String text) {
        return Cut.line(80, text);
    }

    /**
     * The input fields that a card names, by part: paths such as {@code client} or {@code activity.title}, the first that
     * has a value counts.
     */
    record Fields(Map<String, List<String>> paths) {

        static final Fields NONE = new Fields(Map.of());
        private static final Set<String> PARTS = Set.of("who", "amount", "currency", "words", "link", "file");

        /**
         * Reads the property {@code subject} of a card.
         *
         * @throws IllegalArgumentException with a sentence that says what is wrong
         */
        static Fields read(String yaml) {
            Map<String, List<String>> paths = new LinkedHashMap<>();
            Yaml.readMap("subject", yaml).forEach((part, value) -> paths.put(part, paths(part, value)));
            return new Fields(Map.copyOf(paths));
        }

        private static List<String> paths(String part, Object value) {
            List<?> given = value instanceof List<?> list ? list : List.of(value == null ? "" : value);
            boolean good = PARTS.contains(part)
                    && !given.isEmpty()
                    && given.stream().allMatch(path -> path instanceof String text && text.matches("\\w+(\\.\\w+)*"));
            if (!good) {
                throw new IllegalArgumentException("subject." + part + " must be one of "
                        + PARTS.stream().sorted().toList()
                        + " with the name of an input field or a list of names, was: "
                        + value);
            }
            return given.stream().map(String.class::cast).toList();
        }

        /**
         * Holds the paths against the input's schema, as far as that says which fields there are.
         *
         * @throws IllegalArgumentException with a sentence that names a field that the input does not have
         */
        void check(Map<String, Object> schema) {
            paths.forEach((part, all) -> all.forEach(path -> {
                Object place = schema;
                for (String name : path.split("\\.")) {
                    Object fields = place instanceof Map<?, ?> map ? map.get("properties") : null;
                    if (fields instanceof Map<?, ?> known && !known.containsKey(name)) {
                        throw new IllegalArgumentException(
                                "subject." + part + " names " + path + ", and the input has no such field");
                    }
                    place = fields instanceof Map<?, ?> known ? known.get(name) : null;
                }
            }));
        }

        Subject of(Map<String, Object> input) {
            return new Subject(
                    text(input, "who"),
                    values(input, "amount")
                            .map(Fields::amount)
                            .flatMap(Optional::stream)
                            .findFirst(),
                    text(input, "currency"),
                    text(input, "words"),
                    text(input, "link"),
                    text(input, "file"));
        }

        private Optional<String> text(Map<String, Object> input, String part) {
            return values(input, part)
                    .map(Fields::joined)
                    .filter(value -> value instanceof String || value instanceof Number)
                    .map(String::valueOf)
                    .filter(text -> !text.isBlank())
                    .findFirst();
        }

        /** Several recipients, several files. */
        private static Object joined(Object value) {
            return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                    ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    : value;
        }

        private Stream<Object> values(Map<String, Object> input, String part) {
            return paths.getOrDefault(part, List.of()).stream()
                    .map(path -> Paths.at(input, path))
                    .flatMap(Optional::stream);
        }

        private static Optional<BigDecimal> amount(Object value) {
            return value instanceof List<?> lines && !lines.isEmpty() ? sum(lines) : number(value);
        }

        private static Optional<BigDecimal> sum(List<?> lines) {
            BigDecimal sum = BigDecimal.ZERO;
            for (Object line : lines) {
                Optional<BigDecimal> price = number(Paths.at(line, "price_unit").orElse(null));
                if (price.isEmpty()) {
                    return Optional.empty();
                }
                // A discount is left out: the limit is for what the line is worth at most
                sum = sum.add(price.get()
                        .multiply(
                                number(Paths.at(line, "quantity").orElse(null)).orElse(BigDecimal.ONE))
                        .abs());
            }
            return Optional.of(sum);
        }

        private static Optional<BigDecimal> number(Object value) {
            return value instanceof Number number ? Optional.of(new BigDecimal(number.toString())) : Optional.empty();
        }
    }
}
