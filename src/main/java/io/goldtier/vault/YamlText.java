package io.goldtier.vault;

import io.goldtier.json.Unseen;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/**
 * Writes maps, lists and scalars as YAML for people: one value a line, text quoted wherever some YAML reader could take
 * it for something else and escaped where nobody would see what stands there, times in UTC with seconds.
 */
public final class YamlText {

    /** Words that no YAML reader takes for anything but a text: names, paths and UUIDs. */
    private static final Pattern SAFE_WORD =
            Pattern.compile("(?!(?i:y|n|yes|no|on|off|true|false|null)$)[A-Za-z][A-Za-z0-9_./-]*"
                    + "|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** The same for words of any language, with what may stand between them. */
    private static final Pattern SAFE_WORDS =
            Pattern.compile("(?!(?i:y|n|yes|no|on|off|true|false|null)$)\\p{L}[\\p{L}\\p{N} _./(),'$€+;!?-]*(?<! )");
    /** The same with signs that mean something in YAML, so that it needs quotes. */
    private static final Pattern QUOTED_WORDS = Pattern.compile("\\p{L}[\\p{L}\\p{N} _./(),'$€+;!?:#&-]*(?<! )");
    /** A link to a note; it needs quotes too. */
    private static final Pattern LINK = Pattern.compile("\\[\\[[\\p{L}\\p{N} _./(),'$€+;&|-]+]]");

    /** What some reader takes for a truth, for nothing, a number, a day or a time. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|~|=|<<||[-+]?\\.(inf|nan)"
                    + "|[-+.]*[0-9][0-9a-fox_,.:+-]*([t ]+[0-9:.]+( *(z|[-+][0-9:]+))?)?");

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(10_000)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setDereferenceAliases(true)
            .build();

    private YamlText() {}

    /** The YAML of a map, ending in a line end; empty for an empty map. */
    public static String write(Map<String, Object> map) {
        if (map.isEmpty()) {
            return "";
        }
        String simple = simple(map);
        return simple == null ? dump(map) : simple;
    }

    /** The text of a map of words, links and times, or null; plans are written often, and a dump costs a hundred times more. */
    private static String simple(Map<String, Object> map) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            if (!SAFE_WORD.matcher(entry.getKey()).matches()) {
                return null;
            }
            text.append(entry.getKey()).append(':');
            if (entry.getValue() instanceof List<?> list && !list.isEmpty()) {
                for (Object each : list) {
                    String scalar = scalar(each);
                    if (scalar == null) {
                        return null;
                    }
                    text.append("\n  - ").append(scalar);
                }
            } else {
                String scalar = scalar(entry.getValue());
                if (scalar == null) {
                    return null;
                }
                text.append(' ').append(scalar);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String scalar(Object value) {
        if (value instanceof Instant time) {
            return seconds(time);
        }
        if (!(value instanceof String text) || Unseen.isIn(text)) {
            return null;
        }
        if (LINK.matcher(text).matches()) {
            return '"' + text + '"';
        }
        if (SAFE_WORD.matcher(text).matches() || SAFE_WORDS.matcher(text).matches()) {
            return text;
        }
        return QUOTED_WORDS.matcher(text).matches() ? "'" + text.replace("'", "''") + "'" : null;
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String dump(Map<String, Object> map) {
        // Texts with such characters have double quotes, and nothing else has any
        return Unseen.escaped(new Dump(SETTINGS, new Plain(SETTINGS)).dumpToString(map));
    }

    /** Texts of several lines stand as they are; a text that is not surely one has quotes. */
    private static final class Plain extends StandardRepresenter {

        Plain(DumpSettings settings) {
            super(settings);
            representers.put(String.class, text -> text((String) text));
            representers.put(Instant.class, time -> word(seconds((Instant) time)));
            representers.put(LocalDate.class, day -> word(day.toString()));
            representers.put(BigDecimal.class, number -> {
                String text = ((BigDecimal) number).toPlainString();
                return representScalar(text.indexOf('.') < 0 ? Tag.INT : Tag.FLOAT, text);
            });
            parentClassRepresenters.put(Enum.class, word -> text(word.toString()));
        }

        private Node text(String text) {
            if (Unseen.isIn(text)) {
                return representScalar(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED);
            }
            if (text.indexOf('\n') >= 0) {
                return representScalar(Tag.STR, text, ScalarStyle.LITERAL);
            }
            boolean sure = SAFE_WORD.matcher(text).matches()
                    || !AMBIGUOUS.matcher(text).matches();
            return representScalar(Tag.STR, text, sure ? ScalarStyle.PLAIN : ScalarStyle.SINGLE_QUOTED);
        }

        private Node word(String text) {
            return representScalar(Tag.STR, text, ScalarStyle.PLAIN);
        }
    }
}
