package io.goldtier.playwright.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import io.goldtier.playwright.pool.Deadline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds elements; what is not there is refused with what the page has instead. */
final class Selectors {

    private static final int MOST_CANDIDATES = 5;

    private final Page page;
    private final Deadline deadline;
    private final int patienceMs;

    /**
     * Elements of this page.
     *
     * @param patienceMs how long one may take to appear
     */
    Selectors(Page page, Deadline deadline, int patienceMs) {
        this.patienceMs = patienceMs;
        this.page = page;
        this.deadline = deadline;
    }

    /** Playwright's selectors (CSS, {@code text=}, {@code role=}, {@code xpath=}) and {@code label=}, {@code placeholder=}. */
    Locator find(String selector) {
        if (selector.startsWith("label=")) {
            return page.getByLabel(selector.substring("label=".length()));
        }
        if (selector.startsWith("placeholder=")) {
            return page.getByPlaceholder(selector.substring("placeholder=".length()));
        }
        return page.locator(selector);
    }

    /** The one element that fits. */
    Locator one(String word, String selector) {
        Locator found = find(selector);
        await(word, selector, found.first());
        int count = found.count();
        if (count > 1) {
            throw new PlaywrightTrouble(
                    Kind.UNFIT,
                    word + " " + selector + " fits " + count
                            + " elements, but must fit one: make it narrower, or add >> nth=0.");
        }
        return found;
    }

    /** All elements that fit, of which there is one at least. */
    Locator some(String word, String selector) {
        Locator found = find(selector);
        await(word, selector, found.first());
        return found;
    }

    /** Waits until it is there. */
    private void await(String word, String selector, Locator first) {
        try {
            first.waitFor(new Locator.WaitForOptions()
                    .setState(WaitForSelectorState.ATTACHED)
                    .setTimeout(Math.min(patienceMs, deadline.left())));
        } catch (TimeoutError e) {
            if (first.count() > 0) {
                // The page was slower than the wait, not without it
                return;
            }
            throw new PlaywrightTrouble(
                    Kind.UNFIT, word + " " + selector + " fits nothing on the page. " + nearest(selector), e);
        } catch (PlaywrightException e) {
            if (isSyntax(e)) {
                throw new PlaywrightTrouble(
                        Kind.INVALID,
                        word + " is " + selector + ", but must be a selector such as #email, text=Send, label=E-mail or"
                                + " role=button[name=\"Send\"].",
                        e);
            }
            throw e;
        }
    }

    private static boolean isSyntax(PlaywrightException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("while parsing")
                || message.contains("is not a valid selector")
                || message.contains("Unknown engine")
                || message.contains("Unexpected token")
                || message.contains("Malformed")
                || message.contains("must not contain");
    }

    /** What the page has that comes nearest. */
    private String nearest(String selector) {
        try {
            List<Map<?, ?>> all = new ArrayList<>();
            if (page.evaluate(Scripts.CANDIDATES) instanceof List<?> found) {
                found.forEach(each -> all.add((Map<?, ?>) each));
            }
            String near = all.stream()
                    .sorted(Comparator.comparingDouble((Map<?, ?> each) -> -likeness(selector, each)))
                    .limit(MOST_CANDIDATES)
                    .map(Selectors::shown)
                    .distinct()
                    .collect(Collectors.joining(", "));
            return near.isEmpty() ? "There is nothing on it that could be meant." : "Nearest to it are: " + near + ".";
        } catch (PlaywrightException e) {
            return "What there is on it could not be read.";
        }
    }

    private static String shown(Map<?, ?> candidate) {
        String words = String.valueOf(candidate.get("words"));
        String selector = String.valueOf(candidate.get("selector"));
        return words.isEmpty() || selector.endsWith(words) ? selector : selector + " (" + words + ")";
    }

    /** How many pairs of letters two texts share, from 0 to 1; of the selector or of the words. */
    private static double likeness(String selector, Map<?, ?> candidate) {
        String wanted = plain(selector.replaceFirst("^(text|label|placeholder|role|css)=", ""));
        return Math.max(
                likeness(wanted, plain(String.valueOf(candidate.get("selector")))),
                likeness(wanted, plain(String.valueOf(candidate.get("words")))));
    }

    private static double likeness(String one, String other) {
        Set<String> first = pairs(one);
        Set<String> second = pairs(other);
        long shared = first.stream().filter(second::contains).count();
        return first.isEmpty() || second.isEmpty() ? 0 : 2.0 * shared / (first.size() + second.size());
    }

    private static Set<String> pairs(String text) {
        return Stream.iterate(0, at -> at + 2 <= text.length(), at -> at + 1)
                .map(at -> text.substring(at, at + 2))
                .collect(Collectors.toSet());
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
