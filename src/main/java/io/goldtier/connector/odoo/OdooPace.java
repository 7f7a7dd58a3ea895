package io.goldtier.connector.odoo;

import java.time.Clock;
import org.springframework.stereotype.Component;

/** Keeps the least time between two calls: each call books the next free moment and waits for it. */
@Component("odooPace")
class OdooPace {

    private final long paceMillis;
    private final Clock clock;
    private long nextFree;

    OdooPace(OdooSettings settings, Clock clock) {
        this.paceMillis = settings.pace().toMillis();
        this.clock = clock;
    }

    /** Books a moment and says in how many milliseconds it comes. */
    public synchronized long book() {
        long now = clock.millis();
        long mine = Math.max(now, nextFree);
        nextFree = mine + paceMillis;
        return mine - now;
    }
}
