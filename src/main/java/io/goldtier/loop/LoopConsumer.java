package io.goldtier.loop;

import io.goldtier.loop.recovery.LoopRecovery;
import io.goldtier.store.database.DatabaseFault;
import io.goldtier.trigger.Triggers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims loops that can go on, in order of arrival, and hands each to the route on a thread of its own. Under load it
 * claims ahead, as many again as there are threads, so that one commit claims many and no thread waits for one.
 */
final class LoopConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(LoopConsumer.class);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final int workers;
    private final int batch;
    private final Loops loops;
    private final LoopRecovery recovery;
    private final Semaphore free;
    private final Semaphore news = new Semaphore(0);
    private ExecutorService pool;
    private Thread claimer;
    private volatile boolean running;

    LoopConsumer(
            Endpoint endpoint,
            Processor processor,
            int workers,
            Loops loops,
            LoopRecovery recovery,
            Triggers triggers) {
        super(endpoint, processor);
        this.workers = workers;
        this.loops = loops;
        this.recovery = recovery;
        this.batch = Math.max(1, workers / 2);
        this.free = new Semaphore(2 * workers);
        triggers.onAccepted(this::look);
        loops.onWake(this::look);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        recovery.atStart();
        pool = getEndpoint().getCamelContext().getExecutorServiceManager().newFixedThreadPool(this, "loop", workers);
        running = true;
        claimer = new Thread(this::claimUntilStopped, "loop-claimer");
        claimer.setDaemon(true);
        claimer.start();
    }

    @Override
    protected void doStop() throws Exception {
        running = false;
        look();
        if (claimer != null) {
            claimer.join(5_000);
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(pool, 25_000);
        }
        super.doStop();
    }

    private void look() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    private void claimUntilStopped() {
        while (running) {
            int places = 0;
            try {
                free.acquire(batch);
                places = batch + free.drainPermits();
                List<Loop> claimed = loops.anyReady() ? loops.claim(places) : List.of();
                claimed.forEach(loop -> pool.execute(() -> loops.patiently(() -> run(loop))));
                places -= claimed.size();
                if (claimed.isEmpty()) {
                    free.release(places);
                    places = 0;
                    news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                sayThatNothingCanBeClaimed(e);
            } finally {
                free.release(places);
            }
        }
    }

    /** That the database is away is known; it is not asked all the time meanwhile. */
    private void sayThatNothingCanBeClaimed(RuntimeException reason) {
        if (!DatabaseFault.isAway(reason)) {
            LOG.error("No work can be claimed now: {}", reason.getMessage());
        }
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Loop loop) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(new LoopRun(loop, () -> running));
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } catch (Exception e) {
            getExceptionHandler().handleException("Loop " + loop.loopId() + " broke off", exchange, e);
        } finally {
            free.release();
            releaseExchange(exchange, false);
            look();
        }
    }
}
