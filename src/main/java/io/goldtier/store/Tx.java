package io.goldtier.store;

import io.goldtier.json.Json;
import io.goldtier.store.database.DatabaseFault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A unit of work's hands on the database: SQL with positional parameters.
 *
 * <p>Times are bound as text, maps and lists as JSON, enum constants as their lower-case name, booleans as 0 or 1.
 */
public final class Tx {

    /** How many statements are kept prepared; nearly all SQL is constant, so it is enough for all of it. */
    private static final int KEPT = 200;

    private final Connection connection;
    private final boolean postgres;
    private final boolean locks;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(128, 0.75f, true);
    private final Map<Object, Object> attachments = new HashMap<>();
    private final List<Runnable> beforeEnd = new ArrayList<>();
    private final List<Runnable> whenKept = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Map<Object, Object> shared = new HashMap<>();
    private final List<Runnable> beforeCommit = new ArrayList<>();
    private final Set<Runnable> wakeUps = new LinkedHashSet<>();
    private boolean written;
    private boolean changed;

    Tx(Connection connection, boolean postgres) {
        this(connection, postgres, postgres);
    }

    private Tx(Connection connection, boolean postgres, boolean locks) {
        this.connection = connection;
        this.postgres = postgres;
        this.locks = locks;
    }

    /** Hands that only read: they lock nothing, so that nobody who writes waits for them, and they for nobody. */
    static Tx reading(Connection connection, boolean postgres) {
        return new Tx(connection, postgres, false);
    }

