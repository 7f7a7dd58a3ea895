package io.goldtier.store.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * How far the tables of a database have come, against how far this version of the assistant brings them.
 *
 * @param found the newest change that the database has; 0 for none
 * @param known the newest one that we know
 */
public record SchemaVersion(int found, int known) {

    private static final Pattern FILE = Pattern.compile("V(\\d+)__.*");

    /** Reads it; nothing is changed. */
    public static SchemaVersion of(Connection connection) throws SQLException {
        return new SchemaVersion(isManaged(connection) ? newest(connection) : 0, newestKnown());
    }

    /** Why the database must not be used, and what to do, without the stop at the end; empty when it may. */
    public Optional<String> refusal(String database) {
        return found <= known
                ? Optional.empty()
                : Optional.of(
                        "The database " + database + " was changed by a newer version of the assistant (to " + found
                                + ", this one knows " + known
                                + "): start that version, or put back the backup that was made before"
                                + " the upgrade");
    }

    /** True when a start brings the tables up to date. */
    public boolean isOlder() {
        return found > 0 && found < known;
    }

    private static boolean isManaged(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        try (ResultSet tables =
                about.getTables(null, connection.getSchema(), "flyway_schema_history", new String[] {"TABLE"})) {
            return tables.next();
        }
    }

    private static int newest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT MAX(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE version IS NOT NULL")) {
            return found.next() ? found.getInt(1) : 0;
        }
    }

    private static int newestKnown() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*.sql");
            return Arrays.stream(files)
                    .map(file -> FILE.matcher(String.valueOf(file.getFilename())))
                    .filter(Matcher::matches)
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
