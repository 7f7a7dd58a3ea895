package io.goldtier.playwright;

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
import org.junit.jupiter.api.Test;

/** No way leads to a host that is not allowed: each is tried from a page in a real browser, with a server that would answer. */
class HostsTest {

    private static Pages pages;
    private static Calls calls;
    private static final AtomicInteger LOOKUPS = new AtomicInteger();

    @BeforeAll
    static void open() throws IOException {
        pages = new Pages();
        pages.html("/plain", "<title>Plain</title><h1>Here</h1>");
        pages.html("/secret", "<h1>Secret</h1>");
        pages.on("/redirect", any -> Answer.redirect(pages.at("evil.example", "/secret")));
        pages.html("/frame", "<h1>Outside</h1><iframe src='" + pages.at("evil.example", "/secret") + "'></iframe>");
        pages.html(
                "/asks",
                "<h1 id=all></h1><script>"
                        + "const tries = {};"
                        + "const evil = '" + pages.at("evil.example", "/secret") + "';"
                        + "const here = 'http://127.0.0.1:" + pages.port() + "/secret';"
                        + "const tell = () => document.getElementById('all').textContent = JSON.stringify(tries);"
                        + "const attempt = (name, what) => what().then(r => r.ok ? 'reached' : 'refused').catch(() => 'refused')"
                        + ".then(r => { tries[name] = r; tell(); });"
                        + "attempt('fetch', () => fetch(evil, {mode: 'no-cors'}).then(r => ({ok: r.type === 'opaque' && false})));"
                        + "attempt('address', () => fetch(here, {mode: 'no-cors'}).then(r => ({ok: false})));"
                        + "attempt('service', () => navigator.serviceWorker ? navigator.serviceWorker.register('/worker.js').then(r => ({ok: !!r})) : Promise.reject());"
                        + "const worker = new Worker('/worker.js'); worker.onmessage = e => { tries.worker = e.data; tell(); };"
                        + "const socket = new WebSocket(evil.replace('http', 'ws')); socket.onerror = () => { tries.socket = 'refused'; tell(); };"
                        + "tries.transport = typeof WebTransport; tries.shared = typeof SharedWorker; tries.rtc = typeof RTCPeerConnection; tell();"
                        + "</script>");
        pages.on(
                "/worker.js",
                any -> new Answer(
                        200,
                        "text/javascript",
                        "fetch('" + pages.at("evil.example", "/secret")
                                + "', {mode: 'no-cors'}).then(() => postMessage('answered'), () => postMessage('refused'))",
                        Map.of()));
        pages.html(
                "/goes",
                "<script>setTimeout(() => location = '" + pages.at("evil.example", "/secret") + "', 50)</script>");
        pages.html(
                "/file",
                "<a id=a href='file:///etc/passwd'>x</a><img src='file:///etc/passwd'><script>location = 'file:///etc/passwd'</script>");
        pages.html("/window", "<h1>One</h1><script>window.open('/plain')</script>");
        pages.html(
                "/load",
                "<h1>One</h1><a id=d download href=/data.bin>x</a><script>document.getElementById('d').click()</script>");
        pages.on(
                "/data.bin",
                any -> new Answer(
                        200, "application/octet-stream", "data", Map.of("Content-Disposition", "attachment")));
        calls = new Calls(how -> {
            how.setAllowedHosts(
                    List.of(pages.rule("shop.example"), "rebind.example:" + pages.port(), "inside.example:*"));
            how.setResolver(name -> switch (name) {
                // Public when it is asked for first, this machine ever after
                case "rebind.example" ->
                    new InetAddress[] {
                        InetAddress.getByName(LOOKUPS.getAndIncrement() == 0 ? "93.184.216.34" : "127.0.0.1")
                    };
                case "inside.example" -> new InetAddress[] {InetAddress.getByName("10.0.0.7")};
                default -> throw new java.net.UnknownHostException(name);
            });
        });
    }

    @AfterAll
    static void close() {
        calls.close();
        pages.close();
    }

    @BeforeEach
    void forget() {
        pages.forget();
    }

    private static String at(String path) {
        return pages.at("shop.example", path);
    }

    @Test
    void aHostThatIsNotAllowedIsRefusedBeforeABrowserIsAsked() {
        assertThat(calls.refused("screenshot", "url", "http://evil.example/"))
                .hasMessageContaining("evil.example is not among the allowed hosts");
        assertThat(calls.refused("screenshot", "url", "http://inside.example/"))
                .hasMessageContaining("10.0.0.7, which is not a public address");
        assertThat(calls.refused("screenshot", "url", "file:///etc/passwd")).hasMessageContaining("http or https");
        assertThat(calls.refused("screenshot", "url", "http://user:word@shop.example/"))
                .hasMessageContaining("without a name or password")
                .hasMessageNotContaining("word@");
    }

    @Test
    void aRedirectToAForbiddenHostIsRefused() {
        PlaywrightTrouble refused = calls.refused("screenshot", "url", at("/redirect"));

        assertThat(refused.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(refused).hasMessageContaining("evil.example");
        assertThat(pages.asked("/secret")).isEmpty();
    }

    @Test
    void aNameThatMeansThisMachineOnASecondLookIsRefused() {
        PlaywrightTrouble refused = calls.refused("screenshot", "url", pages.at("rebind.example", "/secret"));

        assertThat(refused).hasMessageContaining("127.0.0.1, which is not a public address");
        assertThat(pages.asked("/secret")).isEmpty();
    }

    @Test
    void aFrameFromAForbiddenHostStaysEmptyAndIsTold() {
        Map<String, Object> result = calls.call("screenshot", "url", at("/frame"));

        assertThat(String.valueOf(result.get("refused"))).contains("evil.example");
        assertThat(pages.asked("/secret")).isEmpty();
    }

    @Test
    void neitherScriptsNorWorkersNorSocketsGetOut() {
        Map<String, Object> result =
                calls.call("extract", "url", at("/asks"), "selectors", Map.of("all", "#all"), "wait_for", 800);

        assertThat(String.valueOf(result.get("extracted_data")))
                .contains("\"fetch\":\"refused\"")
                .contains("\"worker\":")
                .contains("\"socket\":\"refused\"")
                .contains("\"service\":\"refused\"")
                .contains("\"transport\":\"undefined\"")
                .contains("\"shared\":\"undefined\"")
                .contains("\"rtc\":\"undefined\"");
        assertThat(String.valueOf(result.get("refused"))).contains("evil.example", "127.0.0.1");
        assertThat(pages.asked("/secret")).isEmpty();
    }

    @Test
    void aPageThatSendsItselfToAForbiddenHostIsRefused() {
        PlaywrightTrouble refused = calls.refused("screenshot", "url", at("/goes"), "wait_for", 800);

        assertThat(refused.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(refused).hasMessageContaining("evil.example");
        assertThat(pages.asked("/secret")).isEmpty();
    }

    @Test
    void filesOfThisMachineNewWindowsAndDownloadsAreRefusedAndTold() {
        assertThat(calls.call("screenshot", "url", at("/file"), "wait_for", 300)
                        .get("refused")
                        .toString())
                .contains("http");
        assertThat(calls.call("screenshot", "url", at("/window"), "wait_for", 500)
                        .get("refused")
                        .toString())
                .contains("a new window");
        assertThat(calls.call("screenshot", "url", at("/load"), "wait_for", 500)
                        .get("refused")
                        .toString())
                .contains("a download (data.bin)");
    }
}