    /** Runs an INSERT, UPDATE or DELETE and returns the number of rows that it touched. */
    public int update(String sql, Object... arguments) {
        try {
            PreparedStatement statement = prepare(sql, arguments);
            written = true;
            changed = true;
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** All rows of a SELECT, or of a statement that ends in RETURNING. */
    public <T> List<T> query(String sql, RowMapper<T> mapper, Object... arguments) {
        try {
            PreparedStatement statement = prepare(sql, arguments);
            written |= !sql.startsWith("SELECT");
            changed |= written;
            try (ResultSet results = statement.executeQuery()) {
                Row row = new Row(results);
                List<T> rows = new ArrayList<>();
                while (results.next()) {
                    rows.add(mapper.map(row));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** The first row of a query, or empty. */
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, Object... arguments) {
        return query(sql, mapper, arguments).stream().findFirst();
    }

    /** The next number of a counter, starting at 1; a unit of work that is undone may leave one out. */
    public long next(String counter) {
        if (!postgres) {
            return shared(Counters.class, Counters::new).next(counter);
        }
        return first(
                        "INSERT INTO counters (name, value) VALUES (?, 1)"
                                + " ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value",
                        row -> row.longInt("value"),
                        counter)
                .orElseThrow();
    }

    /** Adds to a counter what this unit of work changes, unless it is undone. */
    public void tally(String counter, long number) {
        Tallies tallies = shared(Tallies.class, Tallies::new);
        whenKept(() -> tallies.add(counter, number));
    }

    /** The counters whose names begin so, without that beginning. */
    public Map<String, Long> counters(String beginning) {
        Map<String, Long> found = new TreeMap<>();
        query(
                "SELECT name, value FROM counters WHERE name LIKE ? AND value <> 0",
                row -> found.put(row.string("name").substring(beginning.length()), row.longInt("value")),
                beginning + '%');
        return found;
    }

    /** What to add to a SELECT that claims rows, so that several nodes do not wait for each other. */
    public String skipLocked() {
        return locks ? " FOR UPDATE SKIP LOCKED" : "";
    }

    /** What to add to a SELECT whose row nobody else may change before this work ends. */
    public String forUpdate() {
        return locks ? " FOR UPDATE" : "";
    }

    /** An object that belongs to this unit of work, made when it is first asked for. */
    public <T> T attachment(Class<T> type, Function<Tx, T> maker) {
        Object found = attachments.get(type);
        if (found == null) {
            found = maker.apply(this);
            attachments.put(type, found);
        }
        return type.cast(found);
    }

    /**
     * An object that all units of work of the same physical transaction have in common, made when it is first asked for.
     * It must take nothing from a unit before that has come to its end: see {@link #whenKept}.
     */
    public <T> T shared(Class<T> type, Function<Tx, T> maker) {
        Object found = shared.get(type);
        if (found == null) {
            found = maker.apply(this);
            shared.put(type, found);
        }
        return type.cast(found);
    }

    /** Something to do when this unit of work has come to its end and is not undone; may do no SQL and not fail. */
    public void whenKept(Runnable step) {
        whenKept.add(step);
    }

    /** Something to do, once for all units of work of the same physical transaction, right before it is committed. */
    public void beforeCommit(Runnable step) {
        beforeCommit.add(step);
    }

    /** Something to do as the last part of this unit of work. */
    public void beforeEnd(Runnable step) {
        beforeEnd.add(step);
    }

    /**
     * Somebody to wake once this unit of work is durable; nobody is woken if the work is undone. This is no place for
     * work: it is done on the store's own thread, what it throws is only logged, and a crash may come before it. What
     * must happen after a commit is a row of the outbox. The same sleeper is woken once, however many units of work ask
     * for it.
     */
    public void afterCommit(Runnable step) {
        afterCommit.add(step);
    }

    /** Runs a statement that touches no rows. */
    void execute(String sql) throws SQLException {
        prepare(sql).execute();
    }

    void end() {
        // A step may ask for another one, so no iterator
        for (int i = 0; i < beforeEnd.size(); i++) {
            beforeEnd.get(i).run();
        }
    }

    /** True when this unit of work has tried to change anything. */
    boolean hasWritten() {
        return written;
    }

    /** True when something in this physical transaction has tried to change anything. */
    boolean hasChanged() {
        return changed;
    }

    /** Ends a unit of work: what it left for the commit is kept, or forgotten with all that it did. */
    void endUnit(boolean kept) {
        if (kept) {
            whenKept.forEach(Runnable::run);
            wakeUps.addAll(afterCommit);
        }
        attachments.clear();
        beforeEnd.clear();
        whenKept.clear();
        afterCommit.clear();
        written = false;
    }

    /** Does what is to be done before the commit. */
    void finish() {
        for (int i = 0; i < beforeCommit.size(); i++) {
            beforeCommit.get(i).run();
        }
    }

    /** Whom to wake now that all is durable. */
    List<Runnable> wakeUps() {
        wakeUps.addAll(afterCommit);
        return List.copyOf(wakeUps);
    }

    /** Lets go of all statements. */
    void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        statements.clear();
    }

    /** Begins anew: nothing of this physical transaction is left. */
    void forget() {
        endUnit(false);
        shared.clear();
        beforeCommit.clear();
        wakeUps.clear();
        changed = false;
    }

    private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
            letGoOfTheEldest();
        }
        for (int i = 0; i < arguments.length; i++) {
            bind(statement, i + 1, arguments[i]);
        }
        return statement;
    }

    /** Never of one whose result is still being read: those are the youngest. */
    private void letGoOfTheEldest() throws SQLException {
        if (statements.size() > KEPT) {
            Iterator<PreparedStatement> eldest = statements.values().iterator();
            PreparedStatement old = eldest.next();
            eldest.remove();
            old.close();
        }
    }

    private static void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value == null) {
            statement.setString(index, null);
        } else if (value instanceof Long || value instanceof Integer) {
            statement.setLong(index, ((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            statement.setInt(index, flag ? 1 : 0);
        } else if (value instanceof Instant time) {
            statement.setString(index, Times.text(time));
        } else if (value instanceof Enum<?> constant) {
            statement.setString(index, constant.name().toLowerCase(Locale.ROOT));
        } else if (value instanceof Map<?, ?> || value instanceof Collection<?>) {
            statement.setString(index, Json.write(value));
        } else {
            statement.setString(index, value.toString());
        }
    }

    private static StoreException failed(String sql, SQLException e) {
        return new StoreException(e.getMessage() + " in: " + sql, DatabaseFault.alone(e));
    }
}
