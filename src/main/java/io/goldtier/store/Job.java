package io.goldtier.store;

import io.goldtier.store.database.DatabaseFault;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A unit of work on its way: what it came to, and who is told. */
final class Job<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Job.class);

    /** SQLite's: no right to write, read-only, broken input or output, broken file, full disk, cannot be opened, no database. */
    private static final Set<Integer> ILL_CODES = Set.of(3, 8, 10, 11, 13, 14, 26);

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

    /** True when it failed because its connection to the database was lost. */
    boolean hasLostTheDatabase() {
        return DatabaseFault.isAway(failure);
    }

    /** It is done again: what it failed of before is no news any more. */
    void again() {
        failure = null;
    }

    void throwIfDatabaseIsIll() throws SQLException {
        if (databaseIsIll()) {
            throw new SQLException(failure.getMessage(), failure);
        }
    }

    private static boolean isIll(SQLException sql) {
        return sql.getSQLState() == null ? ILL_CODES.contains(sql.getErrorCode() & 0xff) : DatabaseFault.isIll(sql);
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

    /** What became of it: there once it is durable, or has failed. */
    CompletableFuture<T> result() {
        return result;
    }

    /** True when nobody waits for it, so that it may be handed in by the writer itself. */
    boolean isCalledBack() {
        return callBack;
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
