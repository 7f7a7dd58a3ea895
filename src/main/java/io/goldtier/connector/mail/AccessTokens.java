package io.goldtier.connector.mail;

import io.goldtier.audit.Redaction;
import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.outside.http.TokenEndpoint;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Access tokens for mailboxes, got with a refresh token (RFC 6749, section 6) and kept until a minute before they end.
 */
@Component
class AccessTokens {

    private static final Duration BEFORE_THE_END = Duration.ofMinutes(1);
    private static final Duration USUAL = Duration.ofMinutes(50);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Clock clock;
    private final TokenEndpoint endpoint;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    AccessTokens(Clock clock, TokenEndpoint endpoint) {
        this.clock = clock;
        this.endpoint = endpoint;
    }

    private record Token(String value, Instant end) {}

    /** A token that can be used now. */
    String of(MailAccount account) throws MessagingException {
        Token token = tokens.get(account.name());
        if (token == null || !clock.instant().isBefore(token.end())) {
            token = fresh(account.oauth());
            tokens.put(account.name(), token);
        }
        return token.value();
    }

    /** The server does not take the token, whatever its end: the next one is asked for. */
    void forget(MailAccount account) {
        tokens.remove(account.name());
    }

    private Token fresh(OAuthSettings oauth) throws MessagingException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", oauth.refreshToken());
        form.put("client_id", oauth.clientId());
        if (oauth.clientSecret() != null && !oauth.clientSecret().isBlank()) {
            form.put("client_secret", oauth.clientSecret());
        }
        try {
            TokenEndpoint.Reply answer = endpoint.post(oauth.address(), form);
            return read(answer.status(), answer.body());
        } catch (IOException e) {
            throw new MessagingException(
                    "no access token could be got from " + oauth.address().getHost(), e);
        }
    }

    private Token read(int status, String body) throws MessagingException {
        try {
            Map<String, Object> answer = Json.readObject(body);
            if (status == 200 && answer.get("access_token") instanceof String value && !value.isBlank()) {
                Redaction.learn(value);
                Duration lasts = answer.get("expires_in") instanceof Number seconds
                        ? Duration.ofSeconds(Math.min(LONGEST.toSeconds(), Math.max(0, seconds.longValue())))
                        : USUAL;
                return new Token(value, clock.instant().plus(lasts).minus(BEFORE_THE_END));
            }
            if (status == 400 || status == 401) {
                throw new AuthenticationFailedException(
                        "the refresh token is not accepted: " + answer.getOrDefault("error", "status " + status));
            }
        } catch (JsonProblem e) {
            throw new MessagingException("the answer with the access token cannot be read, status " + status, e);
        }
        throw new MessagingException("no access token was given, status " + status);
    }
}
