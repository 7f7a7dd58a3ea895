package io.goldtier.playwright.page;

import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Selectors.RegisterOptions;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import io.goldtier.playwright.api.ValueSource;
import io.goldtier.playwright.call.PageCall;
import io.goldtier.playwright.guard.HostRules;
import io.goldtier.playwright.guard.HostRules.NoWay;
import io.goldtier.playwright.guard.WayOut;
import io.goldtier.playwright.pool.BrowserKind;
import io.goldtier.playwright.pool.BrowserPool;
import io.goldtier.playwright.pool.Deadline;
import io.goldtier.playwright.pool.PoolSettings;
import io.goldtier.playwright.session.SavedSessions;
import java.io.IOException;
import java.util.Map;

/** The browsers of this process: every call in a context of its own, with no way out but to allowed hosts. */
public final class Browsers implements AutoCloseable {

    private final BrowserPool pool;
    private final HostRules rules;
    private final SavedSessions sessions;
    private final ValueSource values;
    private final int patienceMs;

    /**
     * Browsers that are started when they are needed.
     *
     * @param patienceMs how long an element may take to appear
     */
    public Browsers(
            PoolSettings settings, HostRules rules, SavedSessions sessions, ValueSource values, int patienceMs) {
        this.patienceMs = patienceMs;
        this.pool = new BrowserPool(settings, Browsers::prepare);
        this.rules = rules;
        this.sessions = sessions;
        this.values = values;
    }

    private static void prepare(Playwright playwright) {
        playwright.selectors().register("sensitive", Scripts.SENSITIVE, new RegisterOptions().setContentScript(true));
    }

    /**
     * Does what a call asks for.
     *
     * @param aboutToAct is called before anything is typed; what it throws ends the call
     * @return {@code page_title}, {@code url}, {@code screenshot} (bytes), {@code notices}, {@code refused}, and what the operation
     *     gives
     * @throws PlaywrightTrouble when it was not done
     */
    public Map<String, Object> call(PageCall call, Runnable aboutToAct) {
        checkHost(call);
        Deadline deadline = new Deadline(call.timeoutMs());
        String state =
                call.session() == null ? null : sessions.load(call.session()).orElse(null);
        BrowserKind kind = call.browser() == null ? pool.settings().kind() : call.browser();
        try (WayOut wayOut = new WayOut(rules)) {
            PageVisit visit = new PageVisit(call, wayOut, deadline, values, patienceMs, aboutToAct);
            try {
                PageVisit.Visited visited = pool.call(kind, deadline, browser -> visit.in(browser, state));
                if (visited.state() != null) {
                    sessions.save(call.session(), visited.state());
                }
                return visited.result();
            } catch (PlaywrightTrouble e) {
                throw visit.lost(e);
            }
        } catch (IOException e) {
            throw new PlaywrightTrouble(Kind.BUSY, "There is no way out for the browser: " + e.getMessage(), e);
        }
    }

    /**
     * Draws a page of our own and looks at the picture: red where it must be, and a password masked.
     *
     * @return the browser's name and version
     * @throws PlaywrightTrouble when there is no browser, or it does not draw what it should
     */
    public String draw() {
        Deadline deadline = new Deadline(PageCall.MOST_MS / 2);
        return pool.call(
                pool.settings().kind(),
                deadline,
                browser -> Trial.draw(browser, pool.settings().kind()));
    }

    private void checkHost(PageCall call) {
        if (rules.isEmpty()) {
            throw new PlaywrightTrouble(
                    Kind.FORBIDDEN, "url leads to " + call.url().getHost() + ", but no hosts are allowed.");
        }
        try {
            rules.way(call.url().getHost(), call.port());
        } catch (NoWay e) {
            throw new PlaywrightTrouble(
                    e.isAllowed() ? Kind.UNREACHABLE : Kind.FORBIDDEN, "url cannot be opened: " + e.getMessage() + ".");
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
