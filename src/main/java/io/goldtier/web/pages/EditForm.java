package io.goldtier.web.pages;

import io.goldtier.approval.ApprovalRequest;
import io.goldtier.json.Json;
import io.goldtier.json.Yaml;
import io.goldtier.skill.Skill;
import io.goldtier.vault.YamlText;
import io.goldtier.web.answer.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A skill's input as a form: a field for each property of its card, filled in with what was asked for. */
final class EditForm {

    private static final String PREFIX = "p.";
    private static final String QUESTION = "ask_owner";
    private static final int LONG_TEXT = 80;

    private EditForm() {}

    /**
     * A field of the form.
     *
     * @param key its name in the form
     * @param name the property
     * @param hint what it means, from the card
     * @param kind {@code line}, {@code text}, {@code number}, {@code choice} or {@code yaml}
     * @param value what stands in it
     * @param choices the values allowed, for a choice
     */
    record Field(String key, String name, String hint, String kind, String value, List<String> choices) {

        /** How many lines it takes. */
        int rows() {
            return (int) Math.min(20, Math.max(4, value.lines().count() + value.length() / LONG_TEXT + 1));
        }
    }

    /** The fields, those with a value first. */
    static List<Field> fields(Skill skill, Map<String, Object> params, Map<String, String> typed) {
        List<Field> filled = new ArrayList<>();
        List<Field> empty = new ArrayList<>();
        properties(skill).forEach((name, schema) -> {
            Object value = params.get(name);
            String text = typed == null ? text(value) : typed.getOrDefault(PREFIX + name, "");
            Field field = new Field(
                    PREFIX + name,
                    name,
                    String.valueOf(schema.getOrDefault("description", "")),
                    kind(schema, value),
                    text,
                    choices(schema));
            (value == null && text.isEmpty() ? empty : filled).add(field);
        });
        filled.addAll(empty);
        return filled;
    }

    /**
     * What was typed, as the skill's input; an empty field is left out.
     *
     * @throws Problem 422 when a number is none or YAML cannot be read
     */
    static Map<String, Object> params(Skill skill, Map<String, Object> asked, Map<String, String> typed) {
        Map<String, Object> params = new LinkedHashMap<>(asked);
        properties(skill).forEach((name, schema) -> {
            String text = typed.getOrDefault(PREFIX + name, "").replace("\r\n", "\n");
            if (text.isBlank()) {
                params.remove(name);
            } else if (!text.equals(text(asked.get(name)))) {
                params.put(name, value(name, schema, text));
            }
        });
        return params;
    }

    /** True for a question, which is answered and not approved. */
    static boolean isQuestion(ApprovalRequest request) {
        return request.skill().equals(QUESTION);
    }

    /** What can be answered to a question; none when any answer will do. */
    static List<String> choices(ApprovalRequest request) {
        return request.params().get("choices") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /**
     * A question with its answer.
     *
     * @throws Problem 422 when it is none, or none of the choices
     */
    static Map<String, Object> answered(ApprovalRequest request, String answer) {
        List<String> choices = choices(request);
        if (answer.isBlank() || !choices.isEmpty() && !choices.contains(answer)) {
            throw new Problem(
                    422,
                    choices.isEmpty()
                            ? "answer must not be empty"
                            : "answer must be one of " + choices + ", was: " + answer,
                    "answer");
        }
        Map<String, Object> params = new LinkedHashMap<>(request.params());
        params.put("answer", answer.strip());
        return params;
    }

    private static Object value(String name, Map<String, Object> schema, String text) {
        try {
            return switch (kind(schema, null)) {
                case "number" -> new BigDecimal(text.strip());
                case "yaml" -> Yaml.read(text);
                case "choice" -> "boolean".equals(schema.get("type")) ? (Object) Boolean.valueOf(text) : text;
                default -> text;
            };
        } catch (NumberFormatException e) {
            throw new Problem(422, name + " must be a number, was: " + text, name);
        } catch (Yaml.YamlProblem e) {
            throw new Problem(422, name + " is not YAML: " + e.getMessage() + ".", name);
        }
    }

    private static String kind(Map<String, Object> schema, Object value) {
        if (!choices(schema).isEmpty()) {
            return "choice";
        }
        return switch (String.valueOf(schema.get("type"))) {
            case "number", "integer" -> "number";
            case "string" -> isLong(schema, value) ? "text" : "line";
            default -> "yaml";
        };
    }

    private static boolean isLong(Map<String, Object> schema, Object value) {
        boolean roomy = schema.get("maxLength") instanceof Number most
                && most.intValue() > 1000
                && schema.get("pattern") == null;
        return roomy || value instanceof String text && (text.length() > LONG_TEXT || text.contains("\n"));
    }

    private static List<String> choices(Map<String, Object> schema) {
        if ("boolean".equals(schema.get("type"))) {
            return List.of("true", "false");
        }
        return schema.get("enum") instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String text(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((name, inner) -> copy.put(String.valueOf(name), inner));
            return YamlText.write(copy);
        }
        return value instanceof List<?> ? Json.write(value) : String.valueOf(value);
    }

    private static Map<String, Map<String, Object>> properties(Skill skill) {
        Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
        if (skill.input().source().get("properties") instanceof Map<?, ?> map) {
            map.forEach((name, schema) -> properties.put(String.valueOf(name), schema(schema)));
        }
        return properties;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> schema(Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }
}
