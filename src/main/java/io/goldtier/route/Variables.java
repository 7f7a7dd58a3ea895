package io.goldtier.route;

import io.goldtier.json.Yaml;
import io.goldtier.skill.Skill;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of all routes. One that nothing sets is null wherever it is used, without a word; its name is a
 * misspelling.
 */
final class Variables {

    /** Those that a route finds: of every skill, of a route that verifies, of a remedy. */
    private static final Set<String> GIVEN = Set.of(
            "input",
            "action_id",
            "trigger_id",
            "begun",
            "drawn",
            "attempts",
            "attempted",
            "others",
            "progress",
            "result",
            "question",
            "choices",
            "call");

    private static final Set<String> SETTERS = Set.of("setVariable", "removeVariable", "convertVariableTo");
    private static final Pattern USE = Pattern.compile("\\$\\{\\s*variable\\.([A-Za-z_]\\w*)(?:\\[([\\w-]+)])?");

    private final Set<String> known = new TreeSet<>(GIVEN);

    Variables(Collection<RouteFile> files) {
        files.forEach(file -> file.walk((pointer, value) -> {
            String last = pointer.substring(pointer.lastIndexOf('/') + 1);
            if (value instanceof Map<?, ?> step && SETTERS.contains(last) && step.get("name") instanceof String name) {
                known.add(name);
            } else if (value instanceof Map<?, ?> step && last.equals("setVariables")) {
                names(step.get("variables"));
            } else if (last.equals("variableReceive") && value instanceof String name) {
                known.add(name);
            }
        }));
    }

    private void names(Object variables) {
        if (variables instanceof List<?> list) {
            list.forEach(each -> {
                if (each instanceof Map<?, ?> variable && variable.get("name") instanceof String name) {
                    known.add(name);
                }
            });
        }
    }

    /** A variable, or a field of a skill's input, that a file uses and that there is not. */
    Optional<RouteProblem> unknown(RouteFile file) {
        Set<String> input = input(file);
        List<RouteProblem> wrong = new ArrayList<>();
        file.walk((pointer, value) -> {
            if (value instanceof String text && wrong.isEmpty()) {
                Matcher use = USE.matcher(text);
                while (use.find()) {
                    String name = use.group(1);
                    String field = use.group(2);
                    if (!known.contains(name)) {
                        wrong.add(file.problem(
                                pointer,
                                use.group(),
                                "${variable." + name + "} is a variable that nothing sets; there are "
                                        + String.join(", ", known)));
                    } else if (name.equals("input") && field != null && !input.isEmpty() && !input.contains(field)) {
                        wrong.add(file.problem(
                                pointer,
                                use.group(),
                                "${variable.input[" + field + "]} is a field that the input does not have; it has "
                                        + String.join(", ", input)));
                    }
                }
            }
        });
        return wrong.stream().findFirst();
    }

    /** The fields of the input of the skill whose file this is; none when others may come. */
    private static Set<String> input(RouteFile file) {
        Set<String> fields = new TreeSet<>();
        RouteFile.Card card = file.cards().get(file.stem());
        if (card != null && card.type() == Skill.class && card.properties().get("input") instanceof String schema) {
            try {
                if (Yaml.readMap(schema).get("properties") instanceof Map<?, ?> properties) {
                    properties.keySet().forEach(field -> fields.add(String.valueOf(field)));
                }
            } catch (Yaml.YamlProblem e) {
                // Said when the card is checked
            }
        }
        return fields;
    }
}
