package io.goldtier.intake.file;

import io.goldtier.intake.IntakeSettings;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Names;
import io.goldtier.vault.Note;
import io.goldtier.vault.Vault;
import jakarta.annotation.PreDestroy;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Which files of {@code Needs_Action} are whole, and in which order they came: at once what was moved in, and after a
 * while of rest what is written in place. It never waits for a file; one that is not whole is looked at again at the
 * next poll.
 *
 * <p>The file consumer asks it in three ways: before each poll it looks at the folder, once for all files; as the filter
 * it lets through those that are whole; as the sorter it puts the oldest first.
 */
@Component("wholeFiles")
class WholeFiles extends DefaultPollingConsumerPollStrategy
        implements GenericFileFilter<File>, Comparator<GenericFile<File>> {

    /** How many files one poll lets through, so that ten thousand waiting files cost no more than these. */
    private static final int MOST_IN_A_POLL = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(WholeFiles.class);
    private static final long LONGEST_HELD_OPEN = TimeUnit.MINUTES.toNanos(1);
    private static final Comparator<Map.Entry<String, Sight>> ARRIVAL = Comparator.comparing(
                    (Map.Entry<String, Sight> sight) -> sight.getValue().look.changed())
            .thenComparing(Map.Entry::getKey);

    private final IntakeSettings settings;
    private final Path folder;
    private final LongSupplier nanos;
    private final Arrivals arrivals;
    private final OpenFiles openFiles;
    private final Map<String, Sight> sights = new HashMap<>();
    private volatile long pausedUntil;
    private long complaintDue;
    private volatile Map<String, Integer> whole = Map.of();

    /** What is remembered of a file between two looks. */
    private static final class Sight {

        /** How it looked. */
        private final FileLook look;
        /** Since when it has looked like that. */
        private final long since;
        /** Whether its text looked unfinished then; null when it was not read yet. */
        private Boolean unfinished;

        private Sight(FileLook look, long since) {
            this.look = look;
            this.since = since;
        }
    }

    @Autowired
    WholeFiles(IntakeSettings settings, Vault vault) {
        this(settings, vault.folder(Folder.NEEDS_ACTION), System::nanoTime);
    }

    WholeFiles(IntakeSettings settings, Path folder, LongSupplier nanos) {
        this.settings = settings;
        this.folder = folder;
        this.nanos = nanos;
        this.pausedUntil = nanos.getAsLong();
        this.complaintDue = pausedUntil;
        this.arrivals = new Arrivals(folder, nanos);
        this.openFiles = new OpenFiles(folder);
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        try {
            look();
            return true;
        } catch (IllegalStateException e) {
            long now = nanos.getAsLong();
            if (now - complaintDue >= 0) {
                LOG.error("{}. It is tried again until it can.", e.getMessage());
                complaintDue = now + TimeUnit.MINUTES.toNanos(1);
            }
            return false;
        }
    }

    /** Looks at the folder once. */
    void look() {
        if (isPaused()) {
            whole = Map.of();
            return;
        }
        Map<String, FileLook> looks = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!isUnfinishedName(name)) {
                    FileLook.at(file).filter(FileLook::regular).ifPresent(look -> looks.put(name, look));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new IllegalStateException("The folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
        sights.keySet().retainAll(looks.keySet());
        long now = nanos.getAsLong();
        looks.forEach((name, look) -> sights.compute(
                name, (key, known) -> known != null && known.look.equals(look) ? known : new Sight(look, now)));
        List<String> inOrder = sights.entrySet().stream()
                .filter(sight -> isWhole(sight.getKey(), sight.getValue(), now))
                .sorted(ARRIVAL)
                .limit(MOST_IN_A_POLL)
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Integer> places = new HashMap<>();
        inOrder.forEach(name -> places.put(name, places.size()));
        whole = places;
    }

    @Override
    public boolean accept(GenericFile<File> file) {
        return whole.containsKey(file.getFileNameOnly());
    }

    @Override
    public int compare(GenericFile<File> one, GenericFile<File> other) {
        return Integer.compare(place(one), place(other));
    }

    private int place(GenericFile<File> file) {
        return whole.getOrDefault(file.getFileNameOnly(), Integer.MAX_VALUE);
    }

    /** Takes nothing for a while, because what is taken could not be kept. */
    void pause(Duration time) {
        pausedUntil = nanos.getAsLong() + time.toNanos();
    }

    /** True for names that programs give to files that they are still writing. */
    static boolean isUnfinishedName(String name) {
        return name.startsWith(".")
                || name.startsWith("~")
                || name.endsWith("~")
                || switch (Names.extension(name)) {
                    case "tmp", "part", "partial", "crdownload", "swp" -> true;
                    default -> false;
                };
    }

    private boolean isPaused() {
        return nanos.getAsLong() - pausedUntil < 0;
    }

    private boolean isWhole(String name, Sight sight, long now) {
        FileLook look = sight.look;
        if (look.size() > 0 && (look.wasTouchedAfterWriting() || arrivals.wasMovedIn(name, sight.since))) {
            return true;
        }
        long rest = now - sight.since;
        return rest >= settings.settle().toNanos() && hasComeToRest(name, sight, rest);
    }

    private boolean hasComeToRest(String name, Sight sight, long rest) {
        if (rest < settings.patience().toNanos()) {
            sight.unfinished = sight.unfinished == null ? looksUnfinished(name, sight.look) : sight.unfinished;
            if (sight.unfinished) {
                return false;
            }
        }
        return rest >= LONGEST_HELD_OPEN || !openFiles.contains(name);
    }

    private boolean looksUnfinished(String name, FileLook look) {
        if (look.size() == 0) {
            return true;
        }
        if (look.size() > Vault.LARGEST_FILE) {
            return false;
        }
        try {
            return switch (Names.extension(name)) {
                case "json" -> !endsLikeJson(text(name));
                case "md" -> Note.isUnclosed(text(name));
                default -> false;
            };
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean endsLikeJson(String text) {
        String end = text.stripTrailing();
        return end.endsWith("}") || end.endsWith("]");
    }

    private String text(String name) throws IOException {
        return new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.UTF_8);
    }

    @PreDestroy
    void stopWatching() {
        arrivals.close();
    }
}
