package io.goldtier.mcp.http;

import io.goldtier.mcp.server.McpServer;
import java.util.Map;
import java.util.Set;

/** Somebody who wants to be told what changes. */
interface Listener {

    /** On which server. */
    McpServer server();

    /** What was told last. */
    Known known();

    /** True when changes of this list are wanted. */
    boolean wants(Lists list);

    /** The addresses of the resources of which changes are wanted. */
    Set<String> uris();

    /** The calls of which changes are wanted. */
    default Set<String> taskIds() {
        return Set.of();
    }

    /** True while somebody can be told. */
    boolean isListening();

    /** Tells. */
    void tell(Map<String, Object> notification);

    /** Ends it in an orderly way. */
    void close();

    /** Finds out whether somebody is still there. */
    void keepAlive();
}
