package io.goldtier.playwright.call;

import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the words of a call; what cannot be meant is refused with a sentence that names word, value and what is allowed. */
public final class Words {

    private final Map<String, Object> words;

    Words(Map<?, ?> given) {
        words = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (value != null) {
                words.put(String.valueOf(name), value);
            }
        });
    }

    /** The refusal of a word with that value. */
    public static PlaywrightTrouble wrong(String word, Object value, String allowed) {
        return new PlaywrightTrouble(Kind.INVALID, word + " is " + value + ", but must be " + allowed + ".");
    }

    /** Refuses words that nobody reads. */
    void only(Set<String> known) {
        words.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new PlaywrightTrouble(
                            Kind.INVALID,
                            "There is no word " + name + "; there are " + String.join(", ", new TreeSet<>(known))
                                    + ".");
                });
    }

    Object get(String name) {
        return words.get(name);
    }

    String text(String name) {
        Object value = words.get(name);
        if (value != null && !(value instanceof String)) {
            throw wrong(name, value, "a text");
        }
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }

    boolean flag(String name, boolean otherwise) {
        Object value = words.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, value, "true or false");
    }

    int number(String name, int otherwise, int least, int most) {
        Object value = words.get(name);
        if (value == null) {
            return otherwise;
        }
        String text = String.valueOf(value);
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw wrong(name, value, "a whole number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    Map<?, ?> map(String name) {
        Object value = words.get(name);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(name, value, "a map");
    }

    List<?> list(String name) {
        Object value = words.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(name, value, "a list");
    }
}
