package io.goldtier.connector.social;

import io.goldtier.json.Digest;
import io.goldtier.outside.http.RequestSigner;
import io.goldtier.outside.http.Wire;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * {@code appsecret_proof}: what proves to the Graph API that a request with our token comes from us, when the app's secret
 * is set (Meta, "Securing Graph API Requests"). The look at the token itself ({@code GET /debug_token}) wants it as
 * {@code input_token}; it is put there at the last moment, too.
 */
@Component("appSecretProof")
class AppSecretProof implements RequestSigner {

    @Override
    public Proof proof(Unsigned request, Settings setting, Wire wire) {
        Optional<String> token = setting.apply("access-token");
        Map<String, String> fields = new LinkedHashMap<>();
        if (request.address().getPath().endsWith("/debug_token")) {
            token.ifPresent(value -> fields.put("input_token", value));
        }
        setting.apply("app-secret")
                .ifPresent(secret -> token.ifPresent(value -> fields.put("appsecret_proof", hmac(secret, value))));
        return new Proof(fields, Map.of());
    }

    private static String hmac(String secret, String token) {
        return HexFormat.of().formatHex(Digest.hmac("HmacSHA256", secret, token.getBytes(StandardCharsets.UTF_8)));
    }
}
