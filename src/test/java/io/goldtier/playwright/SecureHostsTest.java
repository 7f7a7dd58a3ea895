package io.goldtier.playwright;

import static io.goldtier.playwright.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.playwright.Pages.Answer;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Encrypted pages, which pass the way out unread, in a real browser: allowed hosts work, no way leads to others, and what may
 * have been sent is a doubt there, too.
 */
@Tag("long")
class SecureHostsTest {

    private static final AtomicInteger LOOKUPS = new AtomicInteger();

    private static Pages pages;
    private static Pages plain;
    private static Pages stranger;
    private static Sockets sockets;
    private static Calls calls;

    @BeforeAll
    static void open() throws IOException {
        SecureSite site = SecureSite.of("shop.example", "evil.example", "rebind.example");
        pages = new Pages(site);
        plain = new Pages();
        stranger = new Pages(SecureSite.of("shop.example"));
        sockets = new Sockets(site);
        stranger.html("/page", "<title>Stranger</title>");
        String evil = pages.at("evil.example", "/secret");
        String socket = "wss://shop.example:" + sockets.port() + "/";
        pages.html("/page", "<title>Shop</title><h1>Here</h1>");
        pages.html("/secret", "<h1>Secret</h1>");
        pages.on("/redirect", any -> Answer.redirect(evil));
        plain.on("/redirect", any -> Answer.redirect(evil));
        plain.on("/up", any -> Answer.redirect(pages.at("shop.example", "/page")));
        pages.html("/goes", "<script>setTimeout(() => location = '" + evil + "', 50)</script>");
        pages.html(
                "/asks",
                "<h1 id=all></h1><iframe src='" + evil + "'></iframe><img src='" + evil + "'><script>"
                        + "const tries = {}; const tell = () => document.getElementById('all').textContent = JSON.stringify(tries);"
                        + "fetch('" + evil
                        + "', {mode: 'no-cors'}).then(() => tries.fetch = 'answered', () => tries.fetch = 'refused').then(tell);"
                        + "const away = new WebSocket('" + evil.replace("https", "wss") + "');"
                        + "away.onerror = () => { tries.away = 'refused'; tell(); }; away.onopen = () => { tries.away = 'open'; tell(); };"
                        + "const here = new WebSocket('" + socket + "');"
                        + "here.onerror = () => { tries.here = 'refused'; tell(); }; here.onopen = () => { tries.here = 'open'; tell(); };"
                        + "</script>");
        pages.html("/form", "<form method=post action=/order><input name=a id=a><button>Order</button></form>");
        pages.on("/order", any -> Answer.html("<h1 role=status>Order 12 taken</h1>"));
        pages.html("/bad", "<form method=post action=/broken><input name=a id=a><button>Order</button></form>");
        pages.on("/broken", any -> new Answer(503, "text/html", "<h1>No</h1>", Map.of()));
        pages.html("/search", "<form action=/found><input name=a id=a><button>Search</button></form>");
        pages.html("/found", "<h1>3 found</h1>");
        pages.html("/sent/fetch", sends("fetch('/save', {method: 'POST', body: 'x'})"));
        pages.html("/sent/beacon", sends("navigator.sendBeacon('/save', 'x')"));
        pages.html("/leaving", """
                <form action=/found><input id=a name=a><button>Go</button></form><script>
                const late = () => {
                  fetch('/save', {method: 'POST', body: 'x', keepalive: true});
                  navigator.sendBeacon('/save', 'x');
                  const old = new XMLHttpRequest();
                  old.open('POST', '/save', false);
                  old.send('x');
                };
                addEventListener('pagehide', late);
                addEventListener('unload', late);
                document.addEventListener('visibilitychange', late);
                </script>""");
        pages.html("/sent/worker", sends("new Worker('/worker.js').postMessage('fetch')"));
        pages.html("/sent/socket", sends("const s = new WebSocket('" + socket + "'); s.onopen = () => s.send('x')"));
        pages.html("/sent/socket-of-a-worker", sends("new Worker('/worker.js').postMessage('socket')"));
        pages.on("/save", any -> new Answer(200, "text/plain", "kept", Map.of()));
        pages.on(
                "/worker.js",
                any -> new Answer(
                        200,
                        "text/javascript",
                        "onmessage = e => { if (e.data === 'fetch') fetch('/save', {method: 'POST', body: 'x'}); else {"
                                + " const s = new WebSocket('" + socket + "'); s.onopen = () => s.send('x'); } }",
                        Map.of()));
        calls = new Calls(how -> {
            how.setTrustedKeys(List.of(site.key()));
            how.setAllowedHosts(List.of(
                    pages.rule("shop.example"),
                    plain.rule("shop.example"),
                    stranger.rule("shop.example"),
                    "shop.example:" + sockets.port() + "@127.0.0.1",
                    "rebind.example:" + pages.port()));
            how.setResolver(name -> new InetAddress[] {
                InetAddress.getByName(LOOKUPS.getAndIncrement() == 0 ? "93.184.216.34" : "127.0.0.1")
            });
        });
    }

    private static String sends(String script) {
        return "<input id=a><button onclick=\"" + script + "\">Go</button>";
    }

