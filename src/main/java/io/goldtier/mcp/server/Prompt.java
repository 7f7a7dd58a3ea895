package io.goldtier.mcp.server;

import java.util.Map;

/**
 * Words with which a person can set an agent to work.
 *
 * @param definition name, title, description and arguments as the protocol lists them
 * @param handler makes the words
 */
public record Prompt(Map<String, Object> definition, Handler handler) {

    /** Makes the words. */
    @FunctionalInterface
    public interface Handler {

        /** The result with its {@code messages}; all arguments that are required are there, and all are texts. */
        Map<String, Object> get(Map<String, String> arguments, RequestContext context);
    }

    /** Its name. */
    public String name() {
        return (String) definition.get("name");
    }
}
