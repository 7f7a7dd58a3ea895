package io.goldtier.outside;

import static io.goldtier.Work.step;
import static io.goldtier.outside.Crm.cut;
import static io.goldtier.outside.Crm.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.json.Json;
import io.goldtier.mcp.McpClient;
import io.goldtier.route.RouteReload;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/cards.md} work as they stand there: its words for what a route leaves are those of the program. */
class CardExamplesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String UNKNOWN_CLIENT = """

            - status: 404
              means: permanent
              problem: unknown_client
              say: "The CRM has no such client."
            """.indent(10);

    private static final String UNSURE = """
            - route:
                id: crm-unsure
                description: Cannot look.
                from:
                  id: crm-unsure-from
                  uri: direct:crm-unsure
                  steps:
                    - throwException:
                        id: crm-unsure-no
                        exceptionType: io.goldtier.skill.CannotBeDone
                        message: "The CRM keeps no numbers of notes."
            """;

    @TempDir
    static Path home;

    private static Crm far;
    private static Assistant assistant;

    @BeforeAll
    static void start() throws IOException {
        far = new Crm();
        String call = example("### An example", 1);
        assistant = Assistant.in(home)
                .setting("goldtier.mode=live")
                .setting("goldtier.systems.crm.url=" + far.address() + "/crm")
                .setting("goldtier.systems.crm.api-key=key")
                .route("connectors/crm.camel.yaml", example("### An example", 0).stripTrailing() + UNKNOWN_CLIENT)
                .route("connectors/crm-verify.camel.yaml", example("### Whether it took effect", 0))
                .route("connectors/crm-check.camel.yaml", example("### Whether it can be done", 0))
                .route("skills/looked_up.camel.yaml", skill("looked_up", "retry: \"verify: crm-verify\"", call))
                .route("skills/checked.camel.yaml", skill("checked", "check: crm-check", call))
                .route(
                        "skills/mended.camel.yaml",
                        skill("mended", example("### What helps against a problem", 0), call))
                .route(
                        "skills/crm_add_client.camel.yaml",
                        skill(
                                        "crm_add_client",
                                        "retry: unsafe",
                                        call.replace("notes]", "record]")
                                                .replace("note_id", "client_id")
                                                .replaceAll("input\\[\\w+]", "input[name]"))
                                .replace("{client: {type: string}, text: {type: string}}", "{name: {type: string}}")
                                .replace("note_id", "client_id"))
                .route("connectors/crm-unsure.camel.yaml", UNSURE)
                .route("skills/said_no.camel.yaml", skill("said_no", "retry: \"verify: crm-unsure\"", call))
                .start();
    }

    private static String inbox() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : assistant.files("Inbox")) {
            all.append(Files.readString(assistant.vault().resolve("Inbox").resolve(name)));
        }
        return all.toString();
    }

    @AfterAll
    static void stop() {
        assistant.close();
        far.close();
    }

    /** A skill that adds a note as the example of a call does. */
    private static String skill(String name, String properties, String call) {
        return """
                - beans:
                    - name: %1$s
                      type: io.goldtier.skill.Skill
                      properties:
                        description: A skill on the customer database.
                        system: crm
                        approval: never
                        settles: 1s
                %2$s
                        input: |
                          type: object
                          properties: {client: {type: string}, text: {type: string}}
                        output: |
                          type: object
                          required: [note_id]
                          properties: {note_id: {type: string}}
                - route:
                    id: %1$s
                    description: A skill on the customer database.
                    from:
                      id: %1$s-from
                      uri: skill:%1$s
                      steps:
                %3$s
                        - setBody:
                            id: %1$s-output
                            expression:
                              language:
                                language: template
                                expression: |
                                  note_id: "${body[id]}"
                """.formatted(
                        name,
                        properties.indent(8).stripTrailing(),
                        call.replace("crm_add_note", name).indent(8).stripTrailing());
    }

    /** A YAML example of the section with this heading. */
    private static String example(String heading, int number) throws IOException {
        String reference = Files.readString(Path.of("docs/cards.md"));
        String section = reference.substring(reference.indexOf(heading + "\n"));
        return section.split("```yaml\n")[number + 1].split("```")[0];
    }

    private static Action ended(String skill, ActionState state) {
        String id = skill + "-" + System.nanoTime();
        assistant.bean(Triggers.class).accept(Work.of(id, step(skill, Map.of("client", "Acme", "text", "Called"))));
        await().atMost(PATIENCE).untilAsserted(() -> {
            Action action = assistant.bean(Actions.class).find(id + "-a1").orElseThrow();
            assertThat(action.state()).as(action.message()).isEqualTo(state);
        });
        return assistant.bean(Actions.class).find(id + "-a1").orElseThrow();
    }

    private static void lost(Object... notes) {
        far.next("POST /crm/clients/Acme/notes", cut());
        far.next("GET /crm/notes", json(200, Map.of("complete", true, "notes", List.of(notes))));
    }

    @Test
    void allFilesAreInOrder() {
        assertThat(assistant.bean(RouteReload.class).problems()).isEmpty();
    }

    @Test
    void aLookFindsItOrProvesThatItIsNotThereOrCannotTell() {
        lost(Map.of("id", "n7"));
        assertThat(ended("looked_up", ActionState.DONE).result()).containsEntry("note_id", "n7");
        int before = far.calls("POST /crm/clients/Acme/notes").size();

        lost();
        ended("looked_up", ActionState.DONE);
        assertThat(far.calls("POST /crm/clients/Acme/notes")).as("done again").hasSize(before + 2);

        lost(Map.of("id", "n8"), Map.of("id", "n9"));
        assertThat(ended("looked_up", ActionState.IN_DOUBT).message())
                .contains("crm-verify could not tell: there are 2 notes with its number");
    }

    @Test
    void aCheckRefusesInTheWordsOfTheSystem() {
        ended("checked", ActionState.DONE);
        int before = far.calls("POST /crm/clients/Acme/notes").size();

        far.always("GET /crm/clients/Acme", json(404, Map.of()));
        assertThat(ended("checked", ActionState.FAILED).message()).isEqualTo("The CRM has no such client.");
        assertThat(far.calls("POST /crm/clients/Acme/notes")).hasSize(before);
        far.always("GET /crm/clients/Acme", null);
    }

    @Test
    void aCheckSaysNoInItsOwnWordsBeforeAnythingIsDone() {
        String no = "Acme is closed in the CRM and takes no notes. Open it there first, or name another client.";
        int before = far.calls("POST /crm/clients/Acme/notes").size();
        far.always("GET /crm/clients/Acme", json(200, Map.of("name", "Acme", "closed", true)));

        assertThat(ended("checked", ActionState.FAILED).message()).isEqualTo(no);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(inbox()).contains(no));
        HttpResponse<String> answer = assistant.post("/api/skills/checked", Map.of("client", "Acme", "text", "Called"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains(no).doesNotContain("field", "broke");
        Map<String, Object> input = Map.of("client", "Acme", "text", "Called");
        Map<String, Object> result = McpClient.withSession(assistant, "crm").call("checked", input);
        assertThat(result).containsEntry("isError", true);
        assertThat(Json.write(result)).contains(no, "\"took_no_effect\":true");
        assertThat(far.calls("POST /crm/clients/Acme/notes")).hasSize(before);
        far.always("GET /crm/clients/Acme", null);
    }

    @Test
    void aRouteThatVerifiesGivesItsReasonByAnException() {
        far.next("POST /crm/clients/Acme/notes", cut());

        assertThat(ended("said_no", ActionState.IN_DOUBT).message()).contains("The CRM keeps no numbers of notes.");
    }

    @Test
    void aRemedyIsDoneFirstAndWhatItGaveGoesIntoTheNextTry() {
        far.next("POST /crm/clients/Acme/notes", json(404, Map.of()));
        far.next("POST /crm/clients/Acme/record", json(201, Map.of("id", "c9")));

        Action mended = ended("mended", ActionState.DONE);

        assertThat(mended.params()).containsEntry("client", "c9").containsEntry("text", "Called");
        assertThat(far.calls("POST /crm/clients/c9/notes")).hasSize(1);
    }
}
