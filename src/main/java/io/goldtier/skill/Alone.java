package io.goldtier.skill;

import io.goldtier.json.Yaml;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may go by itself of a skill that speaks to somebody: an answer to one known contact. Its card says in {@code alone}
 * which input fields tell.
 *
 * @param to whom it speaks to: one address or number, or a list of them
 * @param replies which message it answers; empty where whoever wrote before is answered
 * @param without fields that must not be there, such as attachments
 */
public record Alone(String to, String replies, List<String> without) {

    /** Copies the list. */
    public Alone {
        without = List.copyOf(without);
    }

    /**
     * Reads the property {@code alone} of a card.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    static Optional<Alone> read(String yaml) {
        if (yaml.isBlank()) {
            return Optional.empty();
        }
        Map<String, Object> map = Yaml.readMap("alone", yaml);
        if (!(map.get("to") instanceof String to)
                || !List.of("to", "replies", "without").containsAll(map.keySet())) {
            throw new IllegalArgumentException(
                    "alone must name the field to, and may name replies and without, was: " + map);
        }
        Object without = map.get("without");
        List<?> fields = without instanceof List<?> list ? list : without == null ? List.of() : List.of(without);
        return Optional.of(new Alone(
                to,
                String.valueOf(map.getOrDefault("replies", "")),
                fields.stream().map(String::valueOf).toList()));
    }

    /** The one whom a call speaks to; empty when there are several. */
    public Optional<String> recipient(Map<String, Object> input) {
        Object value = input.get(to) instanceof List<?> list && list.size() == 1 ? list.get(0) : input.get(to);
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The message that a call answers. */
    public Optional<String> answered(Map<String, Object> input) {
        return replies.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(input.get(replies)).map(String::valueOf);
    }

    /** A field that must not be there and is. */
    public Optional<String> more(Map<String, Object> input) {
        return without.stream()
                .filter(field -> input.get(field) != null
                        && !(input.get(field) instanceof Collection<?> values && values.isEmpty()))
                .findFirst();
    }
}
