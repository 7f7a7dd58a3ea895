package io.goldtier.outside;

import io.goldtier.json.Yaml;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a system's card says of its settings.
 *
 * @param sandbox those that hold in sandbox mode
 * @param shown fields of its server's entity, in which settings stand in braces
 * @param expires until when values of a setting can be used
 * @param forms what a setting must look like
 */
record CardSettings(
        Map<String, Object> sandbox, Map<String, Object> shown, Map<String, Object> expires, Map<String, Form> forms) {

    /** Of a card that is not read yet. */
    static final CardSettings NONE = new CardSettings(Map.of(), Map.of(), Map.of(), Map.of());

    /** A setting's form: a pattern for its whole value, and what that is in words. */
    record Form(Pattern pattern, String meaning) {}

    /**
     * Reads what stands on a card, in YAML.
     *
     * @throws IllegalArgumentException with what is wrong, the end of a sentence
     */
    static CardSettings of(String sandbox, String shows, String expires, String settings) {
        Map<String, Object> sandboxValues = Yaml.readMap("sandbox", sandbox);
        Map<String, Object> shownValues = Yaml.readMap("shows", shows);
        Map<String, Object> ends = Yaml.readMap("expires", expires);
        ends.forEach(CardSettings::checkEnds);
        return new CardSettings(sandboxValues, shownValues, ends, forms(settings));
    }

    private static void checkEnds(String setting, Object values) {
        boolean good = values instanceof Map<?, ?> ends
                && ends.values().stream()
                        .allMatch(end -> String.valueOf(end).matches("\\d{4}-(0[1-9]|1[0-2])-[0-3]\\d"));
        if (!good) {
            throw new IllegalArgumentException(
                    "expires." + setting + " must name values with their days such as \"2026-01-26\", was: " + values);
        }
    }

    private static Map<String, Form> forms(String settings) {
        Map<String, Form> forms = new LinkedHashMap<>();
        Yaml.readMap("settings", settings).forEach((setting, value) -> {
            if (!(value instanceof Map<?, ?> form) || !(form.get("meaning") instanceof String meaning)) {
                throw new IllegalArgumentException(
                        "settings." + setting + " must have a pattern and its meaning, was: " + value);
            }
            try {
                forms.put(setting, new Form(Pattern.compile(String.valueOf(form.get("pattern"))), meaning));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "settings." + setting + ".pattern must be a regular expression, was: " + form.get("pattern"),
                        e);
            }
        });
        return forms;
    }

    /** The names of all settings that it speaks of. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(forms.keySet());
        names.addAll(sandbox.keySet());
        names.addAll(expires.keySet());
        return names;
    }
}
