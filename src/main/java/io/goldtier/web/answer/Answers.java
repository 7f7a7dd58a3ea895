package io.goldtier.web.answer;

import io.goldtier.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers that are written before any controller is reached. */
public final class Answers {

    /** The number that JSON-RPC leaves to us for requests that are not let in. */
    private static final int NOT_LET_IN = -32010;

    private Answers() {}

    /** Ends the request with {@code {"error": sentence}}. */
    public static void error(HttpServletResponse response, int status, String sentence) throws IOException {
        body(response, status, "application/json", Json.write(Map.of("error", sentence)));
    }

    /** The same in the form of who asks: JSON-RPC at the addresses of MCP servers. */
    public static void error(HttpServletRequest request, HttpServletResponse response, int status, String sentence)
            throws IOException {
        if (!request.getRequestURI().startsWith("/mcp/")) {
            error(response, status, sentence);
            return;
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", null);
        answer.put("error", Map.of("code", NOT_LET_IN, "message", sentence));
        body(response, status, "application/json", Json.write(answer));
    }

    /** Ends the request with a whole page. */
    public static void page(HttpServletResponse response, int status, String html) throws IOException {
        body(response, status, "text/html", html);
    }

    /** A value from outside, cut and freed of control characters, in quotes. */
    public static String quoted(String value) {
        if (value == null) {
            return "(none)";
        }
        var clean = value.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (clean.length() > 80 ? clean.substring(0, 80) + "…" : clean) + "\"";
    }

    private static void body(HttpServletResponse response, int status, String type, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
