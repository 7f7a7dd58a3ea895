package io.goldtier.mcp.http;

import io.goldtier.mcp.answer.EventStream;
import io.goldtier.mcp.answer.HttpAnswer;
import io.goldtier.mcp.answer.WhenOver;
import io.goldtier.mcp.rpc.Message;
import io.goldtier.mcp.rpc.Revision;
import io.goldtier.mcp.rpc.RpcError;
import io.goldtier.mcp.server.Client;
import io.goldtier.mcp.server.McpServer;
import io.goldtier.mcp.server.Methods;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Revision 2026-07-28: no handshake and no session; every request says its version, its client and what that can do. */
final class StatelessRevision {

    /** What the protocol's own members of {@code _meta} begin with. */
    static final String META = "io.modelcontextprotocol/";

    private static final String VERSION = META + "protocolVersion";
    private static final String CAPABILITIES = META + "clientCapabilities";
    private static final String SUBSCRIPTION = META + "subscriptionId";
    private static final String ENCODED = "=?base64?";

    private final Answerer answerer;
    private final Listeners listeners;
    private final int mostStreams;

    StatelessRevision(Answerer answerer, Listeners listeners, int mostStreams) {
        this.answerer = answerer;
        this.listeners = listeners;
        this.mostStreams = mostStreams;
    }

    /** True when a message is to be understood as one of this revision. */
    static boolean isMeant(HttpServletRequest http, Message message) {
        return Revision.STATELESS.equals(http.getHeader(McpServlet.VERSION))
                || message instanceof Message.Request request && request.meta().containsKey(VERSION);
    }

    /** Answers a request. */
    void answer(McpServer server, HttpServletRequest http, HttpServletResponse response, Message.Request request)
            throws IOException {
        check(http, request);
        Map<String, Object> meta = request.meta();
        Client client = Client.of(meta.get(META + "clientInfo"), meta.get(CAPABILITIES));
        Posted posted = new Posted(request, client, new HttpAnswer(response, McpServlet.takesEvents(http)), null);
        switch (request.method()) {
            case "server/discover" -> posted.answer().end(200, Message.result(request.id(), discover(server)));
            case "subscriptions/listen" -> listen(server, http, response, posted);
            default -> answer(server, posted);
        }
    }

    private void answer(McpServer server, Posted posted) throws IOException {
        Message.Request request = posted.request();
        try {
            Map<String, Object> result =
                    request.method().startsWith("tasks/") ? task(server, posted) : answerer.answer(server, posted);
            posted.answer().end(200, Message.result(request.id(), complete(server, request.method(), result)));
        } catch (CancellationException e) {
            posted.answer().endSilently();
        } catch (RpcError e) {
            posted.answer().end(e.status(), e.answer(request.id()));
        }
    }

