package io.goldtier.outside.http;

import io.goldtier.json.Cut;
import io.goldtier.outside.OutsideSystem;
import io.goldtier.outside.Part;
import io.goldtier.outside.SystemSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The words of a call over HTTP and what may stand under each. A call is held to them when it is made, and the part of it that
 * stands in a route file before that file is loaded.
 */
public final class HttpCall {

    /** The words that a call over HTTP may use. */
    public static final List<String> WORDS = List.of(
            "method",
            "path",
            "query",
            "headers",
            "json",
            "form",
            "multipart",
            "bytes",
            "part",
            "known",
            "expects",
            "leaves",
            "keeps");

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> BODIES = List.of("json", "form", "multipart", "bytes");

    private HttpCall() {}

    /**
     * What is wrong with a call.
     *
     * @param word the word of the call that is wrong or missing
     * @param sentence says what it is, and what is allowed
     */
    public record Fault(String word, String sentence) {}

    /**
     * The first thing that is wrong with a call of this system, or empty.
     *
     * @param unknown words whose values nobody knows yet
     */
    public static Optional<Fault> fault(OutsideSystem system, Map<String, Object> call, Set<String> unknown) {
        for (String word : call.keySet()) {
            if (!WORDS.contains(word)) {
                return fault(system, word, word + " is not one of " + new TreeSet<>(WORDS));
            }
        }
        for (String word : WORDS) {
            String problem = unknown.contains(word) ? null : problem(system, word, value(call, word));
            if (problem != null) {
                return fault(system, word, problem);
            }
        }
        List<String> bodies = BODIES.stream()
                .filter(word -> call.containsKey(word) && !unknown.contains(word))
                .toList();
        return bodies.size() <= 1 ? Optional.empty() : fault(system, bodies.get(1), "a call has one of " + BODIES);
    }

    /** A method that comes to nothing is no GET: what should write must not read instead. */
    private static Object value(Map<String, Object> call, String word) {
        Object value = call.get(word);
        return word.equals("method") && call.containsKey(word) ? String.valueOf(value) : value;
    }

    private static Optional<Fault> fault(OutsideSystem system, String word, String problem) {
        return Optional.of(new Fault(word, "A call of outside:" + system.name() + " is wrong: " + problem + "."));
    }

    /** What is wrong with the value of a word, or null; a value that is null is as good as none. */
    private static String problem(OutsideSystem system, String word, Object value) {
        if (word.equals("path")) {
            return path(system, value);
        }
        if (value == null) {
            return null;
        }
        String was = ", was: " + Cut.to(200, String.valueOf(value));
        return switch (word) {
            case "method" ->
                METHODS.contains(String.valueOf(value).toUpperCase(Locale.ROOT))
                        ? null
                        : "method must be one of " + new TreeSet<>(METHODS) + was;
            case "query", "headers", "form", "multipart" ->
                value instanceof Map ? null : word + " must be a map of names with their values" + was;
            case "known", "keeps" ->
                value instanceof Map<?, ?> map && map.values().stream().allMatch(HttpCall::isPath)
                        ? null
                        : word + " must be a map of names with their paths in the answer" + was;
            case "expects" ->
                value instanceof List<?> list && list.stream().allMatch(HttpCall::isPath)
                        ? null
                        : "expects must be a list of paths in the answer" + was;
            case "leaves" -> value instanceof String ? null : "leaves must be a phrase such as a draft" + was;
            case "part" -> part(value);
            default -> null;
        };
    }

    private static String part(Object value) {
        try {
            Part.of(value);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** True for a path into an answer, which may be the number of an item. */
    private static boolean isPath(Object value) {
        return value instanceof String || value instanceof Number;
    }

    private static String path(OutsideSystem system, Object given) {
        if (!leadsOn(given)) {
            return "path must begin with one / or be a list of names, and lead nowhere upward, was: " + given;
        }
        return SystemSettings.names(String.valueOf(given)).stream()
                        .anyMatch(system.authorization().settings()::contains)
                ? "path must not name a setting with credentials, was: " + given
                : null;
    }

    private static boolean leadsOn(Object given) {
        if (given instanceof List<?> names) {
            return !names.isEmpty()
                    && names.stream().map(String::valueOf).noneMatch(name -> name.isBlank() || isUpward(name));
        }
        return given instanceof String text
                && text.startsWith("/")
                && !text.startsWith("//")
                && Stream.of(text.replaceAll("[?#].*", "").split("/")).noneMatch(HttpCall::isUpward);
    }

    private static boolean isUpward(String name) {
        return name.replaceAll("(?i)%2e", ".").matches("\\.{1,2}");
    }
}
