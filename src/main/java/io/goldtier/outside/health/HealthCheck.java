package io.goldtier.outside.health;

import io.goldtier.outside.OutsideSystem;
import io.goldtier.outside.OutsideSystems;
import io.goldtier.outside.SystemSettings;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import io.goldtier.skill.system.DryRun;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks whether a system can be used, as its card says: by a request that reads, or through a route. */
@Component
class HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);

    private final OutsideSystems systems;
    private final CamelContext camel;
    private final Clock clock;

    HealthCheck(OutsideSystems systems, CamelContext camel, Clock clock) {
        this.systems = systems;
        this.camel = camel;
        this.clock = clock;
    }

    /** Looks, within the time-outs of the card. */
    Health look(OutsideSystem card) {
        SystemSettings settings = systems.settings(card);
        List<String> missing = card.needs().stream()
                .filter(name -> settings.find(name).isEmpty())
                .map(settings::key)
                .toList();
        if (!missing.isEmpty()) {
            return new Health.Inactive(card.title() + " is not set up: " + String.join(", ", missing) + " is not set.");
        }
        try {
            Map<?, ?> told = ask(card);
            if (told.get("inactive") instanceof String reason) {
                return new Health.Inactive(reason);
            }
            if (told.get("fault") instanceof String reason) {
                return new Health.Fault(reason, false, true);
            }
            String notice = told.get("notice") instanceof String text
                    ? text
                    : expired(card, settings).orElse(null);
            return new Health.Active(notice, shows(told));
        } catch (DryRun e) {
            return new Health.Inactive(card.title() + " is not looked at: in a dry run nothing is changed.");
        } catch (OutsideException e) {
            boolean away = e.kind() == Kind.TRANSIENT || e.kind() == Kind.IN_DOUBT;
            String message = e.getMessage()
                    + expired(card, settings).map(sentence -> " " + sentence).orElse("");
            return new Health.Fault(message, away, e.isAnswered());
        } catch (RuntimeException e) {
            LOG.warn("The health check of {} broke", card.name(), e);
            return new Health.Fault("Its health check broke: " + e.getMessage(), false, true);
        }
    }

    private Map<?, ?> ask(OutsideSystem card) {
        String health = card.health();
        if (health.isEmpty()) {
            return Map.of();
        }
        if (health.startsWith("direct:")) {
            Exchange answer = camel.createFluentProducerTemplate()
                    .to(health)
                    .withBody(Map.of())
                    .send();
            if (answer.getException() instanceof RuntimeException failure) {
                throw failure;
            } else if (answer.getException() != null) {
                throw new IllegalStateException(answer.getException());
            }
            return answer.getMessage().getBody() instanceof Map<?, ?> told ? told : Map.of();
        }
        String[] request = health.split(" ", 2);
        systems.calls(card.name()).call(Map.of("method", request[0], "path", request[1]), Optional.empty());
        return Map.of();
    }

    /** A value of a setting that its maker ends, such as a version. */
    private Optional<String> expired(OutsideSystem card, SystemSettings settings) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return card.expires().entrySet().stream()
                .map(entry -> settings.find(entry.getKey())
                        .filter(value -> entry.getValue() instanceof Map<?, ?> ends
                                && ends.get(value) != null
                                && !today.isBefore(LocalDate.parse(String.valueOf(ends.get(value)))))
                        .map(value -> settings.key(entry.getKey()) + " " + value + " ended on "
                                + ((Map<?, ?>) entry.getValue()).get(value) + ": use a newer one."))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Map<String, Object> shows(Map<?, ?> told) {
        Map<String, Object> shows = new LinkedHashMap<>();
        if (told.get("shows") instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> shows.put(String.valueOf(name), value));
        }
        return shows;
    }
}
