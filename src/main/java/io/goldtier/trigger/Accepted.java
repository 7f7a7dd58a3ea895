package io.goldtier.trigger;

/** What became of work that was handed in. */
public sealed interface Accepted {

    /** It is in the store and will be done. */
    record Taken(String triggerId, String loopId) implements Accepted {}

    /**
     * The same work was handed in before; nothing was added.
     *
     * @param triggerId the trigger that did it, or is doing it
     * @param status where that one stands
     */
    record Copy(String triggerId, TriggerStatus status) implements Accepted {}

    /**
     * Another trigger has this id already; nothing was added.
     *
     * @param triggerId the id
     * @param status where that one stands
     */
    record IdTaken(String triggerId, TriggerStatus status) implements Accepted {}
}
