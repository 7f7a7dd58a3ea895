package io.goldtier.outbox;

import io.goldtier.json.Listed;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Which notes there are about a trigger beside its plan, so that the plan can link to them. */
@Component
public class RelatedNotes {

    /** A request for approval. */
    public static final String APPROVAL = "approval";
    /** An alert. */
    public static final String ALERT = "alert";

    private static final int MOST_SHOWN = 30;

    private final Store store;
    private final Outbox outbox;

    RelatedNotes(Store store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    /**
     * A note.
     *
     * @param kind what it is
     * @param name its file's name without {@code .md}
     * @param title its title
     * @param created when it was written
     */
    public record Related(String kind, String name, String title, Instant created) {}

    /** Remembers a note, once, and has the trigger's plan drawn again; a note about no trigger is left out. */
    public void add(Tx tx, String triggerId, Related note) {
        if (triggerId == null) {
            return;
        }
        int added = tx.update(
                "INSERT INTO related_notes (name, trigger_id, kind, title, created) SELECT ?, trigger_id, ?, ?, ?"
                        + " FROM loops WHERE trigger_id = ? ON CONFLICT (name) DO NOTHING",
                note.name(),
                note.kind(),
                note.title(),
                note.created(),
                triggerId);
        if (added > 0) {
            outbox.put(tx, "loop", triggerId, Map.of());
        }
    }

    /** The newest notes about a trigger, oldest first. */
    public Listed<Related> of(String triggerId) {
        return store.read(tx -> Listed.of(
                tx.query(
                        "SELECT * FROM (SELECT * FROM related_notes WHERE trigger_id = ? ORDER BY created DESC LIMIT "
                                + MOST_SHOWN + ") AS newest ORDER BY created, name",
                        row -> new Related(
                                row.string("kind"), row.string("name"), row.string("title"), row.instant("created")),
                        triggerId),
                tx.first(
                                "SELECT COUNT(*) AS n FROM related_notes WHERE trigger_id = ?",
                                row -> row.longInt("n"),
                                triggerId)
                        .orElse(0L)));
    }
}
