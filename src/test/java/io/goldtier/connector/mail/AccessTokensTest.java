package io.goldtier.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.goldtier.outside.http.TokenEndpoint;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token for a mailbox is asked for once, kept until shortly before its end, and a nonsensical answer is never one. */
class AccessTokensTest {

    private static final Instant NOW = Instant.parse("2026-02-16T09:00:00Z");

    private final AtomicInteger asked = new AtomicInteger();
    private final TokenEndpoint endpoint = new TokenEndpoint();
    private HttpServer server;
    private MailAccount account;
    private volatile int status = 200;
    private volatile String body;
    private volatile boolean cut;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                String token = "token-" + asked.incrementAndGet();
                byte[] answer = (body == null ? "{\"access_token\":\"" + token + "\",\"expires_in\":3600}" : body)
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(
                        status, cut ? answer.length + 100 : answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
        account = new MailAccount(
                "office",
                "imap.example",
                0,
                SmtpSettings.Security.TLS,
                "me@imap.example",
                null,
                new OAuthSettings(address, "client-of-the-test", "secret-of-the-test", "refresh-of-the-test"),
                "INBOX",
                null,
                null,
                null,
                null,
                true,
                false,
                Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private AccessTokens at(Instant now) {
        return new AccessTokens(Clock.fixed(now, ZoneOffset.UTC), endpoint);
    }

    @Test
    void isAskedForOnceAndAgainWhenTheServerDoesNotTakeIt() throws MessagingException {
        AccessTokens tokens = at(NOW);
        assertThat(tokens.of(account)).isEqualTo("token-1");
        assertThat(tokens.of(account)).isEqualTo("token-1");
        tokens.forget(account);
        assertThat(tokens.of(account)).isEqualTo("token-2");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {} | no access token was given|false",
                "200 | {\"access_token\":null} | no access token was given|false",
                "200 | {\"access_token\":\"\"} | no access token was given|false",
                "200 | {\"access_token\":{}} | no access token was given|false",
                "200 | null | cannot be read|false",
                "200 | [] | cannot be read|false",
                "200 | `` | cannot be read|false",
                "200 | <html>200</html> | cannot be read|false",
                "200 | {\"access_token\":\"ab | could be got|true",
                "200 | {\"access_token\":\"ab | cannot be read|false",
                "429 | {\"error\":\"slow_down\"} | status 429|false",
                "503 | <html>503</html> | status 503|false",
            })
    void isNoneWhenTheAnswerIsNonsense(int answered, String text, String why, boolean torn) throws MessagingException {
        AccessTokens tokens = at(NOW);
        status = answered;
        body = text;
        cut = torn;
        assertThatThrownBy(() -> tokens.of(account))
                .isInstanceOf(MessagingException.class)
                .isNotInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("refresh-of-the-test", "secret-of-the-test");

        status = 200;
        body = null;
        cut = false;
        assertThat(tokens.of(account)).as("the next time it is asked for").isEqualTo("token-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"400 | {\"error\":\"invalid_grant\"} | invalid_grant", "401 | {} | status 401"})
    void aRefreshTokenThatIsNotAcceptedIsSaidSo(int answered, String text, String why) {
        status = answered;
        body = text;
        assertThatThrownBy(() -> at(NOW).of(account))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("refresh token is not accepted")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({"1e300", "9223372036854775807", "-5", "\"soon\"", "null"})
    void aTimeThatIsNonsenseIsBounded(String seconds) throws MessagingException {
        body = "{\"access_token\":\"a-token\",\"expires_in\":" + seconds + "}";
        assertThat(at(NOW).of(account)).isEqualTo("a-token");
    }
}
