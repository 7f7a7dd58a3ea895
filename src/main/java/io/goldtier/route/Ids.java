package io.goldtier.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names that files have taken: of beans, of routes and of steps, which Camel wants to be the only ones of all.
 *
 * <p>Camel compares the ids of a route, with its prefix, with those of the others both as they are and as they are written.
 */
final class Ids {

    private final Map<String, String> beans = new HashMap<>();
    private final Map<String, String> taken = new HashMap<>();
    private final Map<String, String> written = new HashMap<>();

    /** Takes all names of a file, or none of them and says which one is another's. */
    Optional<RouteProblem> take(RouteFile file) {
        Map<String, String> places = new LinkedHashMap<>();
        for (String bean : file.beans()) {
            if (beans.containsKey(bean)) {
                String at =
                        file.cards().containsKey(bean) ? file.cards().get(bean).pointer() + "/name" : "";
                return Optional.of(twice(file, at, "bean " + bean, beans.get(bean)));
            }
        }
        Ids own = new Ids();
        for (Map.Entry<String, String> route : file.routes().entrySet()) {
            places.clear();
            places.put(route.getKey(), route.getValue() + "/id");
            Optional<RouteProblem> problem =
                    own.take(file, route.getValue(), places).or(() -> clash(file, own));
            if (problem.isPresent()) {
                return problem;
            }
        }
        file.beans().forEach(bean -> beans.put(bean, file.name()));
        own.taken.keySet().forEach(id -> taken.put(id, file.name()));
        own.written.keySet().forEach(id -> written.put(id, file.name()));
        return Optional.empty();
    }

    /** Takes the ids of one route, beside those of the routes above it. */
    private Optional<RouteProblem> take(RouteFile file, String at, Map<String, String> places) {
        Map<?, ?> route = RouteFile.route(file.document(), at);
        String prefix = route.get("nodePrefixId") instanceof String given ? given : "";
        Map<String, String> raw = new LinkedHashMap<>();
        List<RouteProblem> twice = new ArrayList<>();
        RouteFile.walk(at + "/from", route.get("from"), (pointer, value) -> {
            if (pointer.matches(".*/(steps|when)/\\d+(/\\w+)?")
                    && value instanceof Map<?, ?> step
                    && step.get("id") instanceof String id) {
                raw.put(id, pointer + "/id");
                if (places.put(prefix + id, pointer + "/id") != null) {
                    twice.add(file.problem(
                            pointer + "/id",
                            "the id " + id + " stands in this file twice, but must be the only one among all routes"));
                }
            }
        });
        places.forEach((id, place) -> {
            if (taken.containsKey(id) || written.containsKey(id)) {
                twice.add(file.problem(
                        place,
                        "the id " + id + " stands in this file twice, but must be the only one among all routes"));
            }
        });
        raw.forEach((id, place) -> {
            if (taken.containsKey(id)) {
                twice.add(file.problem(
                        place,
                        "the id " + id + " stands in this file twice, but must be the only one among all routes"));
            }
        });
        taken.putAll(places);
        written.putAll(raw);
        return twice.stream().findFirst();
    }

    /** An id of the file that another file has. */
    private Optional<RouteProblem> clash(RouteFile file, Ids own) {
        Optional<RouteProblem> taken = own.taken.entrySet().stream()
                .filter(id -> this.taken.containsKey(id.getKey()) || written.containsKey(id.getKey()))
                .findFirst()
                .map(id -> twice(file, id.getValue(), "id " + id.getKey(), owner(id.getKey())));
        return taken.or(() -> own.written.entrySet().stream()
                .filter(id -> this.taken.containsKey(id.getKey()))
                .findFirst()
                .map(id -> twice(file, id.getValue(), "id " + id.getKey(), owner(id.getKey()))));
    }

    private String owner(String id) {
        return taken.getOrDefault(id, written.get(id));
    }

    private static RouteProblem twice(RouteFile file, String at, String name, String other) {
        return file.problem(
                at, "the " + name + " stands in " + other + " already, but must be the only one among all files");
    }
}
