package io.goldtier.trigger.phrase;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code ${name}} in a tree of maps, lists and texts; a text that is one placeholder takes the value's type. Of
 * {@code ${one|other}} the first that has something to say is taken.
 */
public final class Placeholders {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{([a-zA-Z][a-zA-Z0-9]*(?:\\|[a-zA-Z][a-zA-Z0-9]*)*)}");

    private Placeholders() {}

    /** The names in a tree. */
    public static Set<String> in(Object template) {
        Set<String> names = new LinkedHashSet<>();
        Matcher found = PLACEHOLDER.matcher(String.valueOf(template));
        while (found.find()) {
            names.addAll(List.of(found.group(1).split("\\|")));
        }
        return names;
    }

    /** The map with its placeholders filled; entries that come to nothing are left out. */
    public static Map<String, Object> fill(Map<String, Object> template, Map<String, Object> values) {
        Map<String, Object> filled = new LinkedHashMap<>();
        template.forEach((key, value) -> {
            Object result = value(value, values);
            if (result != null) {
                filled.put(key, result);
            }
        });
        return filled;
    }

    @SuppressWarnings("unchecked")
    private static Object value(Object template, Map<String, Object> values) {
        if (template instanceof Map<?, ?> map) {
            return fill((Map<String, Object>) map, values);
        }
        if (template instanceof List<?> list) {
            List<Object> filled = new ArrayList<>();
            list.forEach(item -> {
                Object result = value(item, values);
                if (result != null) {
                    filled.add(result);
                }
            });
            return filled;
        }
        return template instanceof String text ? text(text, values) : template;
    }

    private static Object text(String template, Map<String, Object> values) {
        Matcher found = PLACEHOLDER.matcher(template);
        if (found.matches()) {
            return first(found.group(1), values);
        }
        String filled = found.reset().replaceAll(match -> {
            Object value = first(match.group(1), values);
            return Matcher.quoteReplacement(value == null ? "" : value.toString());
        });
        return filled.isBlank() ? null : filled.replaceAll(" {2,}", " ").strip();
    }

    private static Object first(String names, Map<String, Object> values) {
        for (String name : names.split("\\|")) {
            if (values.get(name) != null) {
                return values.get(name);
            }
        }
        return null;
    }
}
