package io.goldtier.connector.social;

import io.goldtier.outside.http.RequestSigner;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * {@code appsecret_proof}: what proves to the Graph API that a request with our token comes from us, when the app's secret
 * is set (Meta, "Securing Graph API Requests").
 */
@Component("appSecretProof")
class AppSecretProof implements RequestSigner {

    @Override
    public Map<String, String> proof(Function<String, Optional<String>> setting) {
        return setting.apply("app-secret")
                .flatMap(secret ->
                        setting.apply("access-token").map(token -> Map.of("appsecret_proof", hmac(secret, token))))
                .orElse(Map.of());
    }

    private static String hmac(String secret, String token) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(token.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA256", e);
        }
    }
}
