package io.goldtier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.goldtier.Assistant;
import io.goldtier.FarEnd;
import io.goldtier.Work;
import io.goldtier.audit.chain.AuditVerifier;
import io.goldtier.json.Json;
import io.goldtier.loop.recovery.LoopRecovery;
import io.goldtier.skill.Caller;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The whole assistant on PostgreSQL, which dies in the middle of work: nothing is lost, nothing is done twice, and nothing
 * that was done is called failed.
 */
class OnPostgresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Postgres server;

    @TempDir
    Path home;

    private final FarEnd farEnd = new FarEnd();

    @BeforeAll
    static void start() {
        server = Postgres.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Assistant assistant(String url) {
        return Assistant.in(home)
                .setting("goldtier.store.url=" + url)
                .setting("goldtier.store.user=" + Postgres.USER)
                .bean("farEnd", farEnd)
                .route("skills/touch.camel.yaml", Work.skill("touch", "", """
                        - to: {id: touch-farend, uri: "bean:farEnd?method=call(${variable.action_id})"}
                        """));
    }

    @Test
    void messagesBecomeInvoicesAndAllIsThereAfterARestart() throws IOException {
        String url = server.newDatabase();
        try (Assistant assistant = assistant(url).start()) {
            drop(assistant, 0, 5);
            awaitDone(assistant, 5);
            assertEachIsDoneOnce(assistant, 5);
        }
        try (Assistant again = assistant(url).start()) {
            drop(again, 5, 6);
            awaitDone(again, 6);
            assertThat(counted(again, "triggers.completed")).isEqualTo(12);
        }
        assertThat(server.ask(name(url), "SELECT COUNT(*) FROM counters WHERE name LIKE 'commits.%'"))
                .isEqualTo("0");
        assertTheLogsAreWhole();
    }

    @Test
    void theServerIsKilledInTheMiddleOfWorkAndStartedAgain() throws IOException {
        try (Assistant assistant = assistant(server.newDatabase()).start()) {
            drop(assistant, 0, 15);
            await().atMost(PATIENCE).until(() -> assistant.files("Done").size() > 3);
            server.kill();
            server.startAgain();
            drop(assistant, 15, 20);
            awaitDone(assistant, 20);
            assertEachIsDoneOnce(assistant, 20);
        }
        assertTheLogsAreWhole();
    }

    /** Another process on the same database may be in the middle of a call that has only begun. */
    @Test
    void aCallOfADeadProcessIsLookedIntoOnceNoLivingOneCanBeAtIt() {
        try (Assistant assistant = assistant(server.newDatabase()).start()) {
            assistant.bean(Store.class).commit(tx -> {
                for (String call : List.of("dead", "living")) {
                    Map<String, Object> caller = new Caller("rest", "owner", null, null, true).toMap();
                    assistant.bean(Actions.class).add(tx, call, "touch", Map.of(), caller);
                    tx.update(
                            "UPDATE actions SET state = 'running', attempts = 1, started = ? WHERE action_id = ?",
                            Instant.now().minus(Duration.ofMinutes(call.equals("dead") ? 16 : 14)),
                            call);
                }
                return null;
            });
            LoopRecovery recovery = assistant.bean(LoopRecovery.class);
            recovery.lookIntoCalls();
            await().atMost(PATIENCE).until(() -> state(assistant, "dead") != ActionState.RUNNING);
            recovery.lookIntoCalls();
            await().atMost(PATIENCE).until(() -> state(assistant, "dead") == ActionState.DONE);
            assertThat(farEnd.effects()).containsExactly("dead");
            assertThat(state(assistant, "living")).isEqualTo(ActionState.RUNNING);
        }
    }

    private static ActionState state(Assistant assistant, String action) {
        return assistant.bean(Actions.class).find(action).orElseThrow().state();
    }

    /** What has taken effect is known to have, though nothing can be read or written when the call comes back. */
    @Test
    void theServerDiesWhileTheOutsideIsCalled() {
        FarEnd killing = new FarEnd();
        CompletableFuture<Void> back = new CompletableFuture<>();
        killing.whenCalled(() -> {
            server.kill();
            CompletableFuture.runAsync(server::startAgain, CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS))
                    .whenComplete((done, failure) -> back.complete(null));
        });
        try (Assistant assistant =
                assistant(server.newDatabase()).bean("farEnd", killing).start()) {
            assistant.drop("touch.md", "---\nactions:\n  - touch: {text: once}\n---\n");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(assistant.files("Done")).contains("touch.md"));
            assertThat(assistant.files("Inbox")).isEmpty();
            assertThat(killing.effects()).hasSize(1);
        } finally {
            back.join();
        }
    }

    @Test
    void everyAnswerToACommitIsLost() throws IOException {
        try (CuttingProxy proxy = new CuttingProxy(server.port());
                Assistant assistant = assistant(proxy.url(server.newDatabase())).start()) {
            proxy.loseAnswers(() -> true);
            drop(assistant, 0, 8);
            awaitDone(assistant, 8);
            proxy.loseAnswers(() -> false);
            assertThat(proxy.cuts()).isGreaterThan(10);
            assertEachIsDoneOnce(assistant, 8);
        }
        assertTheLogsAreWhole();
    }

    @Test
    void whileItIsAwayThatIsSaidOnceAndOnceMoreWhenItIsBack() throws Exception {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        try (Assistant assistant = assistant(server.newDatabase()).start()) {
            drop(assistant, 0, 2);
            awaitDone(assistant, 2);
            said.start();
            root.addAppender(said);
            server.stop();

            assertThat(health(assistant)).isLessThan(Duration.ofSeconds(5));
            drop(assistant, 2, 4);
            TimeUnit.SECONDS.sleep(6);
            assertThat(health(assistant)).isLessThan(Duration.ofSeconds(1));
            assertThat(assistant.text("/actuator/health")).contains("does not answer", "start PostgreSQL there");

            server.startAgain();
            awaitDone(assistant, 4);
            assertEachIsDoneOnce(assistant, 4);
        } finally {
            root.detachAppender(said);
        }
        assertThat(said.list).allMatch(event -> event.getThrowableProxy() == null);
        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        gone -> assertThat(gone).contains("does not answer", "Work waits, and goes on by itself"),
                        back -> assertThat(back).contains("is back; work goes on"));
    }

    private static Duration health(Assistant assistant) {
        long begun = System.nanoTime();
        assertThat(assistant.text("/actuator/health")).contains("DOWN");
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    @Tag("long")
    void itStopsWhileTheDatabaseIsAwayAndGoesOnAfterTheNextStart() throws IOException {
        String url = server.newDatabase();
        try (Assistant assistant = assistant(url).start()) {
            server.stop();
            drop(assistant, 0, 3);
            await().atMost(PATIENCE).until(() -> assistant.files("Needs_Action").isEmpty());
            long begun = System.nanoTime();
            assistant.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        } finally {
            server.startAgain();
        }
        try (Assistant again = assistant(url).start()) {
            awaitDone(again, 3);
            assertEachIsDoneOnce(again, 3);
        }
        assertTheLogsAreWhole();
    }

    @Test
    @Tag("long")
    void connectionsAreCutAnywhereAndTheServerIsKilledNowAndThen() throws IOException {
        int files = 120;
        try (CuttingProxy proxy = new CuttingProxy(server.port());
                Assistant assistant = assistant(proxy.url(server.newDatabase())).start()) {
            Random random = new Random(7);
            proxy.loseAnswers(() -> oneIn(random, 2));
            proxy.loseRequests(() -> oneIn(random, 10_000));
            for (int i = 0; i < files; i += 40) {
                drop(assistant, i, i + 40);
                int done = i + 10;
                await().atMost(PATIENCE).until(() -> assistant.files("Done").size() > 2 * done);
                server.kill();
                server.startAgain();
            }
            awaitDone(assistant, files);
            proxy.loseAnswers(() -> false);
            proxy.loseRequests(() -> false);
            assertThat(proxy.cuts()).isGreaterThan(15);
            assertEachIsDoneOnce(assistant, files);
        }
        assertTheLogsAreWhole();
    }

    private static synchronized boolean oneIn(Random random, int number) {
        return random.nextInt(number) == 0;
    }

    /** For each number an invoice, which can be repeated, and a call that cannot. */
    private static void drop(Assistant assistant, int from, int to) {
        for (int i = from; i < to; i++) {
            assistant.drop("invoice" + i + ".md", "Completed project for Client ABC, $" + (100 + i));
            assistant.drop("touch" + i + ".md", "---\nactions:\n  - touch: {text: \"" + i + "\"}\n---\n");
        }
    }

    private static void awaitDone(Assistant assistant, int files) {
        await().atMost(PATIENCE.multipliedBy(3))
                .untilAsserted(() -> assertThat(assistant.files("Done").size()
                                + assistant.files("Inbox").size())
                        .isGreaterThanOrEqualTo(2 * files));
    }

    private void assertEachIsDoneOnce(Assistant assistant, int files) {
        assertThat(assistant.files("Inbox")).isEmpty();
        assertThat(assistant.files("In_Progress")).isEmpty();
        assertThat(invoices(assistant))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, files).mapToObj(i -> 100 + i).toList());
        assertThat(farEnd.effects()).hasSize(files).doesNotHaveDuplicates();
        assertThat(counted(assistant, "triggers.completed")).isEqualTo(2L * files);
        assertThat(assistant
                        .bean(Store.class)
                        .<List<String>>read(tx -> tx.query(
                                "SELECT type || ' ' || state || ' ' || COALESCE(message, '') AS line FROM actions WHERE"
                                        + " state <> 'done'",
                                row -> row.string("line"))))
                .isEmpty();
        // That the client was not there yet is no failure
        assertThat(assistant.log("error_log.jsonl"))
                .filteredOn(
                        line -> !((Map<?, ?>) line.get("details")).get("class").equals("self_correction"))
                .isEmpty();
    }

    /** The amounts of the posted invoices at the far end. */
    private static List<Integer> invoices(Assistant assistant) {
        Map<?, ?> odoo = (Map<?, ?>) ((Map<?, ?>) assistant.get("/sandbox/state")).get("odoo");
        List<Integer> amounts = new ArrayList<>();
        for (Object move : (List<?>) odoo.get("account.move")) {
            assertThat(((Map<?, ?>) move).get("state")).as(Json.write(move)).isEqualTo("posted");
            amounts.add(((Number) ((Map<?, ?>) move).get("amount_total")).intValue());
        }
        return amounts;
    }

    private static long counted(Assistant assistant, String counter) {
        return assistant.bean(Store.class).read(tx -> tx.first(
                        "SELECT value FROM counters WHERE name = ?", row -> row.longInt("value"), counter)
                .orElse(0L));
    }

    private void assertTheLogsAreWhole() throws IOException {
        assertThat(AuditVerifier.verify(home.resolve("vault/Logs"), home.resolve("data"))
                        .problems())
                .isEmpty();
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
