package io.goldtier.connector.odoo;

import io.goldtier.connector.Server;
import io.goldtier.skill.OutsideException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The server entity {@code odoo-mcp} and its health: does Odoo answer, does it take the key, may its user read the
 * models that the settings name.
 */
@Component
class OdooServer implements Server {

    private static final Logger LOG = LoggerFactory.getLogger(OdooServer.class);
    private static final int WARN_DAYS = 7;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final OdooInstances instances;
    private final OdooSettings settings;
    private final CamelContext camel;
    private final Clock clock;
    private volatile String keyExpires;

    OdooServer(OdooInstances instances, OdooSettings settings, CamelContext camel, Clock clock) {
        this.instances = instances;
        this.settings = settings;
        this.camel = camel;
        this.clock = clock;
    }

    @Override
    public String serverId() {
        return "odoo-mcp";
    }

    @Override
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        boolean present = instances.all().stream().anyMatch(odoo -> odoo.name().equals(OdooInstances.FIRST));
        OdooInstance odoo = present ? instances.get(null) : null;
        fields.put("odoo_url", odoo == null ? null : address(odoo));
        fields.put("database", odoo == null ? null : odoo.database());
        fields.put("models", settings.models());
        fields.put("version", odoo == null ? null : odoo.version());
        fields.put("key_expires", keyExpires);
        return fields;
    }

    private static String address(OdooInstance odoo) {
        try {
            return odoo.url();
        } catch (OutsideException e) {
            return null;
        }
    }

    @Override
    public Health check() {
        if (instances.all().isEmpty()) {
            return new Health.Inactive("Odoo is not set up: goldtier.odoo.url is not set.");
        }
        List<String> wrong = new ArrayList<>();
        for (OdooInstance odoo : instances.all()) {
            check(odoo)
                    .forEach(problem -> wrong.add(
                            odoo.name().equals(OdooInstances.FIRST)
                                    ? problem
                                    : "Odoo \"" + odoo.name() + "\": " + problem));
        }
        return wrong.isEmpty() ? new Health.Active() : new Health.Fault(String.join(" ", wrong));
    }

    private List<String> check(OdooInstance odoo) {
        List<String> wrong = new ArrayList<>();
        try {
            Object me = call(odoo, "res.users", "context_get", Map.of());
            for (String model : settings.models()) {
                right(odoo, model).ifPresent(wrong::add);
            }
            if (me instanceof Map<?, ?> context) {
                expiry(odoo, context.get("uid"));
            }
        } catch (OutsideException e) {
            wrong.add(e.getMessage());
        }
        return wrong;
    }

    private java.util.Optional<String> right(OdooInstance odoo, String model) {
        try {
            call(odoo, model, "search_count", Map.of("domain", List.of(List.of("id", "=", 0))));
            return java.util.Optional.empty();
        } catch (OutsideException e) {
            if (e.kind() != OutsideException.Kind.PERMANENT) {
                throw e;
            }
            return java.util.Optional.of("The model " + model + " cannot be used. " + e.getMessage());
        }
    }

    /** Warns a week ahead, where the user may see its keys. */
    private void expiry(OdooInstance odoo, Object uid) {
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
            if (keys instanceof List<?> list && !list.isEmpty()) {
                keyExpires = String.valueOf(((Map<?, ?>) list.get(0)).get("expiration_date"));
                Instant end = LocalDateTime.parse(keyExpires, STAMP).toInstant(ZoneOffset.UTC);
                if (end.isBefore(clock.instant().plusSeconds(WARN_DAYS * 86_400L))) {
                    LOG.warn("An API key of the Odoo user expires on {} UTC: make a new one in time.", keyExpires);
                }
            }
        } catch (OutsideException | DateTimeParseException e) {
            LOG.debug("Odoo does not tell when the key expires", e);
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
                    "direct:odoo", request -> request.getMessage().setBody(call));
            if (exchange.getException() instanceof RuntimeException fault) {
                throw fault;
            }
            return exchange.getMessage().getBody();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
