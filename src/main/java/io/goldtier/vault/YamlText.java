package io.goldtier.vault;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Writes maps, lists and scalars as YAML for people: one value a line, text quoted wherever some YAML reader could take
 * it for something else, times in UTC with seconds.
 */
public final class YamlText {

    /** Words that no YAML reader takes for anything but a text: names, paths and UUIDs. */
    private static final Pattern SAFE_WORD =
            Pattern.compile("(?!(?i:y|n|yes|no|on|off|true|false|null)$)[A-Za-z][A-Za-z0-9_./-]*"
                    + "|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private YamlText() {}

    /** The YAML of a map, ending in a line end; empty for an empty map. */
    public static String write(Map<String, Object> map) {
        if (map.isEmpty()) {
            return "";
        }
        String simple = simple(map);
        return simple == null ? dump(map) : simple;
    }

    /** The text of a map of plain words and times, or null; plans are written often, and a dump costs a hundred times more. */
    private static String simple(Map<String, Object> map) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            Object value = entry.getValue();
            boolean word =
                    value instanceof String string && SAFE_WORD.matcher(string).matches();
            if (!(word || value instanceof Instant)
                    || !SAFE_WORD.matcher(entry.getKey()).matches()) {
                return null;
            }
            text.append(entry.getKey())
                    .append(": ")
                    .append(value instanceof Instant time ? seconds(time) : value)
                    .append('\n');
        }
        return text.toString();
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String dump(Map<String, Object> map) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(true);
        options.setWidth(10_000);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        return new Yaml(new Plain(options), options).dump(map);
    }

    private static final class Plain extends Representer {

        Plain(DumperOptions options) {
            super(options);
            setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
            representers.put(Instant.class, time -> representScalar(Tag.TIMESTAMP, seconds((Instant) time)));
            representers.put(LocalDate.class, day -> representScalar(Tag.TIMESTAMP, day.toString()));
            representers.put(BigDecimal.class, number -> {
                String text = ((BigDecimal) number).toPlainString();
                return representScalar(text.indexOf('.') < 0 ? Tag.INT : Tag.FLOAT, text);
            });
            multiRepresenters.put(Enum.class, word -> representScalar(Tag.STR, word.toString()));
        }
    }
}
