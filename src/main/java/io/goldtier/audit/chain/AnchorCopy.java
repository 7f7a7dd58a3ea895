package io.goldtier.audit.chain;

import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The anchor once more at a place that the settings name, such as another disk, so that whoever rewrites the logs and
 * the data folder is found out. That it cannot be written is told, but stops no work: the logs themselves are well.
 */
final class AnchorCopy {

    private static final Logger LOG = LoggerFactory.getLogger(AnchorCopy.class);

    private final Path file;
    private final boolean contradicted;
    private volatile String trouble;

    /** @param file where it goes; null for no copy */
    AnchorCopy(Path file, Store store) {
        this.file = file;
        this.contradicted = file != null && Files.exists(file) && !agrees(store);
    }

    /** A copy of another log is evidence, and must not be lost because the assistant is started. */
    private boolean agrees(Store store) {
        try {
            Anchor found = Anchor.read(file);
            for (LogName log : LogName.values()) {
                Anchor.Mark last = found.last(log);
                if (last != null && !last.hash().equals(store.read(tx -> hash(tx, log, last.seq())))) {
                    tell(file + " tells of other lines of " + log.file()
                            + " than the database holds, so it is left as it is. Run \"audit verify\"; remove the file "
                            + "to begin a new copy.");
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            tell(e.getMessage() + ". It is left as it is.");
            return false;
        }
    }

    /** True when the database holds another line at this place; what was deleted for its age contradicts nothing. */
    static boolean contradicts(Tx tx, LogName log, Anchor.Mark mark) {
        String hash = hash(tx, log, mark.seq());
        return !hash.isEmpty() && !hash.equals(mark.hash());
    }

    private static String hash(Tx tx, LogName log, long seq) {
        return tx.first(
                        "SELECT line FROM log_lines WHERE log = ? AND seq = ?",
                        row -> Segments.hash(row.string("line")),
                        log.key(),
                        seq)
                .orElse("");
    }

    /** Writes it anew. */
    void save(Anchor anchor) {
        if (file == null || contradicted) {
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            anchor.save(file);
            trouble = null;
        } catch (IOException e) {
            tell("The anchor's copy cannot be written: " + e);
        }
    }

    /** Why it is not up to date, or null when it is or none is wanted. */
    String trouble() {
        return trouble;
    }

    private void tell(String sentence) {
        if (trouble == null) {
            LOG.warn("{}", sentence);
        }
        trouble = sentence;
    }
}
