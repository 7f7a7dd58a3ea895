package io.goldtier.intake.file;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.intake.IntakeSettings;
import io.goldtier.outbox.Alerts;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes out of {@code Needs_Action} what the file consumer passes over: folders, links, devices and files whose name no
 * program can use. They go to the inbox as they are, links not followed, with a note beside them.
 */
@Component
class Strays implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Strays.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MOST_LOOKED_AT = 2_000;

    private final Vault vault;
    private final Alerts alerts;
    private final AuditLog audit;
    private final Clock clock;
    private final Duration rest;
    private ScheduledExecutorService timer;

    Strays(Vault vault, Alerts alerts, AuditLog audit, Clock clock, IntakeSettings settings) {
        this.vault = vault;
        this.alerts = alerts;
        this.audit = audit;
        this.clock = clock;
        this.rest = settings.settle();
    }

    /** Looks once. */
    void sweep() {
        for (Path entry : entries()) {
            what(entry).ifPresent(reason -> putAside(entry, reason));
        }
    }

    private List<Path> entries() {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(vault.folder(Folder.NEEDS_ACTION))) {
            found.forEach(entries::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** Why an entry is none that the file consumer takes; empty if it takes it, or if it may still be changing. */
    private Optional<String> what(Path entry) {
        String name = entry.getFileName().toString();
        if (WholeFiles.isUnfinishedName(name)) {
            return Optional.empty();
        }
        if (Files.isSymbolicLink(entry)) {
            return Optional.of("is a link to something else; links are not followed. Drop the file itself.");
        }
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            return isAtRest(entry)
                    ? Optional.of("is a folder; only files are taken. Drop the files in it one by one.")
                    : Optional.empty();
        }
        if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
            return Files.exists(entry, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of("is a device or a pipe and not a file. Drop a file.")
                    : Optional.empty();
        }
        return new File(entry.toString()).exists() || !isAtRest(entry)
                ? Optional.empty()
                : Optional.of("has a name that is not valid text. Rename it and drop it again.");
    }

    private boolean isAtRest(Path entry) {
        Instant limit = clock.instant().minus(rest);
        try (Stream<Path> all = Files.walk(entry)) {
            return all.limit(MOST_LOOKED_AT).allMatch(path -> lastTouched(path).isBefore(limit));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static Instant lastTouched(Path path) {
        return FileLook.at(path)
                .map(look -> Stream.of(look.written(), look.changed())
                        .max(FileTime::compareTo)
                        .orElseThrow()
                        .toInstant())
                .orElse(Instant.EPOCH);
    }

    private void putAside(Path entry, String reason) {
        String name = entry.getFileName().toString();
        Path filed = vault.move(entry, Folder.INBOX);
        String sentence = name + " " + reason;
        alerts.raise(Alert.of(Alert.Severity.WARNING, "intake", "Not a file: " + name, sentence)
                .done("It was moved, as it is, to " + vault.relative(filed) + ".")
                .choice("Do as said above, then delete it and this note."));
        audit.submit(AuditEntry.of("refuse_file", "watcher", Status.FAILURE)
                .detail("file", name)
                .error(sentence));
    }

    private void sweepSafely() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOG.warn("Needs_Action could not be swept; it is tried again", e);
        }
    }

    @Override
    public synchronized void start() {
        timer = Executors.newSingleThreadScheduledExecutor(job -> {
            Thread thread = new Thread(job, "needs-action-strays");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(
                this::sweepSafely, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        timer.shutdown();
        timer = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }
}
