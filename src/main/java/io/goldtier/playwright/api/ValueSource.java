package io.goldtier.playwright.api;

import java.util.Optional;

/** Where values come from that a call only names: secrets and files. */
public interface ValueSource {

    /** Knows none. */
    ValueSource NONE = (name, host) -> Optional.empty();

    /**
     * The secret of this name. It is typed into the page and never kept, logged or shown.
     *
     * @param host of the page that would get it
     */
    Optional<String> secret(String name, String host);

    /** The file of this name, to be put into a file field. */
    default Optional<Upload> file(String name) {
        return Optional.empty();
    }

    /**
     * A file for a file field.
     *
     * @param name the name that the page sees
     * @param type its media type
     * @param bytes what is in it
     */
    record Upload(String name, String type, byte[] bytes) {}
}
