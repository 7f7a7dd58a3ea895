package io.goldtier.mcp.http;

import io.goldtier.mcp.answer.EventStream;
import io.goldtier.mcp.answer.HttpAnswer;
import io.goldtier.mcp.answer.WhenOver;
import io.goldtier.mcp.rpc.Message;
import io.goldtier.mcp.rpc.Revision;
import io.goldtier.mcp.rpc.RpcError;
import io.goldtier.mcp.server.Client;
import io.goldtier.mcp.server.LogLevel;
import io.goldtier.mcp.server.McpServer;
import io.goldtier.mcp.server.Methods;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Revision 2025-11-25 and the one before: a handshake, then a session. */
final class SessionRevisions {

    private static final String SESSION = "Mcp-Session-Id";

    private final Answerer answerer;
    private final Sessions sessions;

    SessionRevisions(Answerer answerer, Sessions sessions) {
        this.answerer = answerer;
        this.sessions = sessions;
    }

    /** Takes any message. */
    void take(McpServer server, HttpServletRequest http, HttpServletResponse response, Message message)
            throws IOException {
        if (message instanceof Message.Request request && request.method().equals("initialize")) {
            begin(server, response, request);
            return;
        }
        Session session = session(server, http);
        if (message instanceof Message.Request request) {
            answer(server, session, request, new HttpAnswer(response, McpServlet.takesEvents(http)));
        } else {
            if (message instanceof Message.Response answer) {
                session.answered(answer);
            } else if (message instanceof Message.Notification notification
                    && notification.method().equals("notifications/cancelled")) {
                session.cancel(notification.params().get("requestId"));
            }
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
        }
    }

    private void begin(McpServer server, HttpServletResponse response, Message.Request request) throws IOException {
        Map<String, Object> params = request.params();
        Client client = Client.of(params.get("clientInfo"), params.get("capabilities"));
        String version = Revision.agreed(params.get("protocolVersion"));
        Session session = sessions.begin(server, version, client);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("protocolVersion", version);
        result.put("capabilities", Answerer.capabilities());
        result.put("serverInfo", Answerer.info(server));
        result.put("instructions", server.instructions());
        response.setHeader(SESSION, session.id());
        HttpAnswer.json(response, HttpServletResponse.SC_OK, Message.result(request.id(), result));
    }

    /** Keeps a stream open on which the client is told what changes. */
    void listen(McpServer server, HttpServletRequest http, HttpServletResponse response) throws IOException {
        if (!McpServlet.takesEvents(http)) {
            throw new RpcError(RpcError.INVALID_REQUEST, 406, "The header Accept must name text/event-stream.", null);
        }
        Session session = session(server, http);
        AsyncContext async = http.startAsync(http, response);
        async.setTimeout(0);
        EventStream stream = new EventStream(response, async);
        async.addListener(new WhenOver(stream::close));
        session.listen(stream);
    }

    /** The client has finished. */
    void end(McpServer server, HttpServletRequest http, HttpServletResponse response) {
        sessions.end(session(server, http));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private Session session(McpServer server, HttpServletRequest http) {
        String version = http.getHeader(McpServlet.VERSION);
        if (version != null && !Revision.isWithSession(version)) {
            throw RpcError.unsupportedVersion(version);
        }
        String id = http.getHeader(SESSION);
        if (id == null) {
            throw new RpcError(
                    RpcError.SESSION,
                    400,
                    "The header " + SESSION + " is missing: begin with initialize, and send what it answers.",
                    null);
        }
        return sessions.find(id, server)
                .orElseThrow(() -> new RpcError(
                        RpcError.SESSION, 404, "This session is over or unknown: begin with initialize.", null));
    }

    private void answer(McpServer server, Session session, Message.Request request, HttpAnswer answer)
            throws IOException {
        Posted posted = new Posted(request, session.client(), answer, session);
        session.begins(posted);
        try {
            answer.end(200, Message.result(request.id(), result(server, session, posted)));
        } catch (CancellationException e) {
            answer.endSilently();
        } catch (RpcError e) {
            // Errors of methods have the status of an answer in these revisions
            answer.end(e.code() == RpcError.BUSY ? e.status() : 200, e.answer(request.id()));
        } finally {
            session.ended(posted);
        }
    }

    private Map<String, Object> result(McpServer server, Session session, Posted posted) {
        Map<String, Object> params = posted.params();
        return switch (posted.request().method()) {
            case "ping" -> Map.of();
            case "logging/setLevel" -> {
                session.logLevel(LogLevel.of(params.get("level")));
                yield Map.of();
            }
            case "resources/subscribe" -> {
                String uri = Methods.text(params, "uri");
                if (!Methods.canBeRead(server, uri)) {
                    throw Methods.notFound(uri, posted);
                }
                session.subscribe(uri);
                yield Map.of();
            }
            case "resources/unsubscribe" -> {
                session.unsubscribe(Methods.text(params, "uri"));
                yield Map.of();
            }
            default -> answerer.answer(server, posted);
        };
    }
}
