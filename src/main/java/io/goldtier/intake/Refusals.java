package io.goldtier.intake;

import io.goldtier.intake.file.FileLook;
import io.goldtier.intake.file.Taken;
import io.goldtier.outbox.Alerts;
import io.goldtier.outbox.Errand;
import io.goldtier.outbox.ErrandHandler;
import io.goldtier.outbox.Outbox;
import io.goldtier.store.Tx;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Puts what is not accepted before a person: first a row with the reason, then the message's move to the inbox, then the
 * alert beside it. A crash or an inbox that cannot be written loses neither.
 */
@Component
public class Refusals implements ErrandHandler {

    private static final String KIND = "refusal";

    private final List<Origin> origins;
    private final Outbox outbox;
    private final Alerts alerts;
    private final Vault vault;
    private final Clock clock;

    Refusals(List<Origin> origins, Outbox outbox, Alerts alerts, Vault vault, Clock clock) {
        this.origins = origins;
        this.outbox = outbox;
        this.alerts = alerts;
        this.vault = vault;
        this.clock = clock;
    }

    /** Asks for it; the alert says all but where the message lies. */
    public void put(Tx tx, Taken taken, Alert alert) {
        Map<String, Object> payload = Alerts.payload(alert, clock.instant());
        payload.put("origin", taken.origin().name());
        payload.put("name", taken.name());
        payload.put("identity", identity(taken));
        outbox.put(tx, KIND, vault.relative(taken.file()), payload);
    }

    /** True while a file, by its path in the vault, waits to be put before a person. */
    public static boolean isPending(Tx tx, String file) {
        return tx.first("SELECT key FROM outbox WHERE key = ?", row -> row.string("key"), KIND + ":" + file)
                .isPresent();
    }

    /** What tells a file from a later one that was given its place. */
    private static String identity(Taken taken) {
        return FileLook.at(taken.file()).map(look -> String.valueOf(look.key())).orElse("");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Consumer<Tx> carryOut(Errand errand) {
        Map<String, Object> payload = new LinkedHashMap<>(errand.payload());
        // What was kept before this was part of an alert
        payload.putIfAbsent("system", "intake");
        Taken taken = new Taken(
                origin(text(payload, "origin")),
                text(payload, "name"),
                vault.resolve(errand.subject()),
                clock.instant());
        boolean there = identity(taken).equals(text(payload, "identity"));
        Alert alert = there
                ? moved(taken, Alerts.alert(payload))
                : Alerts.alert(payload).done("It was moved to the inbox, unless somebody has taken it away.");
        return tx -> alerts.raise(tx, alert);
    }

    private Alert moved(Taken taken, Alert alert) {
        String beside = taken.origin().handOver(taken);
        String file = vault.relative(vault.move(taken.file(), Folder.INBOX));
        return alert.file(file).done("It was moved to " + file + "." + beside);
    }

    private Origin origin(String name) {
        return origins.stream()
                .filter(origin -> origin.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no origin " + name));
    }

    private static String text(Map<String, Object> payload, String name) {
        return (String) payload.get(name);
    }
}
