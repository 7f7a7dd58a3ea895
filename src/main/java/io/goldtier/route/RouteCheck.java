package io.goldtier.route;

import io.goldtier.outside.OutsideSystem;
import io.goldtier.skill.Skill;
import io.goldtier.skill.effect.Drawn;
import io.goldtier.skill.system.Quotas;
import io.goldtier.skill.system.SystemCard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.spi.Registry;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Whether route files are in order, each by itself and all together: the one check that the start, a reload, {@code
 * check} and {@code doctor} share. It reads and changes nothing.
 */
final class RouteCheck {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??(goldtier\\.[a-z0-9.-]+)");
    private static final Pattern TARGET = Pattern.compile("(direct|skill|outside):([\\w.-]+)(?:\\?.*)?");
    private static final Set<String> SENDERS = Set.of("to", "toD", "wireTap", "enrich", "pollEnrich", "poll");

    private final ConfigurableEnvironment environment;
    private final CardCheck cards;

    /** @param beans the beans of the assistant, or null where they are not there to be looked for */
    RouteCheck(ConfigurableEnvironment environment, Registry beans) {
        this.environment = environment;
        this.cards = new CardCheck(environment, beans);
    }

    /**
     * What is wrong, the first thing for each file.
     *
     * @param files all files, those first that came first: where two want one name, the later one is wrong
     * @param before the former versions of those that have changed: one that no longer declares what another needs is
     *     wrong, and not the other
     * @param texts the texts of the folder, those that are set aside among them: what they read of the settings is read
     */
    List<RouteProblem> check(Collection<RouteFile> files, Collection<RouteFile> before, Collection<String> texts) {
        Map<String, RouteProblem> wrong = new LinkedHashMap<>();
        All all = new All(files);
        texts.forEach(all::readsSettings);
        before.forEach(file -> all.former.put(file.name(), new All(List.of(file)).reached));
        Variables variables = new Variables(files);
        OutsideCalls calls = new OutsideCalls(all.systems);
        Ids ids = new Ids();
        for (RouteFile file : files) {
            byItself(file, all).ifPresentOrElse(problem -> wrong.put(file.name(), problem), () -> ids.take(file)
                    .ifPresent(problem -> wrong.put(file.name(), problem)));
        }
        for (RouteFile file : files) {
            all.missing(file)
                    .or(() -> variables.unknown(file))
                    .or(() -> calls.wrong(file))
                    .or(() -> settings(file, all))
                    .ifPresent(problem -> wrong.putIfAbsent(problem.file(), problem));
        }
        return List.copyOf(wrong.values());
    }

    /**
     * Settings and quotas of outside systems that have no card: a misspelling, or what is left of a card that was taken
     * away. They stop no start, since cards come and go.
     */
    List<String> settingsOfNobody(Collection<RouteFile> files) {
        All all = new All(files);
        Set<String> groups = new TreeSet<>();
        environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
                .filter(key -> key.matches("goldtier\\.(systems|social|quotas)\\.[^.]+\\..+"))
                .filter(key -> !all.settings.contains(key))
                .forEach(key ->
                        groups.add(key.substring(0, key.indexOf('.', key.indexOf('.', "goldtier.".length()) + 1))));
        files.forEach(file -> file.cards().forEach((name, card) -> {
            Skill skill = card.type() == Skill.class ? cards.skill(name, card) : null;
            if (skill != null) {
                groups.remove(quota(skill.system()));
            }
        }));
        groups.removeIf(group -> all.systems.values().stream()
                .anyMatch(system -> group.equals(system.prefix())
                        || group.equals(quota(system.name()))
                        || group.equals(quota(Quotas.daily(system.name())))));
        return groups.stream()
                .map(group -> group + " is set, but there is no card of an outside system that it is for; there are "
                        + String.join(", ", all.systems.keySet()) + ".")
                .toList();
    }

    private static String quota(String system) {
        return "goldtier.quotas." + system;
    }

