package io.goldtier.loop.note;

import io.goldtier.outbox.Errand;
import io.goldtier.outbox.ErrandHandler;
import io.goldtier.outbox.Outbox;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.Triggers;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Link;
import io.goldtier.vault.Markdown;
import io.goldtier.vault.Names;
import io.goldtier.vault.Note;
import io.goldtier.vault.NoteProblem;
import io.goldtier.vault.Vault;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * A note for each client in {@code Clients/} that collects the work for it. What people write under its heading
 * {@code ## Notes} stays.
 */
@Component
class ClientNotes implements ErrandHandler {

    private static final Duration REST = Duration.ofSeconds(2);
    private static final int MOST_SHOWN = 100;
    private static final int LONGEST_NAME = 100;
    private static final String NOTES = "## Notes";

    private final Vault vault;
    private final Store store;
    private final Triggers triggers;
    private final Outbox outbox;
    private final Clock clock;

    ClientNotes(Vault vault, Store store, Triggers triggers, Outbox outbox, Clock clock) {
        this.vault = vault;
        this.store = store;
        this.triggers = triggers;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The name of a client's note, which is the client's without what no link or file name can hold. */
    static String name(String client) {
        String name = Names.safe(client.replaceAll("[\\[\\]#^|:*?\"<>%\\\\]", "_") + ".md")
                .replaceFirst("\\.md$", "")
                .strip();
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, name.codePointCount(0, LONGEST_NAME - 1)))
                        .strip();
    }

    /** The path that links to a client's note. */
    static String path(String client) {
        return Folder.CLIENTS.folderName() + "/" + name(client);
    }

    /** Asks for the note of a trigger's client, when the trigger has one. */
    void show(Tx tx, Trigger trigger, long arrival) {
        trigger.client().ifPresent(client -> {
            tx.update(
                    "INSERT INTO client_work (client, arrival, trigger_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    name(client),
                    arrival,
                    trigger.triggerId());
            outbox.put(tx, kind(), name(client), Map.of(), REST);
        });
    }

    @Override
    public String kind() {
        return "client";
    }

    @Override
    public Consumer<Tx> carryOut(Errand errand) {
        String client = errand.subject();
        record Work(List<Trigger> newest, long all) {}
        Work work = store.read(tx -> new Work(
                tx.query(
                        "SELECT trigger_id FROM client_work WHERE client = ? ORDER BY arrival DESC LIMIT " + MOST_SHOWN,
                        row -> triggers.find(tx, row.string("trigger_id")).orElseThrow(),
                        client),
                tx.first("SELECT COUNT(*) AS n FROM client_work WHERE client = ?", row -> row.longInt("n"), client)
                        .orElse(0L)));
        Path file = vault.file(Folder.CLIENTS, client + ".md");
        String kept = kept(file);
        if (kept != null) {
            vault.show(file, note(client, work.newest(), work.all(), kept).render());
        }
        return tx -> {};
    }

    private Note note(String client, List<Trigger> newest, long all, String kept) {
        Map<String, Object> front = new LinkedHashMap<>();
        front.put("type", "client");
        front.put("title", client);
        front.put("aliases", List.of(client));
        front.put("updated", clock.instant());
        StringBuilder body =
                new StringBuilder("\n# ").append(Markdown.text(client)).append("\n\n## Work\n\n");
        for (Trigger trigger : newest) {
            body.append("- %s: %s\n"
                    .formatted(
                            Link.to("PLAN_" + trigger.triggerId(), trigger.title()),
                            trigger.status().word()));
        }
        if (all > newest.size()) {
            body.append("\nand ").append(all - newest.size()).append(" earlier.\n");
        }
        return new Note(front, body.append('\n').append(kept).toString());
    }

    /** What people have written; null when the note of this name is not one of ours. */
    private String kept(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return NOTES + "\n\nWhat you write here stays.\n";
        }
        try {
            Note note = Note.parse(vault.read(file));
            int notes = note.body().indexOf("\n" + NOTES);
            return !note.text("type").orElse("").equals("client")
                    ? null
                    : notes < 0 ? NOTES + "\n" : note.body().substring(notes + 1);
        } catch (NoteProblem e) {
            return null;
        }
    }
}
