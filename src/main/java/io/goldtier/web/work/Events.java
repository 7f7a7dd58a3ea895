package io.goldtier.web.work;

import io.goldtier.report.OwnTroubles;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import io.goldtier.web.answer.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * {@code /events}: tells open pages that something has changed. Everything that happens is in the logs, so looking at
 * how far they have grown, and at what people put into the vault, is enough; nobody looks while no page is open.
 */
@Controller
class Events implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int MOST_PAGES = 64;
    private static final int ROUNDS_TO_HEARTBEAT = 15;

    private final WorkList work;
    private final Vault vault;
    private final OwnTroubles own;
    private final Set<SseEmitter> pages = ConcurrentHashMap.newKeySet();
    private ScheduledExecutorService clock;
    private long version;
    private int rounds;

    Events(WorkList work, Vault vault, OwnTroubles own) {
        this.work = work;
        this.vault = vault;
        this.own = own;
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter open() {
        if (pages.size() >= MOST_PAGES) {
            throw new Problem(503, "Too many pages are open.");
        }
        SseEmitter page = new SseEmitter(0L);
        page.onCompletion(() -> pages.remove(page));
        page.onError(error -> pages.remove(page));
        pages.add(page);
        send(page, SseEmitter.event().comment("open"));
        return page;
    }

    private void look() {
        try {
            if (pages.isEmpty()) {
                return;
            }
            long now = Objects.hash(work.version(), vault.isStopped(), inbox(), own.now());
            rounds++;
            if (now != version) {
                version = now;
                pages.forEach(
                        page -> send(page, SseEmitter.event().name("change").data(now)));
            } else if (rounds % ROUNDS_TO_HEARTBEAT == 0) {
                // Finds out which pages have gone
                pages.forEach(page -> send(page, SseEmitter.event().comment("still here")));
            }
        } catch (RuntimeException e) {
            LOG.debug("Open pages were not told of changes: {}", e.getMessage());
        }
    }

    /** Changes whenever a note comes into the inbox or is taken away. */
    private FileTime inbox() {
        try {
            return Files.getLastModifiedTime(vault.folder(Folder.INBOX));
        } catch (IOException e) {
            // A vault that is away is news too, once
            return FileTime.fromMillis(0);
        }
    }

    private void send(SseEmitter page, SseEmitter.SseEventBuilder event) {
        try {
            page.send(event);
        } catch (IOException | IllegalStateException e) {
            pages.remove(page);
        }
    }

    @Override
    public void start() {
        clock = Executors.newSingleThreadScheduledExecutor(job -> {
            Thread thread = new Thread(job, "console-events");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /** Lets the open pages go before the web server waits for its requests to end. */
    @Override
    public void stop() {
        clock.shutdownNow();
        pages.forEach(SseEmitter::complete);
        pages.clear();
    }

    @Override
    public boolean isRunning() {
        return clock != null && !clock.isShutdown();
    }
}
