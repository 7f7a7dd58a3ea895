package io.goldtier.connector.browser;

import io.goldtier.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The pictures of pages, in the vault's {@code Logs/screenshots/}, for as long as the logs are kept. */
@Component("browserPictures")
public class BrowserPictures {

    /** The folder inside the vault. */
    public static final String FOLDER = "Logs/screenshots";

    private static final Logger LOG = LoggerFactory.getLogger(BrowserPictures.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int MOST_NAMES = 1_000;

    private final Path folder;
    private final Clock clock;

    BrowserPictures(Settings settings, Clock clock) {
        this.folder = settings.vault().resolve(FOLDER);
        this.clock = clock;
    }

    /**
     * Keeps a picture.
     *
     * @param of what it belongs to, such as the action's id
     * @return its path inside the vault, or empty when it cannot be written: what was done is done all the same
     */
    Optional<String> keep(byte[] picture, String of) {
        String name = STAMP.format(clock.instant()) + "-" + of.replaceAll("[^A-Za-z0-9_-]", "");
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, ".new-", ".png");
            Files.write(fresh, picture);
            for (int n = 1; n < MOST_NAMES; n++) {
                Path target = folder.resolve(n == 1 ? name + ".png" : name + "-" + n + ".png");
                if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
                    return Optional.of(FOLDER + "/" + target.getFileName());
                }
            }
            Files.delete(fresh);
        } catch (IOException e) {
            LOG.warn("A picture of a page cannot be kept in {}: {}", folder, e.toString());
        }
        return Optional.empty();
    }

    /** The picture of this name, for those who may see it; empty when there is none. */
    public Optional<Path> find(String name) {
        Path file = folder.resolve(name).normalize();
        return file.startsWith(folder)
                        && name.matches("[A-Za-z0-9_-]+\\.png")
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(file)
                : Optional.empty();
    }

    /** Deletes those that are older than so many days. */
    public void retain(int days) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Instant oldest = clock.instant().minus(Duration.ofDays(days));
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
            for (Path file : all) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("Old pictures of pages cannot be deleted: {}", e.toString());
        }
    }
}
