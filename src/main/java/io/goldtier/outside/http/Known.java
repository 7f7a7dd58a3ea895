package io.goldtier.outside.http;

import io.goldtier.json.Paths;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an answer tells of the skill's output: {@code known} in a call names outputs with paths into the answer. */
public final class Known {

    private Known() {}

    /** What the answer has at the paths that the call names; a path where nothing is, {@code false} or a blank text is left out. */
    public static Map<String, Object> of(Map<String, Object> call, Object result) {
        return of(call, "known", result);
    }

    /** The same for paths that stand under another word of the call. */
    public static Map<String, Object> of(Map<String, Object> call, String word, Object result) {
        Map<String, Object> known = new LinkedHashMap<>();
        if (call.get(word) instanceof Map<?, ?> paths) {
            paths.forEach((name, path) -> Paths.at(result, String.valueOf(path))
                    .filter(Known::says)
                    .ifPresent(value -> known.put(String.valueOf(name), value)));
        }
        return known;
    }

    /**
     * The first of the paths under {@code expects} at which the answer has nothing, {@code false} or a blank text: without them it
     * is no answer.
     */
    public static Optional<String> missing(Map<String, Object> call, Object result) {
        return call.get("expects") instanceof List<?> paths
                ? paths.stream()
                        .map(String::valueOf)
                        .filter(path ->
                                Paths.at(result, path).filter(Known::says).isEmpty())
                        .findFirst()
                : Optional.empty();
    }

    /** Odoo says false, and others an empty text, where there is nothing. */
    private static boolean says(Object value) {
        return !Boolean.FALSE.equals(value) && !(value instanceof String text && text.isBlank());
    }

    /** What is known, for a sentence: {@code " (odoo_id 12)"}; nothing when nothing is. */
    public static String phrase(Map<String, Object> known) {
        return known.isEmpty()
                ? ""
                : known.entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
