package io.goldtier.connector.social.x;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.outside.http.RequestSigner;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The signature against the worked example of X's own documentation, "Creating a signature". */
class OAuth1Test {

    private static final Map<String, String> KEYS = Map.of(
            "api-key", "xvz1evFS4wEEPTGEFPHBog",
            "api-secret", "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
            "access-token", "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
            "access-token-secret", "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE");

    private record Keys() implements RequestSigner.Settings {

        @Override
        public Optional<String> apply(String name) {
            return Optional.ofNullable(KEYS.get(name));
        }

        @Override
        public String key(String name) {
            return name;
        }

        @Override
        public String address() {
            return "https://api.twitter.com";
        }
    }

    @Test
    void isThatOfTheExample() {
        RequestSigner.Unsigned request = new RequestSigner.Unsigned(
                "POST",
                URI.create("https://api.twitter.com/1.1/statuses/update.json?include_entities=true"),
                Map.of("status", "Hello Ladies + Gentlemen, a signed OAuth request!"));
        assertThat(OAuth1.header(request, new Keys(), "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg", "1318622958"))
                .startsWith("OAuth oauth_consumer_key=\"xvz1evFS4wEEPTGEFPHBog\", ")
                .contains("oauth_signature=\"hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D\"");
    }
}
