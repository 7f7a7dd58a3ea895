package io.goldtier.intake.file;

import io.goldtier.trigger.Accepted;
import io.goldtier.trigger.NewWork;
import java.util.List;

/** What became of a message; the route branches by it. */
public sealed interface Reception {

    /** The work is in the store, and the file that stands for it stays where it is until its loop files it. */
    record OnItsWay() implements Reception {}

    /** The same was asked for before. */
    record Copy(Accepted.Copy of) implements Reception {}

    /** Its id belongs to other work. */
    record IdTaken(Accepted.IdTaken by) implements Reception {}

    /** A list, and what became of each of its entries, in order. */
    record Listed(List<NewWork> work, List<Accepted> outcomes) implements Reception {}

    /** It could not be kept, through no fault of its own; it must be taken again later. */
    record NotKept(Throwable cause) implements Reception {}

    /** It lies before a person. */
    record Refused() implements Reception {}

    /** Its kind, for the route: {@code Copy}, {@code NotKept}, … */
    default String getKind() {
        return getClass().getSimpleName();
    }
}
