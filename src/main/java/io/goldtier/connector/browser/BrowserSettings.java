package io.goldtier.connector.browser;

import io.goldtier.playwright.call.PageCall;
import io.goldtier.playwright.guard.HostRules;
import io.goldtier.playwright.guard.Resolver;
import io.goldtier.playwright.pool.BrowserKind;
import io.goldtier.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The browsers that fill in forms and read pages.
 *
 * @param type {@code chromium}, {@code firefox} or {@code webkit}
 * @param headless without a window
 * @param timeoutMs how long a call may take that names no time
 * @param executable the browser's executable; null: the one that is found on this machine
 * @param allowedHosts the hosts that may be reached
 * @param browsers how many may run at once
 * @param callsPerBrowser after how many calls one is replaced by a fresh one
 * @param idle after how long one that nobody uses is closed
 * @param sessionKey what the key of saved sessions is made from; null: none can be kept
 * @param secrets what may be typed into pages by its name
 */
@ConfigurationProperties("goldtier.browser")
public record BrowserSettings(
        @DefaultValue("chromium") String type,
        @DefaultValue("true") boolean headless,
        @DefaultValue("30000") int timeoutMs,
        String executable,
        @DefaultValue List<String> allowedHosts,
        @DefaultValue("2") int browsers,
        @DefaultValue("100") int callsPerBrowser,
        @DefaultValue("2m") Duration idle,
        String sessionKey,
        @DefaultValue Map<String, Secret> secrets) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");
    private static final int MOST_BROWSERS = 16;
    private static final int MOST_CALLS = 100_000;

    /**
     * A secret that may be typed into pages of one host.
     *
     * @param value the secret itself; never shown
     * @param host the one host whose pages may get it
     */
    public record Secret(String value, String host) {

        @Override
        public String toString() {
            return "Secret[host=" + host + "]";
        }
    }

    /** Checks every value. */
    public BrowserSettings {
        executable = Setting.text(executable);
        sessionKey = Setting.text(sessionKey);
        require(isKind(type), "type", type, "chromium, firefox or webkit");
        require(
                timeoutMs >= PageCall.LEAST_MS && timeoutMs <= PageCall.MOST_MS,
                "timeout-ms",
                timeoutMs,
                "between " + PageCall.LEAST_MS + " and " + PageCall.MOST_MS);
        require(browsers >= 1 && browsers <= MOST_BROWSERS, "browsers", browsers, "between 1 and " + MOST_BROWSERS);
        require(
                callsPerBrowser >= 1 && callsPerBrowser <= MOST_CALLS,
                "calls-per-browser",
                callsPerBrowser,
                "between 1 and " + MOST_CALLS);
        require(
                idle.compareTo(Duration.ofSeconds(1)) >= 0 && idle.compareTo(Duration.ofDays(1)) <= 0,
                "idle",
                idle,
                "between 1s and 1d");
        require(
                sessionKey == null || sessionKey.length() >= 12,
                "session-key",
                "hidden",
                "at least 12 characters long");
        allowedHosts = allowedHosts.stream()
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
        for (String host : allowedHosts) {
            require(
                    isRule(host),
                    "allowed-hosts",
                    host,
                    "names such as example.com, example.com:8443, *.example.com, 10.1.2.3:8080 or intranet.example@10.1.2.3");
        }
        secrets.forEach((name, secret) -> {
            String key = "secrets." + name;
            require(NAME.matcher(name).matches(), key, "set", "named by letters, digits, dots, dashes and _");
            require(
                    secret.host() != null && secret.host().matches("[A-Za-z0-9][A-Za-z0-9.-]*"),
                    key + ".host",
                    secret.host(),
                    "the one host whose pages may get it, such as shop.example.com");
        });
    }

    private static boolean isKind(String word) {
        try {
            BrowserKind.of(word);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isRule(String host) {
        try {
            return !new HostRules(List.of(host), Resolver.SYSTEM).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(boolean good, String key, Object value, String wanted) {
        Setting.require(good, "goldtier.browser." + key, value, wanted);
    }

    @Override
    public String toString() {
        return "BrowserSettings[type=" + type + ", allowedHosts=" + allowedHosts + "]";
    }
}
