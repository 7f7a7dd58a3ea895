package io.goldtier.route;

import io.goldtier.json.Json;
import io.goldtier.json.Yaml.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.dsl.yaml.common.exception.UnknownNodeIdException;
import org.apache.camel.dsl.yaml.common.exception.UnsupportedFieldException;

/** Says what Camel says against a file in one sentence, with the place in the file that it means. */
final class CamelWords {

    private static final String SCHEMA = "/schema/camelYamlDsl-canonical.json";
    private static final String STEPS = "org.apache.camel.model.ProcessorDefinition";
    private static final Pattern LOCATION = Pattern.compile("line (\\d+), column (\\d+)");
    private static final Pattern STEP = Pattern.compile(">>> (.*?) <<<", Pattern.DOTALL);
    private static final Pattern ROUTE = Pattern.compile("Failed to create route:? ([\\w.-]+)");
    private static final Pattern NODE = Pattern.compile("node id: ([\\w-]+)");
    /** The fields whose words are most likely what is wrong. */
    private static final Set<String> WORDS = Set.of("expression", "message", "uri", "ref", "method");

    /** Where in a text of several lines, which begins below its name. */
    private static final Pattern WITHIN = Pattern.compile(" \\(line (\\d+)\\)");

    private static final Pattern UNKNOWN = Pattern.compile("Unknown parameters=\\[\\{(.*)}]");

    private final RouteFile file;

    CamelWords(RouteFile file) {
        this.file = file;
    }

