package io.goldtier.connector.social.x;

import io.goldtier.outside.http.RequestSigner;
import io.goldtier.outside.http.Wire;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Shows X who we are: by a user token of OAuth 2.0 ({@code bearer-token}, renewed with {@code refresh-token}), or, when its
 * four keys are set, by a signature of OAuth 1.0a.
 */
@Component("xSigner")
class XSigner implements RequestSigner {

    /** The name of the system's card. */
    static final String SYSTEM = "twitter";

    private static final List<String> OAUTH1 = List.of("api-key", "api-secret", "access-token", "access-token-secret");

    private final OAuth1 oauth1;
    private final XTokens tokens;

    XSigner(OAuth1 oauth1, XTokens tokens) {
        this.oauth1 = oauth1;
        this.tokens = tokens;
    }

    @Override
    public Proof proof(Unsigned request, Settings setting, Wire wire) {
        if (signs(setting)) {
            return new Proof(Map.of(), Map.of("Authorization", oauth1.header(request, setting)));
        }
        Optional<String> token = tokens.current(setting, wire);
        return new Proof(
                Map.of(),
                Map.of(
                        "Authorization",
                        "Bearer "
                                + token.orElseThrow(() -> new OutsideException(
                                        Kind.AUTHENTICATION,
                                        SYSTEM,
                                        "X is not set up: " + setting.key("bearer-token") + " is not set."))));
    }

    @Override
    public boolean renew(Proof refused, Settings setting, Wire wire) {
        String token = refused.headers().getOrDefault("Authorization", "");
        return token.startsWith("Bearer ") && tokens.renew(token.substring("Bearer ".length()), setting, wire);
    }

    private static boolean signs(Settings setting) {
        return OAUTH1.stream().allMatch(name -> setting.apply(name).isPresent());
    }
}
