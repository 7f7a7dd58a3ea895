package io.goldtier.intake.file;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.intake.IntakeSettings;
import io.goldtier.intake.Refusals;
import io.goldtier.outbox.Alerts;
import io.goldtier.store.Store;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
    private final VaultFiles files;
    private final Refusals refusals;
    private final Store store;
    private final Alerts alerts;
    private final AuditLog audit;
    private final Clock clock;
    private final Duration rest;
    private ScheduledExecutorService timer;

    Strays(
            Vault vault,
            VaultFiles files,
            Refusals refusals,
            Store store,
            Alerts alerts,
            AuditLog audit,
            Clock clock,
            IntakeSettings settings) {
        this.vault = vault;
        this.files = files;
        this.refusals = refusals;
        this.store = store;
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

    /** First a row with the reason, then the move; a name that no row can hold is moved first. */
    private void putAside(Path entry, String reason) {
        String name = entry.getFileName().toString();
        String sentence = name + " " + reason;
        Alert alert = Alert.of(Alert.Severity.WARNING, "intake", "Not a file: " + name, sentence)
                .choice("Do as said above, then delete it and this note.");
        AuditEntry entered = AuditEntry.of("refuse_file", "watcher", Status.FAILURE)
                .detail("file", name)
                .error(sentence);
        String path = vault.relative(entry);
        boolean nameless = !isFoundBy(path, entry);
        String moved = nameless ? vault.relative(vault.move(entry, Folder.INBOX)) : null;
        store.commit(tx -> {
            if (nameless) {
                alerts.raise(tx, alert.done("It was moved, as it is, to " + moved + "."));
                audit.append(tx, entered);
            } else if (!Refusals.isPending(tx, path)) {
                refusals.put(tx, new Taken(files, name, entry, clock.instant()), alert);
                audit.append(tx, entered);
            }
            return null;
        });
    }

    private boolean isFoundBy(String path, Path entry) {
        try {
            return vault.resolve(path).equals(entry.toAbsolutePath());
        } catch (InvalidPathException e) {
            return false;
        }
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
