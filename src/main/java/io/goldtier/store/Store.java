package io.goldtier.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database behind everything, with group commit: units of work that arrive while the disk is busy share the next
 * physical transaction. Nearly all of them succeed, so a group is first tried as it is. If one fails, all that the group
 * did is undone, and the group is done again with a savepoint for each, so that one that fails undoes only itself.
 *
 * <p>Work is done in the order in which it was handed in. The writer does SQL and nothing else; should it end all the same,
 * whoever commits is told so.
 */
public final class Store implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final int LARGEST_GROUP = 256;
    private static final int LONGEST_QUEUE = 10_000;

    private final DataSource source;
    private final boolean postgres;
    private final BlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>(LONGEST_QUEUE);
    private final Readers readers;
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor(job -> daemon(job, "store-callbacks"));
    private final Thread writer = daemon(this::writeUntilClosed, "store-writer");
    private volatile boolean closing;
    private volatile String trouble;
    private volatile String ended;

    /** A store on a migrated database; the first work may be handed in at once. */
    Store(DataSource source, boolean postgres) {
        this.source = source;
        this.postgres = postgres;
        this.readers = new Readers(source, postgres);
        writer.start();
    }

    /**
     * Does the work and returns when it is durable.
     *
     * @throws StoreException if the database refused; nothing was kept
     * @throws IllegalStateException if it is called by a unit of work, which would wait for itself
     */
    public <T> T commit(Work<T> work) {
        return outcome(enqueue(new Job<>(work, false, null)));
    }

    /**
     * Does the work and returns when it is durable and something else that follows from it has come to its end, too. The
     * caller sees to that; work that is not kept ends it with the reason.
     *
     * @param patience how long to wait for it once the work is durable
     * @throws TimeoutException if the work is durable and the rest is not there in time
     */
    public <T> T commit(Work<T> work, CompletableFuture<Void> rest, Duration patience) throws TimeoutException {
        Job<T> job = enqueue(new Job<>(work, false, rest));
        try {
            wait(rest, patience);
        } catch (TimeoutException e) {
            outcome(job);
            wait(rest, patience);
        }
        return outcome(job);
    }

    private static void wait(CompletableFuture<Void> rest, Duration patience) throws TimeoutException {
        try {
            rest.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while waiting for the store", e);
        }
    }

    private static <T> T outcome(Job<T> job) {
        try {
            return job.result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Hands the work in without waiting; the future completes, on a thread of the store, when it is durable. */
    public <T> CompletableFuture<T> submit(Work<T> work) {
        return enqueue(new Job<>(work, true, null)).result;
    }

    /** Reads a snapshot of what is durable. */
    public <T> T read(Work<T> work) {
        return readers.read(work);
    }

    /** True when other processes may use the same database. */
    public boolean isShared() {
        return postgres;
    }

    /** Why nothing can be written now, or null when the store is well. */
    public String trouble() {
        return ended == null ? trouble : ended;
    }

    /** Finishes what was handed in, then lets go of the database. */
    @Override
    public void close() {
        closing = true;
        writer.interrupt();
        try {
            writer.join(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        callbacks.shutdown();
        readers.close();
    }

    private <T> Job<T> enqueue(Job<T> job) {
        if (Thread.currentThread() == writer && !job.callBack) {
            throw new IllegalStateException("A unit of work cannot wait for another one.");
        }
        if (closing) {
            throw new RejectedExecutionException("The store is closing; hand the work in again after the next start.");
        }
        try {
            while (!queue.offer(job, 1, TimeUnit.SECONDS)) {
                failIfEnded();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while waiting for the store", e);
        }
        if (ended != null) {
            // It may have ended after it last looked into the queue
            queue.remove(job);
            failIfEnded();
        }
        return job;
    }

    private void failIfEnded() {
        if (ended != null) {
            throw new StoreException(ended, null);
        }
    }

    private void writeUntilClosed() {
        List<Job<?>> group = new ArrayList<>();
        try {
            while (!(closing && queue.isEmpty())) {
                writeOverOneConnection(group);
            }
        } catch (Throwable e) {
            LOG.error("The store's writer has ended", e);
            ended = "Nothing can be kept any more, because the store's writer has ended (" + e
                    + "). Start the assistant again.";
        } finally {
            queue.drainTo(group);
            fail(group, ended == null ? "The store is closed." : ended, null);
        }
    }

    private void writeOverOneConnection(List<Job<?>> group) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            Tx tx = new Tx(connection, postgres);
            while (!(closing && queue.isEmpty())) {
                group.clear();
                gather(group);
                if (!group.isEmpty()) {
                    write(connection, tx, group);
                }
            }
            group.clear();
        } catch (SQLException | RuntimeException e) {
            trouble = e.getMessage();
            LOG.error("The database cannot be written: {}. Work waits for its callers to try again.", trouble, e);
            fail(group, "The database cannot be written: " + trouble, e);
            pause();
        }
    }

    private void gather(List<Job<?>> group) {
        try {
            group.add(queue.take());
        } catch (InterruptedException e) {
            // Closing: the loop's condition decides whether anything is left to do
        }
        queue.drainTo(group, LARGEST_GROUP);
    }

    private void write(Connection connection, Tx tx, List<Job<?>> group) throws SQLException {
        List<Runnable> wakeUps;
        try {
            if (!runTogether(tx, group)) {
                for (Job<?> job : group) {
                    job.throwIfDatabaseIsIll();
                }
                connection.rollback();
                tx.forget();
                if (group.size() > 1) {
                    runApart(tx, group);
                }
            }
            tx.finish();
            connection.commit();
            wakeUps = tx.wakeUps();
        } catch (SQLException | RuntimeException e) {
            tx.forget();
            rollback(connection);
            fail(group, "The database cannot be written: " + e.getMessage(), e);
            throw e;
        }
        tx.forget();
        trouble = null;
        wakeUps.forEach(Store::wake);
        group.forEach(job -> job.complete(callbacks));
        group.clear();
    }

    /** Does all of them; false when one has failed that left something to undo. */
    private boolean runTogether(Tx tx, List<Job<?>> group) {
        for (Job<?> job : group) {
            boolean kept = job.run(tx);
            if (!kept && (postgres || tx.hasWritten() || job.databaseIsIll())) {
                return false;
            }
            tx.endUnit(kept);
        }
        return true;
    }

    /** Does them again, each so that it can be undone by itself. */
    private static void runApart(Tx tx, List<Job<?>> group) throws SQLException {
        for (Job<?> job : group) {
            tx.execute("SAVEPOINT work");
            boolean kept = job.run(tx);
            if (!kept) {
                tx.execute("ROLLBACK TO SAVEPOINT work");
            }
            tx.endUnit(kept);
            tx.execute("RELEASE SAVEPOINT work");
        }
    }

    private void fail(List<Job<?>> group, String sentence, Throwable cause) {
        group.forEach(job -> job.fail(new StoreException(sentence, cause), callbacks));
        group.clear();
    }

    /** Whoever cannot be woken is not the others' trouble. */
    private static void wake(Runnable sleeper) {
        try {
            sleeper.run();
        } catch (RuntimeException e) {
            LOG.error("Somebody could not be told of a commit, and looks for himself in a while", e);
        }
    }

    private void rollback(Connection connection) {
        rollback(source, connection);
    }

    /** Undoes what was not committed; false when the connection could not do that and was given up. */
    static boolean rollback(DataSource source, Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            LOG.warn("Rollback failed, the connection is given up: {}", e.getMessage());
            // SQLite has undone everything itself, as on a full disk, and its driver does not know: no use to anybody
            if (source instanceof HikariDataSource pool) {
                pool.evictConnection(connection);
            }
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            // Closing: the loop's condition decides
        }
    }

    private static Thread daemon(Runnable job, String name) {
        Thread thread = new Thread(job, name);
        thread.setDaemon(true);
        return thread;
    }

    private static final class Job<T> {

        /** SQLite's: no right to write, read-only, broken input or output, broken file, full disk, cannot be opened, no database. */
        private static final Set<Integer> ILL_CODES = Set.of(3, 8, 10, 11, 13, 14, 26);

        /** PostgreSQL's classes: connection, resources, operator, system. */
        private static final Set<String> ILL_STATES = Set.of("08", "53", "57", "58");

        private final Work<T> work;
        private final boolean callBack;
        private final CompletableFuture<Void> rest;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private T value;
        private RuntimeException failure;

        Job(Work<T> work, boolean callBack, CompletableFuture<Void> rest) {
            this.work = work;
            this.callBack = callBack;
            this.rest = rest;
        }

        boolean run(Tx tx) {
            failure = null;
            try {
                value = work.run(tx);
                tx.end();
                return true;
            } catch (RuntimeException e) {
                failure = e;
                return false;
            } catch (StackOverflowError | OutOfMemoryError e) {
                failure = new StoreException("The work was too much for this machine's memory: " + e, e);
                return false;
            }
        }

        /** True when it failed because nothing can be written, as on a full disk, and not because of what it asked for. */
        boolean databaseIsIll() {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql && isIll(sql)) {
                    return true;
                }
            }
            return false;
        }

        void throwIfDatabaseIsIll() throws SQLException {
            if (databaseIsIll()) {
                throw new SQLException(failure.getMessage(), failure);
            }
        }

        private static boolean isIll(SQLException sql) {
            return sql.getSQLState() == null
                    ? ILL_CODES.contains(sql.getErrorCode() & 0xff)
                    : ILL_STATES.stream().anyMatch(sql.getSQLState()::startsWith);
        }

        /** Whatever hangs on the future of handed-in work must not hold up the next group. */
        void complete(ExecutorService callbacks) {
            try {
                if (callBack) {
                    callbacks.execute(this::finish);
                    return;
                }
            } catch (RejectedExecutionException e) {
                LOG.debug("The store is closed; who handed the work in is told at once");
            }
            finish();
        }

        void fail(RuntimeException cause, ExecutorService callbacks) {
            failure = cause;
            complete(callbacks);
        }

        private void finish() {
            if (failure != null) {
                result.completeExceptionally(failure);
                if (rest != null) {
                    rest.completeExceptionally(failure);
                }
            } else {
                result.complete(value);
            }
        }
    }
}
