package io.goldtier.mcp.answer;

import io.goldtier.json.Json;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Server-sent events on one response, written by any thread, one at a time. */
public final class EventStream {

    /** The content type of a stream of events. */
    public static final String TYPE = "text/event-stream";

    private final ServletOutputStream out;
    private final AsyncContext async;
    private boolean open = true;

    /**
     * Begins the stream.
     *
     * @param async what keeps the response open when its thread has gone, or null when that thread stays
     */
    public EventStream(HttpServletResponse response, AsyncContext async) throws IOException {
        this.async = async;
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        out = response.getOutputStream();
        response.flushBuffer();
    }

    /** Sends a message; false when nobody is there any more. */
    public boolean send(Map<String, Object> message) {
        return write("event: message\ndata: " + Json.write(message) + "\n\n");
    }

    /** Shows that the stream is alive; false when nobody is there any more. */
    public boolean keepAlive() {
        return write(":\n\n");
    }

    private synchronized boolean write(String text) {
        if (!open) {
            return false;
        }
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        } catch (IOException | IllegalStateException e) {
            close();
            return false;
        }
    }

    /** Whether more can be sent. */
    public synchronized boolean isOpen() {
        return open;
    }

    /** Ends it. */
    public synchronized void close() {
        if (!open) {
            return;
        }
        open = false;
        if (async != null) {
            try {
                async.complete();
            } catch (IllegalStateException e) {
                // The container has ended it before
                open = false;
            }
        }
    }
}
