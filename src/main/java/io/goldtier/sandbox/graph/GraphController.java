package io.goldtier.sandbox.graph;

import io.goldtier.json.Json;
import io.goldtier.sandbox.SandboxFaults;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /sandbox/graph}: what we use of the Graph API, in its wire format. */
@RestController
@RequestMapping("/sandbox/graph/{version:v\\d+\\.\\d+}")
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class GraphController {

    /** The page, and the token that opens it and nothing else, as the card of {@code facebook} names them. */
    private static final String PAGE = "100000000000001";

    private static final String TOKEN = "graph";

    private final GraphSandbox graph;

    GraphController(GraphSandbox graph) {
        this.graph = graph;
    }

    @PostMapping("/{page}/feed")
    ResponseEntity<String> post(
            HttpServletRequest request,
            @PathVariable String page,
            @RequestParam(required = false) String message,
            @RequestParam(required = false) String link) {
        if (!isAuthorized(request)) {
            return wrongToken();
        }
        if (!page.equals(PAGE)) {
            return unknown(page);
        }
        if ((message == null || message.isBlank()) && link == null) {
            return error(400, 100, "(#100) Missing message or attachment");
        }
        return graph.post(page, message, link)
                .map(id -> ok(Map.of("id", id)))
                .orElseGet(() -> error(400, 506, "Duplicate status message"));
    }

    @GetMapping("/{page}/published_posts")
    ResponseEntity<String> posts(HttpServletRequest request, @PathVariable String page) {
        return isAuthorized(request) ? ok(Map.of("data", graph.recent())) : wrongToken();
    }

    @GetMapping("/{object}")
    ResponseEntity<String> read(HttpServletRequest request, @PathVariable String object) {
        if (!isAuthorized(request)) {
            return wrongToken();
        }
        if (object.equals(PAGE)) {
            return ok(Map.of("id", object, "name", "Sandbox page"));
        }
        return graph.find(object).map(GraphController::ok).orElseGet(() -> unknown(object));
    }

    private static boolean isAuthorized(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return !SandboxFaults.wrongKey(request)
                && (("Bearer " + TOKEN).equals(header) || TOKEN.equals(request.getParameter("access_token")));
    }

    private static ResponseEntity<String> wrongToken() {
        return error(400, 190, "Invalid OAuth access token - Cannot parse access token");
    }

    private static ResponseEntity<String> unknown(String object) {
        return error(400, 100, "Unsupported request. Object with ID '" + object + "' does not exist");
    }

    private static ResponseEntity<String> error(int status, int code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("type", code == 100 ? "GraphMethodException" : "OAuthException");
        error.put("code", code);
        error.put("fbtrace_id", "Asandbox");
        return json(status, Map.of("error", error));
    }

    private static ResponseEntity<String> ok(Object value) {
        return json(200, value);
    }

    private static ResponseEntity<String> json(int status, Object value) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.write(value));
    }
}
