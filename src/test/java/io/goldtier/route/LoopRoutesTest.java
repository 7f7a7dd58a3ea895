package io.goldtier.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The phases and branches of {@code routes/loop}. */
class LoopRoutesTest {

    static final List<String> FILES = List.of("loop/ralph-wiggum", "loop/approvals", "loop/recovery");

    private static final Calls CALLS = new Calls();
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
            CALLS.note(done);
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
            CALLS.note("approve");
        }

        public void reject() {
            CALLS.note("reject");
        }

        public void clearDecided() {
            CALLS.note("clearDecided");
        }

        public void expire() {
            CALLS.note("expire");
        }

        public void remind() {
            CALLS.note("remind");
        }

        public void showMissing() {
            CALLS.note("showMissing");
        }

        public void wakeForgotten() {
            CALLS.note("wakeForgotten");
        }

        public void goOn() {
            CALLS.note("goOn");
        }

        public void watch() {
            CALLS.note("watch");
        }

        public void lookIntoCalls() {
            CALLS.note("lookIntoCalls");
        }
    }

    @BeforeAll
    static void start() throws Exception {
        Rounds rounds = new Rounds();
        routes = new RoutesAlone(
                Map.of(
                        "skill",
                        CALLS.component("skill", "settle"),
                        "loop",
                        CALLS.component("loop"),
                        "ralphLoop",
                        new Loop(),
                        "approvalFolders",
                        rounds,
                        "approvalDeadlines",
                        rounds,
                        "loopRecovery",
                        rounds),
                Map.of("goldtier.loop.workers", "2"),
                FILES);
    }

    @AfterAll
    static void stop() {
        routes.close();
    }

    @BeforeEach
    void nothingDone() {
        CALLS.forget();
        CALLS.when("skill:echo?settle=false", "done");
    }

    @Test
    void aStepGoesThroughAllPhasesAndTheLoopGoesOnUntilItRests() {
        routes.send("ralph-wiggum", new Run("DoStep", "AddSteps", "AskPerson", "DoStep", "WaitUntil"));
        assertThat(CALLS.called())
                .containsExactly(
                        "READ",
                        "REASON",
                        "PLAN",
                        "skill:echo?settle=false",
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
                        "skill:echo?settle=false",
                        "CHECK done",
                        "READ",
                        "REASON",
                        "rest");
    }

    @Test
    void eachDecisionIsABranchWithItsCount() {
        for (String step : List.of("finish-loop", "rest-a-while", "add-steps", "ask-owner", "ACT")) {
            String decision = Map.of(
                            "finish-loop", "Finish",
                            "rest-a-while", "WaitUntil",
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
        assertThat(CALLS.called()).containsExactly("broke: no disk");
        assertThat(over.getException()).isNull();
    }

    @Test
    void theRoundsAreMadeInTheirOrder() {
        routes.send("approvals", null);
        routes.send("approvals-deadlines", null);
        routes.send("recovery", null);
        routes.send("recovery-open-calls", null);
        assertThat(CALLS.called())
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
