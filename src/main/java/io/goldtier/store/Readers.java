package io.goldtier.store;

import io.goldtier.store.database.DatabaseFault;
import io.goldtier.store.database.Presence;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** A few connections for reading, kept with the statements that are prepared on them. */
final class Readers implements AutoCloseable {

    private static final int MOST_KEPT = 4;

    private final DataSource source;
    private final boolean postgres;
    private final Deque<Reader> idle = new ConcurrentLinkedDeque<>();
    private final Presence presence;
    private final Runnable lookAfter;
    private final ThreadLocal<Boolean> patient = ThreadLocal.withInitial(() -> false);
    private volatile boolean leaving;
    private volatile boolean closed;

    /** @param lookAfter looks whether the database is there when there is doubt */
    Readers(DataSource source, boolean postgres, Presence presence, Runnable lookAfter) {
        this.source = source;
        this.postgres = postgres;
        this.presence = presence;
        this.lookAfter = lookAfter;
    }

    private record Reader(Connection connection, Tx tx) {}

    /** Within this work, reads are done again until they come to something, or the process is about to end. */
    <T> T patiently(Supplier<T> work) {
        boolean before = patient.get();
        patient.set(true);
        try {
            return work.get();
        } finally {
            patient.set(before);
        }
    }

    /** From now on nobody waits. */
    void leave() {
        leaving = true;
    }

    /** Reads a snapshot of what is durable. */
    <T> T read(Work<T> work) {
        while (true) {
            try {
                return readOnce(work);
            } catch (StoreException e) {
                if (!patient.get() || leaving || !DatabaseFault.isAway(e)) {
                    throw e;
                }
            }
            StoreWriter.pause();
        }
    }

    /** Nobody waits here for a database of which it is known that it is away. */
    private <T> T readOnce(Work<T> work) {
        String away = presence.trouble();
        if (away != null) {
            throw new StoreException(away, presence.cause());
        }
        Reader reader = null;
        boolean well = false;
        try {
            reader = take();
            T value = work.run(reader.tx());
            well = true;
            return value;
        } catch (SQLException e) {
            noteNoConnection(e);
            throw new StoreException("The database cannot be read: " + e.getMessage(), DatabaseFault.alone(e));
        } catch (StoreException e) {
            if (DatabaseFault.isAway(e)) {
                lookAfter.run();
            }
            throw e;
        } finally {
            if (reader != null) {
                giveBack(reader, well);
            }
        }
    }

    private void noteNoConnection(SQLException failure) {
        if (postgres && DatabaseFault.isAway(failure)) {
            presence.gone(failure);
            lookAfter.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Reader reader = idle.poll(); reader != null; reader = idle.poll()) {
            close(reader);
        }
    }

    private Reader take() throws SQLException {
        Reader kept = idle.pollFirst();
        if (kept != null) {
            return kept;
        }
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        return new Reader(connection, Tx.reading(connection, postgres));
    }

    /** One on which something went wrong is not trusted again; neither is one that a server may close meanwhile. */
    private void giveBack(Reader reader, boolean well) {
        reader.tx().forget();
        boolean clean = StoreWriter.rollback(source, reader.connection());
        if (well && clean && !postgres && !closed && idle.size() < MOST_KEPT) {
            idle.addFirst(reader);
        } else {
            close(reader);
        }
    }

    private static void close(Reader reader) {
        try {
            reader.tx().close();
            reader.connection().close();
        } catch (SQLException e) {
            // Nobody needs it any more
        }
    }
}
