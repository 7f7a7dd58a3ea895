package io.goldtier.intake.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which files of a folder some program holds open for writing, as far as the system tells: on Linux, for the programs of
 * the same user. Elsewhere, none.
 */
final class OpenFiles {

    private static final Path PROCESSES = Path.of("/proc");
    private static final long GOOD_FOR = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int WRITE_FLAGS = 3;

    private final Path folder;
    private Set<String> names = Set.of();
    private long taken;
    private boolean known;

    OpenFiles(Path folder) {
        this.folder = folder;
    }

    /** True when the file of this name is being written by a program that still holds it open. */
    synchronized boolean contains(String name) {
        long now = System.nanoTime();
        if (!known || now - taken > GOOD_FOR) {
            names = look();
            taken = now;
            known = true;
        }
        return names.contains(name);
    }

    private Set<String> look() {
        Set<String> found = new HashSet<>();
        if (Files.isDirectory(PROCESSES.resolve("self/fd"))) {
            each(
                    PROCESSES,
                    "[0-9]*",
                    process -> each(process.resolve("fd"), "*", handle -> {
                        Path file = Files.readSymbolicLink(handle);
                        if (folder.equals(file.getParent()) && isForWriting(process, handle)) {
                            found.add(file.getFileName().toString());
                        }
                    }));
        }
        return found;
    }

    private static boolean isForWriting(Path process, Path handle) throws IOException {
        Path info = process.resolve("fdinfo").resolve(handle.getFileName());
        for (String line : Files.readAllLines(info)) {
            if (line.startsWith("flags:")) {
                return (Integer.parseInt(line.substring("flags:".length()).strip(), 8) & WRITE_FLAGS) != 0;
            }
        }
        return false;
    }

    private interface Visit {
        void to(Path path) throws IOException;
    }

    /** Visits what can be visited: processes end and belong to others, which is no fault. */
    private static void each(Path folder, String pattern, Visit visit) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
            for (Path entry : entries) {
                visitQuietly(entry, visit);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return;
        }
    }

    private static void visitQuietly(Path entry, Visit visit) {
        try {
            visit.to(entry);
        } catch (IOException | NumberFormatException e) {
            return;
        }
    }
}
