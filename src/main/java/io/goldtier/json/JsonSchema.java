package io.goldtier.json;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** A JSON Schema (draft 2020-12) that says in a sentence what is wrong with a value. */
public final class JsonSchema {

    /** What a value of each format looks like, for sentences. */
    private static final Map<String, String> FORMS = Map.of(
            "date", "a day such as 2026-02-28",
            "date-time", "a time such as 2026-02-28T09:30:00Z",
            "time", "a time such as 09:30:00Z",
            "duration", "a duration such as P3D",
            "email", "an e-mail address",
            "uri", "an address such as https://example.com/page",
            "uuid", "a UUID",
            "hostname", "the name of a host",
            "ipv4", "an IP address such as 192.0.2.1",
            "regex", "a regular expression");

    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s@<>,;:\"()\\\\]+@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?");

    /** Words that the standard ignores are misspellings here, and a format such as a date is checked. */
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
            Dialect.builder(Dialects.getDraft202012())
                    .unknownKeywordFactory((word, context) -> {
                        throw new IllegalArgumentException("\"" + word + "\" is not a word of JSON Schema");
                    })
                    .format(address())
                    .build(),
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private static final Schema META = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    private static final Pattern WAYS = Pattern.compile(".*?/(anyOf|oneOf)(?=/)");

    private final Map<String, Object> source;
    private final Schema schema;
    private final Map<String, Object> defaults;

    private JsonSchema(Map<String, Object> source, Schema schema) {
        this.source = source;
        this.schema = schema;
        this.defaults = defaults(source);
    }

    /**
     * What is wrong with a value.
     *
     * @param field where, such as {@code line_items[0].quantity}; empty for the value as a whole
     * @param sentence names the field, the value and what is allowed
     */
    public record Fault(String field, String sentence) {

        private static final int MOST = 5;

        /** All of them as one about the first, in its place in the form that people read; empty when there are none. */
        public static Optional<Fault> together(List<Fault> faults) {
            if (faults.isEmpty()) {
                return Optional.empty();
            }
            String sentences = faults.stream().limit(MOST).map(Fault::sentence).collect(Collectors.joining(". "));
            int more = faults.size() - MOST;
            return Optional.of(
                    new Fault(faults.get(0).field, more > 0 ? sentences + ". And " + more + " more" : sentences));
        }
    }

    /**
     * Checks the schema itself and prepares it.
     *
     * @throws IllegalArgumentException with a sentence, if it is no proper schema or has a word that schemas do not have
     */
    public static JsonSchema of(Map<String, Object> source) {
        List<Error> faults = META.validate(Json.tree(source));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(sentence(Map.of(), faults.get(0)).sentence());
        }
        checkFormats(source);
        try {
            Schema schema = REGISTRY.getSchema(Json.tree(source));
            schema.initializeValidators();
            return new JsonSchema(source, schema);
        } catch (SchemaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(
                    cause instanceof PatternSyntaxException syntax
                            ? "the pattern " + syntax.getPattern() + " is no regular expression: "
                                    + syntax.getDescription()
                            : cause.getMessage(),
                    e);
        }
    }

    /** The library's own knows only the top-level domains of the year in which it was made. */
    private static Format address() {
        return new Format() {
            @Override
            public String getName() {
                return "email";
            }

            @Override
            public boolean matches(ExecutionContext context, String value) {
                return ADDRESS.matcher(value).matches();
            }
        };
    }

    /** A format that nothing checks is a misspelling, too. */
    private static void checkFormats(Object schema) {
        if (schema instanceof Map<?, ?> map) {
            map.forEach((word, value) -> {
                if (word.equals("format") && value instanceof String format && !FORMS.containsKey(format)) {
                    throw new IllegalArgumentException("format is " + format + ", but must be one of "
                            + String.join(", ", new TreeSet<>(FORMS.keySet())));
                }
                if (!Set.of("default", "const", "enum", "examples").contains(word)) {
                    checkFormats(value);
                }
            });
        } else if (schema instanceof List<?> list) {
            list.forEach(JsonSchema::checkFormats);
        }
    }

    private static Map<String, Object> defaults(Map<String, Object> source) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        if (source.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                if (property instanceof Map<?, ?> map && map.get("default") != null) {
                    String field = String.valueOf(name);
                    defaults.put(field, fitting(field, map, map.get("default")));
                }
            });
        }
        return defaults;
    }

    /** A default is a value like any other. */
    private static Object fitting(String name, Map<?, ?> property, Object value) {
        Map<String, Object> schema = Json.fields(property);
        schema.remove("default");
        of(Map.of("properties", Map.of(name, schema)))
                .check(Map.of(name, value))
                .ifPresent(fault -> {
                    throw new IllegalArgumentException("the default does not fit: " + fault.sentence());
                });
        return value;
    }

    /** An object with what the schema's properties say is the default of what it leaves out. */
    public Map<String, Object> withDefaults(Map<String, Object> value) {
        if (value.keySet().containsAll(defaults.keySet())) {
            return value;
        }
        Map<String, Object> whole = new LinkedHashMap<>(value);
        defaults.forEach(whole::putIfAbsent);
        return whole;
    }

    /** The schema as it was written. */
    public Map<String, Object> source() {
        return source;
    }

    /** What is wrong with the value in one sentence for each field, about the first of them; empty when nothing is. */
    public Optional<Fault> check(Object value) {
        return check(value, Set.of());
    }

    /** The same but for what these members of it hold, which is not known yet. */
    public Optional<Fault> check(Object value, Set<String> unknown) {
        return Fault.together(faults(value, unknown));
    }

    /** Everything that is wrong with the value, one thing for each field, what concerns the whole first. */
    public List<Fault> faults(Object value) {
        return faults(value, Set.of());
    }

    private List<Fault> faults(Object value, Set<String> unknown) {
        Map<String, Fault> faults = new LinkedHashMap<>();
        schema.validate(Json.tree(value)).stream()
                .filter(error -> "additionalProperties".equals(error.getKeyword())
                        || unknown.isEmpty()
                        || !unknown.contains(field(error).split("[.\\[]", 2)[0]))
                .sorted(Comparator.comparing(
                        error -> error.getInstanceLocation().toString()))
                .forEach(error -> faults.putIfAbsent(about(error), sentence(source, error)));
        return List.copyOf(faults.values());
    }

    /** The field; what several ways of being right say is one thing, since to be right in one of them is enough. */
    private static String about(Error error) {
        Matcher ways = WAYS.matcher(error.getEvaluationPath().toString());
        return ways.find() ? ways.group() : field(error);
    }

    /** The names that an object must have. */
    public List<String> required() {
        return source.get("required") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    /**
     * The members of an object that are not as they should be, each with a sentence that names its value and, where that is of
     * another type, both types; an empty one for those that nobody knows.
     */
    public Map<String, String> misfits(Map<String, Object> object) {
        Map<String, String> misfits = new LinkedHashMap<>();
        schema.validate(Json.tree(object)).stream()
                .filter(error -> !"required".equals(error.getKeyword()))
                .forEach(error -> misfits.putIfAbsent(field(error).split("[.\\[]", 2)[0], misfit(error)));
        return misfits;
    }

    private String misfit(Error error) {
        return switch (error.getKeyword()) {
            case "additionalProperties" -> "";
            case "type" ->
                field(error) + " is " + shorten(Json.write(error.getInstanceNode())) + " of type "
                        + Json.write(error.getArguments()[0]) + ", but must be of type "
                        + Json.write(error.getSchemaNode());
            default -> sentence(source, error).sentence();
        };
    }

    private static Fault sentence(Map<String, Object> source, Error error) {
        String field = field(error);
        String value = error.getInstanceNode() == null ? "" : shorten(Json.write(error.getInstanceNode()));
        String about = field.isEmpty() ? "The document" : field;
        String problem =
                switch (error.getKeyword()) {
                    case "required" -> about + " is missing";
                    case "additionalProperties" -> about + " is not known here" + others(source, error);
                    case "enum" -> about + " must be one of " + error.getSchemaNode() + ", was: " + value;
                    case "pattern" ->
                        about + " does not have the form that is asked for" + meaning(source, error) + ", was: "
                                + value;
                    case "format" ->
                        about + " must be " + FORMS.get(error.getSchemaNode().asString()) + ", was: " + value;
                    case "multipleOf" -> about + multiple(error) + ", was: " + value;
                    case "type" -> about + " must be of type " + Json.write(error.getSchemaNode()) + ", was: " + value;
                    default -> about + " " + error.getMessage() + ", was: " + value;
                };
        return new Fault(field, problem);
    }

    private static String multiple(Error error) {
        BigDecimal unit = error.getSchemaNode().decimalValue().stripTrailingZeros();
        return unit.scale() > 0 && unit.unscaledValue().equals(BigInteger.ONE)
                ? " may have at most " + unit.scale() + " decimals"
                : " must be a multiple of " + unit.toPlainString();
    }

    /** The names that there are at the place. */
    private static String others(Map<String, Object> source, Error error) {
        return at(source, error) instanceof Map<?, ?> map && map.get("properties") instanceof Map<?, ?> names
                ? "; there are "
                        + String.join(
                                ", ",
                                names.keySet().stream().map(String::valueOf).toList())
                : "";
    }

    /** What the schema says in words about the place, in brackets; people cannot be expected to read its pattern. */
    private static String meaning(Map<String, Object> source, Error error) {
        return at(source, error) instanceof Map<?, ?> map && map.get("description") instanceof String words
                ? " (" + words.strip().replaceFirst("[.]$", "") + ")"
                : "";
    }

    /** The part of the schema for the place; null where it has none. */
    private static Object at(Map<String, Object> source, Error error) {
        Object at = source;
        for (String part : error.getInstanceLocation().toString().split("[/.]")) {
            if (!part.isEmpty() && !part.equals("$") && at instanceof Map<?, ?> map) {
                boolean item = part.chars().allMatch(Character::isDigit);
                at = item
                        ? map.get("items")
                        : map.get("properties") instanceof Map<?, ?> names ? names.get(part) : null;
            }
        }
        return at;
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
}
