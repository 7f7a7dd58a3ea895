package io.goldtier.loop.recovery;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.FarEnd;
import io.goldtier.TestClock;
import io.goldtier.Work;
import io.goldtier.loop.Loop;
import io.goldtier.loop.Loops;
import io.goldtier.skill.Caller;
import io.goldtier.skill.effect.Effects;
import io.goldtier.skill.effect.OutsideException.Kind;
import io.goldtier.skill.system.Systems;
import io.goldtier.store.Store;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {

    private static final String CALL = """
            - bean:
                id: far-end-%s
                ref: farEnd
                method: "call(${variable.action_id})"
            """;

    @TempDir
    Path home;

    private final FarEnd farEnd = new FarEnd();
    private final TestClock clock = new TestClock("2026-02-20T10:30:00Z");
    private Assistant assistant;

    @BeforeEach
    void start() {
        assistant = Assistant.in(home)
                .clock(clock)
                .bean("farEnd", farEnd)
                .route(
                        "skills/far_read.camel.yaml",
                        Work.skill("far_read", "retry: safe\nsystem: farend", CALL.formatted("far_read")))
                .route(
                        "skills/far_write.camel.yaml",
                        Work.skill("far_write", "retry: unsafe\nsystem: farend", CALL.formatted("far_write")))
                .setting("goldtier.quotas.farend.limit=100000")
                .start();
    }

    @AfterEach
    void stop() {
        if (assistant != null) {
            assistant.close();
        }
    }

    private void accept(String id, String skill) {
        assistant.bean(Triggers.class).accept(Work.of(id, step(skill, Map.of())));
    }

    private TriggerStatus status(String id) {
        return assistant.bean(Triggers.class).find(id).orElseThrow().status();
    }

    private Loop loop(String id) {
        return assistant.bean(Loops.class).ofTrigger(id).orElseThrow();
    }

    private void awaitErrorLines(int count) {
        await().until(() -> assistant.log("error_log.jsonl").size() == count);
    }

    @Test
    void theLadderOfRetriesThenTheInboxThenOnByAPersonsWord() {
        farEnd.failWith(Kind.TRANSIENT);
        accept("patient", "far_read");
        awaitErrorLines(1);
        clock.pass(Duration.ofSeconds(2));
        awaitErrorLines(2);
        clock.pass(Duration.ofSeconds(4));
        awaitErrorLines(3);
        clock.pass(Duration.ofSeconds(8));
        awaitErrorLines(4);
        assertThat(assistant.bean(Systems.class).troubles())
                .extracting(Systems.Trouble::state)
                .containsExactly("offline");
        int lines = 4;
        while (!loop("patient").waitingFor().startsWith("a person")) {
            clock.pass(Duration.ofMinutes(5));
            lines++;
            awaitErrorLines(lines);
            await().until(() -> loop("patient").waitingFor() != null);
            assertThat(lines).isLessThan(30);
        }

        List<Map<String, Object>> log = assistant.log("error_log.jsonl");
        assertThat(log.subList(0, 4))
                .extracting(line -> details(line).get("next_at"))
                .containsExactly(
                        "2026-02-20T10:30:02Z", "2026-02-20T10:30:06Z", "2026-02-20T10:30:14Z", "2026-02-20T10:35:14Z");
        assertThat(details(log.get(log.size() - 1)).get("class")).isEqualTo("gave_up");
        Instant gaveUp = Instant.parse((String) log.get(log.size() - 1).get("timestamp"));
        assertThat(gaveUp).isBetween(Instant.parse("2026-02-20T11:30:00Z"), Instant.parse("2026-02-20T11:36:00Z"));
        await().untilAsserted(() ->
                assertThat(assistant.files("Inbox")).singleElement().asString().contains("farend-offline"));

        farEnd.failWith(null);
        clock.pass(Duration.ofMinutes(5));
        assistant.bean(Resolution.class).resolve("patient-a1", Resolution.Finding.RETRY, Map.of(), "owner");
        await().until(() -> status("patient") == TriggerStatus.COMPLETED);
        assertThat(farEnd.effects()).containsExactly("patient-a1");
    }

    @Test
    void whileASystemIsOfflineOneCallProbesItAndAllGoesOnWhenItIsBack() {
        farEnd.failWith(Kind.TRANSIENT);
        accept("first", "far_read");
        for (int wait : new int[] {0, 2, 4, 8}) {
            int lines = assistant.log("error_log.jsonl").size();
            clock.pass(Duration.ofSeconds(wait));
            await().until(() -> assistant.log("error_log.jsonl").size() > lines || wait == 0 && lines > 0);
        }
        List<String> more = List.of("second", "third", "fourth");
        more.forEach(id -> accept(id, "far_read"));
        more.forEach(id -> await().until(() -> "system farend".equals(loop(id).waitingFor())));
        assertThat(assistant.log("error_log.jsonl")).hasSize(4);

        farEnd.failWith(null);
        clock.pass(Duration.ofMinutes(5));
        await().until(() -> farEnd.effects().size() == 4);
        assertThat(farEnd.effects()).containsExactlyInAnyOrder("first-a1", "second-a1", "third-a1", "fourth-a1");
        assertThat(assistant.bean(Systems.class).troubles()).isEmpty();
    }

    @Test
    void wrongCredentialsStopTheSystemWithOneAlertAndAStartWithOthersGoesOn() {
        farEnd.failWith(Kind.AUTHENTICATION);
        List<String> ids = List.of("a", "b", "c", "d");
        ids.forEach(id -> accept(id, "far_read"));
        ids.forEach(id -> await().until(() -> "system farend".equals(loop(id).waitingFor())));
        await().untilAsserted(() -> assertThat(assistant.files("Inbox")).hasSize(1));

        assistant.stop();
        farEnd.failWith(null);
        assistant.start();
        ids.forEach(id -> await().until(() -> status(id) == TriggerStatus.COMPLETED));
        assertThat(farEnd.effects()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void whatCannotBeRepeatedIsLeftInDoubtForAPerson() {
        farEnd.failWith(Kind.IN_DOUBT);
        accept("perhaps", "far_write");
        await().until(() -> assistant.bean(Actions.class).of("perhaps").get(0).state() == ActionState.IN_DOUBT);
        await().until(() -> !assistant.files("Inbox").isEmpty());
        clock.pass(Duration.ofHours(2));
        assistant.bean(Resolution.class).resolve("perhaps-a1", Resolution.Finding.DONE, Map.of(), "owner");
        await().until(() -> status("perhaps") == TriggerStatus.COMPLETED);
        assertThat(farEnd.effects()).containsExactly("perhaps-a1");
    }

    @Test
    void whatWasRunningWhenTheProcessDiedIsSettledByItsCard() throws Exception {
        CamelContext camel = assistant.bean(CamelContext.class);
        camel.getRouteController().stopRoute("ralph-wiggum");
        accept("repeatable", "far_read");
        accept("unrepeatable", "far_write");
        assistant.bean(Store.class).commit(tx -> {
            tx.update("UPDATE actions SET state = 'running', attempts = 1, started = ?", clock.instant());
            tx.update(
                    "INSERT INTO attempts (action_id, attempt, mark, known, at) VALUES ('unrepeatable-a1', 1,"
                            + " 'about_to_act', '{}', ?)",
                    clock.instant());
            return tx.update(
                    "UPDATE loops SET current_iteration = max_iterations, owner = 'gone', lease_until = ?, wake_at = NULL",
                    clock.instant().plusSeconds(60));
        });
        camel.getRouteController().startRoute("ralph-wiggum");

        await().until(() -> status("repeatable") == TriggerStatus.COMPLETED);
        await().until(() ->
                assistant.bean(Actions.class).of("unrepeatable").get(0).state() == ActionState.IN_DOUBT);
        assertThat(farEnd.effects()).containsExactly("repeatable-a1");
        // The iteration that was cut off was gone through again, and used up once
        assertThat(loop("repeatable").currentIteration())
                .isEqualTo(loop("repeatable").maxIterations());
    }

    @Test
    void whatADeadProcessHadBegunWaitsWhileNothingMayAct() throws Exception {
        assistant.bean(Store.class).commit(tx -> {
            assistant
                    .bean(Actions.class)
                    .add(tx, "call-cut", "far_read", Map.of(), new Caller("rest", "owner", null, null, true).toMap());
            return tx.update("UPDATE actions SET state = 'running', attempts = 1, started = ?", clock.instant());
        });
        Path stop = Files.createFile(assistant.vault().resolve("STOP"));
        assistant.close();

        start();
        LoopRecovery recovery = assistant.bean(LoopRecovery.class);
        recovery.lookIntoCalls();
        assertThat(farEnd.effects()).isEmpty();
        assertThat(assistant.bean(Actions.class).find("call-cut").orElseThrow().state())
                .isEqualTo(ActionState.RUNNING);

        Files.delete(stop);
        recovery.lookIntoCalls();
        recovery.lookIntoCalls();
        await().until(() ->
                assistant.bean(Actions.class).find("call-cut").orElseThrow().state() == ActionState.DONE);
        assertThat(farEnd.effects()).containsExactly("call-cut");
    }

    @Test
    void aKillUsesUpNoneOfTheRepeatsThatLostAnswersUseUp() throws Exception {
        int kills = 5;
        CamelContext camel = assistant.bean(CamelContext.class);
        camel.getRouteController().stopRoute("ralph-wiggum");
        accept("killed", "far_read");
        assistant.bean(Store.class).commit(tx -> {
            for (int attempt = 1; attempt < kills; attempt++) {
                assistant.bean(Effects.class).mayHaveActed(tx, "killed-a1", attempt, clock.instant());
            }
            tx.update("UPDATE actions SET state = 'running', attempts = ?, started = ?", kills, clock.instant());
            return tx.update(
                    "UPDATE loops SET owner = 'gone', lease_until = ?, wake_at = NULL",
                    clock.instant().plusSeconds(60));
        });
        farEnd.failWith(Kind.IN_DOUBT);
        camel.getRouteController().startRoute("ralph-wiggum");

        // The line of the kill, and one for each answer that is lost
        awaitErrorLines(2);
        for (int wait : new int[] {2, 4, 8}) {
            assertThat(assistant.bean(Actions.class).of("killed").get(0).state())
                    .isEqualTo(ActionState.WAITING);
            int lines = assistant.log("error_log.jsonl").size();
            clock.pass(Duration.ofSeconds(wait));
            awaitErrorLines(lines + 1);
        }
        await().until(() -> assistant.bean(Actions.class).of("killed").get(0).state() == ActionState.IN_DOUBT);
        assertThat(farEnd.effects()).hasSize(4).containsOnly("killed-a1");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> details(Map<String, Object> line) {
        return (Map<String, Object>) line.get("details");
    }
}
