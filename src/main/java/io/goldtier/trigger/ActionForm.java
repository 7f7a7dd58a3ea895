package io.goldtier.trigger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The two ways to write an action: {@code {skill: {param: value}}} and {@code {type: skill, params: {…}}}. */
public final class ActionForm {

    private ActionForm() {}

    /** The action as a map of {@code type} and {@code params}; empty when it is written in neither way. */
    @SuppressWarnings("unchecked")
    public static Optional<Map<String, Object>> read(Object written) {
        if (written instanceof String skill && !skill.isBlank()) {
            return Optional.of(action(skill.strip(), Map.of()));
        }
        if (!(written instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        if (map.get("type") instanceof String type && (map.get("params") == null || map.get("params") instanceof Map)) {
            Object params = map.get("params");
            return Optional.of(action(type, params == null ? Map.of() : (Map<String, Object>) params));
        }
        if (map.size() == 1) {
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            if (only.getKey() instanceof String skill && (only.getValue() == null || only.getValue() instanceof Map)) {
                return Optional.of(
                        action(skill, only.getValue() == null ? Map.of() : (Map<String, Object>) only.getValue()));
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> action(String type, Map<String, Object> params) {
        Map<String, Object> action = new LinkedHashMap<>();
        action.put("type", type);
        action.put("params", params);
        return action;
    }
}
