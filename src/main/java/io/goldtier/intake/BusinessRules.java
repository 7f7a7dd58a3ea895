package io.goldtier.intake;

import io.goldtier.intake.message.Bounds;
import io.goldtier.intake.message.Refusal;
import io.goldtier.json.JsonSchema;
import io.goldtier.skill.Skill;
import io.goldtier.skill.Skills;
import io.goldtier.trigger.StepValues;
import io.goldtier.trigger.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What holds for every trigger, whichever way it came: known skills, input that they take, and what their cards need. */
@Component
class BusinessRules {

    private final Skills skills;

    BusinessRules(Skills skills) {
        this.skills = skills;
    }

    /**
     * Checks a trigger and completes it: the client's name is one thing, so where only the context or only the input of a
     * skill that needs it has it, it holds for both.
     *
     * @throws Refusal with a sentence that names the field, its value and what is allowed
     */
    Trigger check(Trigger trigger) {
        if (trigger.triggeredActions().isEmpty()) {
            throw new Refusal("No action", "triggered_actions must list at least one action.");
        }
        Map<String, Object> context = new LinkedHashMap<>(trigger.context());
        List<Map<String, Object>> actions = new ArrayList<>();
        int position = 0;
        for (Map<String, Object> action : trigger.triggeredActions()) {
            actions.add(check(action, context, ++position));
        }
        Trigger checked = new Trigger(
                trigger.triggerId(),
                trigger.sourceDomain(),
                trigger.sourceType(),
                trigger.sourceData(),
                actions,
                trigger.status(),
                trigger.created(),
                trigger.updated(),
                context);
        Bounds.check(checked);
        return checked;
    }

    private Map<String, Object> check(Map<String, Object> action, Map<String, Object> context, int position) {
        String place = "triggered_actions[" + (position - 1) + "]";
        String type = (String) action.get("type");
        Skill skill = skill(type, place);
        @SuppressWarnings("unchecked")
        Map<String, Object> params = new LinkedHashMap<>((Map<String, Object>) action.get("params"));
        if (!skill.needs().isEmpty()) {
            fill(skill.needs(), params, context, type);
        }
        StepValues.fault(params, position).ifPresent(sentence -> {
            throw new Refusal("Wrong step", place + ".params: " + sentence + ".");
        });
        Optional<JsonSchema.Fault> fault = skill.input().check(params, StepValues.fields(params));
        if (fault.isPresent()) {
            throw new Refusal(
                    "Wrong input for " + type,
                    place + ".params, the input of " + type + ": " + fault.get().sentence() + ".");
        }
        Map<String, Object> checked = new LinkedHashMap<>(action);
        checked.put("params", params);
        return checked;
    }

    private Skill skill(String type, String place) {
        try {
            return skills.find(type)
                    .orElseThrow(() -> new Refusal("Unknown skill", place + ".type: " + skills.unknown(type)));
        } catch (IllegalArgumentException e) {
            throw new Refusal("Skill out of order", place + ".type: " + e.getMessage());
        }
    }

    /** What a skill needs by the name of {@code client} stands in the context as {@code client_name}. */
    private static void fill(String needed, Map<String, Object> params, Map<String, Object> context, String type) {
        String name = needed + "_name";
        Object inContext = context.get(name);
        Object inParams = params.get(needed);
        if (isName(inContext)) {
            params.putIfAbsent(needed, Bounds.name((String) inContext, "context." + name));
        } else if (isName(inParams)) {
            context.put(name, Bounds.name((String) inParams, needed));
        } else {
            throw new Refusal(
                    "No " + needed,
                    "context." + name + " is missing: " + type + " needs the " + needed + "'s name there, or as "
                            + needed + " in its params.");
        }
    }

    private static boolean isName(Object value) {
        return value instanceof String name && !name.isBlank();
    }
}
