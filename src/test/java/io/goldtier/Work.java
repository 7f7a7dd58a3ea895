package io.goldtier;

import io.goldtier.trigger.NewWork;
import io.goldtier.trigger.Sender;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Work for tests. */
public final class Work {

    private Work() {}

    /** A trusted trigger with these steps. */
    public static NewWork of(String triggerId, List<Map<String, Object>> steps) {
        Instant now = Instant.parse("2026-02-20T10:30:00Z");
        return new NewWork(
                new Trigger(
                        triggerId,
                        "business",
                        "file_drop",
                        Map.of("message", "Do " + triggerId),
                        steps,
                        TriggerStatus.PENDING,
                        now,
                        now,
                        Map.of()),
                "test:" + triggerId,
                null,
                Sender.OWNER);
    }

    /** A trusted trigger with one step. */
    public static NewWork of(String triggerId, Map<String, Object> step) {
        return of(triggerId, List.of(step));
    }

    /** A step of a trigger. */
    public static Map<String, Object> step(String skill, Map<String, Object> params) {
        return Map.of("type", skill, "params", params);
    }

    /** A skill file whose route has these steps, in YAML indented by eight. */
    public static String skill(String name, String properties, String steps) {
        return """
                - beans:
                    - name: %s
                      type: io.goldtier.skill.Skill
                      properties:
                        description: A skill of a test.
                        server: odoo-mcp
                        approval: never
                %s
                        input: |
                          type: object
                          properties: {text: {type: string}}
                        output: |
                          type: object
                - route:
                    id: %s
                    description: A skill of a test.
                    from:
                      id: call
                      uri: skill:%s
                      steps:
                %s
                """.formatted(
                        name,
                        properties.indent(8).stripTrailing(),
                        name,
                        name,
                        steps.indent(8).stripTrailing());
    }
}
