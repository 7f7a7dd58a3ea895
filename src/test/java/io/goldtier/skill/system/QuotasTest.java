package io.goldtier.skill.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.Assistant;
import io.goldtier.TestClock;
import io.goldtier.skill.effect.Obstacle;
import io.goldtier.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quotas under a clock that is set right. */
class QuotasTest {

    private static final Duration AHEAD = Duration.ofDays(5);

    @TempDir
    static Path home;

    private static TestClock clock;
    private static Assistant assistant;

    @BeforeAll
    static void start() {
        clock = new TestClock("2026-02-20T10:30:00Z");
        Assistant made = Assistant.in(home).clock(clock);
        for (String name : new String[] {"ahead", "named", "lowered", "node"}) {
            made.setting("goldtier.quotas." + name + ".limit=2").setting("goldtier.quotas." + name + ".window=15m");
        }
        assistant = made.start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    @Test
    void aWindowThatAClockAheadHasOpenedBeginsAnew() {
        clock.pass(AHEAD);
        take("ahead");
        take("ahead");
        assertThat(take("ahead")).isPresent();

        clock.pass(AHEAD.negated());

        assertThat(usage("ahead").requests()).isZero();
        assertThat(usage("ahead").windowReset()).isEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
        assertThat(take("ahead")).isEmpty();
        assertThat(take("ahead")).isEmpty();
        assertThat(take("ahead")).isPresent();
        assertThat(usage("ahead").windowReset()).isEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
    }

    @Test
    void whatTheOutsideSystemNamedStaysAlsoWhenTheClockWasAhead() {
        Instant reset = clock.instant().plus(Duration.ofDays(7));
        clock.pass(AHEAD);
        left("named", reset);

        clock.pass(AHEAD.negated());

        assertThat(usage("named").windowReset()).isEqualTo(reset);
        assertThat(take("named").orElseThrow().retryAt()).isEqualTo(reset);
    }

    @Test
    void aQuotaLoweredWithoutATimeIsNoLongerKeptThanItsWindow() {
        clock.pass(AHEAD);
        left("lowered", null);
        assertThat(take("lowered")).isPresent();

        clock.pass(AHEAD.negated());

        assertThat(take("lowered")).isEmpty();
    }

    @Test
    void anotherNodesClockThatIsALittleAheadMakesNoCallForgotten() {
        clock.pass(Duration.ofSeconds(2));
        take("node");
        take("node");

        clock.pass(Duration.ofSeconds(-2));

        assertThat(take("node")).isPresent();
    }

    private static Optional<Obstacle> take(String name) {
        return assistant.bean(Store.class).commit(tx -> quotas().take(tx, Map.of(name, 1)));
    }

    /** Returns when it is written, since it is written in the background. */
    private static void left(String name, Instant reset) {
        quotas().left(name, 0, reset);
        assistant.bean(Store.class).commit(tx -> null);
    }

    private static Quotas.Usage usage(String name) {
        return quotas().usage().stream()
                .filter(usage -> usage.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Quotas quotas() {
        return assistant.bean(Quotas.class);
    }
}
