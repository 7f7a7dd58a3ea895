package io.goldtier.outside;

import io.goldtier.outside.http.HttpProtocol;
import io.goldtier.outside.http.Wire;
import java.util.Map;

/**
 * How the calls of a system become requests and its answers results. {@link HttpProtocol} is the one of cards that name
 * none; a system whose protocol is more than HTTP and JSON names a bean.
 */
public interface Protocol {

    /**
     * What a call is in the course of a skill.
     *
     * @throws IllegalArgumentException with a sentence, if it is no call of this protocol
     */
    Part part(Map<String, Object> call);

    /** True when there may be several of the system, of which {@code instance} in a call or the skill's input names one. */
    default boolean hasInstances() {
        return false;
    }

    /** The call as it may be shown and kept: without credentials, of which most calls have none. */
    default Map<String, Object> shown(Map<String, Object> call) {
        return call;
    }

    /**
     * Makes the call.
     *
     * @return its result as plain maps, lists and scalars
     * @throws io.goldtier.skill.effect.OutsideException when it did not get done; of kind {@code IN_DOUBT} when nobody can tell
     *     from the answer, any other kind being a clear refusal of this very call
     */
    Object call(Map<String, Object> call, Wire wire);
}
