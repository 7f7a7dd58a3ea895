package io.goldtier.report;

import io.goldtier.audit.AuditLog;
import io.goldtier.settings.Settings;
import io.goldtier.store.Store;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What is wrong with what the assistant itself stands on: its store, its vault and its log. Nothing is done meanwhile. */
@Component
public class OwnTroubles {

    private final Store store;
    private final Path data;
    private final Vault vault;
    private final AuditLog log;

    OwnTroubles(Store store, Settings settings, Vault vault, AuditLog log) {
        this.store = store;
        this.data = settings.data();
        this.vault = vault;
        this.log = log;
    }

    /**
     * A trouble of our own.
     *
     * @param part {@code store}, {@code vault} or {@code log}
     * @param message what is wrong
     */
    public record Trouble(String part, String message) {}

    /** What is wrong now; empty when all is well. */
    public List<Trouble> now() {
        return Stream.of(
                        store().map(message -> new Trouble("store", message)),
                        vault().map(message -> new Trouble("vault", message)),
                        log.trouble().map(message -> new Trouble("log", message)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Why the store cannot be written, or empty; on a full disk what needs no room is still written now and then. */
    Optional<String> store() {
        return Optional.ofNullable(store.trouble()).or(() -> full("data folder", data));
    }

    /** Why the vault cannot be written, or empty. */
    Optional<String> vault() {
        for (Folder folder : Folder.values()) {
            if (!Files.isWritable(vault.folder(folder))) {
                return Optional.of("The folder " + vault.folder(folder) + " cannot be written.");
            }
        }
        return full("vault", vault.root());
    }

    private static Optional<String> full(String what, Path folder) {
        File file = folder.toFile();
        // A file system that does not tell its size tells no room either
        return file.getTotalSpace() > 0 && file.getUsableSpace() == 0
                ? Optional.of("The disk of the " + what + " " + folder + " is full: make room.")
                : Optional.empty();
    }
}
