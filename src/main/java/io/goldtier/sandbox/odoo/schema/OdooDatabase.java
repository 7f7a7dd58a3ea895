package io.goldtier.sandbox.odoo.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The stand-in's own SQLite file: one writer, a few readers that see the last commit.
 *
 * <p>It is made to be fast rather than to survive a power cut: what a process that dies had committed is kept.
 */
public final class OdooDatabase implements AutoCloseable {

    private static final int READERS = 3;

    private final Connection writer;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);

    /** Opens the file, and makes it and its tables where they are missing. */
    public OdooDatabase(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            writer = open(file);
            createTables();
            writer.setAutoCommit(false);
            for (int i = 0; i < READERS; i++) {
                Connection reader = open(file);
                reader.setAutoCommit(false);
                readers.add(reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder of the sandbox Odoo, " + file, e);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot open the sandbox Odoo's database " + file, e);
        }
    }

    /** Runs the work in one transaction that is rolled back when it throws. */
    public <T> T write(Function<Connection, T> work) {
        writing.lock();
        try {
            return transaction(writer, work);
        } finally {
            writing.unlock();
        }
    }

    /** Runs the work on a snapshot. */
    public <T> T read(Function<Connection, T> work) {
        Connection reader;
        try {
            reader = readers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the sandbox Odoo's database", e);
        }
        try {
            return transaction(reader, work);
        } finally {
            readers.add(reader);
        }
    }

    private static <T> T transaction(Connection connection, Function<Connection, T> work) {
        boolean done = false;
        try {
            T result = work.apply(connection);
            connection.commit();
            done = true;
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException("the sandbox Odoo's database failed: " + e.getMessage(), e);
        } finally {
            if (!done) {
                rollback(connection);
            }
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException("the sandbox Odoo's database failed: " + e.getMessage(), e);
        }
    }

    private static Connection open(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        OdooLike.addTo(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=NORMAL");
            statement.execute("PRAGMA busy_timeout=10000");
        }
        return connection;
    }

    private void createTables() throws SQLException {
        writer.setAutoCommit(false);
        try (Statement statement = writer.createStatement()) {
            for (OdooModel model : OdooModels.all()) {
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS " + model.table() + " (id INTEGER PRIMARY KEY AUTOINCREMENT)");
                Set<String> present = columns(statement, model.table());
                for (OdooField field : model.fields()) {
                    if (field.stored() && !present.contains(field.name())) {
                        statement.execute("ALTER TABLE " + model.table() + " ADD COLUMN \"" + field.name() + "\" "
                                + field.kind().column);
                    }
                }
            }
            statement.execute("CREATE TABLE IF NOT EXISTS sequence (prefix TEXT PRIMARY KEY, last INTEGER NOT NULL)");
            index(statement, "ir_model_data", "module, name", true);
            index(statement, "account_move_line", "move_id", false);
            index(statement, "account_move", "date", false);
            index(statement, "account_move", "ref", false);
            index(statement, "res_partner", "name", false);
            index(statement, "res_partner", "email", false);
        }
        writer.commit();
    }

    private static Set<String> columns(Statement statement, String table) throws SQLException {
        Set<String> columns = new HashSet<>();
        try (ResultSet rows = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
            while (rows.next()) {
                columns.add(rows.getString("name"));
            }
        }
        return columns;
    }

    private static void index(Statement statement, String table, String columns, boolean unique) throws SQLException {
        statement.execute("CREATE " + (unique ? "UNIQUE " : "") + "INDEX IF NOT EXISTS " + table + "_"
                + columns.replaceAll("\\W+", "_") + " ON " + table + " (" + columns + ")");
    }

    @Override
    public void close() throws SQLException {
        writing.lock();
        try {
            writer.close();
        } finally {
            writing.unlock();
        }
        for (Connection reader : readers) {
            reader.close();
        }
    }
}
