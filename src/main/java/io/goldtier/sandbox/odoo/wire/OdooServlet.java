package io.goldtier.sandbox.odoo.wire;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.sandbox.SandboxFaults;
import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooUser;
import io.goldtier.sandbox.odoo.schema.OdooValues;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The stand-in's HTTP face: JSON-2, JSON-RPC and the open addresses, answering as Odoo 19 does.
 *
 * <p>A plain servlet, because it is what a busy assistant in sandbox mode calls most.
 */
final class OdooServlet extends HttpServlet {

    /** Where it is served. */
    static final String ADDRESS = "/sandbox/odoo";

    private static final String JSON = "application/json; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";
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

    private final transient OdooSandbox odoo;

    OdooServlet(OdooSandbox odoo) {
        this.odoo = odoo;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
        switch (path) {
            case "/json/version", "/web/version" -> {
                if (odoo.isNewest()) {
                    json(response, version());
                } else {
                    text(response, 404, HTML, NO_DATABASE);
                }
            }
            case "/web/health" -> json(response, health(request));
            case "/jsonrpc" -> jsonRpc(request, response);
            default -> {
                if (path.startsWith("/json/2") && odoo.isNewest()) {
                    json2(path, request, response);
                } else {
                    text(response, 404, HTML, NO_DATABASE);
                }
            }
        }
    }

    private Map<String, Object> version() {
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("version_info", List.of(odoo.version(), 0, 0, "final", 0, ""));
        version.put("version", odoo.version() + ".0");
        return version;
    }

    private static Map<String, Object> health(HttpServletRequest request) {
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", "pass");
        String database = request.getParameter("db_server_status");
        if (database != null && !database.equals("0")) {
            health.put("db_server_status", true);
        }
        return health;
    }

    private void json2(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String database = request.getHeader("X-Odoo-Database");
        String[] parts = path.split("/");
        try {
            if (!request.getMethod().equals("POST") || parts.length != 5) {
                throw OdooFailure.notFound("Did you mean POST /json/2/<model>/<method>?");
            }
            if (database != null && !OdooSandbox.knows(database)) {
                text(response, 404, HTML, NO_DATABASE);
            } else if (!isJson(request)) {
                text(response, 415, HTML, WRONG_TYPE);
            } else {
                json(response, call(parts[3], parts[4], request));
            }
        } catch (OdooFailure e) {
            refuse(response, e);
        }
    }

    private Object call(String modelName, String methodName, HttpServletRequest request) throws IOException {
        OdooUser user = user(request);
        OdooModel model = OdooModels.find(modelName);
        if (model == null) {
            throw OdooFailure.notFound("the model '" + modelName + "' does not exist");
        }
        Map<String, Object> arguments = arguments(request);
        OdooMethod method = method(model, methodName);
        odoo.count(modelName + "/" + methodName);
        return odoo.call(user, SandboxFaults.mail(request), model, method, method.named(modelName, arguments));
    }

    private static OdooUser user(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            throw OdooFailure.unauthorized(
                    "User not authenticated, use an API Key with a Bearer Authorization header.");
        }
        return OdooUser.byKey(authorization.substring(7).trim())
                .filter(user -> !SandboxFaults.wrongKey(request))
                .orElseThrow(() -> OdooFailure.unauthorized("Invalid apikey"));
    }

    private static OdooMethod method(OdooModel model, String name) {
        if (name.startsWith("_")) {
            throw OdooFailure.access(
                    "Private methods (such as '" + model.name + "." + name + "') cannot be called remotely.");
        }
        OdooMethod found = OdooMethod.find(model.name, name);
        if (found == null) {
            throw OdooFailure.notFound("The method '" + model.name + "." + name + "' does not exist");
        }
        return found;
    }

    /** The named arguments; a body that is an array is ignored without a word, as Odoo does. */
    private static Map<String, Object> arguments(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        if (body.length == 0) {
            return Map.of();
        }
        try {
            return OdooValues.map(Json.read(new String(body, StandardCharsets.UTF_8)));
        } catch (JsonProblem e) {
            throw OdooFailure.badRequest("could not parse the body as json: " + e.getMessage());
        }
    }

    private void jsonRpc(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("POST") || !isJson(request)) {
            text(response, 415, HTML, WRONG_TYPE);
            return;
        }
        Object parsed;
        try {
            parsed = Json.read(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (JsonProblem e) {
            text(response, 400, HTML, "Invalid JSON data");
            return;
        }
        if (!(parsed instanceof Map<?, ?> call)) {
            text(response, 400, HTML, "Invalid JSON-RPC data");
            return;
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", call.get("id"));
        try {
            answer.put(
                    "result",
                    new OdooJsonRpc(odoo, SandboxFaults.wrongKey(request), SandboxFaults.mail(request))
                            .call(call.get("params")));
        } catch (OdooFailure e) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("code", 0);
            error.put("message", "Odoo Server Error");
            error.put("data", data(e));
            answer.put("error", error);
        }
        json(response, answer);
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    private static void refuse(HttpServletResponse response, OdooFailure e) throws IOException {
        if (e.status == 401) {
            response.setHeader("WWW-Authenticate", "Bearer ");
        }
        text(response, e.status, JSON, Json.write(data(e)));
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

    private static void json(HttpServletResponse response, Object body) throws IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        text(response, 200, JSON, Json.write(body));
    }

    private static void text(HttpServletResponse response, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
