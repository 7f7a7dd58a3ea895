package io.goldtier.store.database;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Keeps out of the log what everybody who needs the database would say while it is away: {@link Presence} has said it once,
 * with what to do. Only failures whose cause is a lost connection are kept out, wherever they are logged; every other one
 * is logged with its trace.
 */
public final class AwayLogs extends TurboFilter implements AutoCloseable {

    /** Begins to filter. */
    public AwayLogs() {
        setName("database-away");
        context().addTurboFilter(this);
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String message, Object[] arguments, Throwable thrown) {
        Throwable failure = thrown == null ? last(arguments) : thrown;
        return failure != null && DatabaseFault.isAway(failure) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    /** Where a message has arguments, the failure comes as one more. */
    private static Throwable last(Object[] arguments) {
        return arguments != null && arguments.length > 0 && arguments[arguments.length - 1] instanceof Throwable thrown
                ? thrown
                : null;
    }

    @Override
    public void close() {
        context().getTurboFilterList().remove(this);
    }
}
