package io.goldtier.route;

import io.goldtier.json.Yaml;
import io.goldtier.outside.OutsideSystem;
import io.goldtier.skill.Skill;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a route file declares, read without loading it.
 *
 * @param name its name without {@code .camel.yaml}
 * @param routes the ids of its routes
 * @param beans the names of its beans
 * @param cards its cards, of skills and outside systems, by name
 * @param sets true when it sets something for all routes, as a routeConfiguration does
 */
record RouteFile(String name, List<String> routes, List<String> beans, Map<String, Card> cards, boolean sets) {

    static final String SUFFIX = ".camel.yaml";

    private static final List<String> CARDS = List.of(Skill.class.getName(), OutsideSystem.class.getName());

    /** A card as it is written. */
    record Card(String type, Map<String, Object> properties) {}

    /**
     * Reads the declarations.
     *
     * @throws IllegalArgumentException with a sentence, if it is no YAML list of declarations
     */
    static RouteFile read(Path path, String text) {
        List<String> routes = new ArrayList<>();
        List<String> beans = new ArrayList<>();
        Map<String, Card> cards = new LinkedHashMap<>();
        boolean sets = false;
        for (Object item : declarations(text)) {
            if (!(item instanceof Map<?, ?> declaration)) {
                throw new IllegalArgumentException("must be a list of beans, route and routeConfiguration entries");
            }
            if (declaration.get("route") instanceof Map<?, ?> route) {
                routes.add(String.valueOf(route.get("id")));
            }
            if (declaration.get("beans") instanceof List<?> list) {
                for (Object bean : list) {
                    Map<?, ?> fields = (Map<?, ?>) bean;
                    String name = String.valueOf(fields.get("name"));
                    beans.add(name);
                    if (CARDS.contains(String.valueOf(fields.get("type"))) && fields.get("properties") != null) {
                        Map<String, Object> properties = new LinkedHashMap<>();
                        ((Map<?, ?>) fields.get("properties"))
                                .forEach((key, value) -> properties.put(String.valueOf(key), value));
                        cards.put(name, new Card(String.valueOf(fields.get("type")), properties));
                    }
                }
            }
            sets |= declaration.containsKey("routeConfiguration") || declaration.containsKey("routeTemplate");
        }
        String file = path.getFileName().toString();
        return new RouteFile(file.substring(0, file.length() - SUFFIX.length()), routes, beans, cards, sets);
    }

    private static List<?> declarations(String text) {
        try {
            if (Yaml.read(text) instanceof List<?> list) {
                return list;
            }
        } catch (Yaml.YamlProblem e) {
            throw new IllegalArgumentException("is not YAML: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("must be a list of beans, route and routeConfiguration entries");
    }
}
