package io.goldtier.skill.system;

import io.goldtier.skill.effect.Obstacle;
import io.goldtier.store.Row;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;

/**
 * Which outside systems can be used. While one is offline a single call probes it every five minutes and all other work
 * waits; while one does not accept our credentials nothing is sent to it.
 */
@Component
public class Systems {

    /** The time between two calls that try a system that is offline. */
    public static final Duration PROBE = Duration.ofMinutes(5);

    /** One action's calls fail although the system is there: its own affair, until another's fail, too. */
    private static final String TROUBLED = "troubled";

    /** Calls fail; each action still tries for itself. */
    private static final String FAILING = "failing";

    private static final String OFFLINE = "offline";

    private final Store store;
    private final Clock clock;
    private final List<BiConsumer<Tx, String>> listeners = new CopyOnWriteArrayList<>();

    Systems(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * A system that cannot be used now.
     *
     * @param system its name
     * @param state {@code failing}, {@code offline} or {@code paused}
     * @param since since when
     * @param nextProbe when it is tried again; null while it is paused
     * @param message what was wrong, in a sentence
     */
    public record Trouble(String system, String state, Instant since, Instant nextProbe, String message) {

        /** The state in the words that people know: a system that fails is offline to them. */
        public String word() {
            return state.equals(FAILING) ? OFFLINE : state;
        }

        private boolean holdsNobody() {
            return state.equals(FAILING) || state.equals(TROUBLED);
        }
    }

    /** Every system that cannot be used now. */
    public List<Trouble> troubles() {
        return suspects().stream()
                .filter(suspect -> !suspect.state().equals(TROUBLED))
                .toList();
    }

    /** Every system of which at least one call has failed, to be looked at. */
    public List<Trouble> suspects() {
        return store.read(tx -> tx.query("SELECT * FROM systems ORDER BY system", Systems::read));
    }

    /** Calls this, as part of the unit of work, with each system that can be used again. */
    public void onWell(BiConsumer<Tx, String> listener) {
        listeners.add(listener);
    }

    /**
     * A call failed. A system that cannot be reached is offline for people to see from the first time on; one that answers
     * with an error, when a second action or the health check fails, too.
     *
     * @param witness the action whose call it was, or the health check
     * @param answered true when the system itself answered
     * @return true when the system counts as failing, not this action alone
     */
    public boolean failed(Tx tx, String system, String witness, String message, boolean answered) {
        tx.update(
                "INSERT INTO systems (system, state, since, next_probe, message, alerted, witness) VALUES (?, ?, ?, ?, ?, 0, ?)"
                        + " ON CONFLICT (system) DO NOTHING",
                system,
                answered ? TROUBLED : FAILING,
                clock.instant(),
                clock.instant(),
                message,
                witness);
        tx.update(
                "UPDATE systems SET state = ?, message = ? WHERE system = ? AND state = ? AND (witness <> ? OR ? = 0)",
                FAILING,
                message,
                system,
                TROUBLED,
                witness,
                answered);
        return find(tx, system).filter(found -> !found.state().equals(TROUBLED)).isPresent();
    }

    /** What is in the way of a call to this system; a call that may go on to an offline system is its probe. */
    public Optional<Obstacle> obstacle(Tx tx, String system) {
        if (system.isEmpty()) {
            return Optional.empty();
        }
        Optional<Trouble> trouble = find(tx, system);
        if (trouble.isEmpty() || trouble.get().holdsNobody()) {
            return Optional.empty();
        }
        Trouble found = trouble.get();
        if (found.nextProbe() == null) {
            return Optional.of(new Obstacle(Obstacle.Why.PAUSED, system, found.message(), null));
        }
        Instant now = clock.instant();
        if (now.isBefore(found.nextProbe())) {
            return Optional.of(new Obstacle(
                    Obstacle.Why.HELD,
                    system,
                    system + " is offline; it is tried again at " + found.nextProbe() + ".",
                    found.nextProbe()));
        }
        tx.update("UPDATE systems SET next_probe = ? WHERE system = ?", now.plus(PROBE), system);
        return Optional.empty();
    }

    /** True when the system fails others than this witness, too. */
    public boolean isFailing(Tx tx, String system, String witness) {
        return tx.first(
                        "SELECT witness, state FROM systems WHERE system = ?",
                        row -> !row.string("state").equals(TROUBLED) || !witness.equals(row.string("witness")),
                        system)
                .orElse(false);
    }

    /** True when nothing is known against calling this system. */
    public boolean isUsable(Tx tx, String system) {
        return find(tx, system).isEmpty();
    }

    /** From now on one call at a time tries the system, and all others are held. */
    public void offline(Tx tx, String system, String message) {
        Instant now = clock.instant();
        tx.update(
                "INSERT INTO systems (system, state, since, next_probe, message, alerted) VALUES (?, ?, ?, ?, ?, 0)"
                        + " ON CONFLICT (system) DO UPDATE SET state = excluded.state, next_probe = excluded.next_probe,"
                        + " message = excluded.message",
                system,
                OFFLINE,
                now,
                now.plus(PROBE),
                message);
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
        boolean changed = tx.update("DELETE FROM systems WHERE system = ?", system) > 0;
        if (changed) {
            listeners.forEach(listener -> listener.accept(tx, system));
        }
        return changed;
    }

    /** Lets the next call try every paused system again, as after a start with other settings. */
    public void tryPausedAgain() {
        store.commit(tx -> tx.update(
                "UPDATE systems SET state = 'offline', next_probe = ? WHERE state = 'paused'", clock.instant()));
    }

    private static Optional<Trouble> find(Tx tx, String system) {
        return tx.first("SELECT * FROM systems WHERE system = ?", Systems::read, system);
    }

    private static Trouble read(Row row) {
        return new Trouble(
                row.string("system"),
                row.string("state"),
                row.instant("since"),
                row.instant("next_probe"),
                row.string("message"));
    }
}
