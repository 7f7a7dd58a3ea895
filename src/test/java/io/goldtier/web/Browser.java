package io.goldtier.web;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real Chromium for the tests of pages: {@code GOLDTIER_CHROMIUM}, or the one that Debian installs. */
public final class Browser implements AutoCloseable {

    private static final List<String> DRIVER_PROPERTIES = List.of("playwright.driver.tmpdir", "playwright.cli.dir");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    /** Starts it. */
    public Browser() {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        var chromium = System.getenv().getOrDefault("GOLDTIER_CHROMIUM", "/usr/bin/chromium");
        var environment = new HashMap<>(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        environment.put("PLAYWRIGHT_NODEJS_PATH", System.getenv().getOrDefault("PLAYWRIGHT_NODEJS_PATH", nodeOnPath()));
        playwright = createDriver(new Playwright.CreateOptions().setEnv(environment));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(chromium))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /**
     * Starts its driver from files of its own. The assistant tells its process by properties where it has unpacked the
     * driver: in a folder that goes with the test that has started it.
     */
    private static synchronized Playwright createDriver(Playwright.CreateOptions options) {
        var told = new HashMap<String, String>();
        DRIVER_PROPERTIES.forEach(name -> told.put(name, System.clearProperty(name)));
        try {
            return Playwright.create(options);
        } finally {
            told.forEach((name, value) -> {
                if (value != null) {
                    System.setProperty(name, value);
                }
            });
        }
    }

    /** A fresh page of a browser that knows nothing: no cookies, no history. */
    public Page page(int width, int height, boolean dark) {
        return browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(
                                dark
                                        ? com.microsoft.playwright.options.ColorScheme.DARK
                                        : com.microsoft.playwright.options.ColorScheme.LIGHT))
                .newPage();
    }

    private static String nodeOnPath() {
        return List.of(System.getenv("PATH").split(":")).stream()
                .map(folder -> Path.of(folder, "node"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Node.js 20 or newer is needed for tests of pages"));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
