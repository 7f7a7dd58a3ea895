package io.goldtier.playwright.pool;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.impl.PlaywrightImpl;
import com.microsoft.playwright.impl.driver.Driver;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One browser that runs, and the driver that drives it. They belong to the thread that has started them. */
final class Running {

    /** The property that says where the driver is unpacked. */
    static final String DRIVER_FOLDER = "playwright.driver.tmpdir";

    /** The property that says where it has been unpacked. */
    private static final String DRIVER_UNPACKED = "playwright.cli.dir";

    /** Which part of a call's time its browser may take to start, so that there is time left to say that it did not. */
    private static final double START = 0.8;

    private static final double LEAST_START_MS = 1_000;

    private static Path unpacked;

    /** One driver is started at a time, so that it is known which process it is. */
    private static final Object STARTING = new Object();

    /**
     * No way out but the proxy that each context gets: the browser resolves no names, and does not speak what goes past a
     * proxy.
     */
    private static final List<String> CHROMIUM_ARGUMENTS = List.of(
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-domain-reliability",
            "--no-pings",
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1");

    private static final List<String> PASSED_ON = List.of(
            "PATH", "HOME", "LANG", "LC_ALL", "TZ", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "XAUTHORITY");

    private final Playwright playwright;
    private final Browser browser;
    private final ProcessHandle driver;
    private final BrowserKind kind;

    private Running(Playwright playwright, Browser browser, ProcessHandle driver, BrowserKind kind) {
        this.playwright = playwright;
        this.browser = browser;
        this.driver = driver;
        this.kind = kind;
    }

    /**
     * Starts a browser.
     *
     * @throws PlaywrightTrouble when there is none, or it does not start
     */
    static Running start(
            PoolSettings settings, Path folder, BrowserKind kind, Consumer<Playwright> prepare, double timeoutMs) {
        Path node = Programs.node();
        Optional<Path> executable = Programs.browser(settings, kind);
        Playwright playwright;
        ProcessHandle driver;
        synchronized (STARTING) {
            Set<ProcessHandle> before = Processes.children();
            playwright = createDriver(node, folder);
            driver = Processes.children().stream()
                    .filter(child -> !before.contains(child))
                    .filter(child -> child.info()
                            .command()
                            .filter(command -> command.contains("node"))
                            .isPresent())
                    .findFirst()
                    .orElse(null);
        }
        try {
            prepare.accept(playwright);
            BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                    .setHeadless(settings.headless())
                    .setTimeout(Math.max(LEAST_START_MS, timeoutMs * START))
                    .setEnv(environment(folder))
                    .setHandleSIGINT(false)
                    .setHandleSIGTERM(false)
                    .setHandleSIGHUP(false);
            executable.ifPresent(options::setExecutablePath);
            if (kind == BrowserKind.CHROMIUM) {
                options.setChromiumSandbox(!"root".equals(System.getProperty("user.name")))
                        .setArgs(arguments(settings));
            }
            return new Running(playwright, kind.type(playwright).launch(options), driver, kind);
        } catch (RuntimeException e) {
            end(playwright, driver);
            if (String.valueOf(e.getMessage()).contains("Executable doesn't exist")) {
                throw Programs.missing(kind);
            }
            String said = "The browser " + kind.word() + " did not start: " + plain(e.getMessage());
            boolean foreign = executable.isPresent() && kind != BrowserKind.CHROMIUM;
            // A machine that is busy may let it start the next time
            throw new PlaywrightTrouble(
                    e instanceof TimeoutError && !foreign ? Kind.TIMED_OUT : Kind.MISSING,
                    foreign ? said + kind.whatElse() : said,
                    e);
        }
    }

    private static List<String> arguments(PoolSettings settings) {
        if (settings.trustedKeys().isEmpty()) {
            return CHROMIUM_ARGUMENTS;
        }
        List<String> arguments = new ArrayList<>(CHROMIUM_ARGUMENTS);
        arguments.add("--ignore-certificate-errors-spki-list=" + String.join(",", settings.trustedKeys()));
        return arguments;
    }

    private static Playwright createDriver(Path node, Path folder) {
        Map<String, String> environment = Map.of(
                "PLAYWRIGHT_NODEJS_PATH", node.toString(),
                "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1",
                "TMPDIR", folder.toString());
        try {
            unpack(environment, folder);
            // One that is new, as Playwright would give the environment of the first to all others
            return PlaywrightImpl.createImpl(new Playwright.CreateOptions().setEnv(environment), true);
        } catch (IOException | RuntimeException e) {
            throw new PlaywrightTrouble(
                    Kind.MISSING, "The driver of the browser did not start: " + plain(e.getMessage()), e);
        }
    }

    /** Unpacks the driver once in a process, and again when somebody has tidied it away. */
    private static void unpack(Map<String, String> environment, Path folder) throws IOException {
        if (unpacked != null && Files.exists(unpacked.resolve("package").resolve("cli.js"))) {
            return;
        }
        if (unpacked != null || System.getProperty(DRIVER_FOLDER) == null) {
            System.setProperty(DRIVER_FOLDER, folder.toString());
        }
        Files.createDirectories(Path.of(System.getProperty(DRIVER_FOLDER)));
        System.clearProperty(DRIVER_UNPACKED);
        unpacked = Driver.createAndInstall(environment, true).driverDir();
        System.setProperty(DRIVER_UNPACKED, unpacked.toString());
    }

    /** What the browser gets to know of our environment: nothing that could be a secret. */
    private static Map<String, String> environment(Path folder) {
        Map<String, String> environment = new HashMap<>();
        PASSED_ON.forEach(
                name -> Optional.ofNullable(System.getenv(name)).ifPresent(value -> environment.put(name, value)));
        environment.put("TMPDIR", folder.toString());
        return environment;
    }

    /** The first line that says something, without the drawing around it. */
    static String plain(String message) {
        return String.valueOf(message)
                .lines()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")
                        .replaceAll("[╔╗╚╝║═]", "")
                        .strip()
                        .replaceFirst("^message='", ""))
                .filter(line -> !line.isEmpty() && !line.matches("(Error \\{|name='|stack=').*"))
                .findFirst()
                .orElse("");
    }

    Browser browser() {
        return browser;
    }

    BrowserKind kind() {
        return kind;
    }

    /** False when its process is gone. */
    boolean isAlive() {
        return browser.isConnected() && (driver == null || driver.isAlive());
    }

    /** Ends it from any thread, whatever it does; whoever waits for it is told. */
    void kill() {
        if (driver != null) {
            Processes.kill(driver);
        }
    }

    /** Ends it in good order; from its own thread. */
    void close() {
        try {
            browser.close();
        } catch (PlaywrightException e) {
            // It is gone then
        }
        end(playwright, driver);
    }

    private static void end(Playwright playwright, ProcessHandle driver) {
        List<ProcessHandle> left =
                driver == null ? List.of() : driver.descendants().toList();
        try {
            playwright.close();
        } catch (RuntimeException e) {
            // It is gone then
        }
        if (driver != null) {
            Processes.kill(driver);
        }
        left.forEach(ProcessHandle::destroyForcibly);
    }
}
