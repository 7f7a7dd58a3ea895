package io.goldtier.store;

/** The database could not do what was asked: nothing of that unit of work was kept. */
public class StoreException extends RuntimeException {

    /** What could not be done, and why. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
