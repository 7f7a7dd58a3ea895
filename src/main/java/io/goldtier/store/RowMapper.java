package io.goldtier.store;

/** Makes one object of one row of a result. */
@FunctionalInterface
public interface RowMapper<T> {

    /** Reads the current row; the row must not be kept. */
    T map(Row row);
}
