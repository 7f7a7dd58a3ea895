package io.goldtier.outside.http;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Adds to each request of a system what proves it to be ours, where that is more than a token. */
@FunctionalInterface
public interface RequestSigner {

    /**
     * What goes into the query of a request, or into its form when it has one.
     *
     * @param setting finds the value of one of the system's settings
     */
    Map<String, String> proof(Function<String, Optional<String>> setting);
}
