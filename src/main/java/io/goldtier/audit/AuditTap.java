package io.goldtier.audit;

import io.goldtier.json.Plain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.stereotype.Component;

/** The wire tap on every exchange: an entry of the audit log when it is over. */
@Component("auditTap")
public class AuditTap {

    /** Whose work a route does, by the folder that its file is in. */
    private static final Map<String, String> SOURCES = Map.of(
            "intake", "watcher",
            "loop", "ralph_wiggum_loop",
            "skills", "skill",
            "connectors", "connector",
            "reports", "report",
            "policies", "policy");

    private final AuditLog log;
    private final Clock clock;

    AuditTap(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Follows the exchange to its end, without holding it up, and writes then what route it came from, how it ended and
     * how long it took; nothing of its body.
     */
    public void tap(Exchange exchange) {
        if (AuditOut.isEntry(exchange)) {
            return;
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange over) {
                record(over);
            }
        });
    }

    private void record(Exchange exchange) {
        String routeId = exchange.getFromRouteId();
        Route route = exchange.getContext().getRoute(routeId);
        String folder = folder(route);
        Throwable failure = exchange.getException();
        Duration took =
                Duration.between(Instant.ofEpochMilli(exchange.getClock().getCreated()), clock.instant());
        AuditEntry entry = AuditEntry.of(
                        routeId,
                        SOURCES.getOrDefault(folder, "route"),
                        failure == null ? Status.SUCCESS : Status.FAILURE)
                .took(took.isNegative() ? Duration.ZERO : took)
                .skill(folder.equals("skills") ? routeId : null, null)
                .trigger(exchange.getVariable("trigger_id", String.class))
                .exchange(exchange.getExchangeId(), routeId);
        log.submit(failure == null ? entry : entry.error(Plain.problem(failure)));
    }

    private static String folder(Route route) {
        if (route == null || route.getSourceResource() == null) {
            return "";
        }
        String location = route.getSourceResource().getLocation();
        int end = location.lastIndexOf('/');
        int start = Math.max(location.lastIndexOf('/', end - 1), location.lastIndexOf(':', end - 1));
        return end <= 0 ? "" : location.substring(start + 1, end);
    }
}
