package io.goldtier.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database behind everything, with group commit: units of work that arrive while the disk is busy share the next
 * physical transaction, each in a savepoint of its own, so one that fails undoes only itself.
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
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor(job -> daemon(job, "store-callbacks"));
    private final Thread writer = daemon(this::writeUntilClosed, "store-writer");
    private volatile boolean closing;
    private volatile String trouble;
    private volatile String ended;

    /** A store on a migrated database; the first work may be handed in at once. */
    Store(DataSource source, boolean postgres) {
        this.source = source;
        this.postgres = postgres;
        writer.start();
    }

    /**
     * Does the work and returns when it is durable.
     *
     * @throws StoreException if the database refused; nothing was kept
     * @throws IllegalStateException if it is called by a unit of work, which would wait for itself
     */
    public <T> T commit(Work<T> work) {
        if (Thread.currentThread() == writer) {
            throw new IllegalStateException("A unit of work cannot wait for another one.");
        }
        Job<T> job = enqueue(new Job<>(work, false));
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
        return enqueue(new Job<>(work, true)).result;
    }

    /** Reads a snapshot of what is durable. */
    public <T> T read(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return work.run(new Tx(connection, postgres));
            } finally {
                rollback(connection);
            }
        } catch (SQLException e) {
            throw new StoreException("The database cannot be read: " + e.getMessage(), e);
        }
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
    }

    private <T> Job<T> enqueue(Job<T> job) {
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
        List<Runnable> afterCommit = new ArrayList<>();
        try {
            for (Job<?> job : group) {
                tx.execute("SAVEPOINT work");
                boolean kept = job.run(tx);
                List<Runnable> steps = tx.reset();
                if (kept) {
                    afterCommit.addAll(steps);
                } else {
                    tx.execute("ROLLBACK TO SAVEPOINT work");
                }
                tx.execute("RELEASE SAVEPOINT work");
            }
            connection.commit();
        } catch (SQLException e) {
            rollback(connection);
            fail(group, "The database cannot be written: " + e.getMessage(), e);
            throw e;
        }
        trouble = null;
        group.forEach(job -> job.complete(callbacks));
        group.clear();
        afterCommit.forEach(Store::wake);
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
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.warn("Rollback failed, the connection is given up: {}", e.getMessage());
            // SQLite has undone everything itself, as on a full disk, and its driver does not know: no use to anybody
            if (source instanceof HikariDataSource pool) {
                pool.evictConnection(connection);
            }
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
        private final Work<T> work;
        private final boolean callBack;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private T value;
        private RuntimeException failure;

        Job(Work<T> work, boolean callBack) {
            this.work = work;
            this.callBack = callBack;
        }

        boolean run(Tx tx) {
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
            } else {
                result.complete(value);
            }
        }
    }
}
