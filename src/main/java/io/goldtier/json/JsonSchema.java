package io.goldtier.json;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A JSON Schema (draft 2020-12) that says in a sentence what is wrong with a value. */
public final class JsonSchema {

    /** What a card may use; a word outside of this list is a misspelling that the validator would silently ignore. */
    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "$defs",
            "$ref",
            "title",
            "description",
            "default",
            "examples",
            "type",
            "enum",
            "const",
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "dependentRequired",
            "items",
            "prefixItems",
            "contains",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "oneOf",
            "anyOf",
            "allOf",
            "not",
            "if",
            "then",
            "else");

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema META =
            REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    private final Map<String, Object> source;
    private final Schema schema;

    private JsonSchema(Map<String, Object> source, Schema schema) {
        this.source = source;
        this.schema = schema;
    }

    /**
     * What is wrong with a value.
     *
     * @param field where, such as {@code line_items[0].quantity}; empty for the value as a whole
     * @param sentence names the field, the value and what is allowed
     */
    public record Fault(String field, String sentence) {}

    /**
     * Checks the schema itself and prepares it.
     *
     * @throws IllegalArgumentException with a sentence, if it is no proper schema or has a word that schemas do not have
     */
    public static JsonSchema of(Map<String, Object> source) {
        checkWords(source, "");
        List<Error> faults = META.validate(Json.tree(source));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(sentence(Map.of(), faults.get(0)).sentence());
        }
        try {
            Schema schema = REGISTRY.getSchema(Json.tree(source));
            schema.initializeValidators();
            return new JsonSchema(source, schema);
        } catch (SchemaException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The schema as it was written. */
    public Map<String, Object> source() {
        return source;
    }

    /** The first thing that is wrong with the value, or empty when nothing is. */
    public Optional<Fault> check(Object value) {
        return schema.validate(Json.tree(value)).stream()
                .min(Comparator.comparing(error -> error.getInstanceLocation().toString()))
                .map(error -> sentence(source, error));
    }

    /** The names that an object must have. */
    public List<String> required() {
        return source.get("required") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The members of an object that are as they should be, without those that are not or that nobody knows. */
    public Map<String, Object> fitting(Map<String, Object> object) {
        Map<String, Object> kept = new LinkedHashMap<>(object);
        schema.validate(Json.tree(object)).stream()
                .filter(error -> !"required".equals(error.getKeyword()))
                .map(error -> field(error).split("[.\\[]", 2)[0])
                .forEach(kept::remove);
        return kept;
    }

    private static Fault sentence(Map<String, Object> source, Error error) {
        String field = field(error);
        String value = error.getInstanceNode() == null ? "" : shorten(Json.write(error.getInstanceNode()));
        String about = field.isEmpty() ? "The document" : field;
        String problem =
                switch (error.getKeyword()) {
                    case "required" -> about + " is missing";
                    case "additionalProperties" -> about + " is not known here";
                    case "enum" -> about + " must be one of " + error.getSchemaNode() + ", was: " + value;
                    case "pattern" ->
                        about + " does not have the form that is asked for" + meaning(source, error) + ", was: "
                                + value;
                    case "type" -> about + " must be of type " + Json.write(error.getSchemaNode()) + ", was: " + value;
                    default -> about + " " + error.getMessage() + ", was: " + value;
                };
        return new Fault(field, problem);
    }

    /** What the schema says in words about the place, in brackets; people cannot be expected to read its pattern. */
    private static String meaning(Map<String, Object> source, Error error) {
        Object at = source;
        for (String part : error.getInstanceLocation().toString().split("[/.]")) {
            if (!part.isEmpty() && !part.equals("$") && at instanceof Map<?, ?> map) {
                boolean item = part.chars().allMatch(Character::isDigit);
                at = item
                        ? map.get("items")
                        : map.get("properties") instanceof Map<?, ?> names ? names.get(part) : null;
            }
        }
        return at instanceof Map<?, ?> map && map.get("description") instanceof String words
                ? " (" + words.strip().replaceFirst("[.]$", "") + ")"
                : "";
    }

    /** The place in the form people write: dots and brackets, without the leading slash of a JSON pointer. */
    private static String field(Error error) {
        String pointer = error.getInstanceLocation().toString();
        StringBuilder field = new StringBuilder();
        for (String part : pointer.split("[/.]")) {
            if (part.isEmpty() || part.equals("$")) {
                continue;
            }
            if (part.chars().allMatch(Character::isDigit)) {
                field.append('[').append(part).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(part);
            }
        }
        boolean aboutMember =
                "required".equals(error.getKeyword()) || "additionalProperties".equals(error.getKeyword());
        if (aboutMember && error.getProperty() != null) {
            field.append(field.isEmpty() ? "" : ".").append(error.getProperty());
        }
        return field.toString();
    }

    private static String shorten(String value) {
        return value.length() <= 80 ? value : value.substring(0, 77) + "...";
    }

    @SuppressWarnings("unchecked")
    private static void checkWords(Map<String, Object> schema, String place) {
        schema.forEach((word, value) -> {
            if (!KEYWORDS.contains(word)) {
                throw new IllegalArgumentException(
                        "\"" + word + "\"" + (place.isEmpty() ? "" : " in " + place) + " is not a word of JSON Schema");
            }
            switch (word) {
                case "properties", "patternProperties", "$defs" -> {
                    if (value instanceof Map<?, ?> members) {
                        members.forEach((name, member) -> checkInner(member, place + "/" + name));
                    }
                }
                case "items", "additionalProperties", "propertyNames", "contains", "not", "if", "then", "else" ->
                    checkInner(value, place + "/" + word);
                case "oneOf", "anyOf", "allOf", "prefixItems" -> {
                    if (value instanceof List<?> list) {
                        list.forEach(member -> checkInner(member, place + "/" + word));
                    }
                }
                default -> {
                    // A word whose value is no schema
                }
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static void checkInner(Object value, String place) {
        if (value instanceof Map<?, ?> map) {
            checkWords((Map<String, Object>) map, place);
        }
    }
}
