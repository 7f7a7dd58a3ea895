package io.goldtier.mcp.http;

import io.goldtier.mcp.rpc.RpcError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Runs calls of tools on threads of their own, a bounded number at once, so that whoever waits for one can stop waiting:
 * when the time is over, or when nobody wants the answer any more.
 */
final class CallRunner {

    private static final long PULSE_SECONDS = 5;

    private final ThreadPoolExecutor threads;
    private final Duration longest;

    CallRunner(int atOnce, Duration longest) {
        this.longest = longest;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(0, atOnce, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), job -> {
            Thread thread = new Thread(job, "mcp-call-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs a call and waits for its result.
     *
     * @throws RpcError when the call ended with one, or when too many are under way
     * @throws CancellationException when nobody wants the answer any more
     */
    Map<String, Object> run(Posted posted, Supplier<Map<String, Object>> call) throws InterruptedException {
        CompletableFuture<Map<String, Object>> result = new CompletableFuture<>();
        posted.onCancel(() -> result.cancel(false));
        try {
            threads.execute(() -> {
                try {
                    result.complete(call.get());
                } catch (RuntimeException | Error e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            throw new RpcError(
                    RpcError.BUSY,
                    503,
                    "Too many calls are under way. Call again in a moment.",
                    Map.of("retry_after", 1));
        }
        return await(posted, result);
    }

    private Map<String, Object> await(Posted posted, CompletableFuture<Map<String, Object>> result)
            throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (true) {
            long left = end - System.nanoTime();
            try {
                return result.get(
                        Math.max(1, Math.min(left, TimeUnit.SECONDS.toNanos(PULSE_SECONDS))), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (end - System.nanoTime() <= 0) {
                    return overdue();
                }
                if (!posted.answer().keepAlive() && posted.isStateless()) {
                    // In this revision, closing the stream is how a client calls off
                    posted.cancel();
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }
    }

    private Map<String, Object> overdue() {
        String words =
                "It is still under way after " + longest.toSeconds() + " s and goes on; what becomes of it is in the"
                        + " audit log. Call again with the same idempotency key to ask for its result; without one it would be"
                        + " done twice.";
        return Map.of("content", List.of(Map.of("type", "text", "text", words)), "isError", true);
    }

    void close() {
        threads.shutdown();
    }
}
