package io.goldtier.route;

import io.goldtier.json.Yaml;
import io.goldtier.outside.OutsideSystem;
import io.goldtier.outside.http.HttpCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The calls of outside systems in route files: a template that makes the body for {@code outside:SYSTEM} is held to the words of a
 * call before its route runs. What a bean or another route makes, and what stands in an expression, is known only when it runs.
 */
final class OutsideCalls {

    /** Steps that leave the body as it is. */
    private static final Set<String> ASIDE = Set.of(
            "log",
            "setVariable",
            "setVariables",
            "removeVariable",
            "setProperty",
            "removeProperty",
            "setHeader",
            "setHeaders",
            "removeHeader",
            "removeHeaders",
            "delay");

    private final Map<String, OutsideSystem> systems;

    /** @param systems the cards that there are, by name */
    OutsideCalls(Map<String, OutsideSystem> systems) {
        this.systems = systems;
    }

    /** The template of a call, and where it stands. */
    private record Template(String pointer, String text) {}

    /** The first call in a file that its system does not take. */
    Optional<RouteProblem> wrong(RouteFile file) {
        List<RouteProblem> wrong = new ArrayList<>();
        file.walk((pointer, value) -> {
            if (value instanceof List<?> steps) {
                for (int i = 0; i < steps.size(); i++) {
                    OutsideSystem system = called(steps.get(i));
                    if (system != null) {
                        templates(steps, i, pointer).forEach(template -> check(file, system, template)
                                .ifPresent(wrong::add));
                    }
                }
            }
        });
        return wrong.stream().findFirst();
    }

    /** The system that a step calls over HTTP, or null. */
    private OutsideSystem called(Object step) {
        Object to = step instanceof Map<?, ?> map ? map.get("to") : null;
        String uri = String.valueOf(to instanceof Map<?, ?> fields ? fields.get("uri") : to);
        OutsideSystem system = uri.startsWith("outside:") ? systems.get(uri.substring("outside:".length())) : null;
        return system == null || system.protocol() != null ? null : system;
    }

    /** The templates that may have made the body which the step at the end finds. */
    private static List<Template> templates(List<?> steps, int end, String pointer) {
        List<Template> found = new ArrayList<>();
        for (int i = end - 1; i >= 0; i--) {
            if (!(steps.get(i) instanceof Map<?, ?> step) || step.size() != 1) {
                return found;
            }
            String name = String.valueOf(step.keySet().iterator().next());
            String at = pointer + "/" + i + "/" + name;
            Object fields = step.get(name);
            if (name.equals("setBody")) {
                template(fields, at).ifPresent(found::add);
                return found;
            }
            if (name.equals("choice") && fields instanceof Map<?, ?> choice) {
                found.addAll(branches(choice, at));
                if (choice.containsKey("otherwise")) {
                    return found;
                }
            } else if (!ASIDE.contains(name)) {
                return found;
            }
        }
        return found;
    }

    private static List<Template> branches(Map<?, ?> choice, String at) {
        List<Template> found = new ArrayList<>();
        if (choice.get("when") instanceof List<?> branches) {
            for (int i = 0; i < branches.size(); i++) {
                found.addAll(branch(branches.get(i), at + "/when/" + i));
            }
        }
        found.addAll(branch(choice.get("otherwise"), at + "/otherwise"));
        return found;
    }

    private static List<Template> branch(Object branch, String at) {
        return branch instanceof Map<?, ?> map && map.get("steps") instanceof List<?> steps
                ? templates(steps, steps.size(), at + "/steps")
                : List.of();
    }

    private static Optional<Template> template(Object setBody, String at) {
        boolean wrapped = setBody instanceof Map<?, ?> fields && fields.get("expression") instanceof Map;
        Object expression = wrapped ? ((Map<?, ?>) setBody).get("expression") : setBody;
        return expression instanceof Map<?, ?> map
                        && map.get("language") instanceof Map<?, ?> language
                        && "template".equals(language.get("language"))
                        && language.get("expression") instanceof String text
                ? Optional.of(new Template(at + (wrapped ? "/expression" : "") + "/language/expression", text))
                : Optional.empty();
    }

    private static Optional<RouteProblem> check(RouteFile file, OutsideSystem system, Template template) {
        Map<String, Object> call = new LinkedHashMap<>();
        Set<String> unknown = new TreeSet<>();
        try {
            Yaml.readMap(template.text()).forEach((key, value) -> {
                String word = key.endsWith("?") ? key.substring(0, key.length() - 1) : key;
                call.put(word, value);
                if (value instanceof String text && text.contains("${")) {
                    unknown.add(word);
                }
            });
        } catch (Yaml.YamlProblem e) {
            // Said when Camel reads the template
            return Optional.empty();
        }
        return HttpCall.fault(system, call, unknown)
                .map(fault -> file.problem(
                        template.pointer(),
                        "/" + fault.word(),
                        call.containsKey(fault.word()) ? fault.word() : "",
                        fault.sentence()));
    }
}
