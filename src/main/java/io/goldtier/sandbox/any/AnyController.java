package io.goldtier.sandbox.any;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.sandbox.SandboxFaults;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /sandbox/any/SYSTEM/…}: {@code GET status}, and for each kind of record {@code GET KIND} (with fields as the
 * query), {@code GET KIND/ID}, {@code POST KIND}, {@code PUT KIND/ID}; all with {@code Authorization: Bearer sandbox}.
 */
@RestController
@RequestMapping("/sandbox/any/{system:[a-z][a-z0-9_-]{0,39}}")
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class AnyController {

    private static final int LONGEST = 100_000;
    private static final String KIND = "{kind:[a-z][a-z0-9_-]{0,39}}";
    private static final String ID = "{id:[A-Za-z0-9_.-]{1,100}}";

    private final AnySandbox any;

    AnyController(AnySandbox any) {
        this.any = any;
    }

    @GetMapping("/status")
    ResponseEntity<String> status(HttpServletRequest request) {
        return isAuthorized(request) ? json(200, Map.of("ok", true)) : wrongKey();
    }

    @GetMapping("/" + KIND)
    ResponseEntity<String> list(
            HttpServletRequest request,
            @PathVariable String system,
            @PathVariable String kind,
            @RequestParam Map<String, String> values) {
        return isAuthorized(request) ? json(200, Map.of("items", any.find(system, kind, values))) : wrongKey();
    }

    @GetMapping("/" + KIND + "/" + ID)
    ResponseEntity<String> read(
            HttpServletRequest request,
            @PathVariable String system,
            @PathVariable String kind,
            @PathVariable String id) {
        if (!isAuthorized(request)) {
            return wrongKey();
        }
        List<Map<String, Object>> found = any.find(system, kind, Map.of("id", id));
        return found.isEmpty() ? error(404, "There is no " + kind + " " + id) : json(200, found.get(0));
    }

    @PostMapping("/" + KIND)
    ResponseEntity<String> create(
            HttpServletRequest request,
            @PathVariable String system,
            @PathVariable String kind,
            @RequestBody(required = false) String body) {
        return put(request, system, kind, null, body);
    }

    @PutMapping("/" + KIND + "/" + ID)
    ResponseEntity<String> replace(
            HttpServletRequest request,
            @PathVariable String system,
            @PathVariable String kind,
            @PathVariable String id,
            @RequestBody(required = false) String body) {
        return put(request, system, kind, id, body);
    }

    private ResponseEntity<String> put(HttpServletRequest request, String system, String kind, String id, String body) {
        if (!isAuthorized(request)) {
            return wrongKey();
        }
        if (body == null || body.length() > LONGEST) {
            return error(400, "The body must be a JSON object of at most " + LONGEST + " characters");
        }
        try {
            return any.put(system, kind, id, Json.readObject(body))
                    .map(record -> json(id == null ? 201 : 200, record))
                    .orElseGet(() -> error(507, "There is no room for another kind of record"));
        } catch (JsonProblem e) {
            return error(400, "The body must be a JSON object: " + e.getMessage());
        }
    }

    private static boolean isAuthorized(HttpServletRequest request) {
        return !SandboxFaults.wrongKey(request) && "Bearer sandbox".equals(request.getHeader("Authorization"));
    }

    private static ResponseEntity<String> wrongKey() {
        return error(401, "Wrong key");
    }

    private static ResponseEntity<String> error(int status, String message) {
        return json(status, Map.of("error", Map.of("message", message)));
    }

    private static ResponseEntity<String> json(int status, Object value) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.write(value));
    }
}
