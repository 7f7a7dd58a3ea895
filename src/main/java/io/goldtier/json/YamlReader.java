package io.goldtier.json;

import io.goldtier.json.Yaml.Place;
import io.goldtier.json.Yaml.YamlProblem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads one text into the values of {@link Yaml}, event by event, so that its limits hold before anything is built. */
final class YamlReader {

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,40})");
    private static final Pattern DECIMAL =
            Pattern.compile("-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,2})?");
    private static final Pattern NOTHING = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern YES = Pattern.compile("true|True|TRUE");
    private static final Pattern NO = Pattern.compile("false|False|FALSE");
    private static final Map<String, Event.ID> STANDARD = Map.of(
            "tag:yaml.org,2002:str", Event.ID.Scalar,
            "tag:yaml.org,2002:map", Event.ID.MappingStart,
            "tag:yaml.org,2002:seq", Event.ID.SequenceStart,
            "!", Event.ID.Scalar);

    private final String text;
    private final Yaml.Limits limits;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<Anchor, Object> anchors = new HashMap<>();
    private ParserImpl events;
    private int values;
    private int aliases;

    YamlReader(String text, Yaml.Limits limits) {
        this.text = text;
        this.limits = limits;
    }

    Yaml.Document document() {
        if (text.length() > limits.length) {
            throw new YamlProblem(new Place(1, 1), "the YAML is longer than " + limits.length / 1024 + " KiB");
        }
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(limits.length)
                .setUseMarks(true)
                .build();
        try {
            events = new ParserImpl(settings, new StreamReader(settings, text));
            events.next();
            if (!events.checkEvent(Event.ID.DocumentStart)) {
                return new Yaml.Document(null, Map.of());
            }
            events.next();
            Object value = value(events.next(), "", 0);
            events.next();
            if (!events.checkEvent(Event.ID.StreamEnd)) {
                throw new YamlProblem(place(events.peekEvent()), "a second document begins here, and only one is read");
            }
            return new Yaml.Document(value, places);
        } catch (MarkedYamlEngineException e) {
            throw new YamlProblem(
                    e.getProblemMark()
                            .or(e::getContextMark)
                            .map(YamlReader::place)
                            .orElse(new Place(1, 1)),
                    oneLine(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new YamlProblem(new Place(1, 1), oneLine(e.getMessage()));
        }
    }

    private Object value(Event event, String pointer, int depth) {
        places.putIfAbsent(pointer, place(event));
        if (depth > limits.depth || ++values > limits.values) {
            throw new YamlProblem(place(event), "the YAML is nested too deeply or has too many values");
        }
        if (event instanceof AliasEvent alias) {
            return known(alias);
        }
        Object value = event instanceof ScalarEvent scalar ? scalar(scalar) : collection(event, pointer, depth);
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, value));
        return value;
    }

    private Object known(AliasEvent alias) {
        if (!anchors.containsKey(alias.getAlias())) {
            throw new YamlProblem(place(alias), "*" + alias.getAlias() + " stands for nothing that was named before");
        }
        Object value = anchors.get(alias.getAlias());
        if ((value instanceof Map || value instanceof List) && ++aliases > limits.aliases) {
            throw new YamlProblem(place(alias), "the YAML repeats itself more than " + limits.aliases + " times");
        }
        return value;
    }

    private Object collection(Event event, String pointer, int depth) {
        requireNoTag(event, ((CollectionStartEvent) event).getTag());
        return event.getEventId() == Event.ID.MappingStart ? map(pointer, depth) : list(pointer, depth);
    }

    private List<Object> list(String pointer, int depth) {
        List<Object> list = new ArrayList<>();
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            list.add(value(events.next(), pointer + "/" + list.size(), depth + 1));
        }
        events.next();
        return list;
    }

    private Map<String, Object> map(String pointer, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Event event = events.next();
            if (!(event instanceof ScalarEvent key)) {
                throw new YamlProblem(place(event), "a key must be a plain word");
            }
            requireNoTag(key, key.getTag());
            String name = key.getValue();
            if (map.containsKey(name)) {
                throw new YamlProblem(place(key), "the key '" + name + "' stands here twice");
            }
            String inner = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
            places.put(inner, place(key));
            map.put(name, value(events.next(), inner, depth + 1));
        }
        events.next();
        return map;
    }

    private static Object scalar(ScalarEvent event) {
        requireNoTag(event, event.getTag());
        String word = event.getValue();
        if (!event.isPlain() || event.getTag().isPresent()) {
            return word;
        }
        if (WHOLE.matcher(word).matches()) {
            return word.length() < 19 ? shortest(Long.parseLong(word)) : (Object) new BigInteger(word);
        }
        if (DECIMAL.matcher(word).matches()) {
            return new BigDecimal(word);
        }
        if (NOTHING.matcher(word).matches()) {
            return null;
        }
        return YES.matcher(word).matches() ? (Object) true : NO.matcher(word).matches() ? (Object) false : word;
    }

    private static Number shortest(long number) {
        return number == (int) number ? (Number) (int) number : (Number) number;
    }

    /** The tags of text, list and map say nothing that is not seen; any other could name a type. */
    private static void requireNoTag(Event event, Optional<String> tag) {
        if (tag.isPresent() && STANDARD.get(tag.get()) != event.getEventId()) {
            throw new YamlProblem(place(event), "YAML tags such as " + tag.get() + " are not allowed");
        }
    }

    private static Place place(Event event) {
        return event.getStartMark().map(YamlReader::place).orElse(new Place(1, 1));
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String oneLine(String problem) {
        return problem == null ? "this is not YAML" : problem.strip().replaceAll("\\s+", " ");
    }
}
