package io.goldtier.sandbox.x;

import io.goldtier.sandbox.SandboxFault.Trouble;
import io.goldtier.sandbox.SandboxFaults;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Who may ask: user tokens of OAuth 2.0, which last two hours and are renewed with a token that serves once; signatures of
 * OAuth 1.0a; app-only tokens, which may read alone.
 */
@Component
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class XAccess {

    /** The user token that the card of {@code twitter} names; it does not end. */
    static final String TOKEN = "x-user";

    /** One without the right to send pictures and to write. */
    static final String READ_ONLY = "sandbox-x-read-only";

    /** The first of the tokens that renew. */
    static final String REFRESH = "sandbox-x-refresh";

    private static final Map<String, String> OAUTH1 =
            Map.of("sandbox-x-key", "sandbox-x-key-secret", "sandbox-x-token", "sandbox-x-token-secret");
    private static final Pattern OAUTH1_FIELD = Pattern.compile("(oauth_\\w+)=\"([^\"]*)\"");
    private static final Duration LIFE = Duration.ofHours(2);

    private final Clock clock;
    private final Map<String, Instant> tokens = new LinkedHashMap<>();
    private final Set<String> refreshes = new TreeSet<>(Set.of(REFRESH));
    private int issued;

    XAccess(Clock clock) {
        this.clock = clock;
    }

    /** Refuses whoever may not do this. */
    synchronized void check(HttpServletRequest request, boolean writes) {
        if (SandboxFaults.trouble(request) == Trouble.RATE_LIMIT) {
            throw XProblem.tooMany();
        }
        String header = request.getHeader("Authorization");
        if (header == null || SandboxFaults.wrongKey(request)) {
            throw XProblem.unauthorized();
        }
        if (header.startsWith("OAuth ")) {
            checkSignature(request, header);
            return;
        }
        String token = header.replaceFirst("^Bearer ", "");
        if (token.startsWith("AAAA")) {
            throw XProblem.appOnly();
        }
        boolean known = token.equals(TOKEN)
                || token.equals(READ_ONLY)
                || tokens.containsKey(token) && clock.instant().isBefore(tokens.get(token));
        if (!known) {
            throw XProblem.unauthorized();
        }
        if (writes && (token.equals(READ_ONLY) || SandboxFaults.trouble(request) == Trouble.PERMISSION)) {
            throw XProblem.forbidden(
                    "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.");
        }
    }

    /** New tokens for one that renews, which serves no second time. */
    synchronized Map<String, Object> renew(String refresh) {
        if (!refreshes.remove(refresh)) {
            throw XProblem.oauth("invalid_request", "Value passed for the token was invalid.");
        }
        issued++;
        String token = "sandbox-x-user-" + issued;
        String next = "sandbox-x-refresh-" + issued;
        tokens.put(token, clock.instant().plus(LIFE));
        refreshes.add(next);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("token_type", "bearer");
        answer.put("expires_in", LIFE.toSeconds());
        answer.put("access_token", token);
        answer.put("scope", "tweet.read tweet.write users.read media.write offline.access");
        answer.put("refresh_token", next);
        return answer;
    }

    /** How often tokens were renewed. */
    synchronized int renewals() {
        return issued;
    }

    private static void checkSignature(HttpServletRequest request, String header) {
        Map<String, String> fields = new TreeMap<>();
        Matcher found = OAUTH1_FIELD.matcher(header);
        while (found.find()) {
            fields.put(found.group(1), URLDecoder.decode(found.group(2), StandardCharsets.UTF_8));
        }
        String signature = fields.remove("oauth_signature");
        TreeMap<String, String> all = new TreeMap<>();
        fields.forEach((name, value) -> all.put(encoded(name), encoded(value)));
        if (request.getQueryString() != null) {
            for (String pair : request.getQueryString().split("&")) {
                String[] parts = pair.split("=", 2);
                all.put(
                        encoded(URLDecoder.decode(parts[0], StandardCharsets.UTF_8)),
                        encoded(URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8)));
            }
        }
        String parameters = all.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&"));
        String base =
                request.getMethod() + "&" + encoded(request.getRequestURL().toString()) + "&" + encoded(parameters);
        String key = encoded(OAUTH1.getOrDefault(fields.get("oauth_consumer_key"), "")) + "&"
                + encoded(OAUTH1.getOrDefault(fields.get("oauth_token"), ""));
        if (signature == null
                || !OAUTH1.containsKey(fields.getOrDefault("oauth_token", ""))
                || !MessageDigest.isEqual(
                        signature.getBytes(StandardCharsets.UTF_8),
                        hmac(key, base).getBytes(StandardCharsets.UTF_8))) {
            throw XProblem.unauthorized();
        }
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
