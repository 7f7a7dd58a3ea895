package io.goldtier.store.database;

import java.sql.SQLException;
import java.util.Set;

/** What a failure of the database means, by its SQLState; SQLite's failures have none. */
public final class DatabaseFault {

    /** Classes of PostgreSQL: connection, log-in, name of the database, resources, operator, system. */
    private static final Set<String> ILL = Set.of("08", "28", "3D", "53", "57", "58");

    /** Those with which there is no connection: the above, no connection left, and a server that stops or has yet to start. */
    private static final Set<String> AWAY = Set.of("08", "28", "3D", "53300", "57P");

    /** A server that others follow; it takes no writes. */
    private static final String READ_ONLY = "25006";

    private DatabaseFault() {}

    /** True when nothing can be kept now, whatever it is, and not because of what was asked for. */
    public static boolean isIll(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (startsWithOneOf(state, ILL) || state.equals(READ_ONLY));
    }

    /** True when there is no connection to the database, or none any more. */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && startsWithOneOf(sql.getSQLState(), AWAY)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Why there is no connection, and what to do, without the stop at the end.
     *
     * @param database its address, without parameters
     */
    public static String sentence(Throwable failure, String database) {
        SQLException sql = innermost(failure);
        String state = sql == null || sql.getSQLState() == null ? "" : sql.getSQLState();
        String said = said(failure);
        if (state.startsWith("28") || state.equals("08004")) {
            return "The database " + database + " does not let us in (" + said
                    + "): correct goldtier.store.user and GOLDTIER_STORE_PASSWORD, or what its pg_hba.conf allows";
        }
        if (state.startsWith("3D")) {
            return "There is no database " + database + " (" + said
                    + "): make it with createdb, or correct goldtier.store.url";
        }
        if (state.equals("53300")) {
            return "The database " + database + " has no connection left for us (" + said
                    + "): end other programs that use it, or raise its max_connections";
        }
        if (state.equals("57P03")) {
            return "The database " + database + " takes no work yet (" + said
                    + "): wait until it has started; if it stays so, its own log says why";
        }
        return "The database " + database + " does not answer (" + said
                + "): start PostgreSQL there, or correct goldtier.store.url";
    }

    /**
     * The same failure, by itself where a connection was lost: who is told the innermost cause of a failure, as Camel does,
     * must not take it for a fault of some network.
     */
    public static SQLException alone(SQLException failure) {
        if (!isAway(failure)) {
            return failure;
        }
        SQLException innermost = innermost(failure);
        SQLException alone = new SQLException(failure.getMessage(), innermost.getSQLState(), innermost.getErrorCode());
        alone.setStackTrace(failure.getStackTrace());
        return alone;
    }

    private static boolean startsWithOneOf(String state, Set<String> beginnings) {
        return beginnings.stream().anyMatch(state::startsWith);
    }

    /** The pool wraps what the driver said. */
    private static SQLException innermost(Throwable failure) {
        SQLException found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                found = sql;
            }
        }
        return found;
    }

    private static String said(Throwable failure) {
        String found = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                found = cause.getMessage();
            }
        }
        return found.replaceAll("\\s+", " ").strip().replaceFirst("\\.$", "");
    }
}