    RouteProblem problem(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable at = failure; at != null && !chain.contains(at); at = at.getCause()) {
            chain.add(at);
        }
        Throwable cause = chain.stream()
                .filter(each -> String.valueOf(each.getMessage()).startsWith("The template "))
                .findFirst()
                .orElse(chain.get(chain.size() - 1));
        String said = line(cause);
        if (cause instanceof UnknownNodeIdException) {
            String name = said.replaceFirst(".*: ", "");
            return new RouteProblem(
                    file.name(), location(cause, name), name + " is no step of Camel" + near(name, steps()));
        }
        if (cause instanceof UnsupportedFieldException) {
            String name = said.replaceFirst(".*: ", "");
            String step = step(chain);
            return new RouteProblem(
                    file.name(), location(cause, name), step + " has no field " + name + near(name, fields(step)));
        }
        if (LOCATION.matcher(String.valueOf(cause.getMessage())).find()) {
            return new RouteProblem(file.name(), location(cause, ""), said);
        }
        return built(chain, cause, said);
    }

    /** Camel read it, but could not build it: the step is known by its words. */
    private RouteProblem built(List<Throwable> chain, Throwable cause, String said) {
        String all = chain.stream()
                .map(each -> String.valueOf(each.getMessage()))
                .reduce("", (one, other) -> one + "\n" + other);
        Matcher route = ROUTE.matcher(all);
        String at = route.find() ? file.routes().getOrDefault(route.group(1), "") : "";
        Matcher step = STEP.matcher(all);
        String hint = cause.getMessage() + (step.find() ? step.group(1) : "");
        Matcher unknown = UNKNOWN.matcher(all);
        String sentence = unknown.find()
                ? unknown.group(1) + " is no option of this address; look them up in Camel's pages of the component"
                : said.replaceFirst(
                                "^.*No endpoint could be found for: ([^,]*),.*",
                                "$1 is an address of no component that is here")
                        .replaceFirst(
                                "^No bean could be found in the registry for: (\\S+).*",
                                "$1 is no bean of the assistant");
        Place place = place(at, hint);
        Matcher within = WITHIN.matcher(sentence);
        return within.find()
                ? new RouteProblem(
                        file.name(),
                        new Place(place.line() + Integer.parseInt(within.group(1)), 1),
                        sentence.replace(within.group(), ""))
                : new RouteProblem(file.name(), place, sentence);
    }

    /** Of all words of a route, the longest that stands in what was said. */
    private Place place(String route, String said) {
        List<String> found = new ArrayList<>();
        file.walk((pointer, value) -> {
            if (pointer.startsWith(route) && !pointer.isEmpty()) {
                String key = pointer.substring(pointer.lastIndexOf('/') + 1);
                if (value instanceof String text && text.length() > 2 && said.contains(text.strip())) {
                    boolean likely = WORDS.contains(key);
                    found.add(text.strip().length() + (likely ? 1000 : 0) + " " + pointer);
                } else if (key.length() > 3 && !key.matches("\\d+") && said.contains("{" + key + "=")) {
                    found.add("2000 " + pointer);
                }
            }
        });
        return found.stream()
                .max(Comparator.comparingInt(each -> Integer.parseInt(each.substring(0, each.indexOf(' ')))))
                .map(each -> file.place(each.substring(each.indexOf(' ') + 1)))
                .orElseGet(() -> file.place(route));
    }

    /** Camel's columns count from 0 or 1, its lines from 1; the word itself is what people look for. */
    private Place location(Throwable cause, String word) {
        Matcher location = LOCATION.matcher(String.valueOf(cause.getMessage()));
        if (!location.find()) {
            return file.place("");
        }
        int line = Integer.parseInt(location.group(1));
        String[] lines = file.text().split("\n", -1);
        int column = word.isEmpty() || line > lines.length ? -1 : lines[line - 1].indexOf(word);
        return new Place(line, column < 0 ? Integer.parseInt(location.group(2)) : column + 1);
    }

    private static String line(Throwable cause) {
        return String.valueOf(cause.getMessage())
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse(cause.getClass().getSimpleName())
                .strip();
    }

    private static String step(List<Throwable> chain) {
        String step = "this step";
        for (Throwable each : chain) {
            Matcher node = NODE.matcher(String.valueOf(each.getMessage()));
            step = node.find() ? node.group(1) : step;
        }
        return step;
    }

    private static String near(String name, TreeSet<String> allowed) {
        if (allowed.isEmpty()) {
            return "";
        }
        for (int letters = 3; letters > 0; letters--) {
            String start = name.substring(0, Math.min(letters, name.length())).toLowerCase(Locale.ROOT);
            List<String> close = allowed.stream()
                    .filter(each -> each.toLowerCase(Locale.ROOT).startsWith(start))
                    .toList();
            if (!close.isEmpty() && close.size() < allowed.size()) {
                return "; did you mean " + String.join(", ", close) + "?";
            }
        }
        return "; it must be one of " + String.join(", ", allowed);
    }

    private static TreeSet<String> steps() {
        TreeSet<String> steps = new TreeSet<>(List.of("beans", "route", "routeConfiguration", "routeTemplate"));
        steps.addAll(properties(STEPS));
        return steps;
    }

    private static TreeSet<String> fields(String step) {
        return definitions().keySet().stream()
                .filter(name -> name.endsWith("." + definitionOf(step)))
                .findFirst()
                .map(CamelWords::properties)
                .orElseGet(TreeSet::new);
    }

    private static String definitionOf(String step) {
        return step.isEmpty() ? "" : Character.toUpperCase(step.charAt(0)) + step.substring(1) + "Definition";
    }

    private static TreeSet<String> properties(String definition) {
        TreeSet<String> names = new TreeSet<>();
        definition(definition).keySet().forEach(name -> names.add(String.valueOf(name)));
        return names;
    }

    private static Map<?, ?> definition(String name) {
        return definitions().get(name) instanceof Map<?, ?> found && found.get("properties") instanceof Map<?, ?> fields
                ? fields
                : Map.of();
    }

    /** Camel's own schema of its YAML; read only when something is wrong. */
    private static Map<String, Object> definitions() {
        try (InputStream schema = CamelWords.class.getResourceAsStream(SCHEMA)) {
            Map<String, Object> root = Json.readObject(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
            @SuppressWarnings("unchecked")
            Map<String, Object> items = (Map<String, Object>) root.get("items");
            @SuppressWarnings("unchecked")
            Map<String, Object> definitions = (Map<String, Object>) items.get("definitions");
            return definitions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
