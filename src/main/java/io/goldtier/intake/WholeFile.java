package io.goldtier.intake;

import io.goldtier.vault.Folder;
import io.goldtier.vault.Names;
import io.goldtier.vault.Note;
import io.goldtier.vault.Vault;
import jakarta.annotation.PreDestroy;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Lets through the files of {@code Needs_Action} that are whole: at once what was moved in, and after a while of rest
 * what is written in place. It never waits; a file that is not whole is looked at again at the next poll.
 */
@Component("wholeFile")
class WholeFile implements GenericFileFilter<File> {

    private static final long LONGEST_HELD_OPEN = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final IntakeSettings settings;
    private final Path folder;
    private final LongSupplier nanos;
    private final Arrivals arrivals;
    private final OpenFiles openFiles;
    private final Map<String, Sight> sights = new ConcurrentHashMap<>();
    private volatile long pausedUntil;

    /**
     * What is remembered of a file between two looks.
     *
     * @param look how it looked
     * @param since since when it has looked like that
     */
    private record Sight(FileLook look, long since) {}

    @Autowired
    WholeFile(IntakeSettings settings, Vault vault) {
        this(settings, vault.folder(Folder.NEEDS_ACTION), System::nanoTime);
    }

    WholeFile(IntakeSettings settings, Path folder, LongSupplier nanos) {
        this.settings = settings;
        this.folder = folder;
        this.nanos = nanos;
        this.pausedUntil = nanos.getAsLong();
        this.arrivals = new Arrivals(folder);
        this.openFiles = new OpenFiles(folder);
    }

    @Override
    public boolean accept(GenericFile<File> file) {
        String name = file.getFileNameOnly();
        return !isPaused()
                && !isUnfinishedName(name)
                && FileLook.at(folder.resolve(name))
                        .filter(look -> isWhole(name, look))
                        .isPresent();
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

    private boolean isWhole(String name, FileLook look) {
        if (!look.regular()) {
            return false;
        }
        long now = nanos.getAsLong();
        Sight sight = sights.compute(
                name, (key, known) -> known != null && known.look().equals(look) ? known : new Sight(look, now));
        long rest = now - sight.since();
        boolean whole = look.size() > 0 && (look.wasTouchedAfterWriting() || arrivals.wasMovedIn(name, sight.since()))
                || rest >= settings.settle().toNanos() && hasComeToRest(name, look, rest);
        forgetOld(now);
        return whole;
    }

    private boolean hasComeToRest(String name, FileLook look, long rest) {
        if (rest < settings.patience().toNanos() && looksUnfinished(name, look)) {
            return false;
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

    private void forgetOld(long now) {
        if (sights.size() > MOST_REMEMBERED) {
            sights.values().removeIf(sight -> now - sight.since() > LONGEST_HELD_OPEN * 2);
        }
    }

    @PreDestroy
    void close() {
        arrivals.close();
    }
}
