package io.goldtier.mcp.skills;

import io.goldtier.mcp.rpc.Message;
import io.goldtier.skill.Skill;
import io.goldtier.skill.effect.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a tool may answer: what its skill's card says, or one of the ways in which a call ends well without that. Clients
 * check answers against this.
 */
final class Schemas {

    /** The word of a call that waits for a person. */
    static final String PENDING = "pending_approval";
    /** The word of a call in a dry run. */
    static final String SKIPPED = "skipped";

    private static final Map<String, Object> TEXT = Map.of("type", "string");

    private Schemas() {}

    /** The schema of the answers of this skill's tool. */
    static Map<String, Object> output(Skill skill) {
        Map<String, Object> own = skill.output().source();
        if (skill.isReadOnly() && skill.approval() == Skill.Approval.NEVER) {
            return own;
        }
        List<Map<String, Object>> ends = new ArrayList<>();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        if (own.get("$defs") != null) {
            Map<String, Object> rest = new LinkedHashMap<>(own);
            schema.put("$defs", rest.remove("$defs"));
            ends.add(rest);
        } else {
            ends.add(own);
        }
        ends.add(pending());
        if (!skill.isReadOnly()) {
            ends.add(end(
                    "Dry run: recorded, not sent.", "status", SKIPPED, Map.of("request", Map.of("type", "object"))));
            ends.add(partly());
        }
        schema.put("anyOf", ends);
        return schema;
    }

    /**
     * The same schema in words that all clients know: one type at a place, and patterns that JavaScript reads as Java does.
     */
    static Map<String, Object> portable(Map<String, Object> schema) {
        Map<String, Object> same = new LinkedHashMap<>();
        schema.forEach((word, value) -> {
            if (word.equals("pattern") && value instanceof String pattern) {
                same.put(word, pattern.replace("\\p{Cntrl}", "\\x00-\\x1f\\x7f"));
            } else if (word.equals("type") && value instanceof List<?> types && !schema.containsKey("anyOf")) {
                same.put(
                        "anyOf",
                        types.stream().map(type -> Map.of("type", type)).toList());
            } else {
                same.put(word, portable(value));
            }
        });
        return same;
    }

    private static Object portable(Object value) {
        if (value instanceof Map<?, ?>) {
            return portable(Message.object(value));
        }
        return value instanceof List<?> list
                ? list.stream().map(Schemas::portable).toList()
                : value;
    }

    private static Map<String, Object> pending() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("approval_id", TEXT);
        fields.put("approve_at", TEXT);
        fields.put("reason", TEXT);
        return end("It waits for a person's approval; ask approval_status later.", "status", PENDING, fields);
    }

    private static Map<String, Object> partly() {
        Map<String, Object> warnings = Map.of("type", "array", "items", TEXT, "minItems", 1);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", "It took effect, and not all of its result is known.");
        schema.put("type", "object");
        schema.put("required", List.of(Outcome.WARNINGS));
        schema.put("properties", Map.of(Outcome.WARNINGS, warnings));
        return schema;
    }

    private static Map<String, Object> end(String words, String word, String value, Map<String, Object> more) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(word, Map.of("const", value));
        fields.putAll(more);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", words);
        schema.put("type", "object");
        schema.put("required", List.of(word));
        schema.put("properties", fields);
        return schema;
    }
}
