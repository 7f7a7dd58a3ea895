package io.goldtier.intake.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Watches a folder to tell files that were moved in, which are whole, from files that are written in place.
 *
 * <p>A file that has content, was seen to appear and was never seen to be written has been moved in. To be sure that no
 * news of writing is still on its way, a probe file is made: once the news of the probe is here, all older news is too.
 */
final class Arrivals implements AutoCloseable {

    private static final long PROBE_INTERVAL = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PROBE_WAIT_MILLIS = 40;
    private static final String PROBE = ".goldtier-probe-";

    private enum News {
        APPEARED,
        WRITTEN
    }

    private final Path folder;
    private final WatchService service;
    private final Map<String, News> news = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> probes = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private long newsUpTo;
    private long lastProbe;
    private long probeNumber;

    /** Starts to watch; the clock counts nanoseconds. */
    Arrivals(Path folder, LongSupplier nanos) {
        this.folder = folder;
        this.nanos = nanos;
        this.newsUpTo = nanos.getAsLong();
        this.lastProbe = newsUpTo - PROBE_INTERVAL;
        try {
            service = folder.getFileSystem().newWatchService();
            folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be watched: " + e.getMessage(), e);
        }
        Thread thread = new Thread(this::listen, "needs-action-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * True when a file was certainly moved in.
     *
     * @param name the file's name
     * @param seen the time, of the clock given, at which it was already seen to have the content that it has now
     */
    synchronized boolean wasMovedIn(String name, long seen) {
        if (news.get(name) == News.WRITTEN) {
            return false;
        }
        return allNewsIsHere(seen) && news.get(name) == News.APPEARED;
    }

    private boolean allNewsIsHere(long upTo) {
        if (newsUpTo - upTo >= 0) {
            return true;
        }
        long now = nanos.getAsLong();
        if (now - lastProbe < PROBE_INTERVAL) {
            return false;
        }
        lastProbe = now;
        if (probe()) {
            newsUpTo = now;
        }
        return newsUpTo - upTo >= 0;
    }

    private boolean probe() {
        String name = PROBE + ProcessHandle.current().pid() + "-" + (++probeNumber) + ".tmp";
        CountDownLatch seen = new CountDownLatch(1);
        probes.put(name, seen);
        try {
            Files.createFile(folder.resolve(name));
            Files.delete(folder.resolve(name));
            return seen.await(PROBE_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            probes.remove(name);
        }
    }

    private void listen() {
        try {
            WatchKey key;
            do {
                key = service.take();
                key.pollEvents().forEach(this::note);
            } while (key.reset());
        } catch (ClosedWatchServiceException e) {
            news.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(WatchEvent<?> event) {
        if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
            news.clear();
            return;
        }
        String name = event.context().toString();
        if (name.startsWith(PROBE)) {
            CountDownLatch waiting = probes.get(name);
            if (waiting != null) {
                waiting.countDown();
            }
        } else if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
            news.put(name, News.APPEARED);
        } else if (event.kind() == StandardWatchEventKinds.ENTRY_MODIFY) {
            news.put(name, News.WRITTEN);
        } else {
            news.remove(name);
        }
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
