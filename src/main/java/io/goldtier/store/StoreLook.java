package io.goldtier.store;

import io.goldtier.settings.SettingFault;
import io.goldtier.store.database.DatabaseFault;
import io.goldtier.store.database.SchemaVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The database seen from beside: it is only read, and an assistant that runs on it is not disturbed. */
public final class StoreLook {

    private static final String SQLITE = "jdbc:sqlite:";
    /** SQLite's own flags: what is not there is not made, and the file's name is an address with parameters. */
    private static final String READ_ONLY_BY_ADDRESS = String.valueOf(0x01 | 0x40);

    private final StoreConfiguration.StoreSettings settings;
    private final String url;
    private final Path file;

    private StoreLook(StoreConfiguration.StoreSettings settings, Path data) {
        this.settings = settings;
        this.url = settings.url().isEmpty() ? SQLITE + data.resolve(StoreConfiguration.FILE) : settings.url();
        this.file = settings.postgres()
                ? null
                : Path.of(url.substring(SQLITE.length()).replaceFirst("\\?.*", ""));
    }

    /**
     * A look at the database that these settings name.
     *
     * @param data the data folder
     * @throws IllegalArgumentException if the settings name none
     */
    public static StoreLook at(Environment environment, Path data) {
        try {
            return new StoreLook(
                    Binder.get(environment).bindOrCreate("goldtier.store", StoreConfiguration.StoreSettings.class),
                    data);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(SettingFault.sentence(e), e);
        }
    }

    /** Where it is, without a password. */
    public String name() {
        return file == null ? settings.name() : file.toString();
    }

    /** What is wrong with it, and what to do; empty when it can be read and, where it is a file, is whole. */
    public Optional<String> fault() {
        if (file != null && !Files.exists(file)) {
            return Optional.empty();
        }
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(file == null ? "SELECT 'ok'" : "PRAGMA quick_check(1)")) {
            String word = found.next() ? found.getString(1) : "nothing is in it";
            return word.equals("ok") ? SchemaVersion.of(connection).refusal(name()) : Optional.of(damaged(word));
        } catch (SQLException e) {
            return Optional.of(fault(e));
        }
    }

    private String fault(SQLException failure) {
        if (isDamage(failure)) {
            return damaged(failure.getMessage());
        }
        return DatabaseFault.isAway(failure)
                ? DatabaseFault.sentence(failure, name())
                : "The database " + name() + " cannot be read: " + failure.getMessage();
    }

    /** What a start will change in it, as the rest of a sentence; empty when it is up to date. */
    public Optional<String> upgrade() {
        try (Connection connection = open()) {
            SchemaVersion version = SchemaVersion.of(connection);
            return version.isOlder()
                    ? Optional.of("its tables are of an older version (" + version.found()
                            + ") and are brought up to date (" + version.known()
                            + ") at the next start; make a backup before it")
                    : Optional.empty();
        } catch (SQLException e) {
            throw new StoreException(fault(e), e);
        }
    }

    /** False when a first start has yet to make it. */
    public boolean isMade() {
        return (file == null || Files.exists(file))
                && read(tx -> tx.first(
                                file == null
                                        ? "SELECT 1 AS there FROM information_schema.tables WHERE table_name = 'log_heads'"
                                        : "SELECT 1 AS there FROM sqlite_master WHERE name = 'log_heads'",
                                row -> row.integer("there"))
                        .isPresent());
    }

    /**
     * Reads a snapshot of what is durable.
     *
     * @throws StoreException if it cannot be read
     */
    public <T> T read(Work<T> work) {
        try (Connection connection = open()) {
            connection.setAutoCommit(false);
            Tx tx = Tx.reading(connection, file == null);
            T value = work.run(tx);
            tx.close();
            connection.rollback();
            return value;
        } catch (SQLException e) {
            throw new StoreException("The database " + name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Connection open() throws SQLException {
        Properties properties = new Properties();
        if (file == null) {
            properties.setProperty("user", settings.user());
            properties.setProperty("password", settings.password());
            properties.setProperty("connectTimeout", "3");
            properties.setProperty("readOnly", "true");
            return DriverManager.getConnection(url, properties);
        }
        properties.setProperty("open_mode", READ_ONLY_BY_ADDRESS);
        properties.setProperty("busy_timeout", "10000");
        // Without a write-ahead log nobody has it open, and SQLite need not make one to read it
        boolean rests = !Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
        return DriverManager.getConnection(
                SQLITE + "file:" + file.toAbsolutePath().toUri().getRawPath() + (rests ? "?immutable=1" : ""),
                properties);
    }

    /** Whether this failure says that a file is not, or no longer, what SQLite wrote. */
    static boolean isDamage(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("[SQLITE_NOTADB") || message.startsWith("[SQLITE_CORRUPT");
    }

    private String damaged(String reason) {
        return "The database " + file + " is damaged: "
                + reason.replaceAll("\\s+", " ").strip()
                + ". Put the backup of the data folder and the vault back, as docs/operations.md tells under Restore; move"
                + " the damaged file aside first, and with it " + file.getFileName() + "-wal and " + file.getFileName()
                + "-shm where they are";
    }
}
