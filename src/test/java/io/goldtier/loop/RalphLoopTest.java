package io.goldtier.loop;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.agent.Agent;
import io.goldtier.agent.Decision;
import io.goldtier.audit.chain.AuditVerifier;
import io.goldtier.json.Json;
import io.goldtier.store.Store;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.api.management.ManagedCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
    Path home;

    Assistant assistant;

    @BeforeEach
    void start() {
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

    @AfterEach
    void stop() {
        try {
            if (assistant.isRunning()) {
                countsAreAsCounted("triggers");
                countsAreAsCounted("loops");
            }
        } finally {
            assistant.close();
        }
    }

    private void countsAreAsCounted(String table) {
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
        assertThat(loop.loopId()).matches("ralph-\\d{8}-001");
        assertThat(loop.currentIteration()).isEqualTo(2);
        await().untilAsserted(
                        () -> assertThat(Files.readString(assistant.vault().resolve(loop.planMd())))
                                .contains("status: completed", "- [x] 1. echo", "- [x] 2. echo"));

        await().untilAsserted(() -> assertThat(assistant.log("ralph_wiggum_log.jsonl"))
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
        assistant.stop();
        assertThat(AuditVerifier.verify(assistant.vault().resolve("Logs"), assistant.data())
                        .problems())
                .isEmpty();
    }

    @Test
    void aStepThatFailsEndsTheLoopWithAnAlertThatSaysWhy() {
        assistant
                .bean(Triggers.class)
                .accept(Work.of("bad", List.of(step("broken", Map.of()), step("echo", Map.of()))));
        awaitStatus("bad", TriggerStatus.FAILED);

        await().untilAsserted(() -> assertThat(assistant.files("Inbox")).hasSize(1));
        assertThat(assistant.bean(Actions.class).of("bad"))
                .extracting(action -> action.state())
                .containsExactly(ActionState.FAILED, ActionState.READY);
        assertThat(readFirst("Inbox")).contains("out of paper", "Step 2, echo: ready");
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
        await().untilAsserted(() -> assertThat(assistant.files("Inbox")).hasSize(1));
        assertThat(readFirst("Inbox"))
                .contains("Max Iterations Exceeded", "Step 10, echo: done", "Step 11, echo: ready");
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

    @Test
    void anAgentAddsStepsAsksWaitsAndFinishesAndEachDecisionIsABranchOfTheRoute() throws Exception {
        assistant.stop();
        List<Decision> decisions = new ArrayList<>();
        Instant soon = Instant.now().plusSeconds(2);
        assistant
                .bean("scripted", new Scripted(decisions))
                .setting("goldtier.agent.name=scripted")
                .start();
        decisions.add(new Decision.AddSteps(
                List.of(new Decision.NewStep("echo", Map.of("text", "added"))), "one more is needed"));
        decisions.add(new Decision.AskPerson("Which one?", List.of("red", "blue")));
        decisions.add(new Decision.WaitUntil(soon, "the paint to dry"));
        assistant.bean(Triggers.class).accept(Work.of("free", List.of(step("broken", Map.of()))));

        await().until(() -> approval().isPresent());
        assertThat(approval().orElseThrow().get("action")).isEqualTo("ask_owner");
        assistant.post(
                "/api/approvals/" + approval().orElseThrow().get("approval_id"),
                Map.of(
                        "decision",
                        "approve",
                        "params",
                        Map.of("question", "Which one?", "choices", List.of("red", "blue"), "answer", "blue")));
        awaitStatus("free", TriggerStatus.COMPLETED);

        assertThat(assistant.bean(Actions.class).of("free"))
                .extracting(action -> action.type() + " " + action.state().word() + " " + action.result())
                .containsExactly("broken skipped null", "echo done {said=added}", "ask_owner done {answer=blue}");
        assertThat(Instant.now()).isAfterOrEqualTo(soon);
        CamelContext camel = assistant.bean(CamelContext.class);
        for (String scheme : List.of("loop", "skill", "outside")) {
            assertThat(((CatalogCamelContext) camel).getComponentParameterJsonSchema(scheme))
                    .as("what hawtio and editors are told of %s", scheme)
                    .contains("\"syntax\": \"" + scheme + ":");
        }
        for (String branch : List.of("add-steps", "ask-owner", "rest-a-while", "finish-loop")) {
            assertThat(camel.getCamelContextExtension()
                            .getContextPlugin(ManagedCamelContext.class)
                            .getManagedProcessor(branch)
                            .getExchangesCompleted())
                    .as(branch)
                    .isEqualTo(1);
        }
        await().untilAsserted(() -> assertThat(assistant.log("audit_log.jsonl"))
                .filteredOn(line -> "add_steps".equals(line.get("action")))
                .extracting(line -> line.get("agent"))
                .containsExactly("scripted_agent", "scripted_agent"));
    }

    private Optional<Map<?, ?>> approval() {
        List<?> items = (List<?>) ((Map<?, ?>) assistant.get("/api/approvals?status=pending")).get("items");
        return items.stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).findFirst();
    }

    /** Decides what it is told to, then does what is open but for what is broken. */
    private record Scripted(List<Decision> decisions) implements Agent {
        @Override
        public String name() {
            return "scripted_agent";
        }

        @Override
        public Decision next(Trigger trigger, List<Action> plan, History history) {
            if (!decisions.isEmpty()) {
                assertThat(history.lines()).isNotEmpty();
                return decisions.remove(0);
            }
            return plan.stream()
                    .filter(step ->
                            !step.type().equals("broken") && !step.state().isClosed())
                    .findFirst()
                    .<Decision>map(Decision.DoStep::new)
                    .orElseGet(Decision.Finish::new);
        }
    }

    @Test
    void manyPlansAreWorkedOnAtOnceAndEachStepOnce() {
        List<String> ids = IntStream.range(0, 200).mapToObj(i -> "many-" + i).toList();
        ids.forEach(id -> assistant.bean(Triggers.class).submit(Work.of(id, step("echo", Map.of("text", id)))));
        ids.forEach(id -> await().until(() -> assistant
                .bean(Triggers.class)
                .find(id)
                .map(t -> t.status() == TriggerStatus.COMPLETED)
                .orElse(false)));
        assertThat(ids).allSatisfy(id -> assertThat(
                        assistant.bean(Actions.class).of(id).get(0).attempts())
                .isEqualTo(1));
    }

    private String readFirst(String folder) {
        try {
            return Files.readString(assistant
                    .vault()
                    .resolve(folder)
                    .resolve(assistant.files(folder).get(0)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
