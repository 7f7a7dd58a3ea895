package io.goldtier.playwright.call;

import io.goldtier.playwright.pool.BrowserKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One call: what is to be done with which page.
 *
 * @param operation what is done
 * @param url the page's address
 * @param browser which browser, or null for the usual one
 * @param timeoutMs how long all of it may take
 * @param waitFor a selector that must be there first, or null
 * @param waitMs how long to wait first
 * @param steps the form, in parts
 * @param confirmation a selector that shows that it was taken, or null
 * @param wanted what is read
 * @param from from which element or row on
 * @param most how many elements or rows
 * @param fullPage the whole page and not only what a window shows of it
 * @param element only this element's picture, or null
 * @param session the name of a saved session, or null
 */
public record PageCall(
        Operation operation,
        URI url,
        BrowserKind browser,
        int timeoutMs,
        String waitFor,
        int waitMs,
        List<FormStep> steps,
        String confirmation,
        List<Wanted> wanted,
        int from,
        int most,
        boolean fullPage,
        String element,
        String session) {

    /** The shortest and the longest time that a call may ask for. */
    public static final int LEAST_MS = 5_000;

    /** See {@link #LEAST_MS}. */
    public static final int MOST_MS = 60_000;

    private static final int MOST_WAIT_MS = 30_000;
    private static final int MOST_VALUES = 1_000;
    private static final int USUAL_VALUES = 200;

    private static final Set<String> WORDS = Set.of(
            "url",
            "browser_type",
            "timeout_ms",
            "wait_for",
            "fields",
            "steps",
            "submit_selector",
            "confirmation_selector",
            "selectors",
            "offset",
            "limit",
            "full_page",
            "element",
            "session");

    /**
     * Reads a call.
     *
     * @param usualTimeoutMs the time when the call names none
     * @throws io.goldtier.playwright.api.PlaywrightTrouble with a sentence, if it cannot be meant
     */
    public static PageCall of(Operation operation, Map<?, ?> given, int usualTimeoutMs) {
        Words words = new Words(given);
        words.only(WORDS);
        boolean form = operation == Operation.FILL || operation == Operation.LOOK;
        Object wait = words.get("wait_for");
        boolean time = wait != null && String.valueOf(wait).matches("\\d{1,6}(ms)?");
        String session = words.text("session");
        if (session != null && !session.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw Words.wrong("session", session, "a name of small letters, digits and dashes");
        }
        return new PageCall(
                operation,
                url(words.text("url")),
                words.text("browser_type") == null ? null : browser(words.text("browser_type")),
                words.number("timeout_ms", usualTimeoutMs, LEAST_MS, MOST_MS),
                time ? null : words.text("wait_for"),
                time ? wait(wait) : 0,
                form ? FormStep.of(words) : List.of(),
                words.text("confirmation_selector"),
                operation == Operation.EXTRACT ? Wanted.of(words.get("selectors")) : List.of(),
                words.number("offset", 0, 0, 10_000_000),
                words.number("limit", USUAL_VALUES, 1, MOST_VALUES),
                words.flag("full_page", form),
                words.text("element"),
                session);
    }

    private static int wait(Object given) {
        int milliseconds = Integer.parseInt(String.valueOf(given).replace("ms", ""));
        if (milliseconds > MOST_WAIT_MS) {
            throw Words.wrong("wait_for", given, "a selector or at most " + MOST_WAIT_MS + " milliseconds");
        }
        return milliseconds;
    }

    private static BrowserKind browser(String word) {
        try {
            return BrowserKind.of(word);
        } catch (IllegalArgumentException e) {
            throw Words.wrong("browser_type", word, "chromium, firefox or webkit");
        }
    }

    private static URI url(String text) {
        String allowed = "an http or https address such as https://example.com/form";
        if (text == null) {
            throw Words.wrong("url", "empty", allowed);
        }
        try {
            URI url = new URI(text);
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (!web || url.getHost() == null) {
                throw Words.wrong("url", text, allowed);
            }
            if (url.getUserInfo() != null) {
                throw Words.wrong("url", "hidden", allowed + ", without a name or password in it");
            }
            return url;
        } catch (URISyntaxException e) {
            throw Words.wrong("url", text, allowed);
        }
    }

    /** The port of its address. */
    public int port() {
        return url.getPort() > 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }
}
