package io.goldtier.store;

/**
 * One unit of work: everything it does to the store becomes durable together or not at all.
 *
 * <p>Work runs on the store's own thread beside the work of others, so it must be short and must not wait for anything
 * outside the database. When another unit of the same physical transaction fails, all of them are undone and done again:
 * work must come to the same when it is run a second time.
 */
@FunctionalInterface
public interface Work<T> {

    /** Does the work; an exception undoes all that this work did and reaches the caller. */
    T run(Tx tx);
}
