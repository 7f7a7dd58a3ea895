package io.goldtier.playwright.pool;

import java.util.concurrent.TimeUnit;

/** When a call must be over. */
public final class Deadline {

    private final long whole;
    private final long end;

    /** So many milliseconds from now. */
    public Deadline(long milliseconds) {
        this.whole = milliseconds;
        this.end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    /** How many milliseconds are left, at least 1. */
    public long left() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }

    /** True when it is over. */
    public boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    /** How many milliseconds there were. */
    public long whole() {
        return whole;
    }
}
