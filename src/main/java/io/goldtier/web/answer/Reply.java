package io.goldtier.web.answer;

import io.goldtier.audit.Redaction;
import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** How the REST addresses read and write. */
public final class Reply {

    /** How many items a page has if the caller does not say. */
    static final int PAGE = 50;

    /** What people read while something that all needs is away. */
    public static final String AWAY =
            "The store or the vault cannot be used at the moment. Ask again in a while; /actuator/health says more.";

    private static final int LARGEST_PAGE = 500;
    private static final int LARGEST_BODY = 1024 * 1024;

    private Reply() {}

    /** The value as JSON. */
    public static ResponseEntity<String> ok(Object value) {
        return json(200, value);
    }

    /** The value as JSON with a status. */
    public static ResponseEntity<String> json(int status, Object value) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.write(value));
    }

    /** One page of a list; {@code next} is null on the last one. */
    public static ResponseEntity<String> page(List<Map<String, Object>> items, Object next) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("items", items.stream().map(Redaction::mask).toList());
        page.put("next", next == null ? null : next.toString());
        return ok(page);
    }

    /** A {@code {"error", "field"}} with a status. */
    public static ResponseEntity<String> problem(int status, String sentence, String field) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", sentence);
        if (field != null && !field.isEmpty()) {
            body.put("field", field);
        }
        return json(status, body);
    }

    /** The request's body as a JSON object, whatever content type its sender gave it; an empty one is empty. */
    public static Map<String, Object> body(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST_BODY + 1);
        if (bytes.length > LARGEST_BODY) {
            throw new Problem(413, "The body is larger than " + LARGEST_BODY / 1024 + " KiB.");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            return text.isBlank() ? Map.of() : Json.readObject(text);
        } catch (JsonProblem e) {
            throw new Problem(400, "The body is not a JSON object: " + e.getMessage() + ".");
        }
    }

    /** The cursor of an earlier page as the number that it is; 0 for the first page. */
    public static long cursor(String cursor) {
        try {
            return cursor == null || cursor.isEmpty() ? 0 : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new Problem(422, "cursor must be the next of an earlier page, was: " + cursor, "cursor");
        }
    }

    /** The size of a page that the caller asks for. */
    public static int limit(Integer limit) {
        if (limit != null && (limit < 1 || limit > LARGEST_PAGE)) {
            throw new Problem(422, "limit must be between 1 and " + LARGEST_PAGE + ", was: " + limit, "limit");
        }
        return limit == null ? PAGE : limit;
    }
}
