package io.goldtier.outbox;

import io.goldtier.json.Cut;
import io.goldtier.json.Plain;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.store.database.DatabaseFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Carries out what is in the outbox. A round looks for rows that are due and hands each to one of a few threads; for a
 * key there is one at a time. What is done is recorded, and its row taken away, in one commit for all that are done by
 * then. What cannot be done is stepped over and tried again later, at most a minute later.
 */
@Component
class OutboxWorkers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxWorkers.class);
    private static final int THREADS = 4;
    private static final int AT_ONCE = 1_000;
    private static final int TOLD_AGAIN = 10;
    private static final int LONGEST_PROBLEM = 500;
    private static final Duration ROUND = Duration.ofMillis(50);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration LAST_ROUNDS = Duration.ofSeconds(5);

    private final Store store;
    private final Outbox outbox;
    private final ObjectProvider<ErrandHandler> beans;
    private final Clock clock;
    private final Semaphore news = new Semaphore(0);
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> firstSeen = new HashMap<>();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean recording = new AtomicBoolean();
    private Map<String, ErrandHandler> handlers = Map.of();
    private ExecutorService threads;
    private Thread rounds;
    private volatile boolean running;

    OutboxWorkers(Store store, Outbox outbox, ObjectProvider<ErrandHandler> beans, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.beans = beans;
        this.clock = clock;
        outbox.onPut(this::look);
    }

    /** A row that a handler has carried out, with what it wants recorded; or the reason why it has not. */
    private record Finished(Errand errand, Consumer<Tx> record, RuntimeException problem) {}

    /** True while a row with this key is being carried out. */
    boolean isAt(String key) {
        return busy.contains(key);
    }

    private void look() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    private void goRound() {
        while (running) {
            try {
                boolean looked = lookRound();
                // What comes within a moment shares a round; a store that is not well is not asked all the time
                TimeUnit.MILLISECONDS.sleep((looked && store.trouble() == null ? ROUND : STORE_PAUSE).toMillis());
                if (news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Whatever goes wrong in a round is told, and another one comes. */
    private boolean lookRound() {
        try {
            outbox.putWhatGoesOn();
            round(false);
            return true;
        } catch (RuntimeException | Error e) {
            if (!DatabaseFault.isAway(e)) {
                LOG.warn("The outbox cannot be looked at now, and is looked at again: {}", Plain.problem(e));
            }
            return false;
        }
    }

    /** Hands out what is due; returns how many rows that were. */
    private int round(boolean last) {
        List<Errand> due = due();
        if (firstSeen.size() > due.size()) {
            firstSeen.keySet().retainAll(due.stream().map(Errand::key).collect(Collectors.toSet()));
        }
        int given = 0;
        for (Errand errand : due) {
            if ((last || hasRested(errand)) && busy.add(errand.key())) {
                firstSeen.remove(errand.key());
                threads.execute(() -> carryOut(errand));
                given++;
            }
        }
        return given;
    }

    private List<Errand> due() {
        Instant now = clock.instant();
        int limit = AT_ONCE + busy.size();
        if (!store.isShared()) {
            return store.read(tx ->
                    tx.query("SELECT * FROM outbox WHERE next <= ? ORDER BY next LIMIT " + limit, Errand::read, now));
        }
        // Another node must leave alone what this one is about to carry out
        return store.commit(tx -> tx.query(
                "UPDATE outbox SET next = ? WHERE key IN (SELECT key FROM outbox WHERE next <= ? ORDER BY next LIMIT "
                        + AT_ONCE + tx.skipLocked() + ") RETURNING *",
                Errand::read,
                now.plus(LEASE),
                now));
    }

    /** Counted from when we first saw it, by a clock that nobody sets. */
    private boolean hasRested(Errand errand) {
        if (errand.restMs() == 0 || store.isShared()) {
            return true;
        }
        long seen = firstSeen.computeIfAbsent(errand.key(), key -> System.nanoTime());
        return System.nanoTime() - seen >= errand.restMs() * 1_000_000;
    }

    private void carryOut(Errand errand) {
        Finished result;
        try {
            ErrandHandler handler = handlers.get(errand.kind());
            if (handler == null) {
                throw new IllegalStateException("nobody here carries out what is called " + errand.kind());
            }
            result = new Finished(errand, handler.carryOut(errand), null);
        } catch (RuntimeException | Error e) {
            result = new Finished(errand, null, e instanceof RuntimeException known ? known : new RuntimeException(e));
        }
        finished.add(result);
        record();
    }

    /** Records all that is finished by the time the store gets to it, in one unit of work. */
    private void record() {
        if (recording.getAndSet(true)) {
            return;
        }
        List<Finished> batch = new ArrayList<>();
        try {
            store.submit(tx -> {
                        recording.set(false);
                        for (Finished next = finished.poll(); next != null; next = finished.poll()) {
                            batch.add(next);
                        }
                        batch.forEach(next -> record(tx, next));
                        return null;
                    })
                    .whenComplete((done, failure) -> recorded(batch, failure));
        } catch (RuntimeException e) {
            recorded(batch, e);
        }
    }

    private void record(Tx tx, Finished result) {
        Errand errand = result.errand();
        if (result.problem() == null) {
            result.record().accept(tx);
            // A newer version stays, and is carried out next
            tx.update("DELETE FROM outbox WHERE key = ? AND version = ?", errand.key(), errand.version());
            if (store.isShared()) {
                tx.update("UPDATE outbox SET next = ? WHERE key = ?", clock.instant(), errand.key());
            }
        } else {
            postpone(tx, errand, result.problem());
        }
    }

    private void postpone(Tx tx, Errand errand, RuntimeException problem) {
        String sentence = sentence(problem);
        Duration pause = Duration.ofSeconds(1L << Math.min(errand.tries(), 6));
        tx.update(
                "UPDATE outbox SET tries = ?, next = ?, problem = ? WHERE key = ?",
                errand.tries() + 1,
                clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause),
                sentence,
                errand.key());
        if (errand.tries() % TOLD_AGAIN == 0 && !DatabaseFault.isAway(problem)) {
            LOG.warn("{} cannot be shown now and is tried again: {}", errand.key(), sentence);
            LOG.debug("The reason", problem);
        }
    }

    /** The rows are free again. When one spoilt the commit for all, each is recorded by itself. */
    private void recorded(List<Finished> batch, Throwable failure) {
        if (failure == null) {
            batch.forEach(result -> busy.remove(result.errand().key()));
            if (!finished.isEmpty()) {
                record();
            }
            look();
            return;
        }
        if (!batch.isEmpty()) {
            batch.forEach(this::recordAlone);
            return;
        }
        // The store did not even begin: what is finished is carried out again
        recording.set(false);
        for (Finished left = finished.poll(); left != null; left = finished.poll()) {
            busy.remove(left.errand().key());
        }
    }

    private void recordAlone(Finished result) {
        try {
            store.submit(tx -> {
                        record(tx, result);
                        return null;
                    })
                    .whenComplete((done, failure) -> {
                        if (failure instanceof RuntimeException problem && result.problem() == null) {
                            recordAlone(new Finished(result.errand(), null, problem));
                        } else {
                            busy.remove(result.errand().key());
                        }
                    });
        } catch (RuntimeException e) {
            LOG.debug("{} is carried out again later: {}", result.errand().key(), e.getMessage());
            busy.remove(result.errand().key());
        }
    }

    private static String sentence(RuntimeException problem) {
        return Cut.to(LONGEST_PROBLEM, Plain.problem(problem));
    }

    @Override
    public synchronized void start() {
        handlers = beans.stream().collect(Collectors.toMap(ErrandHandler::kind, Function.identity()));
        threads = Executors.newFixedThreadPool(THREADS, job -> daemon(job, "outbox-worker"));
        running = true;
        rounds = daemon(this::goRound, "outbox");
        rounds.start();
    }

    /** Stops after all that makes work; what is due by then is still carried out, if that does not take long. */
    @Override
    public synchronized void stop() {
        running = false;
        look();
        try {
            rounds.join(LAST_ROUNDS.toMillis());
            long end = System.nanoTime() + LAST_ROUNDS.toNanos();
            while ((round(true) > 0 || !busy.isEmpty()) && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("What is left in the outbox is carried out after the next start: {}", e.getMessage());
        }
        threads.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    private static Thread daemon(Runnable job, String name) {
        Thread thread = new Thread(job, name);
        thread.setDaemon(true);
        return thread;
    }
}
