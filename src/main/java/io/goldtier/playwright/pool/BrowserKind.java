package io.goldtier.playwright.pool;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The browsers that there are. */
public enum BrowserKind {
    /** Chromium, Chrome or Edge. */
    CHROMIUM,
    /** Firefox as Playwright builds it. */
    FIREFOX,
    /** WebKit as Playwright builds it. */
    WEBKIT;

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException with a sentence that says what is allowed
     */
    public static BrowserKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("browser_type must be one of "
                        + Arrays.stream(values()).map(BrowserKind::word).collect(Collectors.joining(", ")) + ", was: "
                        + word));
    }

    /** The name in small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    BrowserType type(Playwright playwright) {
        return switch (this) {
            case CHROMIUM -> playwright.chromium();
            case FIREFOX -> playwright.firefox();
            case WEBKIT -> playwright.webkit();
        };
    }

    /** Where it is usually installed. */
    List<String> usualNames() {
        return this == CHROMIUM ? List.of("chromium", "chromium-browser", "google-chrome") : List.of();
    }

    /** What to install when it is not there. */
    String whatToInstall() {
        return this == CHROMIUM
                ? "install Chromium (on Debian: apt-get install chromium), or say where its executable is"
                : "install Playwright's own build of it (npx playwright@1.62 install --with-deps " + word()
                        + "), or set the browser's type to chromium";
    }

    /** What to think of when one that is there does not start. */
    String whatElse() {
        return " Only Playwright's own build of it can be driven, not that of a distribution: " + whatToInstall() + ".";
    }
}
