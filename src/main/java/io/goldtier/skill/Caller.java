package io.goldtier.skill;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who asks for something to be done.
 *
 * @param source the component that calls, as the audit log names it: {@code ralph_wiggum_loop}, {@code rest}, {@code mcp}
 * @param user {@code system} or the person's id
 * @param agent the agent that chose the step, or null
 * @param sender who sent the message behind it, or null for a file dropped into the vault
 * @param trusted true when the sender's requests may go by themselves within the limits
 * @param proposed true when an agent that thinks has thought of this call: then no rule and no person has asked for it in
 *     these words, and only what the handbook allows such agents goes by itself
 */
public record Caller(String source, String user, String agent, String sender, boolean trusted, boolean proposed) {

    /** A caller who asks for what a person or a rule has asked for. */
    public Caller(String source, String user, String agent, String sender, boolean trusted) {
        this(source, user, agent, sender, trusted, false);
    }

    /** The caller as it is kept with the action. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("source", source);
        map.put("user", user);
        map.put("agent", agent);
        map.put("sender", sender);
        map.put("trusted", trusted);
        if (proposed) {
            map.put("proposed", true);
        }
        return map;
    }

    /** Reads what {@link #toMap} wrote. */
    public static Caller of(Map<String, Object> map) {
        return new Caller(
                (String) map.getOrDefault("source", "unknown"),
                (String) map.getOrDefault("user", "system"),
                (String) map.get("agent"),
                (String) map.get("sender"),
                Boolean.TRUE.equals(map.get("trusted")),
                Boolean.TRUE.equals(map.get("proposed")));
    }
}
