package io.goldtier.sandbox.x;

import io.goldtier.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What X answers when it refuses: mostly problem documents, for some limits the older form with codes. */
final class XProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, Object> body;

    private XProblem(int status, Map<String, Object> body) {
        super(String.valueOf(body));
        this.status = status;
        this.body = body;
    }

    private static XProblem of(int status, String title, String detail, String type) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", title);
        body.put("detail", detail);
        body.put("type", type);
        body.put("status", status);
        return new XProblem(status, body);
    }

    static XProblem unauthorized() {
        return of(401, "Unauthorized", "Unauthorized", "about:blank");
    }

    static XProblem forbidden(String detail) {
        return of(403, "Forbidden", detail, "about:blank");
    }

    static XProblem appOnly() {
        return of(
                403,
                "Unsupported Authentication",
                "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.  Supported authentication"
                        + " types are [OAuth 1.0a User Context, OAuth 2.0 User Context].",
                "https://api.twitter.com/2/problems/unsupported-authentication");
    }

    static XProblem invalid(String message) {
        XProblem problem = of(
                400,
                "Invalid Request",
                "One or more parameters to your request was invalid.",
                "https://api.twitter.com/2/problems/invalid-request");
        problem.body.put("errors", List.of(Map.of("message", message)));
        return problem;
    }

    static XProblem tooMany() {
        return new XProblem(
                429,
                new LinkedHashMap<>(Map.of("errors", List.of(Map.of("code", 88, "message", "Rate limit exceeded")))));
    }

    static XProblem oauth(String error, String description) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", description);
        return new XProblem(400, body);
    }

    ResponseEntity.BodyBuilder status() {
        return ResponseEntity.status(status);
    }

    String body() {
        return Json.write(body);
    }

    MediaType type() {
        return body.containsKey("type") ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON;
    }
}