    private Optional<RouteProblem> byItself(RouteFile file, All all) {
        for (Map.Entry<String, RouteFile.Card> card : file.cards().entrySet()) {
            Optional<RouteProblem> problem = cards.check(file, card.getKey(), card.getValue(), all::systemCard);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return skill(file);
    }

    /** Card, route and file of a skill go by one name. */
    private static Optional<RouteProblem> skill(RouteFile file) {
        Map<String, String> served = new LinkedHashMap<>();
        for (Map.Entry<String, String> route : file.routes().entrySet()) {
            String uri = String.valueOf(from(file, route.getValue()).get("uri"));
            if (uri.startsWith("skill:")) {
                String name = uri.substring("skill:".length());
                served.put(name, route.getKey());
                String at = route.getValue();
                if (!isSkill(file.cards().get(name))) {
                    return Optional.of(file.problem(
                            at + "/from/uri",
                            "uri is " + uri + ", but there is no card " + name
                                    + " of type " + Skill.class.getName()
                                    + " in this file: card, route and file of a skill"
                                    + " must go by one name"));
                }
                if (!name.equals(route.getKey())) {
                    return Optional.of(file.problem(
                            at + "/id", "the id is " + route.getKey() + ", but must be " + name + " as its skill"));
                }
                if (!name.equals(file.stem())) {
                    return Optional.of(file.problem(
                            at + "/from/uri",
                            "the file of skill " + name + " must be named " + name + RouteFile.SUFFIX));
                }
            }
        }
        Optional<RouteProblem> unserved = file.cards().entrySet().stream()
                .filter(card -> isSkill(card.getValue()) && !served.containsKey(card.getKey()))
                .findFirst()
                .map(card -> file.problem(
                        card.getValue().pointer() + "/name",
                        "name is " + card.getKey() + ", but there is no route from skill:" + card.getKey()
                                + " in this file: card, route and file of a skill must go by one name"));
        if (unserved.isPresent() || served.isEmpty()) {
            return unserved;
        }
        return Drawn.differing(file.text()).map(sentence -> {
            String piece = sentence.substring(0, sentence.indexOf('}'));
            return file.problem(drawn(file), piece, "the route of skill " + file.stem() + ": " + sentence);
        });
    }

    private static String drawn(RouteFile file) {
        List<String> found = new ArrayList<>();
        file.walk((pointer, value) -> {
            if (value instanceof String text && Drawn.differing(text).isPresent()) {
                found.add(pointer);
            }
        });
        return found.isEmpty() ? "" : found.get(0);
    }

    private static boolean isSkill(RouteFile.Card card) {
        return card != null && card.type() == Skill.class;
    }

    private static Map<?, ?> from(RouteFile file, String route) {
        return (Map<?, ?>) RouteFile.route(file.document(), route).get("from");
    }

    /** The settings of the systems whose cards are in a file. */
    private Optional<RouteProblem> settings(RouteFile file, All all) {
        for (Map.Entry<String, RouteFile.Card> card : file.cards().entrySet()) {
            OutsideSystem system = all.systems.get(card.getKey());
            if (system != null && card.getValue().type() == OutsideSystem.class) {
                try {
                    system.checkSettings(environment, all.settings);
                } catch (IllegalArgumentException e) {
                    return Optional.of(new RouteProblem(
                            file.name(), file.place(card.getValue().pointer()), e.getMessage(), true));
                }
            }
        }
        return Optional.empty();
    }

    /** What all files declare together. */
    private final class All {

        private final Map<String, OutsideSystem> systems = new TreeMap<>();
        private final Set<String> reached = new TreeSet<>();
        private final Set<String> settings = new TreeSet<>();
        private final Map<String, Set<String>> former = new HashMap<>();

        private final Collection<RouteFile> all;

        All(Collection<RouteFile> files) {
            all = files;
            for (RouteFile file : files) {
                file.routes().values().forEach(route -> {
                    Matcher target =
                            TARGET.matcher(String.valueOf(from(file, route).get("uri")));
                    if (target.matches()) {
                        reached.add(target.group(1) + ":" + target.group(2));
                    }
                });
                file.cards().forEach((name, card) -> {
                    OutsideSystem system = card.type() == OutsideSystem.class ? cards.system(name, card) : null;
                    if (system != null) {
                        systems.put(name, system);
                        reached.add("outside:" + name);
                        system.rules().problems().forEach(problem -> reached.add("problem:" + problem));
                    }
                });
                readsSettings(file.text());
            }
        }

        void readsSettings(String text) {
            PLACEHOLDER.matcher(text).results().forEach(found -> settings.add(found.group(1)));
        }

        Optional<SystemCard> systemCard(String name) {
            return Optional.ofNullable(systems.get(name));
        }

        /** A route, skill or system that the file leads to and that is not there. */
        Optional<RouteProblem> missing(RouteFile file) {
            List<RouteProblem> missing = new ArrayList<>();
            file.cards().forEach((name, card) -> {
                if (card.type() == OutsideSystem.class) {
                    OutsideSystem system = systems.get(name);
                    if (system != null && system.health().startsWith("direct:")) {
                        want(file, card.pointer() + "/properties/health", "health", system.health(), missing);
                    }
                } else if (card.type() == Skill.class) {
                    Skill skill = cards.skill(name, card);
                    if (skill != null) {
                        want(file, skill, card.pointer() + "/properties/", missing);
                    }
                }
            });
            file.walk((pointer, value) -> {
                if (value instanceof Map<?, ?> map) {
                    map.forEach((step, target) -> {
                        if (SENDERS.contains(step)) {
                            Object uri = target instanceof Map<?, ?> fields ? fields.get("uri") : target;
                            String at = pointer + "/" + step + (target instanceof Map ? "/uri" : "");
                            want(file, at, "uri", String.valueOf(uri), missing);
                        }
                    });
                }
            });
            return missing.stream().findFirst();
        }

        /** The changed file that had the route or card until now, if there is one. */
        private Optional<RouteProblem> taken(RouteFile file, String wanted) {
            return all.stream()
                    .filter(other -> former.getOrDefault(other.name(), Set.of()).contains(wanted))
                    .findFirst()
                    .map(other ->
                            other.problem("", wanted + " is not here any more, but " + file.name() + " needs it"));
        }

        private void want(RouteFile file, Skill skill, String at, List<RouteProblem> missing) {
            // Without a card it is no more than a quota, which some setting must name
            if (!skill.system().isEmpty() && !environment.containsProperty(quota(skill.system()) + ".limit")) {
                want(file, at + "system", "system", "outside:" + skill.system(), missing);
            }
            if (!skill.verifyRoute().isEmpty()) {
                want(file, at + "retry", "retry", "direct:" + skill.verifyRoute(), missing);
            }
            if (!skill.checkRoute().isEmpty()) {
                want(file, at + "check", "check", "direct:" + skill.checkRoute(), missing);
            }
            skill.remedies().forEach((problem, remedy) -> {
                String what = "remedies." + problem;
                want(file, at + "remedies", what + ".skill", "skill:" + remedy.skill(), missing);
                OutsideSystem system = systems.get(skill.system());
                if (system != null && system.protocol() == null && !reached.contains("problem:" + problem)) {
                    missing.add(taken(file, "problem:" + problem)
                            .orElseGet(() -> file.problem(
                                    at + "remedies",
                                    "/" + problem,
                                    problem,
                                    what + " is against a problem that the answers of no system's card name; there are "
                                            + there("problem:"))));
                }
            });
        }

        private void want(RouteFile file, String at, String what, String uri, List<RouteProblem> missing) {
            Matcher target = TARGET.matcher(uri);
            if (target.matches() && !reached.contains(target.group(1) + ":" + target.group(2))) {
                missing.add(taken(file, target.group(1) + ":" + target.group(2))
                        .orElseGet(() -> file.problem(
                                at,
                                what + " is " + (what.equals("uri") ? uri : target.group(2)) + ", but "
                                        + switch (target.group(1)) {
                                            case "direct" -> "no route begins with direct:" + target.group(2);
                                            case "skill" -> "there is no such skill";
                                            default -> "there is neither a card nor a quota of such a system";
                                        }
                                        + "; there are " + there(target.group(1) + ":"))));
            }
        }

        private String there(String kind) {
            return reached.stream()
                    .filter(name -> name.startsWith(kind))
                    .map(name -> name.substring(kind.length()))
                    .collect(Collectors.joining(", "));
        }
    }
}
