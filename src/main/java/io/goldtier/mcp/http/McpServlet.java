package io.goldtier.mcp.http;

import io.goldtier.mcp.answer.EventStream;
import io.goldtier.mcp.answer.HttpAnswer;
import io.goldtier.mcp.rpc.Message;
import io.goldtier.mcp.rpc.Revision;
import io.goldtier.mcp.rpc.RpcError;
import io.goldtier.mcp.server.McpServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses of MCP servers. A message that names the stateless revision is served by it, everything else as a message
 * of a session, so that old and new clients come to the same address.
 *
 * <p>Who may come here is decided before, by the filters that guard every address.
 */
public final class McpServlet extends HttpServlet {

    /** The header in which a client names the revision. */
    static final String VERSION = "MCP-Protocol-Version";

    private static final Logger LOG = LoggerFactory.getLogger(McpServlet.class);
    private static final long LOOK_MILLIS = 250;

    private final transient Function<String, Optional<McpServer>> servers;
    private final transient Listeners listeners = new Listeners();
    private final transient Sessions sessions;
    private final transient CallRunner runner;
    private final transient SessionRevisions withSession;
    private final transient StatelessRevision stateless;
    private final transient ScheduledExecutorService clock;
    private final long largest;

    /** @param servers finds a server by what stands behind {@code /mcp/} in its address */
    public McpServlet(Function<String, Optional<McpServer>> servers, McpSettings settings, Clock time) {
        this.servers = servers;
        this.largest = settings.maxRequest().toBytes();
        sessions = new Sessions(listeners, time, settings.sessionIdle(), settings.sessions());
        runner = new CallRunner(settings.calls(), settings.callTimeout());
        Answerer answerer = new Answerer(runner);
        withSession = new SessionRevisions(answerer, sessions);
        stateless = new StatelessRevision(answerer, listeners, settings.sessions());
        clock = Executors.newSingleThreadScheduledExecutor(job -> {
            Thread thread = new Thread(job, "mcp-clock");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            listeners.look();
            sessions.sweep();
        } catch (RuntimeException e) {
            LOG.warn("MCP clients were not told of changes: {}", e.getMessage());
        }
    }

    /** How many sessions there are. */
    public int sessions() {
        return sessions.size();
    }

    /** Ends all streams and sessions; nobody is kept waiting for a server that stops. */
    public void close() {
        clock.shutdownNow();
        sessions.close();
        listeners.close();
        runner.close();
    }

    @Override
    protected void doPost(HttpServletRequest http, HttpServletResponse response) throws IOException {
        guarded(
                response,
                server -> {
                    if (!accepts(http, "application/json") && !takesEvents(http)) {
                        throw new RpcError(
                                RpcError.INVALID_REQUEST,
                                406,
                                "The header Accept must name application/json and text/event-stream.",
                                null);
                    }
                    String type = http.getContentType();
                    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
                        throw new RpcError(
                                RpcError.INVALID_REQUEST, 415, "The content type must be application/json.", null);
                    }
                    String text = body(http);
                    try {
                        take(server, http, response, Message.read(text));
                    } catch (RpcError e) {
                        throw new Refused(e, Message.idOf(text));
                    } catch (RuntimeException e) {
                        LOG.error("An MCP request to {} failed", server.name(), e);
                        throw new Refused(RpcError.internal(), Message.idOf(text));
                    }
                },
                http);
    }

    private void take(McpServer server, HttpServletRequest http, HttpServletResponse response, Message message)
            throws IOException {
        if (!StatelessRevision.isMeant(http, message)) {
            withSession.take(server, http, response, message);
        } else if (message instanceof Message.Request request) {
            stateless.answer(server, http, response, request);
        } else if (message instanceof Message.Notification) {
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
        } else {
            throw RpcError.invalidRequest("In revision " + Revision.STATELESS + " nobody asks a client anything.");
        }
    }

    @Override
    protected void doGet(HttpServletRequest http, HttpServletResponse response) throws IOException {
        guarded(
                response,
                server -> {
                    onlyWithSession(http);
                    withSession.listen(server, http, response);
                },
                http);
    }

    @Override
    protected void doDelete(HttpServletRequest http, HttpServletResponse response) throws IOException {
        guarded(
                response,
                server -> {
                    onlyWithSession(http);
                    withSession.end(server, http, response);
                },
                http);
    }

    private static void onlyWithSession(HttpServletRequest http) {
        if (Revision.STATELESS.equals(http.getHeader(VERSION))) {
            throw new RpcError(
                    RpcError.INVALID_REQUEST, 405, "In revision " + Revision.STATELESS + " there is only POST.", null);
        }
    }

    private interface Work {

        void on(McpServer server) throws IOException;
    }

    /** An error with the id of the request that it belongs to. */
    private static final class Refused extends RuntimeException {

        private final transient RpcError error;
        private final transient Object id;

        Refused(RpcError error, Object id) {
            super(error);
            this.error = error;
            this.id = id;
        }
    }

    private void guarded(HttpServletResponse response, Work work, HttpServletRequest http) throws IOException {
        try {
            String path = http.getPathInfo() == null ? "" : http.getPathInfo().substring(1);
            work.on(servers.apply(path)
                    .orElseThrow(() -> new RpcError(
                            RpcError.INVALID_REQUEST,
                            404,
                            "There is no MCP server " + RpcError.shown(path) + " here.",
                            null)));
        } catch (Refused e) {
            refuse(response, e.error, e.id);
        } catch (RpcError e) {
            refuse(response, e, null);
        }
    }

    private static void refuse(HttpServletResponse response, RpcError error, Object id) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        if (error.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "1");
        }
        HttpAnswer.error(response, error, id);
    }

    private String body(HttpServletRequest http) throws IOException {
        if (http.getContentLengthLong() > largest) {
            throw tooLarge();
        }
        byte[] bytes = http.getInputStream().readNBytes((int) largest + 1);
        if (bytes.length > largest) {
            throw tooLarge();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private RpcError tooLarge() {
        return new RpcError(RpcError.INVALID_REQUEST, 413, "A request may have " + largest + " bytes at most.", null);
    }

    /** True when the sender reads events. */
    static boolean takesEvents(HttpServletRequest http) {
        return accepts(http, EventStream.TYPE);
    }

    private static boolean accepts(HttpServletRequest http, String type) {
        String accept = http.getHeader("Accept");
        return accept == null
                || accept.contains(type)
                || accept.contains("*/*")
                || accept.contains(type.substring(0, type.indexOf('/')) + "/*");
    }
}
