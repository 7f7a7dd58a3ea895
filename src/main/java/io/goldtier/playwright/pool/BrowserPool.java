package io.goldtier.playwright.pool;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Browsers for calls: so many at once, each on a thread of its own, the most recently used first. One that crashed, was killed
 * at the end of a call's time or has done its number of calls is replaced; one that nobody uses for a while is closed.
 */
public final class BrowserPool implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    private final PoolSettings settings;
    private final Workplace workplace;
    private final Semaphore places;
    private final Deque<BrowserWorker> free = new ArrayDeque<>();
    private final Set<BrowserWorker> busy = new HashSet<>();
    private final Consumer<Playwright> prepare;
    private final ScheduledExecutorService housekeeper = Executors.newSingleThreadScheduledExecutor(job -> {
        Thread thread = new Thread(job, "playwright-housekeeper");
        thread.setDaemon(true);
        return thread;
    });
    private boolean closed;

    /**
     * A pool without a browser; what an earlier process has left in its folder is ended and deleted.
     *
     * @param prepare what to do with each driver before its browser starts
     */
    public BrowserPool(PoolSettings settings, Consumer<Playwright> prepare) {
        this.settings = settings;
        this.prepare = prepare;
        this.workplace = new Workplace(settings.folder());
        workplace.open();
        this.places = new Semaphore(settings.browsers(), true);
        long every = Math.max(1_000, settings.idle().toMillis() / 2);
        housekeeper.scheduleWithFixedDelay(this::closeIdle, every, every, TimeUnit.MILLISECONDS);
    }

    /** Ends and deletes what an earlier process has left, without making a pool. */
    public static void endLeftovers(PoolSettings settings) {
        new Workplace(settings.folder()).endLeftovers();
    }

    /**
     * Says what is not installed.
     *
     * @throws PlaywrightTrouble that says what to install
     */
    public static void requirePrograms(PoolSettings settings) {
        Programs.node();
        Programs.browser(settings, settings.kind());
    }

    /** The Node.js of this machine. */
    public static String node() {
        return Programs.node().toString();
    }

    /** The Chromium of this machine. */
    public static Path chromium() {
        return Programs.chromium();
    }

    /** How it runs. */
    public PoolSettings settings() {
        return settings;
    }

    /**
     * Does this with a browser, on the thread that owns it.
     *
     * @throws PlaywrightTrouble when there is no browser, none is free, or the time is over
     */
    public <T> T call(BrowserKind kind, Deadline deadline, Function<Browser, T> work) {
        try {
            if (!places.tryAcquire(deadline.left(), TimeUnit.MILLISECONDS)) {
                throw new PlaywrightTrouble(
                        Kind.BUSY,
                        "All " + settings.browsers() + " browsers were at work for " + deadline.whole() + " ms.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlaywrightTrouble(Kind.BUSY, "The call was ended because the program stops.", e);
        }
        try {
            BrowserWorker worker = take(kind);
            try {
                return worker.run(work, deadline);
            } finally {
                giveBack(worker);
            }
        } finally {
            places.release();
        }
    }

    private BrowserWorker take(BrowserKind kind) {
        BrowserWorker other = null;
        synchronized (free) {
            if (closed) {
                throw new PlaywrightTrouble(Kind.BUSY, "The browsers are being closed.");
            }
            for (Iterator<BrowserWorker> each = free.iterator(); each.hasNext(); ) {
                BrowserWorker worker = each.next();
                if (worker.kind() == kind) {
                    each.remove();
                    if (!worker.isSpent()) {
                        busy.add(worker);
                        return worker;
                    }
                    // It died while nobody used it
                    end(worker);
                }
            }
            if (free.size() >= settings.browsers()) {
                other = free.pollLast();
            }
        }
        if (other != null) {
            end(other);
        }
        BrowserWorker fresh = new BrowserWorker(settings, workplace.folder(), kind, prepare);
        synchronized (free) {
            busy.add(fresh);
        }
        return fresh;
    }

    /** Nobody waits for a browser to end. */
    private void end(BrowserWorker worker) {
        try {
            housekeeper.execute(worker::close);
        } catch (RejectedExecutionException e) {
            worker.close();
        }
    }

    private void giveBack(BrowserWorker worker) {
        synchronized (free) {
            busy.remove(worker);
            if (!closed && !worker.isSpent()) {
                free.addFirst(worker);
                return;
            }
        }
        end(worker);
    }

    private void closeIdle() {
        List<BrowserWorker> old = new ArrayList<>();
        synchronized (free) {
            free.removeIf(worker -> {
                boolean idle = worker.idleNanos() > settings.idle().toNanos();
                if (idle) {
                    old.add(worker);
                }
                return idle;
            });
        }
        old.forEach(BrowserWorker::close);
    }

    @Override
    public void close() {
        List<BrowserWorker> idle;
        List<BrowserWorker> working;
        synchronized (free) {
            closed = true;
            idle = List.copyOf(free);
            working = List.copyOf(busy);
            free.clear();
        }
        working.forEach(BrowserWorker::kill);
        idle.forEach(BrowserWorker::close);
        housekeeper.shutdown();
        try {
            housekeeper.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workplace.emptyProfiles();
    }
}
