package io.goldtier.skill;

import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Which outside systems can be used. While one is offline a single call probes it every five minutes and all other work
 * waits; while one does not accept our credentials nothing is sent to it.
 */
@Component
public class Systems {

    /** The time between two probes of a system that is offline. */
    public static final Duration PROBE = Duration.ofMinutes(5);

    private final Store store;
    private final Clock clock;

    Systems(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * A system that cannot be used now.
     *
     * @param system its name
     * @param state {@code offline} or {@code paused}
     * @param since since when
     * @param nextProbe when it is tried again; null while it is paused
     * @param message what was wrong, in a sentence
     */
    public record Trouble(String system, String state, Instant since, Instant nextProbe, String message) {}

    /** Every system that cannot be used now. */
    public List<Trouble> troubles() {
        return store.read(tx -> tx.query("SELECT * FROM systems ORDER BY system", Systems::read));
    }

    /** What is in the way of a call to this system; a call that may go on to an offline system is its probe. */
    Optional<Outcome> obstacle(Tx tx, String system) {
        if (system.isEmpty()) {
            return Optional.empty();
        }
        Optional<Trouble> trouble = find(tx, system);
        if (trouble.isEmpty()) {
            return Optional.empty();
        }
        Trouble found = trouble.get();
        if (found.nextProbe() == null) {
            return Optional.of(new Outcome.Unavailable(Outcome.Unavailable.Why.PAUSED, system, found.message(), null));
        }
        Instant now = clock.instant();
        if (now.isBefore(found.nextProbe())) {
            return Optional.of(new Outcome.Unavailable(
                    Outcome.Unavailable.Why.HELD,
                    system,
                    system + " is offline; it is tried again at " + found.nextProbe() + ".",
                    found.nextProbe()));
        }
        tx.update("UPDATE systems SET next_probe = ? WHERE system = ?", now.plus(PROBE), system);
        return Optional.empty();
    }

    /** True when nothing is known against calling this system. */
    public boolean isUsable(Tx tx, String system) {
        return find(tx, system).isEmpty();
    }

    /** Since when the system has been offline, and from when on a probe may be made. */
    public Trouble offline(Tx tx, String system, String message) {
        Instant now = clock.instant();
        tx.update(
                "INSERT INTO systems (system, state, since, next_probe, message, alerted) VALUES (?, 'offline', ?, ?, ?, 0)"
                        + " ON CONFLICT (system) DO UPDATE SET state = 'offline', next_probe = excluded.next_probe,"
                        + " message = excluded.message",
                system,
                now,
                now.plus(PROBE),
                message);
        return find(tx, system).orElseThrow();
    }

    /**
     * Stops all work on a system that does not accept our credentials.
     *
     * @return true when people have not been told yet
     */
    public boolean pause(Tx tx, String system, String message) {
        boolean tell = tx.first("SELECT alerted FROM systems WHERE system = ?", row -> row.flag("alerted"), system)
                .map(alerted -> !alerted)
                .orElse(true);
        tx.update(
                "INSERT INTO systems (system, state, since, next_probe, message, alerted) VALUES (?, 'paused', ?, NULL, ?, 1)"
                        + " ON CONFLICT (system) DO UPDATE SET state = 'paused', next_probe = NULL, message ="
                        + " excluded.message, alerted = 1",
                system,
                clock.instant(),
                message);
        return tell;
    }

    /**
     * The system answered as it should.
     *
     * @return true when it could not be used before
     */
    public boolean well(Tx tx, String system) {
        return tx.update("DELETE FROM systems WHERE system = ?", system) > 0;
    }

    /** Lets the next call try every paused system again, as after a start with other settings. */
    public void tryPausedAgain() {
        store.commit(tx -> tx.update(
                "UPDATE systems SET state = 'offline', next_probe = ? WHERE state = 'paused'", clock.instant()));
    }

    private static Optional<Trouble> find(Tx tx, String system) {
        return tx.first("SELECT * FROM systems WHERE system = ?", Systems::read, system);
    }

    private static Trouble read(io.goldtier.store.Row row) {
        return new Trouble(
                row.string("system"),
                row.string("state"),
                row.instant("since"),
                row.instant("next_probe"),
                row.string("message"));
    }
}
