package io.goldtier.audit;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.seda.SedaEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The wire tap on the audit log: hands each entry that is on the disk to the route {@code audit-out}, as long as that
 * runs and keeps up, and waits for nothing.
 */
@Component
class AuditOut {

    private static final Logger LOG = LoggerFactory.getLogger(AuditOut.class);
    private static final String ROUTE = "audit-out";
    private static final String ADDRESS = "seda:" + ROUTE;

    private static final long LAST_SECONDS = 2;

    private final CamelContext camel;
    private final ProducerTemplate template;
    /** How many could not be handed over in a row; only the log writer's thread comes here. */
    private long missed;

    AuditOut(CamelContext camel, ProducerTemplate template, AuditLog log) {
        this.camel = camel;
        this.template = template;
        log.onDisk(this::send);
    }

    /** True for an exchange with an entry: one that were audited would make the next. */
    static boolean isEntry(Exchange exchange) {
        Endpoint from = exchange.getFromEndpoint();
        return from != null && from.getEndpointBaseUri().endsWith(ROUTE);
    }

    /** What a place that takes nothing has not taken by the end does not hold up the stop. */
    @EventListener(ContextClosedEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void stop() {
        try {
            if (isRunning()) {
                purge();
                camel.getRouteController().stopRoute(ROUTE, LAST_SECONDS, TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            LOG.warn("The route {} did not stop: {}", ROUTE, e.getMessage());
        }
    }

    /** Said only now, because Camel fails on purging the queue of a route that never ran and so has none. */
    private void purge() {
        if (camel.getRoute(ROUTE).getEndpoint() instanceof SedaEndpoint waiting) {
            waiting.setPurgeWhenStopping(true);
        }
    }

    private boolean isRunning() {
        ServiceStatus status = camel.getRouteController().getRouteStatus(ROUTE);
        return status != null && status.isStarted();
    }

    /** Whatever happens here, the entries are in their file, and the writer goes on. */
    private void send(List<String> lines) {
        try {
            if (isRunning()) {
                lines.forEach(this::send);
            }
        } catch (RuntimeException e) {
            LOG.warn("Entries of the audit log were not handed to the route {}: {}", ROUTE, e.getMessage());
        }
    }

    private void send(String line) {
        Exception failure = template.send(
                        ADDRESS, exchange -> exchange.getMessage().setBody(line))
                .getException();
        if (failure == null && missed > 0) {
            LOG.warn("The route {} takes entries again; {} of the audit log were not handed to it", ROUTE, missed);
            missed = 0;
        } else if (failure != null && missed++ == 0) {
            LOG.warn(
                    "The route {} does not keep up, so entries of the audit log are not handed to it: {}",
                    ROUTE,
                    failure.getMessage());
        }
    }
}
