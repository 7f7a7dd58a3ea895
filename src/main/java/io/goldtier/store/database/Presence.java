package io.goldtier.store.database;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a database on a server is there. It says so in one sentence when that changes, for all who notice it. */
public final class Presence {

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private final String database;
    private volatile Absence absence;

    /** Why it is not there: the sentence without its stop, and the failure that it was made of. */
    private record Absence(String sentence, Throwable cause) {}

    /** @param database its address, without parameters */
    public Presence(String database) {
        this.database = database;
    }

    /** Why there is no connection and what to do, or null while there is one. */
    public String trouble() {
        Absence now = absence;
        return now == null ? null : now.sentence() + ".";
    }

    /** The failure behind {@link #trouble}. */
    public Throwable cause() {
        Absence now = absence;
        return now == null ? null : now.cause();
    }

    /** No connection can be made. */
    public synchronized void gone(Throwable failure) {
        String sentence = DatabaseFault.sentence(failure, database);
        if (absence == null) {
            LOG.error("{}. Work waits, and goes on by itself when it is back.", sentence);
        }
        absence = new Absence(sentence, failure instanceof SQLException sql ? DatabaseFault.alone(sql) : failure);
    }

    /** There is a connection that works. */
    public synchronized void back() {
        if (absence != null) {
            absence = null;
            LOG.info("The database {} is back; work goes on.", database);
        }
    }
}
