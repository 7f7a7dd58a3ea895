package io.goldtier.playwright.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import io.goldtier.playwright.guard.Traffic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a page does while it is visited: boxes that it shows, windows and files that it wants to open, which are refused, and
 * whether anything but reading has left since the call began to act.
 */
final class Conduct {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final int MOST_NOTICES = 20;
    private static final int LONGEST_NOTICE = 300;

    private final Traffic traffic;
    private final Set<String> notices = new LinkedHashSet<>();
    private final List<String> failures = new ArrayList<>();
    private final AtomicBoolean acting = new AtomicBoolean();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final Set<Request> underWay = new HashSet<>();
    private long movedAt = System.nanoTime();
    private volatile boolean lost;
    private volatile boolean crashed;
    private boolean expelled;
    private volatile int writesBefore;

    Conduct(Traffic traffic) {
        this.traffic = traffic;
    }

    /** Watches this visit; pages that open beside the first are closed. */
    void watch(BrowserContext context, Page page) {
        context.onPage(other -> {
            if (!other.equals(page)) {
                refuse("a new window (" + other.url() + ")");
                quietly(other::close);
            }
        });
        context.onRequest(this::left);
        context.onResponse(this::answered);
        context.onRequestFailed(this::failed);
        context.onRequestFinished(this::ended);
        page.onDialog(this::answer);
        page.onDownload(download -> {
            refuse("a download (" + download.suggestedFilename() + ")");
            quietly(download::cancel);
        });
        page.onCrash(any -> crashed = true);
        page.onWebSocket(socket -> socket.onFrameSent(frame -> wrote()));
        page.onConsoleMessage(message -> {
            if (message.text().startsWith("Not allowed to load local resource")) {
                refuse("something else than http and https");
            }
        });
    }

    private void left(Request request) {
        if (acting.get()) {
            sent.incrementAndGet();
        }
        if (!request.resourceType().equals("eventsource")
                && !request.resourceType().equals("websocket")) {
            underWay.add(request);
            movedAt = System.nanoTime();
        }
        if (!READS.contains(request.method())) {
            wrote();
        }
    }

    private void wrote() {
        if (acting.get()) {
            writes.incrementAndGet();
        }
    }

    private void ended(Request request) {
        if (underWay.remove(request)) {
            movedAt = System.nanoTime();
        }
    }

    /** For how many milliseconds nothing has been under way; 0 while something is. */
    long quietMs() {
        return underWay.isEmpty() ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - movedAt) : 0;
    }

    /** True when any request at all has left since {@link #acts}. */
    boolean hasSentAnything() {
        return sent.get() > 0 || mayHaveActed();
    }

    private static boolean isOfMainFrame(Request request) {
        try {
            return request.isNavigationRequest() && request.frame().parentFrame() == null;
        } catch (PlaywrightException e) {
            // Of a window that is not there yet, or no longer
            return false;
        }
    }

    private void answered(Response response) {
        Request request = response.request();
        if (isOfMainFrame(request)) {
            expelled = response.headers().containsKey("x-way-out");
        }
        if (acting.get() && !READS.contains(response.request().method()) && response.status() >= 400) {
            failures.add(
                    response.headers().containsKey("x-way-out")
                            ? "what was sent got no answer"
                            : "the page answered with " + response.status() + " " + response.statusText());
        }
    }

    private void failed(Request request) {
        ended(request);
        if (!request.url().matches("(?i)(https?|data|blob|about|wss?):.*")) {
            refuse("an address that is not http or https");
        }
        if (acting.get() && !READS.contains(request.method())) {
            failures.add("what was sent got no answer (" + request.failure() + ")");
        }
    }

    /** A box is read and closed: one that only tells something with yes, every question with no. */
    private void answer(Dialog dialog) {
        boolean tells = dialog.type().equals("alert");
        notice((tells ? "The page showed a box: " : "The page asked, and was answered with no: ") + dialog.message());
        if (tells || dialog.type().equals("beforeunload")) {
            quietly(dialog::accept);
        } else {
            quietly(dialog::dismiss);
        }
    }

    private static void quietly(Runnable action) {
        try {
            action.run();
        } catch (PlaywrightException e) {
            // It is gone then
        }
    }

    private void refuse(String what) {
        traffic.refuse(what + " is not allowed");
    }

    /** Something that whoever called should know. */
    void notice(String sentence) {
        if (notices.size() < MOST_NOTICES) {
            notices.add(sentence.length() > LONGEST_NOTICE ? sentence.substring(0, LONGEST_NOTICE) + "…" : sentence);
        }
    }

    /** From here on the page may send something because of us. */
    void acts() {
        writesBefore = traffic.writes();
        movedAt = System.nanoTime();
        acting.set(true);
    }

    boolean isActing() {
        return acting.get();
    }

    /** The browser is gone, and what it was about to tell with it. */
    void lost() {
        lost = true;
    }

    /** True when what is shown is not a page, but that it may not be shown. */
    boolean isExpelled() {
        return expelled;
    }

    boolean isCrashed() {
        return crashed;
    }

    /** True when something but reading has left since {@link #acts}, or nobody can tell. */
    boolean mayHaveActed() {
        return acting.get() && (lost || crashed || writes.get() > 0 || traffic.writes() > writesBefore);
    }

    /** What was sent and got a bad answer or none. */
    List<String> failures() {
        return failures;
    }

    List<String> notices() {
        return List.copyOf(notices);
    }

    Traffic traffic() {
        return traffic;
    }
}
