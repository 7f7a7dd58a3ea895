package io.goldtier.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.settings.Settings;
import io.goldtier.web.ConsoleSettings;
import io.goldtier.web.Raw;
import io.goldtier.web.ReadyLine;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = WebSecurityTest.Web.class,
        properties = "goldtier.console.allowed-hosts=desk.example")
class WebSecurityTest {

    @TempDir
    static Path folder;

    @LocalServerPort
    int port;

    @Autowired
    AccessToken token;

    @Autowired
    ReadyLine ready;

    @DynamicPropertySource
    static void ownFolders(DynamicPropertyRegistry registry) {
        registry.add("goldtier.data", () -> folder.resolve("data"));
        registry.add("goldtier.vault", () -> folder.resolve("vault"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/things",
                "/api",
                "/hawtio/",
                "/mcp/odoo",
                "/sandbox/state",
                "/sandbox/faults",
                "/actuator/prometheus",
                "/actuator/env",
                "/error",
                "/?token=wrong",
                "/api/things?token=wrong"
            })
    void asksForTheToken(String path) {
        var answer = get(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("Authorization: Bearer");
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
        assertThat(get(path, "Authorization: Bearer nonsense").status()).isEqualTo(401);
        assertThat(get(path, "Cookie: goldtier_" + port + "=nonsense").status()).isEqualTo(401);
    }

    @Test
    void aPersonGetsAPageThatSaysWhatToDo() {
        var answer = get("/", "Accept: text/html,*/*");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(answer.body()).contains("Open the link");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks/whatsapp",
                "/sandbox/odoo/json/2/x",
                "/sandbox/graph/v26.0/1/feed",
                "/sandbox/x/2/tweets",
                "/actuator/health",
                "/actuator/health/liveness"
            })
    void someThingsAreOpen(String path) {
        assertThat(get(path).status()).isNotIn(401, 403);
    }

    @Test
    void theTokenOpensAsBearer() {
        var answer = get("/api/things", "Authorization: Bearer " + token.value());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(send("POST", "/api/things", "Authorization: Bearer " + token.value())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theLinkSetsACookieAndLeavesTheTokenOutOfTheAddress() {
        var answer = get("/?token=" + token.value());

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).contains("/");
        assertThat(answer.header("Set-Cookie")).hasValueSatisfying(cookie -> assertThat(cookie)
                .startsWith("goldtier_" + port + "=")
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain(token.value()));
        assertThat(get("/things", cookie()).status()).isEqualTo(200);
    }

    @Test
    void theCookieIsNoBearerToken() {
        assertThat(get("/api/things", "Authorization: Bearer " + token.cookie()).status())
                .isEqualTo(401);
    }

    @Test
    void aChangeWithTheCookieMustComeFromOurOwnPage() {
        var own = "Origin: http://127.0.0.1:" + port;

        assertThat(send("POST", "/things", cookie()).status()).isEqualTo(403);
        assertThat(send("POST", "/things", cookie(), "Sec-Fetch-Site: same-site")
                        .status())
                .isEqualTo(403);
        assertThat(send("POST", "/things", cookie(), "Sec-Fetch-Site: cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(send("POST", "/things", cookie(), "Sec-Fetch-Site: same-site", own)
                        .status())
                .isEqualTo(403);
        assertThat(send("POST", "/things", cookie(), own).status()).isEqualTo(200);
        assertThat(send("POST", "/things", cookie(), own, "Sec-Fetch-Site: same-origin")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theCookieIsNoKeyToWhatProgramsUse() {
        var own = "Sec-Fetch-Site: same-origin";

        for (var path : new String[] {"/api/things", "/mcp/odoo", "/sandbox/state", "/actuator/prometheus"}) {
            assertThat(get(path, cookie()).status()).as(path).isEqualTo(401);
            assertThat(send("POST", path, cookie(), own).status()).as(path).isEqualTo(401);
        }
        assertThat(get("/api/things", cookie(), own).status())
                .as("a link on a page of ours")
                .isEqualTo(200);
        assertThat(get("/mcp/odoo", cookie(), own).status()).isEqualTo(401);
    }

    @Test
    void whatHawtiosPagesAskIsAnsweredToPostAndToThemAlone() {
        var bearer = "Authorization: Bearer " + token.value();
        var own = "Sec-Fetch-Site: same-origin";
        for (var path : new String[] {"/hawtio/jolokia", "/hawtio/jolokia/exec/x/stop()"}) {
            for (var who : new String[] {bearer, cookie()}) {
                assertThat(get(path, who).status()).as("a picture on some page").isEqualTo(403);
                assertThat(get(path, who, own).status()).isEqualTo(403);
                assertThat(send("POST", path, who, "Sec-Fetch-Site: same-site").status())
                        .isEqualTo(403);
                assertThat(send("POST", path, who, own).status()).isEqualTo(404);
            }
            assertThat(send("POST", path, cookie()).status()).isEqualTo(403);
            assertThat(send("POST", path, bearer).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//hawtio/jolokia",
                "/hawtio//jolokia/list",
                "/hawtio/;x=1/jolokia",
                "/hawtio/jolokia;x=1",
                "/hawtio/../hawtio/jolokia",
                "/hawtio/./jolokia",
                "/%2e%2e/hawtio",
                "/hawtio%2fjolokia",
                "/hawtio%5cjolokia",
                "/hawtio/%252e%252e/jolokia",
                "/%61pi/things",
                "/a%50i/things",
                "/%6dcp/odoo",
                "/hawtio/%6Aolokia",
                "//api/things"
            })
    void anAddressThatCanBeReadInTwoWaysIsNone(String path) {
        assertThat(get(path, "Authorization: Bearer " + token.value()).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:PORT",
                "127.0.0.1",
                "127.0.0.1:1",
                "127.0.0.1:PORT.evil.example",
                "127.0.0.1.evil.example:PORT",
                "localhost.evil.example:PORT",
                ""
            })
    void aForeignHostIsRefusedEvenWithTheToken(String host) {
        var header = "Host: " + host.replace("PORT", String.valueOf(port));

        for (var path : new String[] {"/", "/api/things", "/actuator/health", "/sandbox/odoo/json/2/x"}) {
            assertThat(get(path, header, "Authorization: Bearer " + token.value())
                            .status())
                    .isIn(400, 403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:PORT",
                "localhost:PORT",
                "LOCALHOST:PORT",
                "[::1]:PORT",
                "desk.example",
                "desk.example:PORT"
            })
    void ownHostsAreAnswered(String host) {
        var name = host.replace("PORT", String.valueOf(port));

        assertThat(get("/api/things", "Host: " + name, "Authorization: Bearer " + token.value())
                        .status())
                .isEqualTo(200);
        assertThat(get("/api/things", "Origin: http://" + name, "Authorization: Bearer " + token.value())
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "http://127.0.0.1:1",
                "http://localhost",
                "file://127.0.0.1:PORT",
                "http://127.0.0.1:PORT@evil.example",
                "%%%"
            })
    void aForeignOriginIsRefusedEvenWithTheToken(String origin) {
        var header = "Origin: " + origin.replace("PORT", String.valueOf(port));

        assertThat(send("POST", "/api/things", header, "Authorization: Bearer " + token.value())
                        .status())
                .isEqualTo(403);
        assertThat(get("/things", header, cookie()).status()).isEqualTo(403);
    }

    @Test
    void formsOfOurOwnPagesAreAcceptedAlthoughTheySendNoReferrer() {
        assertThat(send("POST", "/things", cookie(), "Origin: null", "Sec-Fetch-Site: same-origin")
                        .status())
                .isEqualTo(200);
        for (var site : new String[] {"cross-site", "same-site", "none"}) {
            assertThat(send("POST", "/things", cookie(), "Origin: null", "Sec-Fetch-Site: " + site)
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void webhooksMayComeThroughAPublicName() {
        assertThat(get("/webhooks/whatsapp", "Host: public.example").status()).isNotIn(401, 403);
    }

    @Test
    void everyAnswerCarriesTheHeadersThatKeepPagesSafe() {
        for (var path : new String[] {"/", "/actuator/health", "/?token=" + token.value()}) {
            var answer = get(path);
            assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
            assertThat(answer.header("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                    .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'self'")
                    .doesNotContain("unsafe"));
            assertThat(answer.header("Set-Cookie").orElse("")).doesNotContain("JSESSIONID");
        }
    }

    @Test
    void theTokenFileIsForItsOwnerAlone() throws IOException {
        var file = folder.resolve("data/token");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file).strip()).isEqualTo(token.value()).hasSize(43);
    }

    @Test
    void theReadyLineNamesAddressVaultAndMode() {
        assertThat(ready.text("8080"))
                .isEqualTo("Ready  http://127.0.0.1:8080/?token=" + token.value() + "  vault "
                        + folder.resolve("vault").toAbsolutePath() + "  mode sandbox");
    }

    private String cookie() {
        return "Cookie: goldtier_" + port + "=" + token.cookie();
    }

    private Raw get(String path, String... headers) {
        return send("GET", path, headers);
    }

    private Raw send(String method, String path, String... headers) {
        return Raw.send(port, method, path, headers);
    }

    @Test
    void whatSaysThatItIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
        assertThat(announced("/webhooks/things")).startsWith("HTTP/1.1 413").contains("8 MiB at most");
        assertThat(announced("/nowhere")).startsWith("HTTP/1.1 413").contains("16 MiB at most");
    }

    /** The answer to 350 MB that are announced and never sent; who waits for the end of the connection waits a minute. */
    private String announced(String path) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                                    + "\r\nContent-Length: 367001600\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            var reader = new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
            for (int letter = reader.read(); letter >= 0; letter = reader.read()) {
                answer.append((char) letter);
                if (letter == '}') {
                    break;
                }
            }
            return answer.toString();
        }
    }

    @Test
    void whatTurnsOutToBeTooLargeIsRefusedAsSoonAsItDoes() throws IOException {
        long sent = 0;
        try (var socket = new Socket("127.0.0.1", port)) {
            var out = socket.getOutputStream();
            out.write(("POST /webhooks/things HTTP/1.1\r\nHost: 127.0.0.1:" + port
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            try {
                while (sent < 350L << 20 && socket.getInputStream().available() == 0) {
                    out.write(chunk);
                    sent += 0x10000;
                }
            } catch (IOException closed) {
                // It was not even listened to any more
            }
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
        assertThat(sent).isLessThan(64L << 20);
        var small = Raw.send(port, "POST", "/webhooks/things", "Content-Length: 0");
        assertThat(small.status()).isEqualTo(200);
    }

    /** The web side without store and routes. */
    @Configuration
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "org.apache.camel.spring.boot.CamelAutoConfiguration",
                "io.hawt.springboot.HawtioEndpointAutoConfiguration",
                "io.hawt.springboot.HawtioLogAutoConfiguration"
            })
    @EnableConfigurationProperties({Settings.class, ConsoleSettings.class})
    @Import({WebSecurity.class, AccessToken.class, ReadyLine.class, Things.class})
    static class Web {}

    @RestController
    static class Things {

        @GetMapping({"/api/things", "/things"})
        String read() {
            return "things";
        }

        @PostMapping("/webhooks/things")
        String take(HttpServletRequest request) throws IOException {
            return "taken " + request.getInputStream().transferTo(OutputStream.nullOutputStream());
        }

        @PostMapping({"/api/things", "/things"})
        String change() {
            return "changed";
        }
    }
}
