package io.goldtier.outside.http;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many calls may be under way at one outside system: what it can bear, as its answers show, and never more than its
 * card allows, where it begins. When answers take longer because calls wait for each other at its side, or when it says that
 * it has too much to do, the limit shrinks; while it answers as quickly as it did, it grows again. Whoever waits is let in by order of arrival.
 */
final class AdaptiveLimit {

    /** So many may always be under way, if the card allows them: a call that hangs must not hold up all others. */
    private static final int SMALLEST = 16;
    /** How much slower than usual answers may be before the limit shrinks. */
    private static final double TOLERATED = 1.5;
    /** Weights of one answer in what is usual and in what is now. */
    private static final double USUAL = 1.0 / 600;

    private static final double NOW = 1.0 / 20;
    private static final double SMOOTHING = 0.2;
    private static final double OVERLOADED = 0.9;

    private final int ceiling;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition free = lock.newCondition();
    private double limit;
    private int underWay;
    private double usual;
    private double now;

    /** What the end of a call says of how the system does. */
    enum Sign {
        /** It answered. */
        ANSWERED,
        /** It said that it has too much to do. */
        TOO_MUCH,
        /** No answer came, which says nothing of that. */
        LOST
    }

    /** @param ceiling what the system's card allows */
    AdaptiveLimit(int ceiling) {
        this.ceiling = ceiling;
        this.limit = ceiling;
    }

    /** Waits for a place; false when there was none in time. */
    boolean enter(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (underWay >= (int) limit) {
                if (left <= 0) {
                    return false;
                }
                left = free.awaitNanos(left);
            }
            underWay++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the place back.
     *
     * @param took how long the answer took
     * @param sign what its answer, or the want of one, says
     */
    void leave(Duration took, Sign sign) {
        lock.lock();
        try {
            boolean full = underWay * 2 >= (int) limit;
            underWay--;
            if (sign == Sign.ANSWERED) {
                learn(Math.max(1, took.toNanos()), full);
            } else if (sign == Sign.TOO_MUCH) {
                limit = Math.max(Math.min(SMALLEST, ceiling), limit * OVERLOADED);
            }
            for (int places = (int) limit - underWay; places > 0; places--) {
                free.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The limit as it stands. */
    int current() {
        lock.lock();
        try {
            return (int) limit;
        } finally {
            lock.unlock();
        }
    }

    private void learn(double nanos, boolean full) {
        usual = usual == 0 ? nanos : usual + (nanos - usual) * USUAL;
        now = now == 0 ? nanos : now + (nanos - now) * NOW;
        if (usual > 2 * now) {
            // It has become quicker for good: what is usual must not lag behind for long
            usual *= 0.95;
        }
        if (!full) {
            return;
        }
        double gradient = Math.max(0.5, Math.min(1, TOLERATED * usual / now));
        double wanted = limit * gradient + Math.sqrt(limit);
        double next = limit + (wanted - limit) * SMOOTHING / limit;
        limit = Math.max(Math.min(SMALLEST, ceiling), Math.min(ceiling, next));
    }
}
