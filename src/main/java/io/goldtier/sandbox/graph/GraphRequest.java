package io.goldtier.sandbox.graph;

import io.goldtier.sandbox.SandboxFault.Trouble;
import io.goldtier.sandbox.SandboxFaults;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request to the stand-in: refused when its token, its proof or a permission is wrong, or when it has a parameter that
 * Meta's reference does not name for this edge.
 */
final class GraphRequest {

    /** The token that opens the page and its account, as the cards name it. */
    static final String TOKEN = "graph";

    /** One that may read alone. */
    static final String READ_ONLY = "graph-read-only";

    /** The app's secret, for those who prove their requests. */
    static final String SECRET = "sandbox-app-secret";

    private static final Set<String> EVERYWHERE =
            Set.of("access_token", "appsecret_proof", "fields", "locale", "pretty", "suppress_http_code");

    private final HttpServletRequest request;
    private final Map<String, String> values = new LinkedHashMap<>();

    private GraphRequest(HttpServletRequest request) {
        this.request = request;
        request.getParameterMap().forEach((name, given) -> values.put(name, given[0]));
    }

    /** Checks who asks, and that all that is asked with has a name; {@code parameters} are those of the edge. */
    static GraphRequest of(HttpServletRequest request, String... parameters) {
        GraphRequest read = new GraphRequest(request);
        String header = request.getHeader("Authorization");
        String token = header != null && header.startsWith("Bearer ") ? header.substring(7) : read.text("access_token");
        if (SandboxFaults.wrongKey(request) || !List.of(TOKEN, READ_ONLY).contains(String.valueOf(token))) {
            throw new GraphError(
                    400,
                    190,
                    463,
                    "Error validating access token: Session has expired on Friday, 20-Feb-26 10:00:00 PST.");
        }
        String proof = read.text("appsecret_proof");
        if (proof != null && !proof.equals(hmac(token))) {
            throw new GraphError(100, "Invalid appsecret_proof provided in the API argument");
        }
        if (SandboxFaults.trouble(request) == Trouble.RATE_LIMIT) {
            throw new GraphError(32, "(#32) Page request limit reached");
        }
        boolean writes = !request.getMethod().equals("GET");
        if (writes && (token.equals(READ_ONLY) || SandboxFaults.trouble(request) == Trouble.PERMISSION)) {
            throw new GraphError(
                    403,
                    200,
                    0,
                    "(#200) If posting to a page, requires both pages_read_engagement and pages_manage_posts permissions");
        }
        Set<String> unknown = new TreeSet<>(read.values.keySet());
        unknown.removeAll(EVERYWHERE);
        unknown.removeAll(List.of(parameters));
        if (!unknown.isEmpty()) {
            throw new GraphError(100, "(#100) Param " + unknown.iterator().next() + " is not a valid parameter");
        }
        return read;
    }

    Trouble trouble() {
        return SandboxFaults.trouble(request);
    }

    /** A parameter, or null. */
    String text(String name) {
        return values.get(name);
    }

    String required(String name) {
        String value = text(name);
        if (value == null || value.isBlank()) {
            throw new GraphError(100, "(#100) The parameter " + name + " is required");
        }
        return value;
    }

    boolean truth(String name, boolean otherwise) {
        String value = text(name);
        if (value != null && !List.of("true", "false", "1", "0").contains(value)) {
            throw new GraphError(100, "(#100) Param " + name + " must be a boolean");
        }
        return value == null ? otherwise : value.equals("true") || value.equals("1");
    }

    /** An address, or null. */
    String address(String name) {
        String value = text(name);
        if (value != null && !value.matches("https?://\\S+")) {
            throw new GraphError(100, "(#100) " + name + " should represent a valid URL");
        }
        return value;
    }

    /** The fields that are asked for, of those that the object has. */
    Map<String, Object> chosen(Map<String, Object> object, Set<String> known) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        chosen.put("id", object.get("id"));
        for (String field : text("fields") == null
                ? List.<String>of()
                : List.of(text("fields").split(","))) {
            if (!known.contains(field)) {
                throw new GraphError(100, "(#100) Tried accessing nonexisting field (" + field + ")");
            }
            if (object.get(field) != null) {
                chosen.put(field, object.get(field));
            }
        }
        return chosen;
    }

    /** A file that was sent along, or null. */
    byte[] file(String name) {
        try {
            if (request.getContentType() == null || !request.getContentType().startsWith("multipart/")) {
                return null;
            }
            Part part = request.getPart(name);
            return part == null ? null : part.getInputStream().readAllBytes();
        } catch (IOException | ServletException e) {
            throw new GraphError(324, "(#324) Missing or invalid image file");
        }
    }

    String scopes() {
        String header = request.getHeader("Authorization");
        return ("Bearer " + READ_ONLY).equals(header)
                ? "pages_read_engagement,pages_show_list,instagram_basic"
                : "pages_manage_posts,pages_read_engagement,pages_show_list,read_insights,instagram_basic,"
                        + "instagram_content_publish,instagram_manage_insights";
    }

    private static String hmac(String token) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(token.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
