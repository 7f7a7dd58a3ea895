package io.goldtier.cli.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpServer;
import io.goldtier.playwright.PlaywrightComponent;
import io.goldtier.playwright.PlaywrightConfiguration;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.call.Operation;
import io.goldtier.playwright.call.PageCall;
import io.goldtier.playwright.page.Browsers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pictures of a page, by {@code playwright:} and by Playwright alone, one after the other in the same run. */
final class BrowserBench {

    private static final int TIMEOUT_MS = 60_000;
    private static final byte[] PAGE = ("<!doctype html><title>Prices</title><h1>Prices</h1><table>"
                    + "<tr><td>Item<td>12.50".repeat(100) + "</table>")
            .getBytes(StandardCharsets.UTF_8);

    private final Results results;
    private final int calls;

    BrowserBench(Results results, int calls) {
        this.results = results;
        this.calls = calls;
    }

    /** One picture. */
    @FunctionalInterface
    private interface Camera {
        void take();
    }

    void measure() throws IOException {
        results.part("A picture of a page, each in a browser's context of its own");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, PAGE.length);
                exchange.getResponseBody().write(PAGE);
            }
        });
        server.start();
        Path folder = Files.createTempDirectory("gt");
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            ours(url, folder);
            plain(url);
        } catch (PlaywrightTrouble e) {
            results.say("Browser", "not measured: " + e.getMessage());
        } finally {
            server.stop(0);
        }
    }

    private void ours(String url, Path folder) {
        PlaywrightComponent component = new PlaywrightComponent();
        PlaywrightConfiguration how = component.getConfiguration();
        how.setBrowsers(1);
        how.setCallsPerBrowser(Integer.MAX_VALUE);
        how.setFolder(folder.resolve("b"));
        how.setAllowedHosts(List.of(url.replaceAll("^http://|/$", "")));
        component.requirePrograms();
        try (Browsers browsers = component.browsers()) {
            PageCall call = PageCall.of(Operation.SCREENSHOT, Map.of("url", url), TIMEOUT_MS);
            tell("browser", "playwright:", () -> browsers.call(call, () -> {}));
        }
    }

    /** The same browser, with a way out of its own. */
    private void plain(String url) {
        try (Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        "PLAYWRIGHT_NODEJS_PATH",
                        PlaywrightComponent.node())))) {
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(PlaywrightComponent.chromium())
                            .setArgs(List.of("--disable-gpu", "--no-first-run")));
            tell("browser-plain", "Playwright alone", () -> {
                try (BrowserContext context = browser.newContext()) {
                    Page page = context.newPage();
                    page.navigate(url);
                    page.title();
                    page.screenshot();
                }
            });
        }
    }

    private void tell(String name, String words, Camera camera) {
        for (int i = 0; i < Math.max(2, calls / 5); i++) {
            camera.take();
        }
        List<Long> nanos = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            camera.take();
            nanos.add(System.nanoTime() - start);
        }
        results.add(name + "/rate", words + ", one after the other", calls * 1e9 / (System.nanoTime() - begun), "/s");
        Figures figures = new Figures(nanos);
        results.add(name + "/p50", words + ", call to picture, p50", figures.millis(50), "ms");
        results.add(name + "/p99", words + ", call to picture, p99", figures.millis(99), "ms");
    }
}
