package io.goldtier.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which version of each route file is in effect: the one in the folder if it is in order with all others, else the last
 * one that was, else none. What is in effect is the same whether the files were there at the start or were changed since.
 *
 * @param inEffect the files in effect, by name
 * @param problems what is wrong with each file that is not in effect as it is in the folder
 */
record RoutePlan(Map<String, RouteFile> inEffect, Map<String, RouteProblem> problems) {

    /**
     * Makes the plan.
     *
     * @param folder the texts in the folder, by name
     * @param lastGood those that were in effect last
     * @param check what says what is wrong with files together
     * @param trial what says what is wrong with one that is new
     */
    static RoutePlan of(
            Map<String, String> folder,
            Map<String, String> lastGood,
            RouteCheck check,
            Function<RouteFile, Optional<RouteProblem>> trial) {
        Map<String, RouteFile> chosen = new TreeMap<>();
        Map<String, RouteProblem> problems = new TreeMap<>();
        folder.forEach((name, text) -> read(name, text, problems)
                .or(() -> instead(name, text, lastGood))
                .ifPresent(file -> chosen.put(name, file)));
        List<String> tried = new ArrayList<>();
        while (true) {
            List<RouteProblem> found =
                    new ArrayList<>(check.check(inOrder(chosen, lastGood), before(chosen, lastGood), folder.values()));
            if (found.isEmpty()) {
                for (RouteFile file : chosen.values()) {
                    if (!file.text().equals(lastGood.get(file.name())) && !tried.contains(file.name())) {
                        tried.add(file.name());
                        trial.apply(file).ifPresent(found::add);
                    }
                }
            }
            if (found.isEmpty()) {
                return new RoutePlan(chosen, problems);
            }
            for (RouteProblem problem : found) {
                String name = problem.file();
                problems.putIfAbsent(name, problem);
                RouteFile wrong = chosen.remove(name);
                instead(name, wrong.text(), lastGood).ifPresent(file -> chosen.put(name, file));
            }
        }
    }

    private static Optional<RouteFile> read(String name, String text, Map<String, RouteProblem> problems) {
        try {
            return Optional.of(RouteFile.read(name, text));
        } catch (RouteFile.Unreadable e) {
            problems.put(name, e.problem());
            return Optional.empty();
        }
    }

    private static Optional<RouteFile> instead(String name, String text, Map<String, String> lastGood) {
        String good = lastGood.get(name);
        return good == null || good.equals(text) ? Optional.empty() : read(name, good, new TreeMap<>());
    }

    /** What was there first comes first: it keeps the names that it has. */
    private static List<RouteFile> inOrder(Map<String, RouteFile> chosen, Map<String, String> lastGood) {
        return chosen.values().stream()
                .sorted(Comparator.comparing(file ->
                        file.text().equals(lastGood.get(file.name())) ? 0 : lastGood.containsKey(file.name()) ? 1 : 2))
                .toList();
    }

    /** The former versions of those that have changed. */
    private static List<RouteFile> before(Map<String, RouteFile> chosen, Map<String, String> lastGood) {
        Map<String, RouteFile> before = new LinkedHashMap<>();
        chosen.forEach((name, file) -> instead(name, file.text(), lastGood).ifPresent(good -> before.put(name, good)));
        return List.copyOf(before.values());
    }
}
