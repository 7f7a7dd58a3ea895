package io.goldtier.playwright.guard;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What passed through the way out of one call, and what was refused. */
public final class Traffic {

    private static final int MOST_REFUSALS = 20;

    /** What Chromium asks for by itself, of which no page knows: it is refused, and nobody needs to be told. */
    private static final Set<String> OF_THE_BROWSER = Set.of(
            "content-autofill.googleapis.com",
            "optimizationguide-pa.googleapis.com",
            "safebrowsing.googleapis.com",
            "update.googleapis.com",
            "clients2.google.com");

    private final Set<String> refused = new LinkedHashSet<>();
    private final Set<String> away = new LinkedHashSet<>();
    private int writes;

    /** A host that was not allowed, with the reason. */
    public synchronized void refuse(String reason) {
        if (refused.size() < MOST_REFUSALS && OF_THE_BROWSER.stream().noneMatch(reason::startsWith)) {
            refused.add(reason);
        }
    }

    /** A host that is allowed and could not be reached. */
    synchronized void away(String reason) {
        if (away.size() < MOST_REFUSALS) {
            away.add(reason);
        }
    }

    /** A request left that does more than read. */
    synchronized void wrote() {
        writes++;
    }

    /** What was refused, each with its reason. */
    public synchronized List<String> refused() {
        return new ArrayList<>(refused);
    }

    /** What could not be reached, each with its reason. */
    public synchronized List<String> away() {
        return new ArrayList<>(away);
    }

    /** How many requests left that do more than read, as far as they went unencrypted. */
    public synchronized int writes() {
        return writes;
    }
}
