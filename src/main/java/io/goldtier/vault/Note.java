package io.goldtier.vault;

import io.goldtier.json.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A Markdown note: YAML front matter and a body.
 *
 * <p>Written exactly in one form, read tolerantly: line ends of any system, a byte order mark, keys in any case, and
 * the names that other assistants use for the same thing.
 *
 * @param frontMatter the values between the fences, empty when there are none
 * @param body everything after them, with {@code \n} as line end
 */
public record Note(Map<String, Object> frontMatter, String body) {

    private static final String FENCE = "---";
    private static final Map<String, List<String>> ALIASES = Map.of(
            "created", List.of("created", "created_at", "timestamp"),
            "action", List.of("action", "requested_action", "type"),
            "from", List.of("from", "sender"));

    /** Keeps the order of the front matter. */
    public Note {
        frontMatter = new LinkedHashMap<>(frontMatter);
        Objects.requireNonNull(body);
    }

    /**
     * Reads a note; a text without front matter is all body.
     *
     * @throws NoteProblem if the front matter has no end or is not a safe YAML mapping; names the line
     */
    public static Note parse(String text) {
        String clean = normalise(text);
        int yamlStart = afterFence(clean, 0);
        if (yamlStart < 0) {
            return new Note(Map.of(), clean);
        }
        int end = nextFence(clean, yamlStart);
        if (end < 0) {
            throw new NoteProblem(
                    1, "front matter begins here with ---, but the line --- that must end it does not follow");
        }
        Object yaml = yaml(clean.substring(yamlStart, end));
        if (yaml != null && !(yaml instanceof Map)) {
            throw new NoteProblem(2, "front matter must be lines of the form 'key: value'");
        }
        return new Note(asMap(yaml), clean.substring(afterFence(clean, end)));
    }

    /** One line, the fence, stands above it. */
    private static Object yaml(String text) {
        try {
            return Yaml.readForeign(text);
        } catch (Yaml.YamlProblem e) {
            throw new NoteProblem(e.place().line() + 1, e.sentence());
        }
    }

    /** True when the text opens front matter and does not close it, as a note does that is still being written. */
    public static boolean isUnclosed(String text) {
        String clean = normalise(text);
        int yamlStart = afterFence(clean, 0);
        return yamlStart >= 0 && nextFence(clean, yamlStart) < 0;
    }

    /** Where the line after the fence that begins here begins; -1 when no fence does. */
    private static int afterFence(String text, int start) {
        int end = text.indexOf('\n', start);
        String line =
                text.substring(start, end < 0 ? Math.min(text.length(), start + 100) : Math.min(end, start + 100));
        if (!line.stripTrailing().equals(FENCE)) {
            return -1;
        }
        return end < 0 ? text.length() : end + 1;
    }

    /** Where the next fence begins, from the beginning of a line on; -1 when there is none. */
    private static int nextFence(String text, int from) {
        int start = from;
        while (start < text.length()) {
            if (text.startsWith(FENCE, start) && afterFence(text, start) >= 0) {
                return start;
            }
            int end = text.indexOf('\n', start);
            start = end < 0 ? text.length() : end + 1;
        }
        return -1;
    }

    /** The value of a key, whatever its case and under whichever of its names it stands. */
    public Optional<Object> value(String key) {
        for (String name : ALIASES.getOrDefault(key, List.of(key))) {
            for (Map.Entry<String, Object> entry : frontMatter.entrySet()) {
                if (normaliseKey(entry.getKey()).equals(name) && entry.getValue() != null) {
                    return Optional.of(entry.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** The same as text; empty when there is none or when it is a map or list. */
    public Optional<String> text(String key) {
        return value(key)
                .filter(value -> !(value instanceof Map) && !(value instanceof List))
                .map(Object::toString)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** The status in lower case. */
    public Optional<String> status() {
        return text("status").map(text -> text.toLowerCase(Locale.ROOT));
    }

    /** The note with one value set, or taken away when it is null. */
    public Note with(String key, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(frontMatter);
        if (value == null) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        return new Note(changed, body);
    }

    /** The note with another body. */
    public Note withBody(String newBody) {
        return new Note(frontMatter, newBody);
    }

    /** The note as its file's text. */
    public String render() {
        if (frontMatter.isEmpty()) {
            return body;
        }
        return FENCE + "\n" + YamlText.write(frontMatter) + FENCE + "\n" + body;
    }

    private static String normalise(String text) {
        String clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return clean.indexOf('\r') < 0 ? clean : clean.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String normaliseKey(String key) {
        return key.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object yaml) {
        return yaml == null ? Map.of() : (Map<String, Object>) yaml;
    }
}
