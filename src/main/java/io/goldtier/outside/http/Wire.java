package io.goldtier.outside.http;

import io.goldtier.outside.OutsideRequest;
import io.goldtier.outside.Part;

/** The way of a protocol to its system: paced, counted, bounded, and with the effect mark kept. */
public interface Wire {

    /**
     * A request of a protocol that is not HTTP is about to go out, over a connection of its own. When it is the effect, that
     * is on record when this returns.
     */
    void begins(Part part);

    /**
     * Sends one request. When it is the effect, that is on record before the bytes leave.
     *
     * @return whatever came back, also a refusal
     * @throws io.goldtier.skill.effect.OutsideException of kind {@code TRANSIENT} when the system could not be reached, of kind
     *     {@code IN_DOUBT} when the answer to what was sent did not come whole
     */
    Answer send(OutsideRequest request, Part part);
}
