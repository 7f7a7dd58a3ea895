package io.goldtier.store.folder;

import io.goldtier.settings.Mode;
import io.goldtier.settings.Setting;
import io.goldtier.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The data folder: one assistant's alone, out of everybody else's sight, with an id by which a vault knows it again, and of
 * the one mode in which it was begun: what was only played never becomes real, and what is done never was only played.
 */
public final class DataFolder implements AutoCloseable {

    private static final String ID = "id";
    private static final String MODE = "mode";

    private final Path path;
    private final FolderLock lock;
    private final String id;

    private DataFolder(Path path, FolderLock lock, String id) {
        this.path = path;
        this.lock = lock;
        this.id = id;
    }

    /**
     * Opens the folder of the settings; makes it if there is none.
     *
     * @throws IllegalStateException if another process has it, or if it was begun in another mode
     */
    public static DataFolder open(Settings settings) throws IOException {
        Path data = settings.data();
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
        Optional<String> strange = ofAnotherMode(settings);
        if (strange.isPresent()) {
            lock.close();
            throw new IllegalStateException(strange.get());
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
        return word(data.resolve(ID));
    }

    /** Why the data folder of the settings cannot be used in their mode, with the ways out; empty when it can. */
    public static Optional<String> ofAnotherMode(Settings settings) throws IOException {
        String begun = word(settings.data().resolve(MODE));
        String mode = settings.mode().word();
        return begun.isEmpty() || begun.equals(mode)
                ? Optional.empty()
                : Optional.of(settings.data() + " and " + settings.vault() + " were begun in " + begun
                        + " mode, so what is in them was not done in " + mode + " mode. Start with --goldtier.mode="
                        + begun + ", or give " + mode + " mode folders of its own: move both away, or name others with"
                        + " --goldtier.data=FOLDER --goldtier.vault=FOLDER. Company_Handbook.md and Business_Goals.md"
                        + " can be copied over.");
    }

    private static String word(Path file) throws IOException {
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

    /** From now on it is of this mode; to be called when nothing speaks against it, and before anything is done. */
    public void bind(Mode mode) throws IOException {
        if (word(path.resolve(MODE)).isEmpty()) {
            PrivateFile.write(path.resolve(MODE), mode.word() + "\n");
        }
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
