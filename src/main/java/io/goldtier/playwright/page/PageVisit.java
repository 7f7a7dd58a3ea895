package io.goldtier.playwright.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.Proxy;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.microsoft.playwright.options.WaitUntilState;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import io.goldtier.playwright.api.ValueSource;
import io.goldtier.playwright.call.PageCall;
import io.goldtier.playwright.guard.WayOut;
import io.goldtier.playwright.pool.Deadline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One call at work, in a browser's context of its own, which knows nothing of any other call. */
final class PageVisit {

    private static final int WIDTH = 1_280;
    private static final int HEIGHT = 800;

    /** How long pictures and the like may keep a page from being whole. */
    private static final double REST_MS = 10_000;

    /** How long one step may take, unless something else is waited for. */
    private static final double PATIENCE_MS = 10_000;

    private static final double STEP_MS = 250;

    private final PageCall call;
    private final WayOut wayOut;
    private final Deadline deadline;
    private final ValueSource values;
    private final Runnable aboutToAct;
    private final int patienceMs;
    private final Conduct conduct;
    private final Typed typed = new Typed();
    private volatile boolean ended;

    PageVisit(
            PageCall call, WayOut wayOut, Deadline deadline, ValueSource values, int patienceMs, Runnable aboutToAct) {
        this.patienceMs = patienceMs;
        this.call = call;
        this.wayOut = wayOut;
        this.deadline = deadline;
        this.values = values;
        this.aboutToAct = aboutToAct;
        this.conduct = new Conduct(wayOut.traffic());
    }

    /**
     * What came of it.
     *
     * @param result the words of the result
     * @param state what a saved session keeps, or null
     */
    record Visited(Map<String, Object> result, String state) {}

    /** Trouble with the browser itself, which can no longer tell what has left it. */
    PlaywrightTrouble lost(PlaywrightTrouble trouble) {
        if (ended) {
            return trouble;
        }
        conduct.lost();
        return trouble.after(conduct.mayHaveActed(), null);
    }

    /** Does it, on the thread of the browser. */
    Visited in(Browser browser, String state) {
        BrowserContext context = null;
        try {
            context = open(browser, state);
            return in(context);
        } catch (PlaywrightException e) {
            throw understood(e);
        } finally {
            if (context != null) {
                close(context);
            }
        }
    }

    private static void close(BrowserContext context) {
        try {
            context.close();
        } catch (PlaywrightException e) {
            // It is gone then
        }
    }

    private Visited in(BrowserContext context) {
        context.setDefaultTimeout(Math.min(PATIENCE_MS, deadline.left() * 2 / 3.0));
        context.setDefaultNavigationTimeout(deadline.left());
        context.addInitScript(Scripts.BOUNDS);
        Page page = context.newPage();
        conduct.watch(context, page);
        Camera camera = new Camera(page, typed, conduct);
        try {
            return new Visited(visit(page, camera), call.session() == null ? null : context.storageState());
        } catch (PlaywrightTrouble e) {
            throw after(e, page, camera);
        } catch (PlaywrightException e) {
            throw after(understood(e), page, camera);
        }
    }

    private BrowserContext open(Browser browser, String state) {
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setProxy(new Proxy(wayOut.address()))
                .setViewportSize(WIDTH, HEIGHT)
                .setAcceptDownloads(false)
                .setServiceWorkers(ServiceWorkerPolicy.BLOCK);
        if (state != null) {
            options.setStorageState(state);
        }
        return browser.newContext(options);
    }

    private Map<String, Object> visit(Page page, Camera camera) {
        go(page);
        Selectors selectors = new Selectors(page, deadline, patienceMs);
        await(page, selectors);
        Filler filler = new Filler(page, selectors, values, typed, conduct, deadline);
        Map<String, Object> result = new LinkedHashMap<>();
        byte[] picture = null;
        switch (call.operation()) {
            case FILL -> result.putAll(filler.fill(call, aboutToAct));
            case LOOK -> filler.look(call);
            case EXTRACT -> result.putAll(new Extractor(selectors, call).read());
            case SCREENSHOT ->
                picture = call.element() == null
                        ? camera.page(call.fullPage())
                        : camera.element(selectors.one("element", call.element()));
        }
        if (picture == null) {
            picture = pictureAfter(camera);
        }
        result.put("page_title", page.title());
        result.put("url", page.url());
        refuseErrorPage(page);
        result.put("notices", notices());
        result.put("refused", wayOut.traffic().refused());
        Map<String, Object> clean = new LinkedHashMap<>();
        result.forEach((name, value) -> clean.put(name, typed.clean(value)));
        if (picture != null) {
            clean.put("screenshot", picture);
        }
        return clean;
    }

    /** What has been done is done, whether or not there is a picture of it. */
    private byte[] pictureAfter(Camera camera) {
        try {
            return camera.page(call.fullPage());
        } catch (PlaywrightException e) {
            if (conduct.isCrashed()) {
                throw e;
            }
            conduct.notice("No picture could be taken of it.");
            return null;
        }
    }

    private List<String> notices() {
        return conduct.notices();
    }

