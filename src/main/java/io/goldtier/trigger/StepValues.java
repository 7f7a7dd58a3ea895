package io.goldtier.trigger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an earlier step of a plan gave, as the input of a later one: <code>${steps.1.invoice_number}</code>. The number is
 * that of the step as the plan was accepted; a step that was put in between does not shift it. A text that is one such
 * name takes the value's type.
 */
public final class StepValues {

    private static final String MARK = "${steps.";
    private static final Pattern NAME =
            Pattern.compile("\\$\\{steps\\.(\\d{1,3})\\.([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)}");

    private StepValues() {}

    /** A name that stands for nothing, with the sentence that says why. */
    public static final class Unknown extends RuntimeException {

        private Unknown(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /** True when this text could be taken for such a name. */
    public static boolean looksLikeOne(String text) {
        return text.contains(MARK);
    }

    /** The input's own fields in which such names stand, at any depth. */
    public static Set<String> fields(Map<String, Object> params) {
        Set<String> fields = new TreeSet<>();
        params.forEach((field, value) -> {
            if (isIn(value)) {
                fields.add(field);
            }
        });
        return fields;
    }

    private static boolean isIn(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(StepValues::isIn);
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(StepValues::isIn);
        }
        return value instanceof String text && looksLikeOne(text);
    }

    /**
     * What is wrong with the names in the input of a step, before any step is done; empty when they can be known in time.
     *
     * @param position the step's place in the plan, from 1
     */
    public static Optional<String> fault(Map<String, Object> params, int position) {
        try {
            replace(params, (step, path) -> {
                if (step < 1 || step >= position) {
                    throw new Unknown(name(step, path) + " names step " + step + ", and only steps before step "
                            + position + " can give it anything");
                }
                return "";
            });
            return Optional.empty();
        } catch (Unknown e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * The input with what the names stand for.
     *
     * @param plan the steps of the same trigger
     * @throws Unknown if one of them stands for nothing
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> fill(Map<String, Object> params, List<Action> plan) {
        return (Map<String, Object>) replace(params, (step, path) -> value(plan, step, path));
    }

    /** What the names in the input stand for, in sentences for people. */
    public static List<String> meanings(Map<String, Object> params, List<Action> plan) {
        Map<String, Object> found = new LinkedHashMap<>();
        replace(params, (step, path) -> {
            Object value = value(plan, step, path);
            found.put(name(step, path), value);
            return value;
        });
        return found.entrySet().stream()
                .map(meaning -> meaning.getKey() + " stands for " + meaning.getValue() + ".")
                .collect(Collectors.toList());
    }

    private static Object value(List<Action> plan, int step, String path) {
        Action action = plan.stream()
                .filter(each -> each.actionId().equals(each.triggerId() + "-a" + step))
                .findFirst()
                .orElseThrow(() -> new Unknown(name(step, path) + " names a step that the plan does not have"));
        if (action.state() != ActionState.DONE) {
            throw new Unknown(name(step, path) + " is not known, because step " + step + ", " + action.type() + ", is "
                    + action.state().word().replace('_', ' '));
        }
        Object value = action.result();
        for (String key : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        if (value == null) {
            throw new Unknown(name(step, path) + " is not among what step " + step + ", " + action.type() + ", gave: "
                    + (action.result() == null
                            ? "nothing"
                            : String.join(", ", action.result().keySet())));
        }
        return value;
    }

    private static String name(int step, String path) {
        return MARK + step + "." + path + "}";
    }

    private interface Values {
        Object of(int step, String path);
    }

    private static Object replace(Object value, Values values) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> replaced = new LinkedHashMap<>();
            map.forEach((key, inner) -> replaced.put(key, replace(inner, values)));
            return replaced;
        }
        if (value instanceof List<?> list) {
            List<Object> replaced = new ArrayList<>();
            list.forEach(inner -> replaced.add(replace(inner, values)));
            return replaced;
        }
        return value instanceof String text && looksLikeOne(text) ? replaceIn(text, values) : value;
    }

    private static Object replaceIn(String text, Values values) {
        Matcher name = NAME.matcher(text);
        if (name.matches()) {
            return values.of(Integer.parseInt(name.group(1)), name.group(2));
        }
        String replaced = name.reset()
                .replaceAll(found -> Matcher.quoteReplacement(
                        String.valueOf(values.of(Integer.parseInt(found.group(1)), found.group(2)))));
        if (text.split(Pattern.quote(MARK), -1).length - 1
                != NAME.matcher(text).results().count()) {
            throw new Unknown("a name such as ${steps.1.invoice_number} is not written so in: " + text);
        }
        return replaced;
    }
}
