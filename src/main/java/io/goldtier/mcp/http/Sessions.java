package io.goldtier.mcp.http;

import io.goldtier.mcp.rpc.RpcError;
import io.goldtier.mcp.server.Client;
import io.goldtier.mcp.server.McpServer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that there are. One that nobody uses is forgotten; its client is told so and begins a new one. */
final class Sessions {

    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Listeners listeners;
    private final Clock clock;
    private final Duration idle;
    private final int most;

    Sessions(Listeners listeners, Clock clock, Duration idle, int most) {
        this.listeners = listeners;
        this.clock = clock;
        this.idle = idle;
        this.most = most;
    }

    /**
     * Begins one.
     *
     * @throws RpcError when there are too many in use
     */
    Session begin(McpServer server, String version, Client client) {
        if (byId.size() >= most) {
            sweep();
            makeRoom();
        }
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        Session session = new Session(HexFormat.of().formatHex(bytes), server, version, client, clock.instant());
        byId.put(session.id(), session);
        listeners.add(session);
        return session;
    }

    /** Clients often leave without a word: of those that do nothing, the one that was used longest ago goes first. */
    private void makeRoom() {
        while (byId.size() >= most) {
            Session oldest = byId.values().stream()
                    .filter(session -> session.isIdleSince(clock.instant().plusMillis(1)))
                    .min(Comparator.comparing(Session::lastUsed))
                    .orElseThrow(() -> new RpcError(
                            RpcError.BUSY, 503, "There are too many sessions. Try again in a while.", null));
            end(oldest);
        }
    }

    /** The session with this id on this server. */
    Optional<Session> find(String id, McpServer server) {
        Session session = id == null ? null : byId.get(id);
        if (session == null || !session.server().name().equals(server.name())) {
            return Optional.empty();
        }
        session.used(clock.instant());
        return Optional.of(session);
    }

    /** Ends one. */
    void end(Session session) {
        byId.remove(session.id());
        listeners.remove(session);
        session.close();
    }

    /** Forgets those that nobody uses. */
    void sweep() {
        byId.values().stream()
                .filter(session -> session.isIdleSince(clock.instant().minus(idle)))
                .forEach(this::end);
    }

    int size() {
        return byId.size();
    }

    /** Ends all. */
    void close() {
        byId.values().forEach(this::end);
    }
}
