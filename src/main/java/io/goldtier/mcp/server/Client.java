package io.goldtier.mcp.server;

import io.goldtier.mcp.rpc.Message;
import java.util.Map;

/**
 * Who calls. What a client says of itself is proof of nothing; it is for the audit log and for what it can show.
 *
 * @param name its name, bounded and on one line
 * @param capabilities what it says that it can do
 */
public record Client(String name, Map<String, Object> capabilities) {

    /** The extension that lets a call that waits for a person be asked about later. */
    public static final String TASKS = "io.modelcontextprotocol/tasks";

    private static final int LONGEST_NAME = 80;

    /** The client as it describes itself. */
    public static Client of(Object info, Object capabilities) {
        Object name = Message.object(info).get("name");
        String clean = name instanceof String words
                ? words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip()
                : "";
        String bounded = clean.length() > LONGEST_NAME ? clean.substring(0, LONGEST_NAME) : clean;
        return new Client(bounded.isEmpty() ? "unknown" : bounded, Message.object(capabilities));
    }

    /** True when it says that it can do this, such as {@code elicitation}. */
    public boolean can(String capability) {
        return capabilities.get(capability) instanceof Map<?, ?>;
    }

    /** True when it can show its user a page of ours. */
    public boolean canOpenPages() {
        return Message.object(capabilities.get("elicitation")).get("url") instanceof Map<?, ?>;
    }

    /** True when it speaks this extension. */
    public boolean speaks(String extension) {
        return Message.object(capabilities.get("extensions")).get(extension) instanceof Map<?, ?>;
    }
}
