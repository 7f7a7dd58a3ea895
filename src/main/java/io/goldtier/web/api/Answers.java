package io.goldtier.web.api;

import io.goldtier.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers that are written before any controller is reached. */
public final class Answers {

    private Answers() {}

    /** Ends the request with {@code {"error": sentence}}. */
    public static void error(HttpServletResponse response, int status, String sentence) throws IOException {
        body(response, status, "application/json", Json.write(Map.of("error", sentence)));
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