    private void go(Page page) {
        Response response;
        try {
            response = page.navigate(
                    call.url().toString(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
        } catch (TimeoutError e) {
            throw new PlaywrightTrouble(
                    Kind.TIMED_OUT,
                    call.url().getHost() + " did not answer whole within " + deadline.whole() + " ms.",
                    e);
        }
        if (response != null) {
            refuseBadAnswer(response);
        }
        try {
            page.waitForLoadState(
                    LoadState.LOAD, new Page.WaitForLoadStateOptions().setTimeout(Math.min(REST_MS, deadline.left())));
        } catch (TimeoutError e) {
            conduct.notice("Not everything of the page had loaded.");
        }
    }

    private void refuseBadAnswer(Response response) {
        if (response.headers().containsKey("x-way-out")) {
            throw noWay(response.status() == 403);
        }
        int status = response.status();
        String said = call.url().getHost() + " answered with " + status + " " + response.statusText() + ".";
        if (status >= 500 || status == 429 || status == 408) {
            throw new PlaywrightTrouble(Kind.UNREACHABLE, said);
        }
        if (status >= 400) {
            throw new PlaywrightTrouble(Kind.UNFIT, said);
        }
    }

    private PlaywrightTrouble noWay(boolean forbidden) {
        List<String> refused = wayOut.traffic().refused();
        List<String> away = wayOut.traffic().away();
        return forbidden && !refused.isEmpty()
                ? new PlaywrightTrouble(
                        Kind.FORBIDDEN, "The page was not opened: " + refused.get(refused.size() - 1) + ".")
                : new PlaywrightTrouble(
                        Kind.UNREACHABLE,
                        away.isEmpty()
                                ? call.url().getHost() + " cannot be reached."
                                : away.get(away.size() - 1) + ".");
    }

    private void await(Page page, Selectors selectors) {
        if (call.waitMs() > 0) {
            Deadline end = new Deadline(Math.min(call.waitMs(), deadline.left()));
            while (!end.isOver() && !conduct.isCrashed()) {
                page.waitForTimeout(Math.min(STEP_MS, end.left()));
            }
            refuseCrash();
        }
        if (call.waitFor() != null) {
            try {
                selectors
                        .some("wait_for", call.waitFor())
                        .first()
                        .waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                                .setState(WaitForSelectorState.VISIBLE)
                                .setTimeout(deadline.left()));
            } catch (TimeoutError e) {
                throw new PlaywrightTrouble(
                        Kind.UNFIT,
                        "wait_for " + call.waitFor() + " was not to be seen within " + deadline.whole() + " ms.",
                        e);
            }
        }
    }

    private void refuseCrash() {
        if (conduct.isCrashed()) {
            throw new PlaywrightTrouble(Kind.CRASHED, "The page crashed its tab.");
        }
    }

    /** A page that has sent itself elsewhere, where it was not let. */
    private void refuseErrorPage(Page page) {
        refuseCrash();
        if (page.url().startsWith("chrome-error:") || conduct.isExpelled()) {
            throw noWay(!wayOut.traffic().refused().isEmpty());
        }
    }

    /** Nothing more leaves from here on; what has left is counted. */
    private PlaywrightTrouble after(PlaywrightTrouble trouble, Page page, Camera camera) {
        byte[] picture = conduct.isCrashed() ? null : camera.last().orElse(null);
        wayOut.close();
        if (trouble.kind() == Kind.CRASHED) {
            conduct.lost();
        } else {
            try {
                page.evaluate("() => 0");
            } catch (PlaywrightException e) {
                // It only lets what has happened be told
            }
        }
        String message = String.valueOf(typed.clean(trouble.getMessage()));
        PlaywrightTrouble clean = new PlaywrightTrouble(trouble.kind(), message, trouble.getCause());
        ended = true;
        return clean.hiding(trouble.secrets()).after(conduct.mayHaveActed(), picture);
    }

    private PlaywrightTrouble understood(PlaywrightException e) {
        String message = String.valueOf(e.getMessage());
        if (conduct.isCrashed() || message.contains("crashed")) {
            return new PlaywrightTrouble(Kind.CRASHED, "The page crashed its tab.", e);
        }
        if (message.contains("closed") || message.contains("disconnected")) {
            return new PlaywrightTrouble(Kind.CRASHED, "The browser was closed or killed during the call.", e);
        }
        if (message.contains("Download is starting")) {
            return new PlaywrightTrouble(Kind.FORBIDDEN, "The address is a download, which is not allowed.", e);
        }
        if (message.contains("net::ERR_") || message.contains("NS_ERROR_")) {
            if (message.contains("ERR_TUNNEL_CONNECTION_FAILED") || message.contains("ERR_PROXY")) {
                return noWay(!wayOut.traffic().refused().isEmpty());
            }
            String error = message.replaceAll("(?s).*?((net::ERR|NS_ERROR)_[A-Z_0-9]+).*", "$1");
            if (error.contains("_CERT_")) {
                return new PlaywrightTrouble(
                        Kind.FORBIDDEN,
                        call.url().getHost() + " shows a certificate that is not trusted (" + error + ").",
                        e);
            }
            return new PlaywrightTrouble(
                    Kind.UNREACHABLE, call.url().getHost() + " cannot be reached: " + error + ".", e);
        }
        if (e instanceof TimeoutError) {
            return new PlaywrightTrouble(Kind.TIMED_OUT, "It was not done within " + deadline.whole() + " ms.", e);
        }
        return new PlaywrightTrouble(Kind.UNFIT, "The page could not be worked with: " + firstLine(message) + ".", e);
    }

    private static String firstLine(String message) {
        String text = message.replaceAll("(?s)^Error \\{\\s*message='", "")
                .lines()
                .findFirst()
                .orElse("");
        return text.length() > 300 ? text.substring(0, 300) : text;
    }
}
