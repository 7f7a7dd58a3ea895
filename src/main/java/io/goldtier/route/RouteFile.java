package io.goldtier.route;

import io.goldtier.json.Yaml;
import io.goldtier.json.Yaml.Place;
import io.goldtier.outside.OutsideSystem;
import io.goldtier.skill.Skill;
import io.goldtier.trigger.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.springframework.util.ClassUtils;

/**
 * What a route file declares, read without loading it. Where a name is kept with a pointer, that leads to its place in the
 * text.
 *
 * @param name its name within the folder of routes, such as {@code skills/odoo_find_client.camel.yaml}
 * @param text its text
 * @param document the text as it was read
 * @param routes the ids of its routes, with their pointers
 * @param beans the names of its beans
 * @param cards its cards, of skills, rules and outside systems, by name
 * @param sets true when it sets something for all routes, as a routeConfiguration does
 */
record RouteFile(
        String name,
        String text,
        Yaml.Document document,
        Map<String, String> routes,
        List<String> beans,
        Map<String, Card> cards,
        boolean sets) {

    static final String SUFFIX = ".camel.yaml";

    private static final Map<String, Class<?>> CARDS = Map.of(
            Skill.class.getName(), Skill.class,
            OutsideSystem.class.getName(), OutsideSystem.class,
            Rule.class.getName(), Rule.class);

    /** A card as it is written. */
    record Card(Class<?> type, Map<String, Object> properties, String pointer) {}

    /** A file that is not even a list of declarations. */
    static final class Unreadable extends RuntimeException {

        private final RouteProblem problem;

        Unreadable(RouteProblem problem) {
            super(problem.toString());
            this.problem = problem;
        }

        RouteProblem problem() {
            return problem;
        }
    }

    /**
     * Reads the declarations.
     *
     * @throws Unreadable if it is no YAML list of declarations, each with the names that it needs
     */
    static RouteFile read(String name, String text) {
        Yaml.Document document;
        try {
            document = Yaml.document(text);
        } catch (Yaml.YamlProblem e) {
            throw new Unreadable(new RouteProblem(name, e.place(), "this is not YAML: " + e.sentence()));
        }
        Declarations found = new Declarations(name, document);
        if (!(document.value() instanceof List<?> list) || list.isEmpty()) {
            throw found.wrong("", "a route file must be a list that begins with \"- route:\" or \"- beans:\"");
        }
        for (int i = 0; i < list.size(); i++) {
            found.add(list.get(i), "/" + i);
        }
        return new RouteFile(name, text, document, found.routes, found.beans, found.cards, found.sets);
    }

    private static final class Declarations {

        private final String file;
        private final Yaml.Document document;
        private final Map<String, String> routes = new LinkedHashMap<>();
        private final List<String> beans = new ArrayList<>();
        private final Map<String, Card> cards = new LinkedHashMap<>();
        private boolean sets;

        Declarations(String file, Yaml.Document document) {
            this.file = file;
            this.document = document;
        }

        void add(Object item, String at) {
            if (!(item instanceof Map<?, ?> declaration)) {
                throw wrong(at, "\"" + item + "\" must be a declaration such as \"route:\" or \"beans:\"");
            }
            if (declaration.containsKey("route")) {
                route(declaration.get("route"), at + "/route");
            }
            if (declaration.containsKey("beans")) {
                if (!(declaration.get("beans") instanceof List<?> list)) {
                    throw wrong(at + "/beans", "beans must be a list of entries with name, type and properties");
                }
                for (int i = 0; i < list.size(); i++) {
                    bean(list.get(i), at + "/beans/" + i);
                }
            }
            sets |= declaration.containsKey("routeConfiguration") || declaration.containsKey("routeTemplate");
        }

        private void route(Object value, String at) {
            if (!(value instanceof Map<?, ?> route) || !(route.get("id") instanceof String id) || id.isBlank()) {
                throw wrong(at, "a route must have an id, which is its name in hawtio and in the log");
            }
            if (!(route.get("from") instanceof Map<?, ?> from) || !(from.get("uri") instanceof String)) {
                throw wrong(at, "the route " + id + " must have a from with a uri and steps");
            }
            if (routes.put(id, at) != null) {
                throw wrong(at + "/id", "the id " + id + " stands here twice, but must be the only one of its name");
            }
        }

        /** A bean of the program that is no card, such as what the crash test's routes use. */
        private static boolean isOfOurs(String type) {
            return ClassUtils.isPresent(type, RouteFile.class.getClassLoader());
        }

        private void bean(Object value, String at) {
            if (!(value instanceof Map<?, ?> bean)
                    || !(bean.get("name") instanceof String name)
                    || !(bean.get("type") instanceof String type)) {
                throw wrong(at, "an entry of beans must have a name and a type");
            }
            if (beans.contains(name)) {
                throw wrong(at + "/name", "the bean " + name + " stands here twice, but must be the only one");
            }
            beans.add(name);
            if (type.startsWith("io.goldtier.") && !CARDS.containsKey(type) && !isOfOurs(type)) {
                throw wrong(
                        at + "/type",
                        "type is " + type + ", but must be one of " + String.join(", ", new TreeMap<>(CARDS).keySet()));
            }
            if (CARDS.containsKey(type)) {
                Map<String, Object> properties = new LinkedHashMap<>();
                if (bean.get("properties") instanceof Map<?, ?> map) {
                    map.forEach((key, each) -> properties.put(String.valueOf(key), each));
                }
                cards.put(name, new Card(CARDS.get(type), properties, at));
            }
        }

        Unreadable wrong(String at, String sentence) {
            return new Unreadable(new RouteProblem(file, document.place(at), sentence));
        }
    }

    /** The route that a pointer such as {@code /1/route} leads to. */
    static Map<?, ?> route(Yaml.Document document, String pointer) {
        int index = Integer.parseInt(pointer.substring(1, pointer.indexOf('/', 1)));
        return (Map<?, ?>) ((Map<?, ?>) ((List<?>) document.value()).get(index)).get("route");
    }

    /** Its name without folder and {@code .camel.yaml}. */
    String stem() {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return file.substring(0, file.length() - SUFFIX.length());
    }

    Place place(String pointer) {
        return document.place(pointer);
    }

    RouteProblem problem(String pointer, String sentence) {
        return new RouteProblem(name, place(pointer), sentence);
    }

    /** The same for a piece of a text of several lines: the place is that of the piece. */
    RouteProblem problem(String pointer, String piece, String sentence) {
        Place start = place(pointer);
        String[] lines = text.split("\n", -1);
        for (int line = start.line(); line <= lines.length; line++) {
            int column = lines[line - 1].indexOf(piece);
            if (column >= 0) {
                return new RouteProblem(name, new Place(line, column + 1), sentence);
            }
        }
        return new RouteProblem(name, start, sentence);
    }

    /**
     * The same for a place in a text that is YAML itself: where the text stands as it is, line by line, that is the place of the
     * inner value, and else that of the piece.
     */
    RouteProblem problem(String pointer, String inner, String piece, String sentence) {
        Place start = place(pointer);
        String[] lines = text.split("\n", -1);
        boolean asItIs = lines[start.line() - 1].matches(".*:\\s*\\|[+-]?\\s*");
        if (!asItIs || !(at(pointer) instanceof String yaml)) {
            return problem(pointer, piece, sentence);
        }
        int indent = Arrays.stream(lines)
                .skip(start.line())
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.indexOf(line.strip()))
                .findFirst()
                .orElse(0);
        Place found = Yaml.document(yaml).place(inner);
        return new RouteProblem(name, new Place(start.line() + found.line(), indent + found.column()), sentence);
    }

    private Object at(String pointer) {
        List<Object> found = new ArrayList<>();
        walk((at, value) -> {
            if (at.equals(pointer)) {
                found.add(value);
            }
        });
        return found.isEmpty() ? null : found.get(0);
    }

    /** Visits each value under a pointer, from the outside in. */
    void walk(BiConsumer<String, Object> visitor) {
        walk("", document.value(), visitor);
    }

    static void walk(String pointer, Object value, BiConsumer<String, Object> visitor) {
        visitor.accept(pointer, value);
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) ->
                    walk(pointer + "/" + String.valueOf(key).replace("~", "~0").replace("/", "~1"), inner, visitor));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                walk(pointer + "/" + i, list.get(i), visitor);
            }
        }
    }
}
