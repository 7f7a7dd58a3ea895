package io.goldtier.cli.eval;

import io.goldtier.json.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A message and what is wanted of it.
 *
 * @param kind what it is about
 * @param message its words
 * @param want {@code ask}, {@code nothing}, or the steps, each a skill with the input that must be so
 * @param may skills that are no mistake beside them
 */
record Sample(String kind, String message, Object want, Set<String> may) {

    /**
     * What an agent makes of a message.
     *
     * @param steps the steps, each with {@code skill} and {@code params}
     * @param asks true when it asks first
     */
    record Answer(List<Map<String, Object>> steps, boolean asks) {}

    /** Skills that only help the others along. */
    private static final Set<String> HELPERS =
            Set.of("social_generate_summary", "odoo_find_client", "odoo_default_account");

    /** All of them. */
    static List<Sample> all() throws IOException {
        try (InputStream file = Sample.class.getResourceAsStream("/eval/messages.yaml")) {
            List<Sample> samples = new ArrayList<>();
            for (Object each : (List<?>) Yaml.read(new String(file.readAllBytes(), StandardCharsets.UTF_8))) {
                Map<?, ?> map = (Map<?, ?>) each;
                Set<String> may = map.get("may") instanceof List<?> list
                        ? Set.copyOf(list.stream().map(String::valueOf).toList())
                        : Set.of();
                samples.add(new Sample((String) map.get("kind"), (String) map.get("message"), map.get("want"), may));
            }
            return samples;
        }
    }

    /** Whether an answer is what is wanted. */
    boolean isMetBy(Answer answer) {
        if ("ask".equals(want)) {
            return answer.asks() && unwanted(answer.steps(), List.of());
        }
        if ("nothing".equals(want)) {
            return !answer.asks() && unwanted(answer.steps(), List.of());
        }
        List<Map<String, Object>> wanted = wanted();
        List<Map<String, Object>> left = new ArrayList<>(answer.steps());
        for (Map<String, Object> step : wanted) {
            if (!left.removeIf(given -> given.get("skill").equals(step.get("skill"))
                    && fits((Map<?, ?>) step.get("params"), (Map<?, ?>) given.get("params")))) {
                return false;
            }
        }
        return !answer.asks() && unwanted(left, wanted);
    }

    private List<Map<String, Object>> wanted() {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Object each : (List<?>) want) {
            ((Map<?, ?>) each).forEach((skill, params) -> {
                Map<String, Object> step = new LinkedHashMap<>();
                step.put("skill", skill);
                step.put("params", params);
                steps.add(step);
            });
        }
        return steps;
    }

    /** True when nothing is left but what is no mistake. */
    private boolean unwanted(List<Map<String, Object>> left, List<Map<String, Object>> wanted) {
        return left.stream()
                .map(step -> String.valueOf(step.get("skill")))
                .allMatch(skill -> may.contains(skill) || !wanted.isEmpty() && HELPERS.contains(skill));
    }

    private static boolean fits(Map<?, ?> wanted, Map<?, ?> given) {
        return wanted.entrySet().stream().allMatch(entry -> same(entry.getValue(), given.get(entry.getKey())));
    }

    private static boolean same(Object wanted, Object given) {
        if (wanted instanceof Number || given instanceof Number) {
            try {
                return new BigDecimal(String.valueOf(wanted)).compareTo(new BigDecimal(String.valueOf(given))) == 0;
            } catch (NumberFormatException e) {
                return false;
            }
        }
        return given != null
                && String.valueOf(wanted)
                        .strip()
                        .equalsIgnoreCase(String.valueOf(given).strip());
    }
}
