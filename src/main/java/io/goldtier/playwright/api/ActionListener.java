package io.goldtier.playwright.api;

import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Who is asked before a call goes on, and told how it ended. Each method may throw, which ends the call there; what is thrown
 * reaches the route as it is.
 */
public interface ActionListener {

    /** Nobody. */
    ActionListener NOBODY = new ActionListener() {};

    /** A call is about to begin; nothing has left yet. Its words may be changed here. */
    default void begins(Exchange exchange, Map<String, Object> call) {}

    /**
     * The first key is about to be typed into a page, which from then on may send something.
     *
     * @param shown the call as it may be kept: secrets by their names
     */
    default void aboutToAct(Exchange exchange, Map<String, Object> shown) {}

    /** The call was done; this is its result, which may be changed here. */
    default void done(Exchange exchange, Map<String, Object> result) {}

    /**
     * The call was not done.
     *
     * @return what the route sees instead
     */
    default RuntimeException failed(Exchange exchange, PlaywrightTrouble trouble) {
        return trouble;
    }
}
