package io.goldtier.outside;

import io.goldtier.Assistant;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The route files of outside systems that nobody has written a line of Java for. */
final class CrmFiles {

    private CrmFiles() {}

    /** Adds a system with these properties, and the setting of its address and key. */
    static void system(Assistant assistant, String name, String address, String key, String... properties) {
        assistant
                .route("connectors/" + name + ".camel.yaml", card(name, properties))
                .setting("goldtier.systems." + name + ".url=" + address + "/" + name)
                .setting("goldtier.systems." + name + ".api-key=" + key);
    }

    /** The file of a system, with its card and the route that looks for a note. */
    static String card(String name, String... properties) {
        String given = String.join("\n", properties);
        String usual = Arrays.stream(new String[] {
                    "description: The customer database of a test.",
                    "server: " + name + "-mcp",
                    "auth: bearer api-key",
                    "health: GET /status"
                })
                .filter(line -> ("\n" + given).indexOf("\n" + line.replaceAll(":.*", ":")) < 0)
                .collect(Collectors.joining("\n"));
        return """
                - beans:
                    - name: %1$s
                      type: io.goldtier.outside.OutsideSystem
                      properties:
                %2$s
                - route:
                    id: %1$s-verify
                    description: Looks whether a note with the action's number is there.
                    from:
                      id: %1$s-verify-call
                      uri: direct:%1$s-verify
                      steps:
                        - setBody:
                            id: %1$s-verify-question
                            expression:
                              language:
                                language: template
                                expression: |
                                  method: GET
                                  path: /notes
                        - to:
                            id: %1$s-verify-ask
                            uri: outside:%1$s
                        - choice:
                            id: %1$s-verify-look
                            when:
                              - id: %1$s-verify-there
                                expression:
                                  simple:
                                    expression: "${body[notes].toString()} contains ${variable.action_id}"
                                steps:
                                  - setBody:
                                      id: %1$s-verify-found
                                      expression:
                                        language:
                                          language: template
                                          expression: |
                                            done: true
                                            output: {id: found}
                            otherwise:
                              id: %1$s-verify-not-there
                              steps:
                                - setBody:
                                    id: %1$s-verify-nothing
                                    expression:
                                      language:
                                        language: template
                                        expression: "done: false"
                """.formatted(name, (usual + "\n" + given).strip().indent(8).stripTrailing());
    }

    /** Adds a skill whose route makes these calls, one after the other, and leaves the last answer. */
    static void skill(Assistant assistant, String name, String properties, String... calls) {
        assistant.route("skills/" + name + ".camel.yaml", skill(name, properties, calls));
    }

    /** The file of such a skill; the system's name is what comes before the first {@code _}. */
    static String skill(String name, String properties, String... calls) {
        String system = name.substring(0, name.indexOf('_'));
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < calls.length; i++) {
            steps.append("""
                    - setBody:
                        id: %1$s-request-%2$d
                        expression:
                          language:
                            language: template
                            expression: |
                    %3$s
                    - to:
                        id: %1$s-call-%2$d
                        uri: outside:%4$s
                    """.formatted(name, i, calls[i].strip().indent(10).stripTrailing(), system));
        }
        return """
                - beans:
                    - name: %1$s
                      type: io.goldtier.skill.Skill
                      properties:
                        description: A skill on the customer database.
                        system: %2$s
                        approval: never
                        settles: 1s
                %3$s
                        input: |
                          type: object
                          properties: {client: {type: string}, text: {type: string}}
                        output: |
                          type: object
                          required: [id]
                          properties: {id: {type: string}, name: {type: string}}
                - route:
                    id: %1$s
                    description: A skill on the customer database.
                    from:
                      id: %1$s-from
                      uri: skill:%1$s
                      steps:
                %4$s
                """.formatted(
                        name,
                        system,
                        properties.indent(8).stripTrailing(),
                        steps.toString().indent(8).stripTrailing());
    }

    /** Adds one reading skill and one for each class of retry. */
    static void skills(Assistant assistant, String system) {
        skill(assistant, system + "_find", "readOnly: true", """
                method: GET
                path: /clients
                query:
                  name: "${variable.input[client]}"
                  page?: "${variable.input[text]}"
                """);
        String note = """
                method: POST
                path: /notes
                json: {client: "${variable.input[client]}", text: "${variable.input[text]}", ref: "${variable.action_id}"}
                known: {id: id}
                expects: [id]
                """;
        skill(assistant, system + "_note", "retry: unsafe", note);
        skill(assistant, system + "_sure", "retry: \"verify: " + system + "-verify\"", note);
        skill(
                assistant,
                system + "_keep",
                "retry: safe",
                note.replace("method: POST", "method: PUT").replace("path: /notes", "path: /notes/fixed"));
    }
}
