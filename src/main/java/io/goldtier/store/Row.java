package io.goldtier.store;

import io.goldtier.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The current row of a result; columns are read by name. */
public final class Row {

    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    /** The column's text, or null. */
    public String string(String column) {
        try {
            return results.getString(column);
        } catch (SQLException e) {
            throw unreadable(column, e);
        }
    }

    /** The column's number; 0 when it is null. */
    public int integer(String column) {
        return (int) longInt(column);
    }

    /** The column's number; 0 when it is null. */
    public long longInt(String column) {
        try {
            return results.getLong(column);
        } catch (SQLException e) {
            throw unreadable(column, e);
        }
    }

    /** True when the column holds a number other than 0. */
    public boolean flag(String column) {
        return longInt(column) != 0;
    }

    /** The column's time, or null. */
    public Instant instant(String column) {
        String text = string(column);
        return text == null ? null : Times.parse(text);
    }

    /** The column's constant, as {@link Tx} writes it. */
    public <E extends Enum<E>> E constant(String column, Class<E> type) {
        return Enum.valueOf(type, string(column).toUpperCase(Locale.ROOT));
    }

    /** The column's JSON object, or null. */
    public Map<String, Object> json(String column) {
        String text = string(column);
        return text == null ? null : Json.readObject(text);
    }

    /** The column's JSON array, or null. */
    public List<Object> list(String column) {
        String text = string(column);
        return text == null ? null : Json.readArray(text);
    }

    private static StoreException unreadable(String column, SQLException e) {
        return new StoreException("Column " + column + " cannot be read: " + e.getMessage(), e);
    }
}
