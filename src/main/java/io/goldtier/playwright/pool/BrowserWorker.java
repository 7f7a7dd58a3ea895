package io.goldtier.playwright.pool;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** One thread with the browser that it owns; started when it is first needed. */
final class BrowserWorker {

    /** How long after a call's own end its browser is left to find that out by itself. */
    private static final long GRACE_MS = 1_500;

    private static final long AFTER_KILL_MS = 5_000;

    private final PoolSettings settings;
    private final Path folder;
    private final BrowserKind kind;
    private final Consumer<Playwright> prepare;
    private final ExecutorService thread;
    private volatile Running running;
    private int calls;
    private boolean lost;
    private long usedAt = System.nanoTime();

    BrowserWorker(PoolSettings settings, Path folder, BrowserKind kind, Consumer<Playwright> prepare) {
        this.prepare = prepare;
        this.settings = settings;
        this.folder = folder;
        this.kind = kind;
        this.thread = Executors.newSingleThreadExecutor(job -> {
            Thread worker = new Thread(job, "playwright-" + kind.word());
            worker.setDaemon(true);
            return worker;
        });
    }

    BrowserKind kind() {
        return kind;
    }

    /** Does this with the browser; when its time is over, the browser is killed. */
    <T> T run(Function<Browser, T> work, Deadline deadline) {
        calls++;
        Future<T> result = thread.submit(() -> work.apply(browser(deadline)));
        try {
            return result.get(deadline.left() + GRACE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            boolean started = running != null;
            lose();
            awaitEnd(result);
            if (!started) {
                throw notStarted(deadline, e);
            }
            throw new PlaywrightTrouble(
                    Kind.TIMED_OUT, "The page did not come to an end within " + deadline.whole() + " ms.", e);
        } catch (InterruptedException e) {
            lose();
            Thread.currentThread().interrupt();
            throw new PlaywrightTrouble(Kind.CRASHED, "The call was ended because the program stops.", e);
        } catch (ExecutionException e) {
            if (running == null || !running.isAlive()) {
                lost = true;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } finally {
            usedAt = System.nanoTime();
        }
    }

    private PlaywrightTrouble notStarted(Deadline deadline, Exception cause) {
        boolean foreign = kind != BrowserKind.CHROMIUM && kind == settings.kind() && settings.executable() != null;
        String said = "The browser " + kind.word() + " did not start within " + deadline.whole() + " ms.";
        return new PlaywrightTrouble(
                foreign ? Kind.MISSING : Kind.TIMED_OUT, foreign ? said + kind.whatElse() : said, cause);
    }

    private Browser browser(Deadline deadline) {
        if (running == null) {
            running = Running.start(settings, folder, kind, prepare, deadline.left());
        }
        return running.browser();
    }

    /** Ends it now, from any thread, whatever it does. */
    void kill() {
        lose();
    }

    private void lose() {
        lost = true;
        Running mine = running;
        if (mine != null) {
            mine.kill();
        }
    }

    private static void awaitEnd(Future<?> result) {
        try {
            result.get(AFTER_KILL_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // What it says no longer matters
        }
    }

    /** True when the next call should not be given to it. */
    boolean isSpent() {
        return lost || calls >= settings.callsPerBrowser() || running == null || !running.isAlive();
    }

    /** How long nobody has used it. */
    long idleNanos() {
        return System.nanoTime() - usedAt;
    }

    /** Ends the browser and the thread; a browser that does not end is killed. */
    void close() {
        Future<?> end = thread.submit(() -> {
            if (running != null) {
                running.close();
            }
        });
        thread.shutdown();
        try {
            end.get(AFTER_KILL_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            lose();
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            lose();
        }
    }
}
