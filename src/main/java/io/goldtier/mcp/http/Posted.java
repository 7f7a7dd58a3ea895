package io.goldtier.mcp.http;

import io.goldtier.mcp.answer.HttpAnswer;
import io.goldtier.mcp.rpc.Message;
import io.goldtier.mcp.rpc.RpcError;
import io.goldtier.mcp.server.Client;
import io.goldtier.mcp.server.LogLevel;
import io.goldtier.mcp.server.RequestContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that came by POST and is being answered. */
final class Posted implements RequestContext {

    private final Message.Request request;
    private final Client client;
    private final HttpAnswer answer;
    private final Session session;
    private volatile boolean cancelled;
    private volatile Runnable onCancel = () -> {};

    /** @param session its session, or null in the stateless revision */
    Posted(Message.Request request, Client client, HttpAnswer answer, Session session) {
        this.request = request;
        this.client = client;
        this.answer = answer;
        this.session = session;
    }

    Message.Request request() {
        return request;
    }

    HttpAnswer answer() {
        return answer;
    }

    /** Nobody waits for it any more. */
    void cancel() {
        cancelled = true;
        onCancel.run();
    }

    /** Calls this when nobody waits any more; at once when that is so already. */
    void onCancel(Runnable action) {
        onCancel = action;
        if (cancelled) {
            action.run();
        }
    }

    @Override
    public Client client() {
        return client;
    }

    @Override
    public Map<String, Object> meta() {
        return request.meta();
    }

    @Override
    public Map<String, Object> params() {
        return request.params();
    }

    @Override
    public boolean isStateless() {
        return session == null;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void progress(Number progress, Number total, String words) {
        Object token = meta().get("progressToken");
        if (cancelled || !(token instanceof String || token instanceof Number)) {
            return;
        }
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("progressToken", token);
        params.put("progress", progress);
        if (total != null) {
            params.put("total", total);
        }
        if (words != null) {
            params.put("message", words);
        }
        answer.tell(Message.notification("notifications/progress", params));
    }

    @Override
    public void log(LogLevel level, String logger, Object data) {
        LogLevel least = least();
        if (!cancelled && least != null && level.compareTo(least) >= 0) {
            answer.tell(Message.notification(
                    "notifications/message", Map.of("level", level.word(), "logger", logger, "data", data)));
        }
    }

    /** The least grave level that the sender wants to know of, or null for none. */
    private LogLevel least() {
        if (session != null) {
            return session.logLevel();
        }
        Object wanted = meta().get(StatelessRevision.META + "logLevel");
        return wanted == null ? null : LogLevel.of(wanted);
    }

    @Override
    public Map<String, Object> ask(String method, Map<String, Object> params) {
        if (session == null) {
            throw new IllegalStateException("In the stateless revision a server asks by its result.");
        }
        String capability = method.substring(0, method.indexOf('/'));
        if (!client.can(capability)) {
            throw RpcError.invalidRequest("The client does not do " + capability + ".");
        }
        return session.ask(answer::tell, method, params);
    }

    @Override
    public void show(String method, Map<String, Object> params) {
        if (session != null) {
            session.show(answer::tell, method, params);
        }
    }
}
