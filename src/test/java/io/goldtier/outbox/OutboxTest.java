package io.goldtier.outbox;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.TestClock;
import io.goldtier.Work;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import io.goldtier.vault.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path home;

    private static final TestClock CLOCK = new TestClock("2026-02-20T10:30:00Z");
    private static final Kind SEEN = new Kind("seen");
    private static Assistant assistant;

    /** Remembers what it was given; what is poison it refuses, and while held it takes its time. */
    static final class Kind implements ErrandHandler {

        private final String kind;
        private final List<String> done = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch held = new CountDownLatch(0);

        Kind(String kind) {
            this.kind = kind;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public Consumer<Tx> carryOut(Errand errand) {
            if (errand.subject().startsWith("poison")) {
                throw new IllegalStateException("nobody can swallow this");
            }
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            done.add(errand.subject() + "=" + errand.payload().get("n"));
            return tx -> {
                if (errand.subject().startsWith("spoilt")) {
                    tx.update("INSERT INTO nowhere VALUES (1)");
                }
            };
        }
    }

    @BeforeAll
    static void start() {
        assistant = Assistant.in(home).clock(CLOCK).bean("seen", SEEN).start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    private static void put(String subject, int n, Duration rest) {
        assistant.bean(Store.class).commit(tx -> {
            assistant.bean(Outbox.class).put(tx, "seen", subject, Map.of("n", n), rest);
            return null;
        });
    }

    private static List<String> done(String subject) {
        return SEEN.done.stream().filter(line -> line.startsWith(subject + "=")).toList();
    }

    private static boolean isWaiting(String key) {
        return assistant
                .bean(Store.class)
                .read(tx -> tx.first("SELECT key FROM outbox WHERE key = ?", row -> 1, key))
                .isPresent();
    }

    @Test
    void whatChangesOftenIsShownOnceAsItIsInTheEnd() {
        for (int i = 1; i <= 5; i++) {
            put("plan", i, Duration.ofMillis(500));
        }
        await().atMost(PATIENCE).until(() -> !isWaiting("seen:plan"));
        assertThat(done("plan")).containsExactly("plan=5");
    }

    @Test
    void whatChangesWhileItIsShownIsShownAgain() {
        SEEN.held = new CountDownLatch(1);
        put("moving", 1, Duration.ZERO);
        await().atMost(PATIENCE).until(() -> assistant.bean(OutboxWorkers.class).isAt("seen:moving"));
        put("moving", 2, Duration.ZERO);
        put("moving", 3, Duration.ZERO);
        SEEN.held.countDown();

        await().atMost(PATIENCE).until(() -> !isWaiting("seen:moving"));
        assertThat(done("moving")).containsExactly("moving=1", "moving=3");
    }

    @Test
    void poisonIsNamedAndSteppedOverAndTriedAgain() {
        for (int i = 0; i < 20; i++) {
            put("poison-" + i, i, Duration.ZERO);
        }
        put("spoilt", 1, Duration.ZERO);
        put("good", 1, Duration.ZERO);
        await().atMost(PATIENCE).until(() -> !isWaiting("seen:good"));
        assertThat(done("good")).containsExactly("good=1");

        await().atMost(PATIENCE).until(() -> {
            CLOCK.pass(Duration.ofMinutes(1));
            return assistant.bean(Outbox.class).picture().stuck().size() == 5;
        });
        assertThat(assistant.text("/actuator/health")).contains("seen:poison-", "nobody can swallow this");
        await().atMost(PATIENCE).untilAsserted(() -> {
            CLOCK.pass(Duration.ofMinutes(1));
            assertThat(done("spoilt")).hasSizeGreaterThan(2);
        });
        assistant.bean(Store.class).commit(tx -> tx.update("DELETE FROM outbox WHERE kind = 'seen'"));
    }

    @Test
    void anAlertIsARowFirstAndIsWrittenOnceAlthoughItIsCarriedOutTwice() {
        Alert alert = Alert.of(Alert.Severity.WARNING, "test", "Told once", "Something happened.")
                .known("More than one sentence.")
                .choice("Do `this`.");
        Errand[] errand = new Errand[1];
        assistant.bean(Store.class).commit(tx -> {
            assistant.bean(Alerts.class).raise(tx, alert);
            errand[0] = tx.first(
                            "SELECT * FROM outbox WHERE kind = 'alert' ORDER BY created DESC LIMIT 1", Errand::read)
                    .orElseThrow();
            return null;
        });
        await().atMost(PATIENCE).until(() -> !isWaiting(errand[0].key()));
        assistant.bean(Alerts.class).carryOut(errand[0]);

        assertThat(assistant.files("Inbox"))
                .filteredOn(name -> name.contains("told-once"))
                .hasSize(1);
    }

    @Test
    void aVaultThatIsAwayHoldsUpNoWorkAndGetsEverythingWhenItIsBack() throws IOException {
        Path plans = assistant.vault().resolve("Plans");
        Path away = home.resolve("plans-away");
        Path inbox = assistant.vault().resolve("Inbox");
        Path inboxAway = home.resolve("inbox-away");
        Files.move(plans, away);
        Files.move(inbox, inboxAway);
        assistant.bean(Triggers.class).accept(Work.of("unseen", List.of(step("no_such_skill", Map.of()))));
        await().atMost(PATIENCE)
                .until(() -> assistant
                                .bean(Triggers.class)
                                .find("unseen")
                                .orElseThrow()
                                .status()
                        == TriggerStatus.FAILED);
        assertThat(isWaiting("loop:unseen")).isTrue();

        Files.move(away, plans);
        Files.move(inboxAway, inbox);
        await().atMost(PATIENCE).until(() -> {
            CLOCK.pass(Duration.ofMinutes(1));
            return !isWaiting("loop:unseen")
                    && assistant.files("Inbox").toString().contains("task-failed");
        });
        assertThat(Files.readString(plans.resolve("PLAN_unseen.md"))).contains("status: failed");
        assertThat(assistant.files("Inbox"))
                .filteredOn(name -> name.contains("task-failed"))
                .hasSize(1);
    }
}
