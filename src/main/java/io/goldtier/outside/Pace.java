package io.goldtier.outside;

import java.time.Clock;
import java.time.Duration;

/** Keeps the least time between two requests: each books the next free moment and waits for it. */
final class Pace {

    private final long millis;
    private final Clock clock;
    private long nextFree;

    Pace(Duration pace, Clock clock) {
        this.millis = pace.toMillis();
        this.clock = clock;
    }

    void await() throws InterruptedException {
        if (millis > 0) {
            Thread.sleep(book());
        }
    }

    private synchronized long book() {
        long now = clock.millis();
        long mine = Math.max(now, nextFree);
        nextFree = mine + millis;
        return mine - now;
    }
}
