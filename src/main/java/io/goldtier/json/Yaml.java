package io.goldtier.json;

import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** YAML as plain maps, lists and scalars: no tags, no classes, few aliases, bounded depth. */
public final class Yaml {

    private Yaml() {}

    /**
     * Reads one YAML document.
     *
     * @throws YamlProblem with a sentence that names the line
     */
    public static Object read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(20);
        options.setNestingDepthLimit(50);
        options.setCodePointLimit(10 * 1024 * 1024);
        try {
            return new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).load(text);
        } catch (MarkedYAMLException e) {
            throw new YamlProblem(
                    e.getProblem()
                            + (e.getProblemMark() == null
                                    ? ""
                                    : " (line " + (e.getProblemMark().getLine() + 1) + ")"),
                    e);
        } catch (YAMLException | ClassCastException e) {
            throw new YamlProblem(e.getMessage(), e);
        }
    }

    /**
     * Reads a YAML mapping with text keys; an empty document is an empty mapping.
     *
     * @throws YamlProblem if it is something else
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> readMap(String text) {
        Object value = read(text);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)) {
            return (Map<String, Object>) map;
        }
        throw new YamlProblem("expected a mapping of names to values", null);
    }

    /** A text that is not the YAML it should be; the message is a sentence for people. */
    public static class YamlProblem extends RuntimeException {

        YamlProblem(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
