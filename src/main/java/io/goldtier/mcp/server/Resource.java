package io.goldtier.mcp.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that can be read at one address.
 *
 * @param definition uri, name, title, description and mimeType as the protocol lists them
 * @param reader reads it
 */
public record Resource(Map<String, Object> definition, Reader reader) {

    /** Reads what lies at an address. */
    @FunctionalInterface
    public interface Reader {

        /**
         * The contents in the protocol's form, or empty when nothing lies there.
         *
         * @param values what stands in the places of a template
         */
        Optional<List<Map<String, Object>>> read(String uri, Map<String, String> values);
    }

    /** Its address. */
    public String uri() {
        return (String) definition.get("uri");
    }
}
