package io.goldtier.store;

import io.goldtier.store.database.Presence;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The database behind everything, with group commit: units of work that arrive while the disk is busy share the next
 * physical transaction, which {@link StoreWriter} writes. Work is done in the order in which it was handed in.
 */
public final class Store implements AutoCloseable {

    private final boolean postgres;
    private final Readers readers;
    private final StoreWriter writer;

    /**
     * A store on a migrated database; the first work may be handed in at once.
     *
     * @param presence says whether a database on a server is there
     */
    Store(DataSource source, boolean postgres, Presence presence) {
        this.postgres = postgres;
        this.writer = new StoreWriter(source, postgres, presence);
        this.readers = new Readers(source, postgres, presence, writer::look);
        writer.start();
    }

    /**
     * Does the work and returns when it is durable. While a database on a server is away, it waits.
     *
     * @throws StoreException if the database refused; nothing was kept
     * @throws IllegalStateException if it is called by a unit of work, which would wait for itself
     */
    public <T> T commit(Work<T> work) {
        return outcome(writer.take(new Job<>(work, false, null)));
    }

    /**
     * Does the work and returns when it is durable and something else that follows from it has come to its end, too. The
     * caller sees to that; work that is not kept ends it with the reason.
     *
     * @param patience how long to wait for it once the work is durable
     * @throws TimeoutException if the work is durable and the rest is not there in time
     */
    public <T> T commit(Work<T> work, CompletableFuture<Void> rest, Duration patience) throws TimeoutException {
        Job<T> job = writer.take(new Job<>(work, false, rest));
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
            return job.result().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Hands the work in without waiting; the future completes, on a thread of the store, when it is durable. */
    public <T> CompletableFuture<T> submit(Work<T> work) {
        return writer.take(new Job<>(work, true, null)).result();
    }

    /** Reads a snapshot of what is durable. */
    public <T> T read(Work<T> work) {
        return readers.read(work);
    }

    /**
     * Does this with reads that wait, as commits do, for a database on a server that is away: what has begun something outside must
     * not break off before it has recorded what became of it.
     */
    public <T> T patiently(Supplier<T> work) {
        return readers.patiently(work);
    }

    /** True when other processes may use the same database. */
    public boolean isShared() {
        return postgres;
    }

    /** Why nothing can be written now, or null when the store is well. */
    public String trouble() {
        return writer.trouble();
    }

    /** The process is about to end: from now on nobody waits for a database that is away. */
    void leave() {
        readers.leave();
        writer.leave();
    }

    /** Finishes what was handed in, then lets go of the database. */
    @Override
    public void close() {
        writer.close();
        readers.close();
    }
}