    private static Map<String, Object> discover(McpServer server) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("supportedVersions", Revision.ALL);
        Map<String, Object> capabilities = new LinkedHashMap<>(Answerer.capabilities());
        if (server.tasks().isPresent()) {
            capabilities.put("extensions", Map.of(Client.TASKS, Map.of()));
        }
        result.put("capabilities", capabilities);
        result.put("serverInfo", Answerer.info(server));
        result.put("instructions", server.instructions());
        return complete(server, "server/discover", result);
    }

    /** What every result has in this revision, and what lists and documents have. */
    private static Map<String, Object> complete(McpServer server, String method, Map<String, Object> result) {
        Map<String, Object> all = new LinkedHashMap<>(result);
        all.putIfAbsent("resultType", "complete");
        boolean asks = "input_required".equals(all.get("resultType"));
        if (!asks && (method.endsWith("/list") || method.endsWith("/read") || method.endsWith("/discover"))) {
            // What is offered may change at any moment, and is the owner's alone
            all.putIfAbsent("ttlMs", 0);
            all.putIfAbsent("cacheScope", "private");
        }
        Map<String, Object> meta = new LinkedHashMap<>(Message.object(all.get("_meta")));
        meta.putIfAbsent(META + "serverInfo", Answerer.info(server));
        all.put("_meta", meta);
        return all;
    }

    private static Map<String, Object> task(McpServer server, Posted posted) {
        McpServer.Tasks tasks = server.tasks()
                .orElseThrow(() -> RpcError.methodNotFound(posted.request().method()));
        needTasks(posted.client());
        String id = Methods.text(posted.params(), "taskId");
        Map<String, Object> task = tasks.find(id)
                .orElseThrow(() -> RpcError.invalidParams("There is no task " + RpcError.shown(id) + "."));
        switch (posted.request().method()) {
            case "tasks/get" -> {
                return task;
            }
            case "tasks/cancel" -> tasks.cancel(id, posted.client());
            case "tasks/update" ->
                tasks.update(id, Message.object(posted.params().get("inputResponses")));
            default -> throw RpcError.methodNotFound(posted.request().method());
        }
        return Map.of();
    }

    private static void needTasks(Client client) {
        if (!client.speaks(Client.TASKS)) {
            throw RpcError.missingCapability(Map.of("extensions", Map.of(Client.TASKS, Map.of())));
        }
    }

    private void listen(McpServer server, HttpServletRequest http, HttpServletResponse response, Posted posted)
            throws IOException {
        Message.Request request = posted.request();
        if (!(request.params().get("notifications") instanceof Map<?, ?>)) {
            throw RpcError.invalidParams("notifications must be an object.");
        }
        if (listeners.size() >= 2 * mostStreams) {
            throw new RpcError(RpcError.BUSY, 503, "Too many streams are open. Try again in a while.", null);
        }
        Map<String, Object> wanted = Message.object(request.params().get("notifications"));
        Subscription subscription = new Subscription(server, request.id(), SUBSCRIPTION, wanted);
        if (!subscription.taskIds().isEmpty()) {
            needTasks(posted.client());
        }
        AsyncContext async = http.startAsync(http, response);
        async.setTimeout(0);
        AtomicBoolean over = new AtomicBoolean();
        async.addListener(new WhenOver(() -> {
            if (over.compareAndSet(false, true)) {
                listeners.remove(subscription);
                subscription.close();
            }
        }));
        subscription.open(new EventStream(response, async));
        listeners.add(subscription);
    }

    /** Header and body must say the same, and the version must be one that is spoken here. */
    private static void check(HttpServletRequest http, Message.Request request) {
        Map<String, Object> meta = request.meta();
        if (!(meta.get(VERSION) instanceof String version)) {
            throw badMeta(VERSION + " is missing in _meta.");
        }
        if (!(meta.get(CAPABILITIES) instanceof Map<?, ?>)) {
            throw badMeta(CAPABILITIES + " is missing in _meta.");
        }
        same(http, McpServlet.VERSION, version);
        if (!version.equals(Revision.STATELESS)) {
            throw RpcError.unsupportedVersion(version);
        }
        same(http, "Mcp-Method", request.method());
        String named =
                switch (request.method()) {
                    case "tools/call", "prompts/get" -> "name";
                    case "resources/read" -> "uri";
                    case "tasks/get", "tasks/update", "tasks/cancel" -> "taskId";
                    default -> null;
                };
        if (named != null && request.params().get(named) instanceof String name) {
            same(http, "Mcp-Name", name);
        }
    }

    private static RpcError badMeta(String sentence) {
        return new RpcError(RpcError.INVALID_PARAMS, 400, sentence, null);
    }

    private static void same(HttpServletRequest http, String header, String expected) {
        List<String> given = Collections.list(http.getHeaders(header));
        if (given.size() != 1) {
            throw RpcError.headerMismatch("The header " + header + " is missing, or is there twice.");
        }
        if (!decoded(header, given.get(0)).equals(expected)) {
            throw RpcError.headerMismatch("The header " + header + " says " + RpcError.shown(given.get(0))
                    + ", and the body says " + RpcError.shown(expected) + ".");
        }
    }

    private static String decoded(String header, String value) {
        if (!value.startsWith(ENCODED) || !value.endsWith("?=") || !header.equals("Mcp-Name")) {
            return value;
        }
        try {
            String inner = value.substring(ENCODED.length(), value.length() - 2);
            return new String(Base64.getDecoder().decode(inner), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw RpcError.headerMismatch("The header " + header + " is no proper Base64.");
        }
    }
}
