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
                limit.leave(took, true);
            }
        }
    }

    @Test
    void whoAnswersAtOnceGetsMoreUpToWhatItsCardAllows() throws InterruptedException {
        assertThat(limit.current()).isLessThanOrEqualTo(8);

        work(400, 1_000);

        assertThat(limit.current()).isEqualTo(64);
    }

    @Test
    void whoCanOnlyDoAFewAtOnceIsNotGivenManyMore() throws InterruptedException {
        work(60, 10);

        assertThat(limit.current()).isLessThan(40);
    }

    @Test
    void whoSaysThatItIsTooMuchGetsLess() throws InterruptedException {
        work(400, 1_000);
        for (int i = 0; i < 40; i++) {
            limit.enter(SOON);
            limit.leave(SOON, false);
        }

        assertThat(limit.current()).isEqualTo(2);
        assertThat(limit.enter(SOON)).isTrue();
        assertThat(limit.enter(SOON)).isTrue();
        assertThat(limit.enter(SOON)).isFalse();
    }

    @Test
    void aCardThatAllowsOneCallGetsOne() throws InterruptedException {
        AdaptiveLimit one = new AdaptiveLimit(1);

        assertThat(one.enter(SOON)).isTrue();
        assertThat(one.enter(SOON)).isFalse();
        one.leave(SOON, false);
        assertThat(one.enter(SOON)).isTrue();
    }
}
