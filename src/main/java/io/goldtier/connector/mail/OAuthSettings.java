package io.goldtier.connector.mail;

import io.goldtier.audit.Redaction;
import io.goldtier.settings.Setting;
import java.net.URI;

/**
 * How an access token is got where a mail server wants OAuth 2 (XOAUTH2). All empty: a password is used.
 *
 * @param tokenUrl where tokens are given, such as {@code https://oauth2.googleapis.com/token}
 * @param clientId the application's id
 * @param clientSecret the application's secret; may be left out where the server asks for none; never shown
 * @param refreshToken what a new token is got with; never shown
 */
public record OAuthSettings(String tokenUrl, String clientId, String clientSecret, String refreshToken) {

    /** Learns the secrets, so that they are masked wherever they come up. */
    public OAuthSettings {
        Redaction.learn(clientSecret);
        Redaction.learn(refreshToken);
    }

    boolean isSet() {
        return tokenUrl != null && !tokenUrl.isBlank();
    }

    /** Checks the values of the account that they stand in. */
    void check(String key) {
        if (isSet()) {
            boolean here = tokenUrl.matches("http://(127\\.0\\.0\\.1|localhost)(:\\d+)?/\\S*");
            Setting.require(
                    here || tokenUrl.matches("https://[^/\\s@]+/\\S*"),
                    key + ".token-url",
                    tokenUrl,
                    "an https address such as https://oauth2.googleapis.com/token");
            Setting.require(clientId != null && !clientId.isBlank(), key + ".client-id", "empty", "set");
            Setting.require(refreshToken != null && !refreshToken.isBlank(), key + ".refresh-token", "hidden", "set");
        }
    }

    URI address() {
        return URI.create(tokenUrl);
    }

    @Override
    public String toString() {
        return "OAuthSettings[tokenUrl=" + tokenUrl + "]";
    }
}
