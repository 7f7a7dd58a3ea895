package io.goldtier.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names that files have taken: of beans, of routes and of steps, which Camel wants to be the only ones of all.
 *
 * <p>Camel compares the ids of a route, with its prefix, with those of the others both as they are and as they are written.
 * It puts the prefix before the id of the route itself, too, so a route that has one may be named as a step of another that
 * has one.
 */
final class Ids {

    private final Map<String, String> beans = new HashMap<>();
    private final Map<String, String> taken = new HashMap<>();
    private final Map<String, String> written = new HashMap<>();

    /** The routes that have a prefix. */
    private final Set<String> prefixed = new HashSet<>();

    /** Takes all names of a file, or none of them and says which one is another's. */
    Optional<RouteProblem> take(RouteFile file) {
        for (String bean : file.beans()) {
            if (beans.containsKey(bean)) {
                String at =
                        file.cards().containsKey(bean) ? file.cards().get(bean).pointer() + "/name" : "";
                return Optional.of(twice(file, at, "bean " + bean, beans.get(bean)));
            }
        }
        Ids own = new Ids();
        for (Map.Entry<String, String> route : file.routes().entrySet()) {
            Optional<RouteProblem> problem =
                    own.take(file, route.getKey(), route.getValue()).or(() -> clash(file, own));
            if (problem.isPresent()) {
                return problem;
            }
        }
        file.beans().forEach(bean -> beans.put(bean, file.name()));
        own.taken.keySet().forEach(id -> taken.put(id, file.name()));
        own.written.keySet().forEach(id -> written.put(id, file.name()));
        prefixed.addAll(own.prefixed);
        return Optional.empty();
    }

    /** Takes the ids of one route, beside those of the routes above it. */
    private Optional<RouteProblem> take(RouteFile file, String name, String at) {
        Map<?, ?> route = RouteFile.route(file.document(), at);
        String prefix = route.get("nodePrefixId") instanceof String given ? given : "";
        Map<String, String> places = new LinkedHashMap<>();
        Map<String, String> raw = new LinkedHashMap<>();
        List<RouteProblem> twice = new ArrayList<>();
        places.put(name, at + "/id");
        RouteFile.walk(at + "/from", route.get("from"), (pointer, value) -> {
            if (pointer.matches(".*/((steps|when)/\\d+(/\\w+)?|otherwise)")
                    && value instanceof Map<?, ?> step
                    && step.get("id") instanceof String id) {
                raw.put(id, pointer + "/id");
                if (places.put(prefix + id, pointer + "/id") != null || id.equals(name)) {
                    twice.add(twice(file, pointer + "/id", id));
                }
            }
        });
        if (!prefix.isEmpty()) {
            prefixed.add(name);
        }
        clashes(places, raw, this).forEach(clash -> twice.add(twice(file, clash.getValue(), clash.getKey())));
        taken.putAll(places);
        written.putAll(raw);
        return twice.stream().findFirst();
    }

    /** What of a route or file is taken already; a route with a prefix and a step as it is written are never the same. */
    private Stream<Map.Entry<String, String>> clashes(Map<String, String> ids, Map<String, String> raw, Ids theirs) {
        return Stream.concat(
                ids.entrySet().stream()
                        .filter(id -> taken.containsKey(id.getKey())
                                || written.containsKey(id.getKey()) && !theirs.prefixed.contains(id.getKey())),
                raw.entrySet().stream()
                        .filter(id -> taken.containsKey(id.getKey()) && !prefixed.contains(id.getKey())));
    }

    /** An id of the file that another file has. */
    private Optional<RouteProblem> clash(RouteFile file, Ids own) {
        return clashes(own.taken, own.written, own).findFirst().map(clash -> {
            String id = clash.getKey();
            RouteProblem problem = twice(file, clash.getValue(), "id " + id, taken.getOrDefault(id, written.get(id)));
            boolean step = file.routes().containsKey(id) && !taken.containsKey(id);
            return step
                    ? file.problem(
                            clash.getValue(),
                            problem.sentence() + "; with nodePrefixId: " + id + "- the route may have it")
                    : problem;
        });
    }

    private static RouteProblem twice(RouteFile file, String at, String id) {
        return file.problem(
                at, "the id " + id + " stands in this file twice, but must be the only one among all routes");
    }

    private static RouteProblem twice(RouteFile file, String at, String name, String other) {
        return file.problem(
                at, "the " + name + " stands in " + other + " already, but must be the only one among all files");
    }
}
