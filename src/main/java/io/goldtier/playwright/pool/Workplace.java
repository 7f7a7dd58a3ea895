package io.goldtier.playwright.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which browsers and their driver write. It is emptied when a pool is made, and what an earlier process has left
 * running in it is ended, so that nothing is left of a process that was killed.
 */
final class Workplace {

    private static final Logger LOG = LoggerFactory.getLogger(Workplace.class);

    /** Chromium makes a socket below it, whose path may not exceed 108 bytes. */
    private static final int LONGEST = 60;

    private static final String DRIVER = "playwright-java-";

    private final Path folder;

    Workplace(Path wanted) {
        Path place = wanted.toAbsolutePath().normalize();
        this.folder = place.toString().length() <= LONGEST
                ? place
                : Path.of(System.getProperty("java.io.tmpdir"), "pw-" + Integer.toHexString(place.hashCode()));
    }

    /** Makes it, empty. */
    void open() {
        endLeftovers();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be made", e);
        }
    }

    /** Ends what an earlier process has left running in it, and deletes what is in it. */
    void endLeftovers() {
        int killed = Processes.killLeftovers(folder);
        if (killed > 0) {
            LOG.warn("{} processes of a browser were left from before, and were ended", killed);
        }
        empty();
    }

    Path folder() {
        return folder;
    }

    /** Deletes what is in it, as far as that can be done. */
    private void empty() {
        if (isDriverHere()) {
            emptyProfiles();
        } else {
            delete(folder);
        }
    }

    /** True when this very process has unpacked its driver here, for an earlier pool. */
    private boolean isDriverHere() {
        return folder.toString().equals(System.getProperty(Running.DRIVER_FOLDER)) && Files.isDirectory(folder);
    }

    /** Deletes what browsers have left; the driver, which is unpacked once in a process, stays for the next pool. */
    void emptyProfiles() {
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(each -> !each.getFileName().toString().startsWith(DRIVER))
                    .forEach(Workplace::delete);
        } catch (IOException e) {
            LOG.debug("{} could not be emptied", folder, e);
        }
    }

    private static void delete(Path top) {
        if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(top, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path each, IOException e) throws IOException {
                    Files.deleteIfExists(each);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.debug("{} could not be deleted", top, e);
        }
    }
}
