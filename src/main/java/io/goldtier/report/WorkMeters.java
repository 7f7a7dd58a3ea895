package io.goldtier.report;

import io.goldtier.outbox.Outbox;
import io.goldtier.store.Store;
import io.goldtier.trigger.Actions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** What an operator wants to be woken by, at {@code /actuator/prometheus}: how much waits, and for whom. */
@Component
class WorkMeters implements MeterBinder {

    private final Store store;
    private final Outbox outbox;

    WorkMeters(Store store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("goldtier.steps", this, meters -> meters.steps("awaiting_approval"))
                .tag("state", "awaiting_approval")
                .description("Steps that wait for a person's decision")
                .register(registry);
        Gauge.builder("goldtier.steps", this, meters -> meters.steps("in_doubt"))
                .tag("state", "in_doubt")
                .description("Steps of which nobody knows whether they took effect")
                .register(registry);
        Gauge.builder("goldtier.outbox.waiting", outbox, box -> box.picture().waiting())
                .description("Notes and moves in the vault that are still to be made")
                .register(registry);
    }

    private long steps(String state) {
        return store.read(tx -> tx.first(
                        "SELECT count(*) AS number FROM actions WHERE " + Actions.OPEN + " AND state = ?",
                        row -> row.longInt("number"),
                        state)
                .orElse(0L));
    }
}
