package io.goldtier.mcp.http;

import io.goldtier.mcp.rpc.Message;
import io.goldtier.mcp.server.McpServer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what has changed. It looks for itself, four times a second while somebody listens: whatever changes what
 * a server offers, be it a route file, hawtio or a card, needs to know nothing of this.
 */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final int LOOKS_TO_KEEP_ALIVE = 60;

    private final Set<Listener> all = ConcurrentHashMap.newKeySet();
    private int looks;

    void add(Listener listener) {
        all.add(listener);
    }

    void remove(Listener listener) {
        all.remove(listener);
    }

    int size() {
        return all.size();
    }

    /** Nobody is told any more. */
    void close() {
        all.forEach(Listener::close);
        all.clear();
    }

    /** Looks once. */
    void look() {
        // Many listen to the same few servers
        Map<String, Integer> states = new HashMap<>();
        boolean alive = ++looks % LOOKS_TO_KEEP_ALIVE == 0;
        for (Listener listener : all) {
            if (!listener.isListening()) {
                continue;
            }
            try {
                tell(listener, states);
                if (alive) {
                    listener.keepAlive();
                }
            } catch (RuntimeException e) {
                LOG.debug("A listener of {} was not told: {}", listener.server().name(), e.getMessage());
            }
        }
    }

    private void tell(Listener listener, Map<String, Integer> states) {
        McpServer server = listener.server();
        for (Lists list : Lists.values()) {
            int now = states.computeIfAbsent(list + " of " + server.name(), key -> list.state(server));
            if (listener.known().hasChanged(list, now) && listener.wants(list)) {
                listener.tell(Message.notification(list.notification(), Map.of()));
            }
        }
        listener.known().retain(listener.uris());
        for (String uri : listener.uris()) {
            if (listener.known().hasChanged(server, uri)) {
                listener.tell(Message.notification("notifications/resources/updated", Map.of("uri", uri)));
            }
        }
        listener.taskIds().forEach(id -> tellTask(listener, server, id));
    }

    private void tellTask(Listener listener, McpServer server, String taskId) {
        server.tasks().flatMap(tasks -> tasks.find(taskId)).ifPresent(task -> {
            if (listener.known().hasTaskChanged(taskId, task)) {
                listener.tell(Message.notification("notifications/tasks", task));
            }
        });
    }
}
