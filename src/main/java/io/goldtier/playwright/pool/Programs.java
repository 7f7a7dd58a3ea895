package io.goldtier.playwright.pool;

import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs of this machine that are needed: Node.js, which drives the browser, and the browser. */
final class Programs {

    private static final int OLDEST_NODE = 20;
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.\\S*");
    private static final String WANTED = "Browser work needs Node.js " + OLDEST_NODE + " or newer";

    private static Path checkedNode;

    private Programs() {}

    /**
     * Node.js: {@code PLAYWRIGHT_NODEJS_PATH}, or the one on the path.
     *
     * @throws PlaywrightTrouble that says what to install
     */
    static synchronized Path node() {
        String named = System.getenv("PLAYWRIGHT_NODEJS_PATH");
        Path node = (named == null || named.isBlank() ? onPath("node") : Optional.of(Path.of(named)))
                .filter(Files::isExecutable)
                .orElseThrow(() -> new PlaywrightTrouble(
                        Kind.MISSING,
                        WANTED
                                + (named == null || named.isBlank()
                                        ? ", and there is none on the path"
                                        : ", and " + named + " is none")
                                + ": install it, or set PLAYWRIGHT_NODEJS_PATH to where it is."));
        if (!node.equals(checkedNode)) {
            String version = version(node);
            Matcher number = VERSION.matcher(version);
            if (!number.matches() || Integer.parseInt(number.group(1)) < OLDEST_NODE) {
                throw new PlaywrightTrouble(
                        Kind.MISSING,
                        WANTED + ", and " + node + " is " + (version.isEmpty() ? "none" : version)
                                + ": install a newer one, or set PLAYWRIGHT_NODEJS_PATH to where it is.");
            }
            checkedNode = node;
        }
        return node;
    }

    private static String version(Path node) {
        try {
            Process asked = new ProcessBuilder(node.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            asked.getOutputStream().close();
            if (!asked.waitFor(10, TimeUnit.SECONDS)) {
                asked.destroyForcibly();
                return "";
            }
            return new String(asked.getInputStream().readNBytes(100), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /**
     * The browser: the one that is set, or the one on the path; empty when Playwright has to find its own build.
     *
     * @throws PlaywrightTrouble that says what to install
     */
    static Optional<Path> browser(PoolSettings settings, BrowserKind kind) {
        if (settings.executable() != null && kind == settings.kind()) {
            if (!Files.isExecutable(settings.executable())) {
                throw new PlaywrightTrouble(
                        Kind.MISSING,
                        "There is no browser at " + settings.executable() + ": " + kind.whatToInstall() + ".");
            }
            return Optional.of(settings.executable());
        }
        Optional<Path> found = kind.usualNames().stream()
                .flatMap(name -> onPath(name).stream())
                .findFirst();
        if (found.isEmpty() && kind == BrowserKind.CHROMIUM) {
            throw missing(kind);
        }
        return found;
    }

    /** The Chromium on the path. */
    static Path chromium() {
        return BrowserKind.CHROMIUM.usualNames().stream()
                .flatMap(name -> onPath(name).stream())
                .findFirst()
                .orElseThrow(() -> missing(BrowserKind.CHROMIUM));
    }

    static PlaywrightTrouble missing(BrowserKind kind) {
        return new PlaywrightTrouble(
                Kind.MISSING, "The browser " + kind.word() + " is not installed: " + kind.whatToInstall() + ".");
    }

    private static Optional<Path> onPath(String name) {
        List<String> folders =
                Arrays.asList(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator));
        return folders.stream()
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
