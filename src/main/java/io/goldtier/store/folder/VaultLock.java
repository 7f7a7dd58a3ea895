package io.goldtier.store.folder;

import io.goldtier.settings.Setting;
import io.goldtier.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a vault to one data folder. Two assistants on one vault would take each other's work and write into each other's
 * logs, so the vault is locked while one runs, and remembers whose it is.
 */
public final class VaultLock implements AutoCloseable {

    /** The file in the vault that says whose it is. */
    public static final String FILE = ".goldtier-vault";

    private static final Logger LOG = LoggerFactory.getLogger(VaultLock.class);

    private final DataFolder data;
    private final FolderLock lock;

    private VaultLock(DataFolder data, FolderLock lock) {
        this.data = data;
        this.lock = lock;
    }

    /**
     * Takes the vault.
     *
     * @throws IllegalStateException if it is somebody else's, with the ways out
     */
    public static VaultLock take(Settings settings, DataFolder data) throws IOException {
        Path vault = settings.vault();
        try {
            Files.createDirectories(vault);
        } catch (IOException e) {
            throw Setting.wrong("goldtier.vault", vault, "a folder that can be written, or made", e);
        }
        Path file = vault.resolve(FILE);
        FolderLock lock;
        try {
            lock = FolderLock.take(file);
        } catch (IOException e) {
            LOG.warn(
                    "The vault {} cannot be locked here ({}); never start two assistants on it", vault, e.getMessage());
            return new VaultLock(data, null);
        }
        if (lock == null) {
            throw new IllegalStateException(
                    "Another assistant is running: the vault " + vault + owner(Files.readString(file))
                            + ", and this one has " + data.path() + ". Stop the other first, or give this"
                            + " one a vault of its own with --goldtier.vault=FOLDER.");
        }
        Optional<String> strange = strange(vault, lock.read(), data.path(), data.id());
        if (strange.isPresent()) {
            lock.close();
            throw new IllegalStateException(strange.get());
        }
        return new VaultLock(data, lock);
    }

    /**
     * Why the vault and the data folder do not go together, with the ways out; empty when they do, or are not made yet.
     * Nothing is locked; not to be asked in the process of an assistant, which would lose its own lock.
     */
    public static Optional<String> strange(Settings settings) throws IOException {
        Path file = settings.vault().resolve(FILE);
        return strange(
                settings.vault(),
                Files.exists(file) ? Files.readString(file) : "",
                settings.data(),
                DataFolder.id(settings.data()));
    }

    private static Optional<String> strange(Path vault, String bound, Path data, String id) {
        if (bound.isEmpty() || bound.lines().findFirst().orElse("").equals(id)) {
            return Optional.empty();
        }
        return Optional.of("The vault " + vault + owner(bound) + " and does not go with " + data
                + ". Start with --goldtier.data set to its own folder, or give this one a vault of its own with"
                + " --goldtier.vault=FOLDER. If the vault's data folder is gone for good, put its backup back; to"
                + " begin anew without what it knew, move " + vault.resolve("Logs") + " away and delete "
                + vault.resolve(FILE) + ".");
    }

    /** From now on the vault is this data folder's; to be called when nothing speaks against it. */
    public void bind() throws IOException {
        String text = data.id() + "\n" + data.path() + "\n";
        if (lock != null && !text.equals(lock.read())) {
            lock.write(text);
        }
    }

    private static String owner(String bound) {
        return bound.lines()
                .skip(1)
                .findFirst()
                .map(folder -> " belongs to the data folder " + folder)
                .orElse(" belongs to another data folder");
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }
}
