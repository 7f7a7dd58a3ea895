package io.goldtier.playwright.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One field and what goes into it.
 *
 * @param selector which field
 * @param values texts, numbers or flags; one, or several where a field takes several
 * @param secret the name of a secret, or null
 * @param files the names of files
 */
public record FormField(String selector, List<Object> values, String secret, List<String> files) {

    private static final String ALLOWED =
            "a text, a number, true, false, a list of these, {secret: NAME} or {file: NAME}";

    static FormField of(String selector, Object value) {
        if (selector.isBlank()) {
            throw Words.wrong("fields", "a field without a selector", "selectors with values");
        }
        if (value instanceof Map<?, ?> named) {
            if (named.size() == 1
                    && named.get("secret") instanceof String secret
                    && secret.matches("[A-Za-z][A-Za-z0-9_.-]{0,99}")) {
                return new FormField(selector, List.of(), secret, List.of());
            }
            if (named.size() == 1 && named.get("file") != null) {
                return new FormField(selector, List.of(), null, names(selector, named.get("file")));
            }
            throw Words.wrong("fields[" + selector + "]", "a map", ALLOWED);
        }
        List<Object> values = new ArrayList<>();
        for (Object each : value instanceof List<?> list ? list : List.of(value)) {
            if (!(each instanceof String || each instanceof Number || each instanceof Boolean)) {
                throw Words.wrong("fields[" + selector + "]", each, ALLOWED);
            }
            values.add(each);
        }
        return new FormField(selector, List.copyOf(values), null, List.of());
    }

    private static List<String> names(String selector, Object given) {
        List<String> names = new ArrayList<>();
        for (Object each : given instanceof List<?> list ? list : List.of(given)) {
            if (!(each instanceof String name) || name.isBlank()) {
                throw Words.wrong("fields[" + selector + "].file", each, "the name of a file");
            }
            names.add(name);
        }
        return names;
    }

    /** The first value as a text. */
    public String text() {
        return values.isEmpty() ? "" : String.valueOf(values.get(0));
    }
}
