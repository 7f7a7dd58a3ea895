package io.goldtier.playwright.call;

import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A part of a form that is filled in before something is clicked.
 *
 * @param fields what is filled in, in this order
 * @param click what is clicked then
 */
public record FormStep(List<FormField> fields, String click) {

    /** The parts of a call: {@code steps}, each with fields and {@code next_selector}, and then {@code fields} and {@code submit_selector}. */
    static List<FormStep> of(Words words) {
        List<FormStep> steps = new ArrayList<>();
        for (Object each : words.list("steps")) {
            if (!(each instanceof Map<?, ?> map)) {
                throw Words.wrong("steps", each, "a list of {fields, next_selector}");
            }
            Words step = new Words(map);
            step.only(Set.of("fields", "next_selector"));
            steps.add(new FormStep(fields(step), needed(step, "next_selector")));
        }
        steps.add(new FormStep(fields(words), needed(words, "submit_selector")));
        return steps;
    }

    private static String needed(Words words, String name) {
        String text = words.text(name);
        if (text == null) {
            throw new PlaywrightTrouble(
                    Kind.INVALID, name + " is missing: say what is clicked when the fields are filled in.");
        }
        return text;
    }

    private static List<FormField> fields(Words words) {
        List<FormField> fields = new ArrayList<>();
        words.map("fields").forEach((selector, value) -> {
            if (value == null) {
                throw Words.wrong(
                        "fields[" + selector + "]", "empty", "a value; leave the field out to leave it as it is");
            }
            fields.add(FormField.of(String.valueOf(selector), value));
        });
        return List.copyOf(fields);
    }
}
