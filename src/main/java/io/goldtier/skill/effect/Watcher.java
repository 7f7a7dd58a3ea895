package io.goldtier.skill.effect;

/** Who looks on while a call is being carried out: is told how far it is, and may not want it any more. */
public interface Watcher {

    /** Nobody looks on. */
    Watcher NOBODY = new Watcher() {};

    /** True when whoever asked does not want it any more; what has not begun to act then does not. */
    default boolean isCancelled() {
        return false;
    }

    /** One more request goes out to this outside system. */
    default void calls(String system) {}
}
