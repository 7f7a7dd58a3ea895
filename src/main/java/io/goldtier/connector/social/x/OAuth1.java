package io.goldtier.connector.social.x;

import io.goldtier.json.Digest;
import io.goldtier.outside.http.RequestSigner;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The signature of OAuth 1.0a with HMAC-SHA1 (RFC 5849, section 3.4); X, "Creating a signature". */
@Component
class OAuth1 {

    private static final int NONCE = 16;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    OAuth1(Clock clock) {
        this.clock = clock;
    }

    /** The header {@code Authorization} of a request. Bodies that are no forms are not signed. */
    String header(RequestSigner.Unsigned request, RequestSigner.Settings setting) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        return header(
                request,
                setting,
                HexFormat.of().formatHex(nonce),
                String.valueOf(clock.instant().getEpochSecond()));
    }

    static String header(RequestSigner.Unsigned request, RequestSigner.Settings setting, String nonce, String time) {
        Map<String, String> oauth = new TreeMap<>();
        oauth.put("oauth_consumer_key", setting.apply("api-key").orElseThrow());
        oauth.put("oauth_nonce", nonce);
        oauth.put("oauth_signature_method", "HMAC-SHA1");
        oauth.put("oauth_timestamp", time);
        oauth.put("oauth_token", setting.apply("access-token").orElseThrow());
        oauth.put("oauth_version", "1.0");
        List<String> pairs = new ArrayList<>();
        oauth.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
        request.form().forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(String.valueOf(value))));
        if (request.address().getRawQuery() != null) {
            for (String pair : request.address().getRawQuery().split("&")) {
                String[] parts = pair.split("=", 2);
                pairs.add(encoded(decoded(parts[0])) + "=" + encoded(parts.length > 1 ? decoded(parts[1]) : ""));
            }
        }
        String parameters = pairs.stream().sorted().collect(Collectors.joining("&"));
        String place = request.address().toString().replaceAll("[?#].*", "");
        String base = request.method() + "&" + encoded(place) + "&" + encoded(parameters);
        String key = encoded(setting.apply("api-secret").orElseThrow()) + "&"
                + encoded(setting.apply("access-token-secret").orElseThrow());
        oauth.put("oauth_signature", hmac(key, base));
        return oauth.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=\"" + encoded(each.getValue()) + "\"")
                .collect(Collectors.joining(", ", "OAuth ", ""));
    }

    private static String hmac(String key, String text) {
        return Base64.getEncoder().encodeToString(Digest.hmac("HmacSHA1", key, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
