package io.goldtier.mcp.skills;

import io.goldtier.skill.Skill;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A skill's card as the definition of a tool. */
final class Definitions {

    private Definitions() {}

    static Map<String, Object> of(Skill skill) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("name", skill.name());
        definition.put("title", title(skill.name()));
        definition.put("description", skill.description() + consent(skill));
        definition.put("inputSchema", Schemas.portable(skill.input().source()));
        definition.put("outputSchema", Schemas.portable(Schemas.output(skill)));
        definition.put("annotations", hints(skill));
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put(Results.META + "approval", skill.approval().name().toLowerCase(Locale.ROOT));
        meta.put(Results.META + "publishes", skill.isPublishing());
        definition.put("_meta", meta);
        return definition;
    }

    /** The name as words. */
    static String title(String name) {
        String words = name.replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** An agent plans better when it knows that it will have to wait. */
    private static String consent(Skill skill) {
        if (skill.isPublishing() || skill.approval() == Skill.Approval.ALWAYS) {
            return " A person is asked each time before it acts.";
        }
        return skill.approval() == Skill.Approval.HANDBOOK
                ? " A person is asked first unless the company's handbook allows it."
                : "";
    }

    /** What can be found again under its reference adds; of everything else the worst is told. */
    private static Map<String, Object> hints(Skill skill) {
        Map<String, Object> hints = new LinkedHashMap<>();
        hints.put("title", title(skill.name()));
        hints.put("readOnlyHint", skill.isReadOnly());
        hints.put("destructiveHint", !skill.isReadOnly() && !skill.isRepeatable());
        // The same call again is another call, unless it carries the same idempotency key
        hints.put("idempotentHint", skill.isReadOnly());
        hints.put("openWorldHint", !skill.system().isEmpty() || !skill.isReadOnly());
        return hints;
    }
}
