package io.goldtier.sandbox.whatsapp;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.sandbox.SandboxFaults;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /sandbox/whatsapp}: what we use of the Cloud API, in its wire format. */
@RestController
@RequestMapping("/sandbox/whatsapp/{version:v\\d+\\.\\d+}")
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class WhatsAppSandboxController {

    /** The number, and the token that opens it, as the card of {@code whatsapp} names them. */
    private static final String NUMBER = "100000000000002";

    private static final String TOKEN = "wa.token.1";

    private final WhatsAppSandbox whatsapp;

    WhatsAppSandboxController(WhatsAppSandbox whatsapp) {
        this.whatsapp = whatsapp;
    }

    @PostMapping("/{number}/messages")
    ResponseEntity<String> send(HttpServletRequest request, @PathVariable String number, @RequestBody String body) {
        if (!isAuthorized(request)) {
            return wrongToken();
        }
        try {
            Map<String, Object> message = Json.readObject(body);
            if (!number.equals(NUMBER) || !"whatsapp".equals(message.get("messaging_product"))) {
                return error(400, 100, "(#100) Invalid parameter");
            }
            Object to = message.get("to");
            return ok(Map.of(
                    "messaging_product",
                    "whatsapp",
                    "contacts",
                    List.of(Map.of("input", to, "wa_id", to)),
                    "messages",
                    List.of(Map.of("id", whatsapp.send(message)))));
        } catch (JsonProblem e) {
            return error(400, 100, "(#100) Invalid parameter");
        }
    }

    @PostMapping("/{number}/media")
    ResponseEntity<String> upload(HttpServletRequest request, @PathVariable String number) throws IOException {
        return isAuthorized(request)
                ? ok(Map.of(
                        "id",
                        whatsapp.upload(
                                request.getContentType(),
                                request.getInputStream().readAllBytes())))
                : wrongToken();
    }

    @GetMapping("/{object}")
    ResponseEntity<String> look(HttpServletRequest request, @PathVariable String version, @PathVariable String object) {
        if (!isAuthorized(request)) {
            return wrongToken();
        }
        if (object.equals(NUMBER)) {
            return ok(Map.of("id", NUMBER, "display_phone_number", "15550001111"));
        }
        return whatsapp.media(object)
                .map(media -> {
                    Map<String, Object> told = new LinkedHashMap<>();
                    told.put("messaging_product", "whatsapp");
                    told.put(
                            "url",
                            "http://127.0.0.1:" + request.getLocalPort() + "/sandbox/whatsapp/" + version + "/files/"
                                    + object);
                    told.put("mime_type", media.type());
                    told.put("sha256", sha256(media.bytes()));
                    told.put("file_size", media.bytes().length);
                    told.put("id", object);
                    return ok(told);
                })
                .orElseGet(() ->
                        error(400, 100, "Unsupported get request. Object with ID '" + object + "' does not exist"));
    }

    @GetMapping("/files/{id}")
    ResponseEntity<byte[]> file(HttpServletRequest request, @PathVariable String id) {
        return isAuthorized(request)
                ? whatsapp.media(id)
                        .map(media -> ResponseEntity.ok()
                                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                                .body(media.bytes()))
                        .orElseGet(() -> ResponseEntity.notFound().build())
                : ResponseEntity.status(401).build();
    }

    private static boolean isAuthorized(HttpServletRequest request) {
        return !SandboxFaults.wrongKey(request) && ("Bearer " + TOKEN).equals(request.getHeader("Authorization"));
    }

    private static ResponseEntity<String> wrongToken() {
        return error(401, 190, "Invalid OAuth access token - Cannot parse access token");
    }

    private static ResponseEntity<String> error(int status, int code, String message) {
        return json(status, Map.of("error", Map.of("message", message, "type", "OAuthException", "code", code)));
    }

    private static ResponseEntity<String> ok(Object value) {
        return json(200, value);
    }

    private static ResponseEntity<String> json(int status, Object value) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.write(value));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
