package io.goldtier.agent.client;

import io.goldtier.agent.Decision;
import io.goldtier.agent.DecisionForm;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.Action;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Who decides in which loop, and what was decided: leases and orders, both durable. */
@Component
public class Orders {

    private final Store store;
    private final ClientSettings settings;
    private final Clock clock;

    Orders(Store store, ClientSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A client's hold on a loop.
     *
     * @param lease what it shows with each call
     * @param client who it is, as it says
     * @param until when it ends if the client gives no sign of life
     */
    public record Lease(String lease, String client, Instant until) {}

    /** The lease on this loop that holds now, if there is one. */
    public Optional<Lease> lease(String loopId) {
        return store.read(tx -> lease(tx, loopId));
    }

    private Optional<Lease> lease(Tx tx, String loopId) {
        return tx.first(
                "SELECT lease, client, lease_until FROM loop_leases WHERE loop_id = ? AND lease_until > ?",
                row -> new Lease(row.string("lease"), row.string("client"), row.instant("lease_until")),
                loopId,
                clock.instant());
    }

    /** Gives a loop to a client; empty when another one holds it. */
    public Optional<Lease> claim(String loopId, String client) {
        Instant now = clock.instant();
        return store.commit(tx -> {
            int taken = tx.update(
                    "INSERT INTO loop_leases (loop_id, lease, client, lease_until) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (loop_id) DO UPDATE SET lease = excluded.lease, client = excluded.client,"
                            + " lease_until = excluded.lease_until WHERE loop_leases.lease_until <= ?",
                    loopId,
                    UUID.randomUUID().toString(),
                    client,
                    now.plus(settings.lease()),
                    now);
            return taken == 0 ? Optional.empty() : lease(tx, loopId);
        });
    }

    /** Takes a sign of life; false when the lease is not the one that holds. */
    public boolean renew(String loopId, String lease) {
        Instant now = clock.instant();
        return store.commit(tx -> tx.update(
                        "UPDATE loop_leases SET lease_until = ? WHERE loop_id = ? AND lease = ? AND lease_until > ?",
                        now.plus(settings.lease()),
                        loopId,
                        lease,
                        now))
                > 0;
    }

    /** Ends a lease. */
    public void release(String loopId, String lease) {
        store.commit(tx -> tx.update("DELETE FROM loop_leases WHERE loop_id = ? AND lease = ?", loopId, lease));
    }

    /** Keeps what a client has decided, as part of the unit of work that lets its loop go on. */
    public void give(Tx tx, String triggerId, String client, Decision decision, List<Action> plan) {
        tx.update(
                "INSERT INTO loop_orders (order_id, trigger_id, client, given, decision) VALUES (?, ?, ?, ?, ?)",
                tx.next("loop-order"),
                triggerId,
                client,
                clock.instant(),
                DecisionForm.write(decision, plan));
    }

    /** What was decided last about this trigger, in the kept form. */
    Optional<Map<String, Object>> last(String triggerId) {
        return store.read(tx -> tx.first(
                "SELECT decision FROM loop_orders WHERE trigger_id = ? ORDER BY order_id DESC LIMIT 1",
                row -> row.json("decision"),
                triggerId));
    }
}
