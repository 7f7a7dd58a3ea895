package io.goldtier.vault;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML that may come from anybody into maps, lists and scalars.
 *
 * <p>No tags, so no text can name a type; few aliases, bounded depth, size and number of values, so no text can be a
 * bomb; no duplicate keys. Only what looks like a JSON number is one, exactly ({@link BigDecimal}): {@code +1234567890},
 * {@code 0123}, {@code 10:30}, {@code no} and {@code 2026-02-20} stay the text that a person wrote.
 */
public final class SafeYaml {

    private static final int LARGEST_TEXT = 256 * 1024;
    private static final int MOST_VALUES = 20_000;
    private static final int DEEPEST = 20;
    private static final int MOST_ALIASES = 10;

    private int values;

    private SafeYaml() {}

    /**
     * Reads one YAML value.
     *
     * @return a {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} or null
     * @throws NoteProblem with a sentence that names the line, counted from 1
     */
    public static Object read(String text) {
        return read(text, 0);
    }

    /** The same for a text that has lines above it in its file. */
    static Object read(String text, int linesAbove) {
        if (text.length() > LARGEST_TEXT) {
            throw new NoteProblem(linesAbove + 1, "the YAML is longer than " + LARGEST_TEXT / 1024 + " KiB");
        }
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        try {
            Node node = new Composer(new ParserImpl(new StreamReader(text), options), new JsonLikeResolver(), options)
                    .getSingleNode();
            return node == null ? null : new SafeYaml().value(node, 0, linesAbove);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw new NoteProblem(linesAbove + (mark == null ? 1 : mark.getLine() + 1), oneLine(e.getProblem()));
        } catch (YAMLException e) {
            throw new NoteProblem(linesAbove + 1, oneLine(e.getMessage()));
        }
    }

    private Object value(Node node, int depth, int linesAbove) {
        int line = linesAbove
                + (node.getStartMark() == null ? 0 : node.getStartMark().getLine())
                + 1;
        if (depth > DEEPEST || ++values > MOST_VALUES) {
            throw new NoteProblem(line, "the YAML is nested too deeply or has too many values");
        }
        if (node instanceof MappingNode mapping) {
            requireTag(node, Tag.MAP, line);
            return map(mapping, depth, linesAbove);
        }
        if (node instanceof SequenceNode sequence) {
            requireTag(node, Tag.SEQ, line);
            List<Object> list = new ArrayList<>();
            sequence.getValue().forEach(item -> list.add(value(item, depth + 1, linesAbove)));
            return list;
        }
        return scalar((ScalarNode) node, line);
    }

    private Map<String, Object> map(MappingNode mapping, int depth, int linesAbove) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int line = linesAbove + tuple.getKeyNode().getStartMark().getLine() + 1;
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new NoteProblem(line, "a key must be a plain word");
            }
            scalar(key, line);
            if (map.containsKey(key.getValue())) {
                throw new NoteProblem(line, "the key '" + key.getValue() + "' stands here twice");
            }
            map.put(key.getValue(), value(tuple.getValueNode(), depth + 1, linesAbove));
        }
        return map;
    }

    private static Object scalar(ScalarNode node, int line) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.STR)) {
            return text;
        }
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return text.equalsIgnoreCase("true");
        }
        if (tag.equals(Tag.INT)) {
            return text.length() < 19 ? shortest(Long.parseLong(text)) : (Object) new BigInteger(text);
        }
        if (tag.equals(Tag.FLOAT)) {
            return new BigDecimal(text);
        }
        throw new NoteProblem(line, "YAML tags such as " + tag.getValue() + " are not allowed");
    }

    private static Number shortest(long number) {
        return number == (int) number ? (Number) (int) number : (Number) number;
    }

    private static void requireTag(Node node, Tag tag, int line) {
        if (!node.getTag().equals(tag)) {
            throw new NoteProblem(line, "YAML tags such as " + node.getTag().getValue() + " are not allowed");
        }
    }

    private static String oneLine(String text) {
        return text == null ? "this is not YAML" : text.strip().replaceAll("\\s+", " ");
    }

    private static final class JsonLikeResolver extends Resolver {

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
            addImplicitResolver(Tag.INT, Pattern.compile("-?(0|[1-9][0-9]{0,40})"), "-0123456789");
            addImplicitResolver(
                    Tag.FLOAT,
                    Pattern.compile("-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,2})?"),
                    "-0123456789");
            addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL| |"), "~nN\0");
            addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
        }
    }
}
