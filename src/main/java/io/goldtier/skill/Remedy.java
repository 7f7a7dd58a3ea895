package io.goldtier.skill;

import io.goldtier.json.Json;
import io.goldtier.json.Yaml;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a card knows against a named problem: a step that mends it, done before the failed one is tried again.
 *
 * @param skill the skill that mends it
 * @param input its input, a template over {@code ${variable.input[…]}} of the step that failed
 * @param again what changes in the failed step's input when it is tried again, a template that may also use
 *     {@code ${variable.result[…]}} of the step that mended; empty when nothing changes
 */
public record Remedy(String skill, Map<String, Object> input, Map<String, Object> again) {

    private static final Set<String> PARTS = Set.of("skill", "input", "again");

    /**
     * Reads the property {@code remedies} of a card: problems by name, each with its remedy.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    static Map<String, Remedy> read(String yaml) {
        Map<String, Remedy> remedies = new LinkedHashMap<>();
        Yaml.readMap("remedies", yaml).forEach((problem, value) -> remedies.put(problem, of(problem, value)));
        return Map.copyOf(remedies);
    }

    private static Remedy of(String problem, Object value) {
        if (value instanceof Map<?, ?> map
                && PARTS.containsAll(map.keySet())
                && map.get("skill") instanceof String skill
                && map.get("input") instanceof Map<?, ?> input) {
            return new Remedy(
                    skill,
                    Json.fields(input),
                    map.get("again") instanceof Map<?, ?> again ? Json.fields(again) : Map.of());
        }
        throw new IllegalArgumentException(
                "remedies." + problem + " must have a skill, its input and, where needed, again, was: " + value);
    }
}
