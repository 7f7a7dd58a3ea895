package io.goldtier.intake.letter;

import io.goldtier.intake.IntakeBounds;
import io.goldtier.json.Cut;
import io.goldtier.outbox.Errand;
import io.goldtier.outbox.ErrandHandler;
import io.goldtier.outbox.Outbox;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.letter.Letter;
import io.goldtier.trigger.letter.Letters;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Link;
import io.goldtier.vault.Markdown;
import io.goldtier.vault.Names;
import io.goldtier.vault.Note;
import io.goldtier.vault.Vault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Holds what comes too fast from one sender: nothing of it becomes work, and all of it is told in one note, so that nobody can
 * drown the desk.
 */
@Component
public class Flood implements ErrandHandler {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration REST = Duration.ofSeconds(2);
    private static final int MOST_NAMED = 500;

    private final Letters letters;
    private final LetterFiles files;
    private final Outbox outbox;
    private final Store store;
    private final Vault vault;
    private final int perMinute;

    Flood(Letters letters, LetterFiles files, Outbox outbox, Store store, Vault vault, IntakeBounds bounds) {
        this.letters = letters;
        this.files = files;
        this.outbox = outbox;
        this.store = store;
        this.vault = vault;
        this.perMinute = bounds.perMinute();
    }

    /** True when more than the allowed number came from its sender in the minute that ends with it. */
    public boolean isOne(Letter letter) {
        return letters.placeInMinute(letter, letter.received().minus(WINDOW)) > perMinute;
    }

    /**
     * Holds it; it can be read in the vault from now on.
     *
     * @param words what stands in it, for a letter of which no file is kept as it came
     */
    public void hold(Letter letter, String words) {
        boolean asItCame = files.has(letter.name());
        String held = asItCame
                ? vault.relative(files.handOver(letter.name(), Folder.ATTACHMENTS, letter.name() + ".eml"))
                : null;
        if (asItCame) {
            files.drop(letter.name());
        } else {
            // Dropped by the owner it is still somebody else's: the first line says whose
            vault.write(written(letter.name()), "From: " + sender(letter) + "\n\n" + words.strip() + "\n");
        }
        store.commit(tx -> {
            Letters.hold(tx, letter.name(), held);
            outbox.put(tx, kind(), letter.origin() + " " + sender(letter), Map.of(), REST);
            return null;
        });
    }

    private Path written(String name) {
        return vault.folder(Folder.ATTACHMENTS).resolve(name + ".txt");
    }

    private static String sender(Letter letter) {
        return letter.sender() == null ? "" : letter.sender();
    }

    @Override
    public String kind() {
        return "held";
    }

    /** Writes the one note, with all that is held of this sender. */
    @Override
    public Consumer<Tx> carryOut(Errand errand) {
        String[] subject = errand.subject().split(" ", 2);
        List<Letters.Held> held = letters.held(subject[0], subject[1], MOST_NAMED);
        Map<String, Object> front = new LinkedHashMap<>();
        front.put("type", "held");
        front.put("from", subject[1].isEmpty() ? "nobody who is named" : subject[1]);
        long count = letters.countHeld(subject[0], subject[1]);
        front.put("messages", count);
        StringBuilder body = new StringBuilder("\n# Held: too many messages from one sender\n\n");
        body.append(Markdown.sentence("More than " + perMinute + " messages came within a minute from "
                        + (subject[1].isEmpty() ? "nobody who is named" : subject[1])
                        + ". Those beyond that are held: nothing was done because of them, and nothing is lost."))
                .append(
                        "\n\nMove the files that are to be done to `Needs_Action/`; what they ask for waits for your yes."
                                + " Delete the others, and this note.\n\n");
        held.forEach(each -> body.append(line(each)));
        if (count > held.size()) {
            body.append("\nThe older ones are in `Attachments/`, too.\n");
        }
        Path note = vault.folder(Folder.INBOX).resolve("HELD_" + Names.slug(subject[0] + " " + subject[1]) + ".md");
        vault.write(note, new Note(front, body.toString()).render());
        return tx -> {};
    }

    private String line(Letters.Held held) {
        String file = held.file() == null ? vault.relative(written(held.name())) : held.file();
        return "- " + held.received() + " " + Link.to(file, held.name())
                + (held.subject() == null ? "" : ": " + Markdown.text(Cut.to(300, held.subject()))) + "\n";
    }
}
