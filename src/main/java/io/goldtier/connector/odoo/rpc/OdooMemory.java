package io.goldtier.connector.odoo.rpc;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers to reads that change seldom, such as currencies, given again for as long as the call allows. What is not there
 * is not remembered: it may be made the next moment.
 *
 * <p>Whoever relies on an answer compares it with what was stored in the end, and lets Odoo be {@linkplain #forget() asked
 * anew} when that is something else.
 */
final class OdooMemory {

    private static final int MOST = 500;

    private final Clock clock;
    private final Map<List<Object>, Answered> answers = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, Answered> eldest) {
            return size() > MOST;
        }
    };

    private record Answered(Object result, Instant until) {}

    OdooMemory(Clock clock) {
        this.clock = clock;
    }

    synchronized Optional<Object> recall(OdooCall call) {
        if (call.remember().isZero()) {
            return Optional.empty();
        }
        Answered answered = answers.get(key(call));
        return answered == null || answered.until().isBefore(clock.instant())
                ? Optional.empty()
                : Optional.of(answered.result());
    }

    synchronized void keep(OdooCall call, Object result) {
        if (!call.remember().isZero() && result instanceof List<?> found && !found.isEmpty()) {
            answers.put(key(call), new Answered(result, clock.instant().plus(call.remember())));
        }
    }

    synchronized void forget() {
        answers.clear();
    }

    private static List<Object> key(OdooCall call) {
        return List.of(call.model(), call.method(), call.ids(), call.args(), call.context());
    }
}
