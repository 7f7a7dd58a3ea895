package io.goldtier.mcp.skills;

import io.goldtier.json.Fence;
import io.goldtier.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results of tools in the protocol's form. */
public final class Results {

    /** What the members of {@code _meta} that are ours begin with. */
    public static final String META = "io.goldtier/";

    private Results() {}

    /** Fields that we know ourselves, with their text. */
    static Map<String, Object> of(Map<String, Object> fields, String words) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("content", List.of(text(words), text(Json.write(fields))));
        result.put("structuredContent", fields);
        return result;
    }

    /**
     * Fields that come from outside. Their text stands between two marks that nobody outside can know, so that nothing in
     * it can pass for the words of a person or of this program.
     *
     * @param source where they come from
     */
    public static Map<String, Object> fromOutside(Map<String, Object> fields, String source) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("content", List.of(text(fenced(Json.write(fields), source))));
        result.put("structuredContent", fields);
        result.put("_meta", Map.of(META + "untrusted", source));
        return result;
    }

    /** The result of a call that a person has changed before he approved it, with the input as it was approved. */
    static Map<String, Object> changed(
            Map<String, Object> result, String words, Map<String, Object> input, String source) {
        List<Object> content = new ArrayList<>();
        content.add(text(words));
        content.add(text(fenced(Json.write(Map.of("input", input)), "the call " + source)));
        content.addAll((List<?>) result.get("content"));
        Map<String, Object> meta = new LinkedHashMap<>();
        if (result.get("_meta") instanceof Map<?, ?> known) {
            known.forEach((name, value) -> meta.put(String.valueOf(name), value));
        }
        meta.put(META + "input", input);
        Map<String, Object> changed = new LinkedHashMap<>(result);
        changed.put("content", content);
        changed.put("_meta", meta);
        return changed;
    }

    /** Words from outside, named as such. */
    public static String fenced(String words, String source) {
        return Fence.around(words, source);
    }

    /** What the caller did wrong, in a sentence. */
    public static Map<String, Object> refused(String sentence) {
        return error(sentence, Map.of());
    }

    /** What did not go, told so that an agent can do better. */
    static Map<String, Object> error(String sentence, Map<String, Object> details) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("content", List.of(text(sentence)));
        result.put("isError", true);
        if (!details.isEmpty()) {
            result.put("_meta", Map.of(META + "error", details));
        }
        return result;
    }

    private static Map<String, Object> text(String words) {
        return Map.of("type", "text", "text", words);
    }
}
