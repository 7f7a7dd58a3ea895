package io.goldtier.intake.file;

import io.goldtier.intake.Refusals;
import io.goldtier.store.Store;
import io.goldtier.trigger.letter.Letters;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * At start, before anything is taken: puts back into {@code Needs_Action} what a crash left between being taken and
 * being accepted. Such a file lies in {@code In_Progress}, no unfinished trigger knows it, and it does not wait to be
 * refused.
 */
@Component
class Leftovers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final Vault vault;
    private final Store store;
    private volatile boolean running;

    Leftovers(Vault vault, Store store) {
        this.vault = vault;
        this.store = store;
    }

    /** Puts them back; returns how many. */
    int putBack() {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(vault.folder(Folder.IN_PROGRESS))) {
            for (Path file : files) {
                if (!file.getFileName().toString().startsWith(".")
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && !isKnown(file)) {
                    LOG.info(
                            "{} was taken but not accepted before the last stop; it is taken again",
                            file.getFileName());
                    vault.giveBack(file);
                    count++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count;
    }

    private boolean isKnown(Path file) {
        String path = vault.relative(file);
        String name = file.getFileName().toString().replaceFirst("\\.md$", "");
        return store.read(tx -> Refusals.isPending(tx, path)
                || Letters.isOpen(tx, name)
                || tx.first(
                                "SELECT trigger_id FROM triggers WHERE task_file = ? AND filed = 0",
                                row -> row.string("trigger_id"),
                                path)
                        .isPresent());
    }

    @Override
    public void start() {
        putBack();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the routes, which start last. */
    @Override
    public int getPhase() {
        return 0;
    }
}
