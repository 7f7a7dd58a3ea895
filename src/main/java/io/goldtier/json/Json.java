package io.goldtier.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as plain maps, lists and scalars: the one place where this project meets a JSON library.
 *
 * <p>Numbers with a fraction become {@link java.math.BigDecimal}, so that amounts of money stay exact. Documents nested
 * deeper than 100 levels are refused, and so are duplicate keys, which mean different things to different readers.
 */
public final class Json {

    static final int DEEPEST = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(tools.jackson.core.StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private static final int LONGEST_NUMBER = 400;

    private Json() {}

    /**
     * Reads one JSON value: a {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} or null.
     *
     * @throws JsonProblem with a sentence that names line and column
     */
    public static Object read(String text) {
        try {
            Object value = MAPPER.readValue(text, Object.class);
            refuseHugeNumbers(value);
            return value;
        } catch (JacksonException e) {
            throw new JsonProblem(e);
        }
    }

    /** A few characters such as {@code 1e999999999} would be gigabytes when they are written out. */
    private static void refuseHugeNumbers(Object value) {
        if (value instanceof BigDecimal number
                && Math.abs((long) number.precision() - number.scale()) > LONGEST_NUMBER) {
            throw new JsonProblem(
                    "a number is larger or smaller than any that is used: " + number.round(new MathContext(5)));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(Json::refuseHugeNumbers);
        } else if (value instanceof List<?> list) {
            list.forEach(Json::refuseHugeNumbers);
        }
    }

    /**
     * Reads a JSON object.
     *
     * @throws JsonProblem if the text is not JSON or is another kind of value
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> readObject(String text) {
        if (read(text) instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new JsonProblem("expected a JSON object");
    }

    /**
     * Reads a JSON array.
     *
     * @throws JsonProblem if the text is not JSON or is another kind of value
     */
    @SuppressWarnings("unchecked")
    public static List<Object> readArray(String text) {
        if (read(text) instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw new JsonProblem("expected a JSON array");
    }

    /** A copy of a map with its names as texts. */
    public static Map<String, Object> fields(Map<?, ?> map) {
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((name, value) -> fields.put(String.valueOf(name), value));
        return fields;
    }

    /** Writes maps, lists and scalars on one line; a null value is written as {@code null}. */
    public static String write(Object value) {
        return JsonText.of(value);
    }

    /** A value that is none of those that JSON knows, by what the library makes of it. */
    static String writeOther(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** The same as {@link #write} with line breaks and indentation, for people. */
    public static String writePretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /** A value as the tree that the JSON Schema validator reads. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }
}
