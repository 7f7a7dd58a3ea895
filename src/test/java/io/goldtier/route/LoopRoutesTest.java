package io.goldtier.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.Variable;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The phases and branches of {@code routes/loop}. */
class LoopRoutesTest {

    private static final List<String> DONE = new ArrayList<>();
    private static RoutesAlone routes;

    /** A run that goes through these decisions; {@code broken} is a phase that fails. */
    public static class Run {
        private final Deque<String> decisions;

        Run(String... decisions) {
            this.decisions = new ArrayDeque<>(List.of(decisions));
        }

        public boolean isActive() {
            return !decisions.isEmpty();
        }

        public String getDecided() {
            return decisions.peek();
        }

        public Call getCall() {
            return new Call("echo");
        }

        private void next(String done) {
            DONE.add(done);
            if (!done.equals("READ") && !done.equals("REASON") && !done.equals("PLAN")) {
                decisions.poll();
            }
        }
    }

    /** A call of a skill. */
    public record Call(String skill) {}

    /** The loop. */
    public static class Loop {
        public void read(@Variable("run") Run run) {
            if ("broken".equals(run.getDecided())) {
                throw new IllegalStateException("no disk");
            }
            run.next("READ");
        }

        public void reason(@Variable("run") Run run) {
            run.next("REASON");
        }

        public void plan(@Variable("run") Run run) {
            run.next("PLAN");
        }

        public void check(@Variable("run") Run run, @Body String outcome) {
            run.next("CHECK " + outcome);
        }

        public void addSteps(@Variable("run") Run run) {
            run.next("add");
        }

        public void rest(@Variable("run") Run run) {
            run.next("rest");
        }

        public void finish(@Variable("run") Run run) {
            run.next("finish");
        }

        public void broke(@Variable("run") Run run, @ExchangeException Exception cause) {
            run.next("broke: " + cause.getMessage());
        }
    }

    /** Notes which rounds were made. */
    public static class Rounds {
        public void approve() {
            DONE.add("approve");
        }

        public void reject() {
            DONE.add("reject");
        }

        public void clearDecided() {
            DONE.add("clearDecided");
        }

        public void expire() {
            DONE.add("expire");
        }

        public void remind() {
            DONE.add("remind");
        }

        public void showMissing() {
            DONE.add("showMissing");
        }

        public void wakeForgotten() {
            DONE.add("wakeForgotten");
        }

        public void goOn() {
            DONE.add("goOn");
        }

        public void watch() {
            DONE.add("watch");
        }

        public void lookIntoCalls() {
            DONE.add("lookIntoCalls");
        }
    }

    /** The gate, which does what it is asked. */
    private static Component gate() {
        return new DefaultComponent() {
            @Override
            protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
                assertThat(parameters.remove("settle")).isEqualTo("false");
                return new DefaultEndpoint(uri, this) {
                    @Override
                    public Producer createProducer() {
                        return new DefaultProducer(this) {
                            @Override
                            public void process(Exchange exchange) {
                                DONE.add("ACT " + name);
                                exchange.getMessage().setBody("done");
                            }
                        };
                    }

                    @Override
                    public Consumer createConsumer(Processor processor) {
                        throw new UnsupportedOperationException();
                    }
                };
            }
        };
    }

    @BeforeAll
    static void start() throws Exception {
        Rounds rounds = new Rounds();
        routes = new RoutesAlone(
                Map.of(
                        "skill",
                        gate(),
                        "loop",
                        gate(),
                        "ralphLoop",
                        new Loop(),
                        "approvalFolders",
                        rounds,
                        "approvalDeadlines",
                        rounds,
                        "loopRecovery",
                        rounds),
                Map.of("goldtier.loop.workers", "2"),
                "loop/ralph-wiggum.camel.yaml",
                "loop/approvals.camel.yaml",
                "loop/recovery.camel.yaml");
    }

    @AfterAll
    static void stop() {
        routes.close();
    }

    @BeforeEach
    void nothingDone() {
        DONE.clear();
    }

    @Test
    void aStepGoesThroughAllPhasesAndTheLoopGoesOnUntilItRests() {
        routes.send("ralph-wiggum", new Run("DoStep", "AddSteps", "AskPerson", "DoStep", "WaitUntil"));
        assertThat(DONE)
                .containsExactly(
                        "READ",
                        "REASON",
                        "PLAN",
                        "ACT echo",
                        "CHECK done",
                        "READ",
                        "REASON",
                        "add",
                        "READ",
                        "REASON",
                        "add",
                        "READ",
                        "REASON",
                        "PLAN",
                        "ACT echo",
                        "CHECK done",
                        "READ",
                        "REASON",
                        "rest");
    }

    @Test
    void eachDecisionIsABranchWithItsCount() {
        for (String step : List.of("finish", "rest", "add-steps", "ask-owner", "ACT")) {
            String decision = Map.of(
                            "finish", "Finish",
                            "rest", "WaitUntil",
                            "add-steps", "AddSteps",
                            "ask-owner", "AskPerson",
                            "ACT", "DoStep")
                    .get(step);
            long before = routes.through(step);
            routes.send("ralph-wiggum", new Run(decision));
            assertThat(routes.through(step) - before).as(step).isEqualTo(1);
        }
    }

    @Test
    void aPhaseThatBreaksGivesTheClaimBack() {
        Exchange over = routes.send("ralph-wiggum", new Run("broken"));
        assertThat(DONE).containsExactly("broke: no disk");
        assertThat(over.getException()).isNull();
    }

    @Test
    void theRoundsAreMadeInTheirOrder() {
        routes.send("approvals", null);
        routes.send("approvals-deadlines", null);
        routes.send("recovery", null);
        routes.send("recovery-open-calls", null);
        assertThat(DONE)
                .containsExactly(
                        "approve",
                        "reject",
                        "clearDecided",
                        "expire",
                        "remind",
                        "showMissing",
                        "wakeForgotten",
                        "goOn",
                        "watch",
                        "lookIntoCalls");
    }
}
