package io.goldtier.outside.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {

    private static final Duration SOON = Duration.ofMillis(1);

    private final AdaptiveLimit limit = new AdaptiveLimit(64);

    /** As many calls as are allowed, again and again; each takes as long as the far end needs for so many. */
    private void work(int rounds, int atOnce) throws InterruptedException {
        for (int round = 0; round < rounds; round++) {
            int under = 0;
            while (limit.enter(Duration.ZERO)) {
                under++;
            }
            Duration took = Duration.ofMillis(20L * Math.max(1, (under + atOnce - 1) / atOnce));
            for (int i = 0; i < under; i++) {
                limit.leave(took, AdaptiveLimit.Sign.ANSWERED);
            }
        }
    }

    @Test
    void whoAnswersQuicklyKeepsWhatItsCardAllows() throws InterruptedException {
        work(100, 1_000);

        assertThat(limit.current()).isEqualTo(64);
    }

    @Test
    void whoSaysThatItIsTooMuchGetsLessAndMoreAgainWhenItDoesWell() throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            limit.enter(SOON);
            limit.leave(SOON, AdaptiveLimit.Sign.TOO_MUCH);
        }
        assertThat(limit.current()).isEqualTo(16);

        work(400, 1_000);

        assertThat(limit.current()).isEqualTo(64);
    }

    @Test
    void lostAnswersTakeNothingAway() throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            limit.enter(SOON);
            limit.leave(SOON, AdaptiveLimit.Sign.LOST);
        }

        assertThat(limit.current()).isEqualTo(64);
    }

    @Test
    void aCardThatAllowsOneCallGetsOne() throws InterruptedException {
        AdaptiveLimit one = new AdaptiveLimit(1);

        assertThat(one.enter(SOON)).isTrue();
        assertThat(one.enter(SOON)).isFalse();
        one.leave(SOON, AdaptiveLimit.Sign.TOO_MUCH);
        assertThat(one.enter(SOON)).isTrue();
    }
}
