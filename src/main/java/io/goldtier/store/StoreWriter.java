package io.goldtier.store;

import com.zaxxer.hikari.HikariDataSource;
import io.goldtier.store.database.DatabaseFault;
import io.goldtier.store.database.Presence;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Nearly all units of work succeed, so a group is first tried as it is. If one fails, all that
 * the group did is undone, and the group is done again with a savepoint for each, so that one that fails undoes only itself.
 *
 * <p>It does SQL and nothing else; should it end all the same, whoever commits is told so.
 */
final class StoreWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);
    private static final int LARGEST_GROUP = 256;
    private static final int LONGEST_QUEUE = 10_000;
    /** How often a group is tried that loses its connection: it may be what the server dies of. */
    private static final int MOST_LOST = 10;

    private static final String AWAY_AT_THE_END =
            "The database is away and the assistant is stopping. After the next start it goes on from what the database has.";

    private final DataSource source;
    private final boolean postgres;
    private final Presence presence;
    private final CommitMark mark = new CommitMark();
    private final BlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>(LONGEST_QUEUE);
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor(job -> daemon(job, "store-callbacks"));
    private final Thread thread = daemon(this::writeUntilClosed, "store-writer");
    private volatile boolean leaving;
    private volatile boolean closing;
    private volatile String trouble;
    private volatile String ended;
    /** Whom to wake if the last commit took place, whose answer was lost; null when there is no such commit. */
    private List<Runnable> unanswered;

    private int lost;
    /** What has lost its connection and is done again, in order, before all that is in the queue. */
    private final Deque<Job<?>> again = new ArrayDeque<>();

    /** How much is done at once: less after each loss, so that a connection that lasts shortly is still of use. */
    private int groupSize = LARGEST_GROUP;

    StoreWriter(DataSource source, boolean postgres, Presence presence) {
        this.source = source;
        this.postgres = postgres;
        this.presence = presence;
    }

    void start() {
        thread.start();
    }

    /** Why nothing can be written now, or null when all is well. */
    String trouble() {
        if (ended != null) {
            return ended;
        }
        return presence.trouble() == null ? trouble : presence.trouble();
    }

    /** Looks whether the database is there, soon and without anybody's waiting. */
    void look() {
        if (queue.isEmpty()) {
            queue.offer(new Job<>(tx -> tx.first("SELECT 1 AS there", row -> row.integer("there")), true, null));
        }
    }

    /** The process is about to end: from now on nobody waits for a database that is away. */
    void leave() {
        leaving = true;
    }

    /** Finishes what was handed in. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        callbacks.shutdown();
    }

    /** Takes a unit of work in, behind all that is there. */
    <T> Job<T> take(Job<T> job) {
        if (Thread.currentThread() == thread && !job.isCalledBack()) {
            throw new IllegalStateException("A unit of work cannot wait for another one.");
        }
        if (closing) {
            throw new RejectedExecutionException("The store is closing; hand the work in again after the next start.");
        }
        if (leaving && presence.trouble() != null) {
            throw new StoreException(AWAY_AT_THE_END, presence.cause());
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
            while (!isOver(group)) {
                writeOverOneConnection(group);
            }
        } catch (Throwable e) {
            LOG.error("The store's writer has ended", e);
            ended = "Nothing can be kept any more, because the store's writer has ended (" + e
                    + "). Start the assistant again.";
        } finally {
            group.addAll(again);
            queue.drainTo(group);
            fail(group, ended == null ? "The store is closed." : ended, null);
        }
    }

    /** Who closes the store does not wait for a database that is away: what is left is taken up at the next start. */
    private boolean isOver(List<Job<?>> group) {
        return closing && (hasNothingToDo(group) || presence.trouble() != null);
    }

    private boolean hasNothingToDo(List<Job<?>> group) {
        return queue.isEmpty() && again.isEmpty() && group.isEmpty();
    }

    private void writeOverOneConnection(List<Job<?>> group) {
        boolean connected = false;
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            Tx tx = new Tx(connection, postgres);
            takeUp(connection, tx, group);
            connected = true;
            while (!(closing && hasNothingToDo(group))) {
                if (group.isEmpty()) {
                    gather(group);
                }
                if (!group.isEmpty()) {
                    write(connection, tx, group);
                }
            }
            leave(connection, tx);
        } catch (SQLException | RuntimeException e) {
            if (postgres && (isAway(e, group) || closing && !connected) && lost < MOST_LOST) {
                keepForTheNext(group, connected, e);
                return;
            }
            lost = 0;
            trouble = "The database cannot be written: " + e.getMessage();
            LOG.error("{}. Work waits for its callers to try again.", trouble, e);
            fail(group, trouble, e);
            pause();
        }
    }

    /** Begins on a new connection: if the answer to a commit was lost with the last one, it is found out what it was. */
    private void takeUp(Connection connection, Tx tx, List<Job<?>> group) throws SQLException {
        if (!postgres) {
            return;
        }
        if (unanswered != null && mark.isKept(tx, connection)) {
            tell(group, unanswered);
        }
        unanswered = null;
        doAgain(group);
        mark.over(tx);
        connection.rollback();
        tx.forget();
        presence.back();
    }

    private void leave(Connection connection, Tx tx) throws SQLException {
        if (postgres) {
            mark.remove(tx);
            connection.commit();
        }
    }

    private static boolean isAway(Exception failure, List<Job<?>> group) {
        return DatabaseFault.isAway(failure)
                || failure instanceof SQLTransientConnectionException
                || group.stream().anyMatch(Job::hasLostTheDatabase);
    }

    /** Work comes to the same when it is done again, so what has lost its connection is done over the next one. */
    private void keepForTheNext(List<Job<?>> group, boolean connected, Exception failure) {
        group.forEach(Job::again);
        if (unanswered == null) {
            doAgain(group);
        }
        if (connected) {
            lost++;
            groupSize = Math.max(1, groupSize / 4);
            LOG.debug("The connection to the database was lost; another one is made: {}", failure.getMessage());
            return;
        }
        if (!closing) {
            presence.gone(failure);
        }
        if (leaving) {
            group.addAll(again);
            again.clear();
            queue.drainTo(group);
            fail(group, AWAY_AT_THE_END, failure);
        }
        pause();
    }

    private void doAgain(List<Job<?>> group) {
        for (int i = group.size() - 1; i >= 0; i--) {
            again.addFirst(group.get(i));
        }
        group.clear();
    }

    private void gather(List<Job<?>> group) {
        while (!again.isEmpty() && group.size() < groupSize) {
            group.add(again.pollFirst());
        }
        if (!group.isEmpty()) {
            return;
        }
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
            wakeUps = commit(connection, tx);
        } catch (SQLException | RuntimeException e) {
            tx.forget();
            rollback(connection);
            if (!postgres || !isAway(e, group)) {
                unanswered = null;
                fail(group, "The database cannot be written: " + e.getMessage(), e);
            }
            throw e;
        }
        tx.forget();
        trouble = null;
        tell(group, wakeUps);
    }

    private List<Runnable> commit(Connection connection, Tx tx) throws SQLException {
        List<Runnable> wakeUps = tx.wakeUps();
        if (postgres && tx.hasChanged()) {
            mark.put(tx);
            unanswered = wakeUps;
        }
        connection.commit();
        unanswered = null;
        return wakeUps;
    }

    /** All that the group has done is durable. */
    private void tell(List<Job<?>> group, List<Runnable> wakeUps) {
        lost = 0;
        groupSize = Math.min(LARGEST_GROUP, 2 * groupSize);
        wakeUps.forEach(StoreWriter::wake);
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
            if (!isClosed(connection)) {
                LOG.warn("Rollback failed, the connection is given up: {}", e.getMessage());
            }
            // SQLite has undone everything itself, as on a full disk, and its driver does not know: no use to anybody
            if (source instanceof HikariDataSource pool) {
                pool.evictConnection(connection);
            }
            return false;
        }
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    /** Before the database is tried again. */
    static void pause() {
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
}
