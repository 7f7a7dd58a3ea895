package io.goldtier.store.folder;

import io.goldtier.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The data folder: one assistant's alone, out of everybody else's sight, with an id by which a vault knows it again. */
public final class DataFolder implements AutoCloseable {

    private static final String ID = "id";

    private final Path path;
    private final FolderLock lock;
    private final String id;

    private DataFolder(Path path, FolderLock lock, String id) {
        this.path = path;
        this.lock = lock;
        this.id = id;
    }

    /**
     * Opens the folder; makes it if there is none.
     *
     * @throws IllegalStateException if another process has it
     */
    public static DataFolder open(Path data) throws IOException {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw Setting.wrong("goldtier.data", data, "a folder that can be written, or made", e);
        }
        FolderLock lock = FolderLock.take(data.resolve("lock"));
        if (lock == null) {
            throw new IllegalStateException("Another assistant is running on the data folder " + data
                    + ". Stop it first, or give this one a folder of its own with --goldtier.data=FOLDER.");
        }
        if (id(data).isEmpty()) {
            PrivateFile.write(data.resolve(ID), UUID.randomUUID() + "\n");
        }
        DataFolder folder = new DataFolder(data, lock, id(data));
        folder.protect();
        return folder;
    }

    /** The id of the data folder there; empty when it has none yet. */
    static String id(Path data) throws IOException {
        Path file = data.resolve(ID);
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Stays the same wherever the folder is moved to. */
    String id() {
        return id;
    }

    /** Takes everything in it out of everybody else's sight. */
    public void protect() throws IOException {
        PrivateFile.protect(path);
        List<Path> files;
        try (Stream<Path> found = Files.list(path)) {
            files = found.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path file : files) {
            PrivateFile.protect(file);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
