package io.goldtier.mcp.http;

import io.goldtier.mcp.answer.EventStream;
import io.goldtier.mcp.rpc.Message;
import io.goldtier.mcp.server.McpServer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A stream of the stateless revision on which a client is told of what it asked for, and of nothing else. */
final class Subscription implements Listener {

    private static final int MOST = 100;

    private final McpServer server;
    private final Object id;
    private final String tag;
    private final Set<Lists> lists = EnumSet.noneOf(Lists.class);
    private final Set<String> uris;
    private final Set<String> taskIds;
    private final Known known = new Known();
    private volatile EventStream stream;

    /**
     * A subscription.
     *
     * @param id the id of the request that asked for it
     * @param tag under which name that id goes with each notification
     * @param wanted what the client wants to be told
     */
    Subscription(McpServer server, Object id, String tag, Map<String, Object> wanted) {
        this.server = server;
        this.id = id;
        this.tag = tag;
        Arrays.stream(Lists.values())
                .filter(list -> Boolean.TRUE.equals(wanted.get(list.filter())))
                .forEach(lists::add);
        this.uris = texts(wanted.get("resourceSubscriptions"));
        this.taskIds = texts(wanted.get("taskIds"));
    }

    private static Set<String> texts(Object value) {
        Set<String> texts = new LinkedHashSet<>();
        if (value instanceof List<?> list) {
            list.stream().filter(String.class::isInstance).limit(MOST).forEach(text -> texts.add((String) text));
        }
        return texts;
    }

    /** Confirms on the stream what will be told there. */
    void open(EventStream newStream) {
        known.learnLists(server);
        uris.forEach(uri -> known.learnResource(server, uri));
        stream = newStream;
        Map<String, Object> granted = new LinkedHashMap<>();
        lists.forEach(list -> granted.put(list.filter(), true));
        if (!uris.isEmpty()) {
            granted.put("resourceSubscriptions", List.copyOf(uris));
        }
        if (!taskIds.isEmpty()) {
            granted.put("taskIds", List.copyOf(taskIds));
        }
        tell(Message.notification("notifications/subscriptions/acknowledged", Map.of("notifications", granted)));
    }

    @Override
    public void close() {
        EventStream open = stream;
        if (open != null && open.isOpen()) {
            open.send(Message.result(id, Map.of("resultType", "complete", "_meta", Map.of(tag, id))));
            open.close();
        }
    }

    @Override
    public McpServer server() {
        return server;
    }

    @Override
    public Known known() {
        return known;
    }

    @Override
    public boolean wants(Lists list) {
        return lists.contains(list);
    }

    @Override
    public Set<String> uris() {
        return uris;
    }

    @Override
    public Set<String> taskIds() {
        return taskIds;
    }

    @Override
    public boolean isListening() {
        return stream != null && stream.isOpen();
    }

    @Override
    public void tell(Map<String, Object> notification) {
        Map<String, Object> params = new LinkedHashMap<>(Message.object(notification.get("params")));
        Map<String, Object> meta = new LinkedHashMap<>(Message.object(params.get("_meta")));
        meta.put(tag, id);
        params.put("_meta", meta);
        stream.send(Message.notification((String) notification.get("method"), params));
    }

    @Override
    public void keepAlive() {
        stream.keepAlive();
    }
}
