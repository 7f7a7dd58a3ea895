package io.goldtier.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Tells whether a commit took place whose answer was lost on its way from the server: each commit takes a number of this
 * writer along, and the next connection looks which was kept.
 *
 * <p>A row of our own tells it more surely than the server's {@code pg_xact_status}: a server that was killed may give the
 * same transaction id out again.
 */
final class CommitMark {

    private static final String SESSION = "pid || ' ' || backend_start";

    private final String counter = "commits." + UUID.randomUUID();
    private long last;
    private String session;

    /** From now on commits go over this connection. */
    void over(Tx tx) {
        session = tx.first(
                        "SELECT " + SESSION + " AS session FROM pg_stat_activity WHERE pid = pg_backend_pid()",
                        row -> row.string("session"))
                .orElseThrow();
    }

    /** The last statement before a commit. */
    void put(Tx tx) {
        last++;
        tx.update(
                "INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                counter,
                last);
    }

    /** True when what was last committed is durable. When this returns it is settled, one way or the other. */
    boolean isKept(Tx fresh, Connection connection) throws SQLException {
        // A server that has not noticed yet that nobody listens any more would hold the rows
        fresh.query(
                "SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity WHERE " + SESSION + " = ?",
                row -> row.string("ended"),
                session);
        // Waits for a transaction that is being committed at this moment, as reading alone would not
        long kept = fresh.first(
                        "INSERT INTO counters (name, value) VALUES (?, 0)"
                                + " ON CONFLICT (name) DO UPDATE SET value = counters.value RETURNING value",
                        row -> row.longInt("value"),
                        counter)
                .orElseThrow();
        connection.rollback();
        return kept == last;
    }

    /** Takes the row away; another process has another one. */
    void remove(Tx tx) {
        tx.update("DELETE FROM counters WHERE name = ?", counter);
    }
}
