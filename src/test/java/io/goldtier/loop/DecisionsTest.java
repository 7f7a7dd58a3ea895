package io.goldtier.loop;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.agent.Agent;
import io.goldtier.agent.Decision;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.api.management.ManagedCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent of one's own may decide. */
class DecisionsTest {

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

    private Assistant assistant;

    @AfterEach
    void stop() {
        assistant.close();
    }

    @Test
    void anAgentAddsStepsAsksWaitsAndFinishesAndEachDecisionIsABranchOfTheRoute() throws Exception {
        List<Decision> decisions = new ArrayList<>();
        Instant soon = Instant.now().plusSeconds(2);
        assistant = Assistant.in(home)
                .route("skills/echo.camel.yaml", Work.skill("echo", "retry: safe", ECHO))
                .route("skills/broken.camel.yaml", Work.skill("broken", "readOnly: true", ECHO.replace("test-", "no-")))
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
        await().until(() ->
                assistant.bean(Triggers.class).find("free").orElseThrow().status() == TriggerStatus.COMPLETED);

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
}
