package io.goldtier.mcp.server;

import java.util.Map;

/**
 * Something that can be done.
 *
 * @param definition name, title, description, schemas and annotations as the protocol lists them
 * @param handler does it
 */
public record Tool(Map<String, Object> definition, Handler handler) {

    /** Does one call. */
    @FunctionalInterface
    public interface Handler {

        /** Takes the arguments and gives the result, in which input errors are told, too. */
        Map<String, Object> call(Map<String, Object> arguments, RequestContext context);
    }

    /** Its name. */
    public String name() {
        return (String) definition.get("name");
    }
}
