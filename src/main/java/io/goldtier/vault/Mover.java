package io.goldtier.vault;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Moves that never overwrite.
 *
 * <p>A file gets its new name by a hard link, which fails when the name is taken, and then loses the old one. A crash
 * between the two leaves one file under two names; the same move done again finishes it. Where there are no hard links
 * (directories, some file systems), a check and a rename under a lock do.
 */
final class Mover {

    private static final int MOST_HINTS = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Path, Integer> lastNumber = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Integer> eldest) {
            return size() > MOST_HINTS;
        }
    });

    /**
     * Moves to the first free name in a folder: {@code name}, then {@code name-2} and so on.
     *
     * @throws NoSuchFileException if the file is not there
     */
    Path move(Path file, Path folder, String name) throws IOException {
        for (int n = 1; ; n = next(folder.resolve(name), n)) {
            Path target = folder.resolve(Names.numbered(name, n));
            try {
                take(file, target);
                return target;
            } catch (FileAlreadyExistsException e) {
                if (isSame(file, target)) {
                    Files.deleteIfExists(file);
                    return target;
                }
            }
        }
    }

    /** The next number to try after this one was taken; thousands of files of one name do not search from the start. */
    int next(Path wanted, int taken) {
        return lastNumber.merge(wanted, taken + 1, (last, ignored) -> Math.max(last + (taken > 1 ? 1 : 0), taken + 1));
    }

    /**
     * Moves to exactly this name.
     *
     * @throws FileAlreadyExistsException if it is taken, by the same file too
     */
    void take(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            rename(file, target);
            return;
        }
        Files.deleteIfExists(file);
    }

    /** True when both names belong to one file, as after a move that was cut off. */
    static boolean isSame(Path one, Path other) throws IOException {
        return Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS)
                && Files.isSameFile(one, other);
    }

    private void rename(Path file, Path target) throws IOException {
        lock.lock();
        try {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            lock.unlock();
        }
    }
}
