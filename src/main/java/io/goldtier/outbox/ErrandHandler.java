package io.goldtier.outbox;

import io.goldtier.store.Tx;
import java.util.function.Consumer;

/** Carries out the rows of one kind; a bean of this type is all that a kind needs. */
public interface ErrandHandler {

    /** The kind. */
    String kind();

    /**
     * Carries out a row. It may be called again for a row that it has carried out, as after a crash, and must then change
     * nothing; for one key it is never called twice at a time.
     *
     * @return what to record in the commit that takes the row away
     * @throws RuntimeException if it cannot be done now; it is tried again after a while
     */
    Consumer<Tx> carryOut(Errand errand);
}
