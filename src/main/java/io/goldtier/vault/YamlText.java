package io.goldtier.vault;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Writes maps, lists and scalars as YAML for people: one value a line, text quoted wherever some YAML reader could take
 * it for something else, times in UTC with seconds.
 */
public final class YamlText {

    private YamlText() {}

    /** The YAML of a map, ending in a line end; empty for an empty map. */
    public static String write(Map<String, Object> map) {
        if (map.isEmpty()) {
            return "";
        }
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

        private static String seconds(Instant time) {
            return time.truncatedTo(ChronoUnit.SECONDS).toString();
        }
    }
}
