package io.goldtier.outside.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Adds to each request of a system what proves it to be ours, where that is more than a token of the settings. */
public interface RequestSigner {

    /**
     * A request that is to be signed.
     *
     * @param address with its query
     * @param form the fields of its body, if that is a form
     */
    record Unsigned(String method, URI address, Map<String, Object> form) {}

    /**
     * What a signature adds.
     *
     * @param fields for the query of the request, or for its form when it has one
     * @param headers that are never shown
     */
    record Proof(Map<String, String> fields, Map<String, String> headers) {

        /** Nothing. */
        public static final Proof NONE = new Proof(Map.of(), Map.of());
    }

    /** The parts of the assistant that a signer may use while a request is made. */
    interface Settings extends Function<String, Optional<String>> {

        /** The key of a setting, for sentences. */
        String key(String name);

        /** Where the system is. */
        String address();
    }

    /**
     * Signs a request.
     *
     * @param setting finds the value of one of the system's settings
     * @param wire for what the signer has to ask the system first
     */
    Proof proof(Unsigned request, Settings setting, Wire wire);

    /**
     * The system did not accept the credentials: makes new ones, if there is a way.
     *
     * @param refused what {@link #proof} had given
     * @return true when the same request is worth being sent once more
     */
    default boolean renew(Proof refused, Settings setting, Wire wire) {
        return false;
    }
}