    @AfterAll
    static void close() throws IOException {
        calls.close();
        pages.close();
        plain.close();
        stranger.close();
        sockets.close();
    }

    @BeforeEach
    void forget() {
        pages.forget();
    }

    private static String at(String path) {
        return pages.at("shop.example", path);
    }

    private static Object[] form(String path) {
        return new Object[] {"url", at(path), "fields", map("#a", "x"), "submit_selector", "button"};
    }

    @Test
    void anAllowedHostIsReadAndWrittenTo() {
        assertThat(at("/page")).startsWith("https://");
        assertThat(calls.call("screenshot", "url", at("/page"))).containsEntry("page_title", "Shop");
        assertThat(calls.call("screenshot", "url", plain.at("shop.example", "/up")))
                .containsEntry("page_title", "Shop")
                .containsEntry("url", at("/page"));
        assertThat(calls.call("fill", form("/form"))).containsEntry("confirmation_text", "Order 12 taken");
        assertThat(pages.asked("/order")).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.body()).isEqualTo("a=x");
        });
    }

    @Test
    void aForbiddenHostIsRefusedBeforeABrowserIsAskedAndAfterARedirect() {
        String evil = pages.at("evil.example", "/secret");
        for (String url : List.of(
                evil, at("/redirect"), plain.at("shop.example", "/redirect"), "https://shop.example/" /* port 443 */)) {
            PlaywrightTrouble refused = calls.refused("screenshot", "url", url);
            assertThat(refused.kind()).as(url).isEqualTo(Kind.FORBIDDEN);
            assertThat(refused).hasMessageContaining("is not among the allowed hosts");
        }
        PlaywrightTrouble gone = calls.refused("screenshot", "url", at("/goes"), "wait_for", 800);
        assertThat(gone.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(gone).hasMessageContaining("evil.example:" + pages.port() + " is not among the allowed hosts");
        assertThat(pages.asked("/secret")).isEmpty();
    }

    @Test
    void aNameThatMeansThisMachineOnASecondLookIsRefused() {
        PlaywrightTrouble refused = calls.refused("screenshot", "url", pages.at("rebind.example", "/secret"));

        assertThat(refused.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(refused).hasMessageContaining("127.0.0.1, which is not a public address");
        assertThat(pages.asked("/secret")).isEmpty();
    }

    @Test
    void framesScriptsAndSocketsReachAllowedHostsOnly() {
        Map<String, Object> result =
                calls.call("extract", "url", at("/asks"), "selectors", Map.of("all", "#all"), "wait_for", 800);

        assertThat(String.valueOf(result.get("extracted_data")))
                .contains("\"fetch\":\"refused\"", "\"away\":\"refused\"", "\"here\":\"open\"");
        assertThat(result.get("refused"))
                .isEqualTo(List.of("evil.example:" + pages.port() + " is not among the allowed hosts"));
        assertThat(pages.asked("/secret")).isEmpty();
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() {
        PlaywrightTrouble refused = calls.refused("screenshot", "url", stranger.at("shop.example", "/page"));

        assertThat(refused).hasMessageContaining("shop.example").hasMessageContaining("certificate");
        assertThat(stranger.asked("/page")).isEmpty();
    }

    @Test
    void aBadAnswerIsADoubtAndASearchIsNone() {
        PlaywrightTrouble broken = calls.refused("fill", form("/bad"));
        Object[] search = new Object[] {
            "url",
            at("/search"),
            "fields",
            map("#a", "x"),
            "submit_selector",
            "button",
            "confirmation_selector",
            "#never",
            "timeout_ms",
            5000
        };

        assertThat(broken).hasMessageContaining("503");
        assertThat(broken.mayHaveActed()).isTrue();
        assertThat(calls.refused("fill", search).mayHaveActed()).isFalse();
        assertThat(pages.asked("/found")).hasSize(1);
    }

    /** What is encrypted passes the way out unread: the browser is asked what it has sent, whoever in it has done so. */
    @ParameterizedTest
    @ValueSource(strings = {"fetch", "beacon", "worker", "socket", "socket-of-a-worker"})
    void whateverHasSentSomethingItIsADoubt(String who) {
        int messages = sockets.messages.get();
        PlaywrightTrouble trouble = calls.refused(
                "fill",
                "url",
                at("/sent/" + who),
                "fields",
                map("#a", "x"),
                "submit_selector",
                "button",
                "confirmation_selector",
                "#never",
                "timeout_ms",
                6000);

        assertThat(pages.asked("/save").size() + sockets.messages.get() - messages)
                .as("what has left")
                .isEqualTo(1);
        assertThat(trouble.mayHaveActed()).isTrue();
    }

    @Test
    void whatAPageWouldSendWhenItIsLeftDoesNotLeave() {
        PlaywrightTrouble trouble = calls.refused(
                "fill",
                "url",
                at("/leaving"),
                "fields",
                map("#a", "x"),
                "submit_selector",
                "button",
                "confirmation_selector",
                "#never",
                "timeout_ms",
                6000);

        assertThat(pages.asked("/found")).hasSize(1);
        assertThat(pages.asked("/save")).isEmpty();
        assertThat(trouble.mayHaveActed()).isFalse();
    }
}
