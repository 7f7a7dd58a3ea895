package io.goldtier.mcp.http;

import io.goldtier.mcp.server.McpServer;
import io.goldtier.mcp.server.Methods;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How the lists and resources of a server were when a listener was last told of them. */
final class Known {

    private final Map<Lists, Integer> lists = new EnumMap<>(Lists.class);
    private final Map<String, Integer> resources = new ConcurrentHashMap<>();
    private final Map<String, Object> tasks = new ConcurrentHashMap<>();

    /** What is listed now is no news. */
    synchronized void learnLists(McpServer server) {
        for (Lists list : Lists.values()) {
            lists.put(list, list.state(server));
        }
    }

    /** What lies there now is no news. */
    void learnResource(McpServer server, String uri) {
        resources.put(uri, state(server, uri));
    }

    /** True, once, when the list is in another state now than it was. */
    synchronized boolean hasChanged(Lists list, int now) {
        Integer before = lists.put(list, now);
        return before != null && before != now;
    }

    /** True, once, when what lies there has changed. */
    boolean hasChanged(McpServer server, String uri) {
        int now = state(server, uri);
        Integer before = resources.put(uri, now);
        return before != null && before != now;
    }

    /** True, once, when the call stands otherwise than before. */
    boolean hasTaskChanged(String taskId, Map<String, Object> task) {
        Object now = task.hashCode();
        return !now.equals(tasks.put(taskId, now));
    }

    /** Forgets all but these. */
    void retain(Collection<String> uris) {
        resources.keySet().retainAll(uris);
    }

    private static int state(McpServer server, String uri) {
        return Methods.contents(server, uri).hashCode();
    }
}
