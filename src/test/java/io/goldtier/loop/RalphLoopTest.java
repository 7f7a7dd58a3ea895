package io.goldtier.loop;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.audit.chain.AuditVerifier;
import io.goldtier.json.Json;
import io.goldtier.store.Store;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RalphLoopTest {

    private static final String ECHO = """
            - setBody:
                id: test-answer
                expression:
                  language:
                    language: template
                    expression: |
                      said: "${variable.input[text]}"
            """;

    @TempDir
    static Path home;

    private static Assistant assistant;

    @BeforeAll
    static void start() {
        assistant = Assistant.in(home)
                .route("skills/echo.camel.yaml", Work.skill("echo", "retry: safe", ECHO))
                .route(
                        "skills/asked.camel.yaml",
                        Work.skill("asked", "retry: safe", ECHO.replace("test-answer", "asked-answer"))
                                .replace("never", "always"))
                .route("skills/broken.camel.yaml", Work.skill("broken", "readOnly: true", """
                                - throwException:
                                    id: no
                                    exceptionType: java.lang.IllegalStateException
                                    message: out of paper
                                """))
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            countsAreAsCounted("triggers");
            countsAreAsCounted("loops");
        } finally {
            assistant.close();
        }
        assertThat(AuditVerifier.verify(home.resolve("vault/Logs"), home.resolve("data"))
                        .problems())
                .isEmpty();
    }

    private static void countsAreAsCounted(String table) {
        Store store = assistant.bean(Store.class);
        await().untilAsserted(() -> store.read(tx -> {
            Map<String, Long> counted = new TreeMap<>();
            tx.query(
                    "SELECT status, COUNT(*) AS n FROM " + table + " GROUP BY status",
                    row -> counted.put(row.string("status"), row.longInt("n")));
            assertThat(tx.counters(table + ".")).isEqualTo(counted);
            return null;
        }));
    }

    private void awaitStatus(String triggerId, TriggerStatus status) {
        await().until(() ->
                assistant.bean(Triggers.class).find(triggerId).orElseThrow().status() == status);
    }

    @Test
    void whatIsOpenIsFoundWithoutALookAtAll() {
        List<String> plan = assistant
                .bean(Store.class)
                .read(tx -> tx.query(
                        "EXPLAIN QUERY PLAN SELECT count(*) FROM actions WHERE " + Actions.OPEN
                                + " AND state IN ('awaiting_approval', 'in_doubt')",
                        row -> row.string("detail")));
        assertThat(plan).singleElement().asString().contains("SEARCH actions", "actions_open (state=?)");
    }

    @Test
    void aPlanIsWorkedThroughAndAllOfItIsOnRecord() throws Exception {
        assistant
                .bean(Triggers.class)
                .accept(Work.of(
                        "two-steps",
                        List.of(step("echo", Map.of("text", "one")), step("echo", Map.of("text", "two")))));
        awaitStatus("two-steps", TriggerStatus.COMPLETED);

        assertThat(assistant.bean(Actions.class).of("two-steps"))
                .extracting(action -> action.result())
                .containsExactly(Map.of("said", "one"), Map.of("said", "two"));
        Loop loop = assistant.bean(Loops.class).ofTrigger("two-steps").orElseThrow();
        assertThat(loop.status()).isEqualTo(LoopStatus.COMPLETED);
        assertThat(loop.loopId()).matches("ralph-\\d{8}-\\d{3}");
        assertThat(loop.currentIteration()).isEqualTo(2);
        await().untilAsserted(
                        () -> assertThat(Files.readString(assistant.vault().resolve(loop.planMd())))
                                .contains("status: completed", "- [x] 1. echo", "- [x] 2. echo"));

        await().untilAsserted(() -> assertThat(assistant.log("ralph_wiggum_log.jsonl"))
                .filteredOn(line -> loop.loopId().equals(line.get("loop_id")))
                .extracting(line -> line.get("iteration") + " " + line.get("phase"))
                .containsExactly(
                        "1 READ",
                        "1 REASON",
                        "1 PLAN",
                        "1 ACT",
                        "1 CHECK",
                        "2 READ",
                        "2 REASON",
                        "2 PLAN",
                        "2 ACT",
                        "2 CHECK"));
        await().untilAsserted(() -> assertThat(assistant.log("audit_log.jsonl"))
                // What is tapped of the loop's own route belongs to no work
                .filteredOn(
                        line -> "two-steps".equals(line.get("trigger_id")) || "ralph-wiggum".equals(line.get("action")))
                .extracting(line -> line.get("source") + " " + line.get("action") + " " + line.get("status"))
                .contains(
                        "watcher accept_trigger success",
                        "skill echo success",
                        "ralph_wiggum_loop ralph-wiggum success")
                .containsSubsequence(
                        "ralph_wiggum_loop echo pending",
                        "ralph_wiggum_loop echo success",
                        "ralph_wiggum_loop echo pending",
                        "ralph_wiggum_loop echo success",
                        "ralph_wiggum_loop finish_trigger success"));
    }

    @Test
    void aStepThatFailsEndsTheLoopWithAnAlertThatSaysWhy() {
        assistant
                .bean(Triggers.class)
                .accept(Work.of("bad", List.of(step("broken", Map.of()), step("echo", Map.of()))));
        awaitStatus("bad", TriggerStatus.FAILED);

        assertThat(assistant.bean(Actions.class).of("bad"))
                .extracting(action -> action.state())
                .containsExactly(ActionState.FAILED, ActionState.READY);
        await().untilAsserted(() ->
                assertThat(alerts("bad")).singleElement().asString().contains("out of paper", "Step 2, echo: ready"));
    }

    @Test
    void afterTenIterationsTheRestGoesToTheInbox() {
        List<Map<String, Object>> steps = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> step("echo", Map.of("text", "step " + i)))
                .toList();
        assistant.bean(Triggers.class).accept(Work.of("long", steps));
        awaitStatus("long", TriggerStatus.FAILED);

        assertThat(assistant.bean(Loops.class).ofTrigger("long").orElseThrow().status())
                .isEqualTo(LoopStatus.MAX_ITERATIONS_EXCEEDED);
        await().untilAsserted(() -> assertThat(alerts("long"))
                .singleElement()
                .asString()
                .contains("Max Iterations Exceeded", "Step 10, echo: done", "Step 11, echo: ready"));
        assertThat(assistant.bean(Actions.class).of("long"))
                .filteredOn(action -> action.state() == ActionState.DONE)
                .hasSize(10);
    }

    @Test
    void workForAStoppedSkillWaitsAndGoesOnWhenItIsStarted() throws Exception {
        assistant.bean(CamelContext.class).getRouteController().stopRoute("echo");
        assistant.bean(Triggers.class).accept(Work.of("patient", step("echo", Map.of("text", "hi"))));
        await().untilAsserted(() -> assertThat(assistant
                        .bean(Loops.class)
                        .ofTrigger("patient")
                        .orElseThrow()
                        .waitingFor())
                .isEqualTo("skill echo"));
        assertThat(assistant.bean(Actions.class).of("patient").get(0).message())
                .contains("The skill echo is stopped", "Start its route echo in hawtio");

        assistant.bean(CamelContext.class).getRouteController().startRoute("echo");
        awaitStatus("patient", TriggerStatus.COMPLETED);
        assertThat(assistant
                        .bean(Loops.class)
                        .ofTrigger("patient")
                        .orElseThrow()
                        .currentIteration())
                .as("waiting uses up no iteration")
                .isEqualTo(1);
    }

    @Test
    void aFileNamedStopHoldsAllWork() throws Exception {
        Path stop = Files.createFile(assistant.vault().resolve("STOP"));
        assistant.bean(Triggers.class).accept(Work.of("held", step("echo", Map.of("text", "hi"))));
        await().untilAsserted(() -> assertThat(assistant
                        .bean(Loops.class)
                        .ofTrigger("held")
                        .orElseThrow()
                        .waitingFor())
                .contains("STOP"));
        assertThat(assistant.bean(Actions.class).of("held").get(0).attempts()).isZero();
        Files.delete(stop);
        awaitStatus("held", TriggerStatus.COMPLETED);
    }

    @Test
    void aPersonStopsAPlanInItsFrontMatter() throws Exception {
        assistant.bean(CamelContext.class).getRouteController().stopRoute("echo");
        assistant.bean(Triggers.class).accept(Work.of("unwanted", step("echo", Map.of("text", "hi"))));
        Path plan = assistant.vault().resolve("Plans/PLAN_unwanted.md");
        await().untilAsserted(() -> assertThat(plan).content().contains("status: waiting"));
        Files.writeString(plan, Files.readString(plan).replaceFirst("---\n", "---\nstop: true\n"));
        assistant.bean(CamelContext.class).getRouteController().startRoute("echo");
        awaitStatus("unwanted", TriggerStatus.FAILED);
        assertThat(assistant.bean(Actions.class).of("unwanted").get(0).attempts())
                .isZero();
    }

    @Test
    void aPersonEndsAPlanWhileAllWorkIsHeld() throws Exception {
        Path stop = Files.createFile(assistant.vault().resolve("STOP"));
        assistant.bean(Triggers.class).accept(Work.of("undone", step("echo", Map.of("text", "hi"))));
        Path plan = assistant.vault().resolve("Plans/PLAN_undone.md");
        await().untilAsserted(() -> assertThat(plan).content().contains("status: "));
        Files.writeString(plan, Files.readString(plan).replaceFirst("---\n", "---\nstop: true\n"));
        awaitStatus("undone", TriggerStatus.FAILED);
        assertThat(assistant.bean(Actions.class).of("undone").get(0).attempts()).isZero();
        Files.delete(stop);
    }

    @Test
    void aStepUsesWhatAnEarlierOneGaveAndWhoApprovesItSeesWhatThatIs() throws Exception {
        assistant
                .bean(Triggers.class)
                .accept(Work.of(
                        "linked",
                        List.of(
                                step("echo", Map.of("text", "INV/2026/0007")),
                                step("asked", Map.of("text", "sent ${steps.1.said} today")),
                                step("echo", Map.of("text", "${steps.2.said}")),
                                step("echo", Map.of("text", "${steps.1.number}")))));
        await().until(() -> approval().isPresent());
        String id = (String) approval().orElseThrow().get("approval_id");
        assertThat(Json.write(assistant.get("/api/approvals/" + id)))
                .contains("sent ${steps.1.said} today", "${steps.1.said} stands for INV/2026/0007.");
        await().untilAsserted(() -> assertThat(readFirst("Pending_Approval"))
                .contains("text: sent ${steps.1.said} today")
                .contains("stands for"));
        assistant.post("/api/approvals/" + id, Map.of("decision", "approve"));
        awaitStatus("linked", TriggerStatus.FAILED);

        assertThat(assistant.bean(Actions.class).of("linked"))
                .extracting(action -> action.result())
                .startsWith(
                        Map.of("said", "INV/2026/0007"),
                        Map.of("said", "sent INV/2026/0007 today"),
                        Map.of("said", "sent INV/2026/0007 today"));
        assertThat(assistant.bean(Actions.class).of("linked").get(3).message())
                .contains("${steps.1.number} is not among what step 1, echo, gave: said");
        await().untilAsserted(() -> assertThat(assistant.log("audit_log.jsonl"))
                .filteredOn(line -> "asked".equals(line.get("action"))
                        && "success".equals(line.get("status"))
                        && line.containsKey("details"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(Json.write(line)).contains("sent INV/2026/0007 today")));
    }

    private Optional<Map<?, ?>> approval() {
        List<?> items = (List<?>) ((Map<?, ?>) assistant.get("/api/approvals?status=pending")).get("items");
        return items.stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).findFirst();
    }

    @Test
    void manyPlansAreWorkedOnAtOnceAndEachStepOnce() {
        List<String> ids = IntStream.range(0, 200).mapToObj(i -> "many-" + i).toList();
        ids.forEach(
                id -> assistant.bean(Triggers.class).submit(Work.of(id, step("echo", Map.of("text", id))), tx -> {}));
        ids.forEach(id -> await().until(() -> assistant
                .bean(Triggers.class)
                .find(id)
                .map(t -> t.status() == TriggerStatus.COMPLETED)
                .orElse(false)));
        assertThat(ids).allSatisfy(id -> assertThat(
                        assistant.bean(Actions.class).of(id).get(0).attempts())
                .isEqualTo(1));
    }

    private static String readFirst(String folder) throws IOException {
        return Files.readString(assistant
                .vault()
                .resolve(folder)
                .resolve(assistant.files(folder).get(0)));
    }

    /** What the inbox says of this piece of work. */
    private static List<String> alerts(String triggerId) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String name : assistant.files("Inbox")) {
            String text = Files.readString(assistant.vault().resolve("Inbox").resolve(name));
            if (text.contains("PLAN_" + triggerId)) {
                texts.add(text);
            }
        }
        return texts;
    }
}
