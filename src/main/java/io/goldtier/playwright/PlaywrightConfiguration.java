package io.goldtier.playwright;

import io.goldtier.playwright.api.ActionListener;
import io.goldtier.playwright.api.ValueSource;
import io.goldtier.playwright.call.PageCall;
import io.goldtier.playwright.guard.HostRules;
import io.goldtier.playwright.guard.Resolver;
import io.goldtier.playwright.pool.BrowserKind;
import io.goldtier.playwright.pool.PoolSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** How the browsers of a {@link PlaywrightComponent} are run; {@link #check} says in a sentence what cannot be meant. */
public final class PlaywrightConfiguration {

    private static final int MOST_BROWSERS = 16;
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{43}=");

    private String browserType = "chromium";
    private boolean headless = true;
    private Path executable;
    private int timeoutMs = 30_000;
    private int appearMs = 5_000;
    private Supplier<List<String>> allowedHosts = List::of;
    private int browsers = 2;
    private int callsPerBrowser = 100;
    private Duration idle = Duration.ofMinutes(2);
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"), "camel-playwright");
    private Path sessions;
    private String sessionKey;
    private ValueSource values = ValueSource.NONE;
    private ActionListener listener = ActionListener.NOBODY;
    private Resolver resolver = Resolver.SYSTEM;
    private List<String> trustedKeys = List.of();

    /**
     * Checks every value.
     *
     * @throws IllegalArgumentException with a sentence that names the option, its value and what is allowed
     */
    public PlaywrightConfiguration check() {
        BrowserKind.of(browserType);
        require(
                timeoutMs >= PageCall.LEAST_MS && timeoutMs <= PageCall.MOST_MS,
                "timeoutMs must be from " + PageCall.LEAST_MS + " to " + PageCall.MOST_MS + ", was: " + timeoutMs);
        require(
                browsers >= 1 && browsers <= MOST_BROWSERS,
                "browsers must be from 1 to " + MOST_BROWSERS + ", was: " + browsers);
        require(callsPerBrowser >= 1, "callsPerBrowser must be 1 or more, was: " + callsPerBrowser);
        trustedKeys.forEach(key -> require(
                KEY.matcher(key).matches(),
                "trustedKeys must be SHA-256 prints of public keys in Base64, was: " + key));
        require(!idle.isNegative() && !idle.isZero(), "idle must be a time, was: " + idle);
        return this;
    }

    private static void require(boolean good, String sentence) {
        if (!good) {
            throw new IllegalArgumentException(sentence);
        }
    }

    HostRules rules() {
        return new HostRules(allowedHosts.get(), resolver);
    }

    PoolSettings pool() {
        return new PoolSettings(
                BrowserKind.of(browserType),
                headless,
                executable,
                folder,
                browsers,
                callsPerBrowser,
                idle,
                trustedKeys);
    }

    /** The browser when a call names none. */
    public String getBrowserType() {
        return browserType;
    }

    /** The browser when a call names none: {@code chromium}, {@code firefox} or {@code webkit}. */
    public void setBrowserType(String browserType) {
        this.browserType = browserType;
    }

    /** Without a window. */
    public boolean isHeadless() {
        return headless;
    }

    /** Without a window; the default. */
    public void setHeadless(boolean headless) {
        this.headless = headless;
    }

    /** The browser's executable, or null. */
    public Path getExecutable() {
        return executable;
    }

    /** The browser's executable; left out means the one that is found on this machine. */
    public void setExecutable(Path executable) {
        this.executable = executable;
    }

    /** How long a call may take when it names no time. */
    public int getTimeoutMs() {
        return timeoutMs;
    }

    /** How long a call may take when it names no time, in milliseconds. */
    public void setTimeoutMs(int timeoutMs) {
        this.timeoutMs = timeoutMs;
    }

    /** How long an element may take to appear, in milliseconds. */
    public int getAppearMs() {
        return appearMs;
    }

    /** How long an element may take to appear before it is called missing, in milliseconds. */
    public void setAppearMs(int appearMs) {
        this.appearMs = appearMs;
    }

    /** The hosts that may be reached. */
    public List<String> getAllowedHosts() {
        return allowedHosts.get();
    }

    /** The hosts that may be reached, in the forms of {@link HostRules}; none is the default. */
    public void setAllowedHosts(List<String> allowedHosts) {
        List<String> copy = List.copyOf(allowedHosts);
        this.allowedHosts = () -> copy;
    }

    /** The same for hosts that are known only when the first call is made. */
    public void setAllowedHosts(Supplier<List<String>> allowedHosts) {
        this.allowedHosts = allowedHosts;
    }

    /** How many browsers may run at once. */
    public void setBrowsers(int browsers) {
        this.browsers = browsers;
    }

    /** After how many calls a browser is replaced by a fresh one. */
    public void setCallsPerBrowser(int callsPerBrowser) {
        this.callsPerBrowser = callsPerBrowser;
    }

    /** After how long a browser that nobody uses is closed. */
    public void setIdle(Duration idle) {
        this.idle = idle;
    }

    /** For what browsers write; emptied at the start, with what a killed process has left running in it. */
    public void setFolder(Path folder) {
        this.folder = folder;
    }

    /** Where saved sessions are kept. */
    public Path getSessions() {
        return sessions == null ? folder.resolveSibling(folder.getFileName() + "-sessions") : sessions;
    }

    /** Where saved sessions are kept; left out means beside the folder. */
    public void setSessions(Path sessions) {
        this.sessions = sessions;
    }

    /** What the key of saved sessions is made from, or null. */
    String sessionKey() {
        return sessionKey;
    }

    /** What the key of saved sessions is made from; left out means that none can be kept. */
    public void setSessionKey(String sessionKey) {
        this.sessionKey = sessionKey;
    }

    /** Where secrets and files come from. */
    public ValueSource getValues() {
        return values;
    }

    /** Where secrets and files come from that a call only names. */
    public void setValues(ValueSource values) {
        this.values = values;
    }

    /** Who is asked before a call acts. */
    public ActionListener getListener() {
        return listener;
    }

    /** Who is asked before a call acts, and told how it ended. */
    public void setListener(ActionListener listener) {
        this.listener = listener;
    }

    /** What finds the addresses of names. */
    public void setResolver(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * For tests alone: public keys whose certificates Chromium trusts, whoever signed them. Each is the SHA-256 of the key in
     * Base64. All other certificates are checked as always.
     */
    public void setTrustedKeys(List<String> trustedKeys) {
        this.trustedKeys = List.copyOf(trustedKeys);
    }
}
