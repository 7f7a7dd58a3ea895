package io.goldtier.mcp.answer;

import io.goldtier.json.Json;
import io.goldtier.mcp.rpc.RpcError;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The answer to one POST: one JSON object, or a stream of events when there is something to tell before the end. */
public final class HttpAnswer {

    private final HttpServletResponse response;
    private final boolean canStream;
    private EventStream stream;
    private boolean over;

    /** @param canStream whether the sender reads events */
    public HttpAnswer(HttpServletResponse response, boolean canStream) {
        this.response = response;
        this.canStream = canStream;
    }

    /** Tells something before the end; false when it cannot be told. */
    public synchronized boolean tell(Map<String, Object> message) {
        return begun() && stream.send(message);
    }

    /** Shows that work goes on; false when the sender has gone. */
    public synchronized boolean keepAlive() {
        return !canStream || over || begun() && stream.keepAlive();
    }

    private boolean begun() {
        if (over || !canStream) {
            return false;
        }
        try {
            if (stream == null) {
                stream = new EventStream(response, null);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The last word. */
    public synchronized void end(int status, Map<String, Object> message) throws IOException {
        if (over) {
            return;
        }
        over = true;
        if (stream != null) {
            stream.send(message);
            stream.close();
        } else {
            json(response, status, message);
        }
    }

    /** There is nothing to be said any more. */
    public synchronized void endSilently() {
        over = true;
        if (stream != null) {
            stream.close();
        } else {
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
        }
    }

    /** Ends a response with one JSON object. */
    public static void json(HttpServletResponse response, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** Ends a response with nothing but an error. */
    public static void error(HttpServletResponse response, RpcError error, Object id) throws IOException {
        json(response, error.status(), error.answer(id));
    }
}
