package io.goldtier.connector.odoo.rpc;

import io.goldtier.skill.effect.OutsideException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What the route {@code odoo-health} asks: does Odoo answer, does it take the key, has its user {@linkplain OdooRightsCheck
 * the rights} that the skills need, and does the key expire soon.
 */
@Component("odooHealth")
class OdooHealth {

    private static final Logger LOG = LoggerFactory.getLogger(OdooHealth.class);
    private static final Duration WARN_AHEAD = Duration.ofDays(7);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final OdooInstances instances;
    private final OdooSettings settings;
    private final CamelContext camel;
    private final Clock clock;
    private final Map<String, String> keyExpires = new ConcurrentHashMap<>();

    OdooHealth(OdooInstances instances, OdooSettings settings, CamelContext camel, Clock clock) {
        this.instances = instances;
        this.settings = settings;
        this.camel = camel;
        this.clock = clock;
    }

    private Map<String, Object> shows() {
        Map<String, Object> fields = new LinkedHashMap<>();
        boolean present = instances.all().stream().anyMatch(odoo -> odoo.name().equals(OdooInstances.FIRST));
        OdooInstance odoo = present ? instances.get(null) : null;
        fields.put("odoo_url", odoo == null ? null : address(odoo));
        fields.put("database", odoo == null ? null : odoo.database());
        fields.put("models", settings.models());
        fields.put("version", odoo == null ? null : odoo.version());
        fields.put("key_expires", keyExpires.get(OdooInstances.FIRST));
        return fields;
    }

    private static String address(OdooInstance odoo) {
        try {
            return odoo.url();
        } catch (OutsideException e) {
            return null;
        }
    }

    /**
     * Looks at all Odoos.
     *
     * @return {@code inactive} or {@code fault} with a sentence, else {@code shows} for the server's entity and, when there
     *     is something to see to, {@code notice}
     * @throws OutsideException when the first Odoo cannot be reached, or does not accept the key
     */
    public Map<String, Object> check() {
        if (instances.all().isEmpty()) {
            return Map.of("inactive", "Odoo is not set up: goldtier.odoo.url is not set.");
        }
        List<String> wrong = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        for (OdooInstance odoo : instances.all()) {
            String prefix = odoo.name().equals(OdooInstances.FIRST) ? "" : "Odoo \"" + odoo.name() + "\": ";
            try {
                Object me = call(odoo, "res.users", "context_get", Map.of());
                OdooRightsCheck rights = new OdooRightsCheck(
                                (model, method, args) -> call(odoo, model, method, args), settings.models())
                        .run();
                rights.faults.forEach(problem -> wrong.add(prefix + problem));
                rights.notices.forEach(told -> notices.add(prefix + told));
                if (me instanceof Map<?, ?> context) {
                    expiry(odoo, context.get("uid")).ifPresent(told -> notices.add(prefix + told));
                }
            } catch (OutsideException e) {
                if (instances.all().size() == 1) {
                    throw e;
                }
                wrong.add(prefix + e.getMessage());
            }
        }
        if (!wrong.isEmpty()) {
            return Map.of("fault", String.join(" ", wrong));
        }
        return notices.isEmpty()
                ? Map.of("shows", shows())
                : Map.of("shows", shows(), "notice", String.join(" ", notices));
    }

    /** A sentence from a week before a key ends, where the user may see its keys. */
    private Optional<String> expiry(OdooInstance odoo, Object uid) {
        try {
            Object keys = call(
                    odoo,
                    "res.users.apikeys",
                    "search_read",
                    Map.of(
                            "domain",
                            List.of(List.of("user_id", "=", uid), List.of("expiration_date", "!=", false)),
                            "fields",
                            List.of("name", "expiration_date"),
                            "order",
                            "expiration_date",
                            "limit",
                            1));
            keyExpires.remove(odoo.name());
            if (!(keys instanceof List<?> list) || list.isEmpty()) {
                return Optional.empty();
            }
            Map<?, ?> key = (Map<?, ?>) list.get(0);
            String expires = String.valueOf(key.get("expiration_date"));
            keyExpires.put(odoo.name(), expires);
            Instant end = LocalDateTime.parse(expires, STAMP).toInstant(ZoneOffset.UTC);
            return end.isBefore(clock.instant().plus(WARN_AHEAD))
                    ? Optional.of("The API key \"" + key.get("name") + "\" of the Odoo user expires on " + expires
                            + " UTC: make a new one in Odoo (Preferences, Account Security) and set it before then.")
                    : Optional.empty();
        } catch (OutsideException | DateTimeParseException e) {
            LOG.debug("Odoo does not tell when the key expires", e);
            return Optional.empty();
        }
    }

    private Object call(OdooInstance odoo, String model, String method, Map<String, Object> args) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("instance", odoo.name());
        call.put("model", model);
        call.put("method", method);
        call.put("args", args);
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            Exchange exchange = template.request(
                    "outside:odoo", request -> request.getMessage().setBody(call));
            if (exchange.getException() instanceof RuntimeException fault) {
                throw fault;
            }
            return exchange.getMessage().getBody();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
