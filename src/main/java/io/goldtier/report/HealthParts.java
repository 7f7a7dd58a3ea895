package io.goldtier.report;

import io.goldtier.audit.AuditLog;
import io.goldtier.outbox.Outbox;
import io.goldtier.skill.system.Systems;
import io.goldtier.store.Store;
import io.goldtier.store.StoreException;
import io.goldtier.vault.Vault;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of {@code /actuator/health}: store, vault, audit log, outside systems, routes. */
@Configuration(proxyBeanMethods = false)
class HealthParts {

    @Bean
    HealthIndicator storeHealthIndicator(Store store, OwnTroubles own) {
        return withStore(() -> {
            Optional<String> trouble = own.store();
            if (trouble.isPresent()) {
                return down(trouble.get());
            }
            store.read(tx -> tx.first("SELECT COUNT(*) AS n FROM counters", row -> row.longInt("n")));
            return Health.up().build();
        });
    }

    /** A part that asks the store: without it, the part is down, and health still answers. */
    private static HealthIndicator withStore(HealthIndicator part) {
        return () -> {
            try {
                return part.health();
            } catch (StoreException e) {
                return down(e.getMessage());
            }
        };
    }

    private static Health down(String reason) {
        return Health.down().withDetail("reason", reason).build();
    }

    @Bean
    HealthIndicator outboxHealthIndicator(Outbox outbox) {
        return withStore(() -> {
            Outbox.Picture picture = outbox.picture();
            Health.Builder health = picture.stuck().isEmpty() ? Health.up() : Health.down();
            picture.stuck()
                    .forEach(stuck -> health.withDetail(
                            stuck.key(), "could not be shown " + stuck.tries() + " times: " + stuck.problem()));
            if (picture.oldest() != null) {
                health.withDetail("waiting", picture.waiting()).withDetail("oldest", picture.oldest());
            }
            return health.build();
        });
    }

    @Bean
    HealthIndicator stopHealthIndicator(Vault vault) {
        return () -> vault.isStopped()
                ? Health.outOfService()
                        .withDetail(
                                "reason", "The file STOP lies in the vault, so nothing acts. Take it away to go on.")
                        .build()
                : Health.up().build();
    }

    @Bean
    HealthIndicator vaultHealthIndicator(OwnTroubles own) {
        return () ->
                own.vault().map(HealthParts::down).orElseGet(() -> Health.up().build());
    }

    @Bean
    HealthIndicator auditLogHealthIndicator(AuditLog log) {
        return () -> {
            Health.Builder health = log.trouble()
                    .map(reason -> Health.down().withDetail("reason", reason))
                    .orElseGet(Health::up);
            log.anchorCopyTrouble().ifPresent(reason -> health.withDetail("anchor_copy", reason));
            return health.build();
        };
    }

    @Bean
    HealthIndicator systemsHealthIndicator(Systems systems) {
        return withStore(() -> {
            List<Systems.Trouble> troubles = systems.troubles();
            Health.Builder health = troubles.isEmpty() ? Health.up() : Health.down();
            troubles.forEach(trouble -> health.withDetail(trouble.system(), trouble.word() + ": " + trouble.message()));
            return health.build();
        });
    }

    @Bean
    HealthIndicator routesHealthIndicator(CamelContext camel) {
        return () -> {
            List<String> stopped = camel.getRoutes().stream()
                    .map(Route::getRouteId)
                    .filter(id -> !camel.getRouteController().getRouteStatus(id).isStarted())
                    .filter(id -> startsByItself(camel, id))
                    .toList();
            return stopped.isEmpty()
                    ? Health.up().withDetail("routes", camel.getRoutesSize()).build()
                    : Health.down().withDetail("stopped", stopped).build();
        };
    }

    /** The route itself does not know any more: Camel's controller, which starts it, has told it not to. */
    private static boolean startsByItself(CamelContext camel, String route) {
        RouteDefinition definition = ((ModelCamelContext) camel).getRouteDefinition(route);
        return definition == null || !"false".equals(definition.getAutoStartup());
    }
}
