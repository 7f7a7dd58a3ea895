package io.goldtier.sandbox.odoo;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.sandbox.SandboxFaults;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The stand-in's HTTP face: JSON-2, JSON-RPC and the open addresses, answering as Odoo 19 does. */
@RestController
@RequestMapping("/sandbox/odoo")
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class OdooController {

    private static final MediaType JSON = MediaType.parseMediaType("application/json; charset=utf-8");
    private static final MediaType HTML = MediaType.parseMediaType("text/html; charset=utf-8");
    private static final List<Object> VERSION = List.of(19, 0, 0, "final", 0, "");
    private static final String NO_DATABASE = """
            <!DOCTYPE html>
            <title>404 Not Found</title>
            <h1>Not Found</h1>
            <p>No database is selected and the requested URL was not found in the server-wide controllers.</p>
            <p>Please verify the hostname, <a href=/web/login>login</a> and try again.</p>

            <!-- Alternatively, use the X-Odoo-Database header. -->
            """;
    private static final String WRONG_TYPE = """
            <!doctype html>
            <html lang=en>
            <title>415 Unsupported Media Type</title>
            <h1>Unsupported Media Type</h1>
            <p>Request inferred type is compatible with [&#39;http&#39;] but this address is of another type.<br><br>Please verify the Content-Type request header and try again.</p>
            """;

    private final OdooSandbox odoo;

    OdooController(OdooSandbox odoo) {
        this.odoo = odoo;
    }

    @GetMapping({"/json/version", "/web/version"})
    ResponseEntity<String> version() {
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("version_info", VERSION);
        version.put("version", "19.0");
        return json(200, version);
    }

    @GetMapping("/web/health")
    ResponseEntity<String> health(@RequestParam(name = "db_server_status", defaultValue = "0") String database) {
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", "pass");
        if (!database.equals("0")) {
            health.put("db_server_status", true);
        }
        return json(200, health);
    }

    @RequestMapping({"/json/2/{model}", "/json/2"})
    ResponseEntity<String> badPath() {
        return refused(OdooFailure.notFound("Did you mean POST /json/2/<model>/<method>?"));
    }

    @GetMapping("/json/2/{model}/{method}")
    ResponseEntity<String> get() {
        return badPath();
    }

    @PostMapping("/json/2/{model}/{method}")
    ResponseEntity<String> json2(
            @PathVariable String model,
            @PathVariable String method,
            @RequestHeader(name = "Authorization", required = false) String authorization,
            @RequestHeader(name = "X-Odoo-Database", required = false) String database,
            @RequestBody(required = false) byte[] body,
            HttpServletRequest request) {
        if (database != null && !OdooSandbox.knows(database)) {
            return ResponseEntity.status(404).contentType(HTML).body(NO_DATABASE);
        }
        if (!isJson(request)) {
            return ResponseEntity.status(415).contentType(HTML).body(WRONG_TYPE);
        }
        try {
            long uid = user(authorization, request);
            OdooModel found = OdooModels.find(model);
            if (found == null) {
                throw OdooFailure.notFound("the model '" + model + "' does not exist");
            }
            Map<String, Object> arguments = arguments(body);
            OdooMethod callable = method(found, method);
            return json(200, odoo.call(uid, found, callable, callable.named(model, arguments)));
        } catch (OdooFailure e) {
            return refused(e);
        }
    }

    private static long user(String authorization, HttpServletRequest request) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            throw OdooFailure.unauthorized(
                    "User not authenticated, use an API Key with a Bearer Authorization header.");
        }
        long uid = SandboxFaults.wrongKey(request)
                ? 0
                : OdooUsers.byKey(authorization.substring(7).trim());
        if (uid == 0) {
            throw OdooFailure.unauthorized("Invalid apikey");
        }
        return uid;
    }

    private static OdooMethod method(OdooModel model, String method) {
        if (method.startsWith("_")) {
            throw OdooFailure.access(
                    "Private methods (such as '" + model.name + "." + method + "') cannot be called remotely.");
        }
        OdooMethod found = OdooMethod.find(model.name, method);
        if (found == null) {
            throw OdooFailure.notFound("The method '" + model.name + "." + method + "' does not exist");
        }
        return found;
    }

    /** The named arguments; a body that is an array is ignored without a word, as Odoo does. */
    private static Map<String, Object> arguments(byte[] body) {
        if (body == null || body.length == 0) {
            return Map.of();
        }
        try {
            return OdooValues.map(Json.read(new String(body, java.nio.charset.StandardCharsets.UTF_8)));
        } catch (JsonProblem e) {
            throw OdooFailure.badRequest("could not parse the body as json: " + e.getMessage());
        }
    }

    @RequestMapping("/jsonrpc")
    ResponseEntity<String> jsonRpc(@RequestBody(required = false) byte[] body, HttpServletRequest request) {
        if (!request.getMethod().equals("POST") || !isJson(request)) {
            return ResponseEntity.status(415).contentType(HTML).body(WRONG_TYPE);
        }
        Object parsed;
        try {
            parsed = Json.read(body == null ? "" : new String(body, java.nio.charset.StandardCharsets.UTF_8));
        } catch (JsonProblem e) {
            return ResponseEntity.status(400).contentType(HTML).body("Invalid JSON data");
        }
        if (!(parsed instanceof Map<?, ?>)) {
            return ResponseEntity.status(400).contentType(HTML).body("Invalid JSON-RPC data");
        }
        Map<String, Object> call = OdooValues.map(parsed);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", call.get("id"));
        try {
            answer.put("result", new OdooJsonRpc(odoo, SandboxFaults.wrongKey(request)).call(call.get("params")));
        } catch (OdooFailure e) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("code", 0);
            error.put("message", "Odoo Server Error");
            error.put("data", data(e));
            answer.put("error", error);
        }
        return json(200, answer);
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    private static ResponseEntity<String> refused(OdooFailure e) {
        var answer = ResponseEntity.status(e.status).contentType(JSON);
        if (e.status == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer ");
        }
        return answer.body(Json.write(data(e)));
    }

    private static Map<String, Object> data(OdooFailure e) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", e.name);
        data.put("message", e.getMessage());
        data.put("arguments", e.arguments());
        data.put("context", Map.of());
        data.put("debug", "Traceback (most recent call last): left out by the sandbox");
        return data;
    }

    private static ResponseEntity<String> json(int status, Object body) {
        return ResponseEntity.status(status)
                .contentType(JSON)
                .header("X-Content-Type-Options", "nosniff")
                .body(Json.write(body));
    }
}
