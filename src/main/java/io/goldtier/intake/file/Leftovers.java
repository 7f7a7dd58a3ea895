package io.goldtier.intake.file;

import io.goldtier.intake.Origin;
import io.goldtier.intake.Refusals;
import io.goldtier.intake.message.Refusal;
import io.goldtier.store.Store;
import io.goldtier.trigger.letter.Letter;
import io.goldtier.trigger.letter.Letters;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * At start, before anything is taken: puts back into {@code Needs_Action} what a crash left between being taken and
 * being accepted. Such a file lies in {@code In_Progress}, no unfinished trigger knows it, and it does not wait to be
 * refused. What was being read at three stops may be what stops the assistant: it goes to a person.
 */
@Component
class Leftovers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private static final int MOST_TIMES = 3;

    private final Vault vault;
    private final Store store;
    private final Letters letters;
    private final List<Origin> origins;
    private final FileAway fileAway;
    private final Clock clock;
    private volatile boolean running;

    Leftovers(Vault vault, Store store, Letters letters, List<Origin> origins, FileAway fileAway, Clock clock) {
        this.vault = vault;
        this.store = store;
        this.letters = letters;
        this.origins = origins;
        this.fileAway = fileAway;
        this.clock = clock;
    }

    /** Puts them back; returns how many. */
    int putBack() {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(vault.folder(Folder.IN_PROGRESS))) {
            for (Path file : files) {
                if (!file.getFileName().toString().startsWith(".")
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && !isKnown(file)
                        && putBack(file)) {
                    count++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count;
    }

    /** True when it was put back; the note of a letter stays, and the letter is read again. */
    private boolean putBack(Path file) {
        Optional<Letter> letter = openLetter(file);
        String identity = letter.map(each -> "letter " + each.name()).orElseGet(() -> CutOff.identity(file));
        int times = store.read(tx -> CutOff.times(tx, identity)) + 1;
        if (times == MOST_TIMES) {
            refuse(file, letter, identity);
            return false;
        }
        if (letter.isEmpty()) {
            LOG.info("{} was taken but not accepted before the last stop; it is taken again", file.getFileName());
            vault.giveBack(file);
        }
        // Behind the move: a stop in between must not count what nobody has begun to read
        store.commit(tx -> {
            CutOff.count(tx, identity, times, clock.instant());
            return null;
        });
        return letter.isEmpty();
    }

    private void refuse(Path file, Optional<Letter> letter, String identity) {
        String name = file.getFileName().toString();
        LOG.error("The assistant was stopped {} times while it read {}; it is not read again", MOST_TIMES, name);
        Refusal refusal = new Refusal(
                "Not read",
                "The assistant stopped three times while it read this file, " + name + ", so it is not read again.");
        fileAway.refuse(
                new Taken(
                        origin(letter.map(Letter::origin).orElse(VaultFiles.NAME)),
                        name,
                        file,
                        letter.map(Letter::received).orElseGet(clock::instant)),
                refusal,
                tx -> {
                    CutOff.forget(tx, identity);
                    letter.ifPresent(each -> Letters.settle(tx, each.name(), Letter.State.REFUSED, null));
                });
    }

    private Origin origin(String name) {
        return origins.stream()
                .filter(origin -> origin.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no origin " + name));
    }

    private Optional<Letter> openLetter(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.md$", "");
        return letters.isOpen(name) ? letters.named(name) : Optional.empty();
    }

    private boolean isKnown(Path file) {
        String path = vault.relative(file);
        return store.read(tx -> Refusals.isPending(tx, path)
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
