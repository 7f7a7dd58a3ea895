package io.goldtier.sandbox.graph;

import io.goldtier.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What the Graph API answers when it refuses ("Handling Errors"). */
final class GraphError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;
    private final int subcode;

    GraphError(int status, int code, int subcode, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.subcode = subcode;
    }

    GraphError(int code, String message) {
        this(400, code, 0, message);
    }

    static GraphError unknown(String object) {
        return new GraphError(
                400,
                100,
                33,
                "Unsupported request. Object with ID '" + object
                        + "' does not exist, cannot be loaded due to missing permissions, or does not support this operation");
    }

    ResponseEntity<String> answer() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", getMessage());
        error.put("type", code == 100 ? "GraphMethodException" : "OAuthException");
        error.put("code", code);
        if (subcode > 0) {
            error.put("error_subcode", subcode);
        }
        error.put("is_transient", code == 4 || code == 32);
        error.put("fbtrace_id", "Asandbox");
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        if (code == 32) {
            answer.header(
                    "X-Business-Use-Case-Usage",
                    "{\"100000000000001\":[{\"type\":\"pages\",\"call_count\":100,\"total_cputime\":25,\"total_time\":25,"
                            + "\"estimated_time_to_regain_access\":12}]}");
        }
        return answer.contentType(MediaType.APPLICATION_JSON).body(Json.write(Map.of("error", error)));
    }
}
