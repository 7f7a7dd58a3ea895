package io.goldtier.outbox;

import io.goldtier.store.Store;
import io.goldtier.store.Times;
import io.goldtier.store.Tx;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Tells people something: first a row in the store, then a note in the inbox. */
@Component
public class Alerts implements ErrandHandler {

    /** In a row that says that what an alert told of is over: the alert's title. */
    private static final String OVER = "over";

    private final Outbox outbox;
    private final Store store;
    private final Vault vault;
    private final Clock clock;
    private final RelatedNotes related;

    Alerts(Outbox outbox, Store store, Vault vault, Clock clock, RelatedNotes related) {
        this.related = related;
        this.outbox = outbox;
        this.store = store;
        this.vault = vault;
        this.clock = clock;
    }

    /** Raises an alert as part of the unit of work that it tells of. */
    public void raise(Tx tx, Alert alert) {
        outbox.put(tx, kind(), UUID.randomUUID().toString(), payload(alert, clock.instant()));
    }

    /** Raises an alert that belongs to no unit of work; it is safe when this returns. */
    public void raise(Alert alert) {
        store.commit(tx -> {
            raise(tx, alert);
            return null;
        });
    }

    /** Raises an alert soon; for who is asked within a unit of work and has no hand on it. */
    public void tell(Alert alert) {
        store.submit(tx -> {
            raise(tx, alert);
            return null;
        });
    }

    /**
     * Raises an alert about something that lasts, as part of the unit of work that it tells of; raised again, it replaces one
     * that nobody could see yet.
     *
     * @param subject what it is about, in a word
     */
    public void stands(Tx tx, String subject, Alert alert) {
        outbox.put(tx, kind(), subject, payload(alert, clock.instant()));
    }

    /** What an alert of this title told of is over: it is not written any more, or filed away. */
    public void isOver(Tx tx, String subject, String title) {
        outbox.put(tx, kind(), subject, Map.of(OVER, title));
    }

    @Override
    public String kind() {
        return "alert";
    }

    @Override
    public Consumer<Tx> carryOut(Errand errand) {
        if (errand.payload().get(OVER) instanceof String title) {
            vault.alertsOf(title).forEach(note -> vault.move(note, Folder.DONE));
            return tx -> {};
        }
        Alert alert = alert(errand.payload());
        Instant created = Instant.parse(text(errand.payload(), "created"));
        String name = vault.alert(alert, created).getFileName().toString();
        return tx -> related.add(
                tx,
                alert.triggerId(),
                new RelatedNotes.Related(RelatedNotes.ALERT, name.replace(".md", ""), alert.title(), created));
    }

    /** An alert as an errand keeps it. */
    public static Map<String, Object> payload(Alert alert, Instant created) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("created", Times.text(created));
        payload.put("severity", alert.severity().name());
        payload.put("system", alert.system());
        payload.put("title", alert.title());
        payload.put("trigger_id", alert.triggerId());
        payload.put("action_id", alert.actionId());
        payload.put("file", alert.file());
        payload.put("happened", alert.happened());
        payload.put("done", alert.done());
        payload.put("known", alert.known());
        payload.put("choices", alert.choices());
        payload.put("quote", alert.quote());
        return payload;
    }

    /** The alert that an errand keeps. */
    public static Alert alert(Map<String, Object> payload) {
        return new Alert(
                Alert.Severity.valueOf(text(payload, "severity")),
                text(payload, "system"),
                text(payload, "title"),
                text(payload, "trigger_id"),
                text(payload, "action_id"),
                text(payload, "file"),
                text(payload, "happened"),
                text(payload, "done"),
                texts(payload, "known"),
                texts(payload, "choices"),
                text(payload, "quote"));
    }

    private static String text(Map<String, Object> payload, String name) {
        return (String) payload.get(name);
    }

    private static List<String> texts(Map<String, Object> payload, String name) {
        return ((List<?>) payload.get(name)).stream().map(String::valueOf).toList();
    }
}
