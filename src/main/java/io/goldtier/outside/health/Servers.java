package io.goldtier.outside.health;

import io.goldtier.outbox.Alerts;
import io.goldtier.outside.OutsideSystem;
import io.goldtier.outside.OutsideSystems;
import io.goldtier.outside.SystemSettings;
import io.goldtier.skill.system.Quotas;
import io.goldtier.skill.system.Systems;
import io.goldtier.store.Store;
import io.goldtier.store.Times;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The data model's server entities, derived from the cards of the outside systems, and how these were when they were last
 * looked at: all of them every 5 minutes; sooner those in trouble, so that work goes on at once when they are back, and
 * those whose card is new or was changed.
 */
@Component("servers")
public class Servers {

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);
    private static final String WITNESS = "health check";
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);
    private static final Duration LATER_LOOKS = Duration.ofMinutes(1);

    private final OutsideSystems systems;
    private final HealthCheck health;
    private final Systems states;
    private final Quotas quotas;
    private final Store store;
    private final Vault vault;
    private final Alerts alerts;
    private final Clock clock;
    private final Map<String, Checked> checks = new ConcurrentHashMap<>();
    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    /** Before it is, every card is new, and each look costs a request of the system's quota. */
    private boolean firstRoundIsOver;

    Servers(
            OutsideSystems systems,
            HealthCheck health,
            Systems states,
            Quotas quotas,
            Store store,
            Vault vault,
            Alerts alerts,
            Clock clock) {
        this.systems = systems;
        this.health = health;
        this.states = states;
        this.quotas = quotas;
        this.store = store;
        this.vault = vault;
        this.alerts = alerts;
        this.clock = clock;
    }

    private record Checked(OutsideSystem card, Health health, Instant at) {}

    private record Look(Instant next, Duration pause) {}

    /** Checks all systems, one after the other. */
    public synchronized void check() {
        systems.all().forEach(this::checkOne);
        firstRoundIsOver = true;
    }

    /**
     * Checks the systems that should not wait for their turn: those that were not looked at since their card came, and
     * those of which a call has failed: after 5, 10, 20, 40 seconds, then every minute.
     */
    public synchronized void checkSooner() {
        if (firstRoundIsOver) {
            systems.all().stream().filter(this::isNew).forEach(this::checkOne);
        }
        checkTroubled();
    }

    private boolean isNew(OutsideSystem card) {
        Checked checked = checks.get(card.name());
        return checked == null || checked.card() != card;
    }

    private void checkTroubled() {
        List<String> suspects =
                states.suspects().stream().map(Systems.Trouble::system).toList();
        looks.keySet().retainAll(suspects);
        Instant now = clock.instant();
        for (String name : suspects) {
            Look look = looks.computeIfAbsent(name, first -> new Look(now.plus(FIRST_LOOK), FIRST_LOOK));
            if (!now.isBefore(look.next())) {
                Duration pause = look.pause().multipliedBy(2);
                Duration next = pause.compareTo(LATER_LOOKS) > 0 ? LATER_LOOKS : pause;
                looks.put(name, new Look(now.plus(next), next));
                systems.find(name).filter(card -> !card.health().isEmpty()).ifPresent(this::checkOne);
            }
        }
    }

    private void checkOne(OutsideSystem card) {
        Health now = health.look(card);
        Checked before = checks.put(card.name(), new Checked(card, now, clock.instant()));
        tell(card, before == null ? null : before.health(), now);
        if (now instanceof Health.Fault fault && fault.away()) {
            store.commit(tx -> states.failed(tx, card.name(), WITNESS, fault.message(), fault.answered()));
        } else if (now instanceof Health.Active && !card.health().isEmpty()) {
            store.commit(tx -> states.well(tx, card.name()));
        }
    }

    private void tell(OutsideSystem card, Health before, Health now) {
        if (now instanceof Health.Fault && !now.equals(before)) {
            LOG.warn("{} cannot be used: {}", card.title(), now.message());
        } else if (now instanceof Health.Active && before instanceof Health.Fault) {
            LOG.info("{} can be used again", card.title());
        }
        if (now instanceof Health.Active && now.message() != null && !now.equals(before)) {
            LOG.warn("{}: {}", card.title(), now.message());
            String title = "Needs attention soon: " + card.server();
            // Perhaps a person was told before the last start, and has not seen to it yet
            if (vault.alertsOf(title).isEmpty()) {
                alerts.raise(Alert.of(Alert.Severity.WARNING, card.name(), title, now.message())
                        .choice("See to it in time; then delete this note."));
            }
        }
    }

    /** The server entities with {@code status}, {@code last_health_check} and, when there is one, a message. */
    public List<Map<String, Object>> all() {
        Map<String, List<OutsideSystem>> byServer = systems.all().stream()
                .collect(Collectors.groupingBy(OutsideSystem::server, TreeMap::new, Collectors.toList()));
        List<Quotas.Usage> usage = quotas.usage();
        return byServer.entrySet().stream()
                .map(entry -> entity(entry.getKey(), entry.getValue(), usage))
                .toList();
    }

    private Map<String, Object> entity(String server, List<OutsideSystem> cards, List<Quotas.Usage> usage) {
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("server_id", server);
        entity.put("systems", cards.stream().map(OutsideSystem::name).toList());
        for (OutsideSystem card : cards) {
            SystemSettings settings = systems.settings(card);
            merge(entity, shown(card.shownValues(), settings));
            Checked looked = checks.get(card.name());
            if (looked != null && looked.health() instanceof Health.Active active) {
                merge(entity, active.shows());
            }
        }
        Map<String, Object> limits = limits(cards, usage);
        if (!limits.isEmpty()) {
            entity.put("rate_limits", limits);
        }
        List<Checked> checked = cards.stream()
                .map(card -> checks.get(card.name()))
                .filter(each -> each != null)
                .toList();
        entity.put("status", status(checked));
        entity.put(
                "last_health_check",
                checked.stream()
                        .map(Checked::at)
                        .max(Instant::compareTo)
                        .map(Times::text)
                        .orElse(null));
        String message = checked.isEmpty()
                ? "Not checked yet."
                : checked.stream()
                        .map(each -> each.health().message())
                        .filter(text -> text != null)
                        .collect(Collectors.joining(" "));
        if (!message.isEmpty()) {
            entity.put("message", message);
        }
        return entity;
    }

    /** A fault of one system is the server's; it is inactive when all of its systems are. */
    private static String status(List<Checked> checked) {
        List<String> words = checked.stream().map(each -> each.health().word()).toList();
        return Stream.of("error", "active").filter(words::contains).findFirst().orElse("inactive");
    }

    private static Map<String, Object> limits(List<OutsideSystem> cards, List<Quotas.Usage> usage) {
        List<String> names = cards.stream().map(OutsideSystem::name).toList();
        Map<String, Object> limits = new LinkedHashMap<>();
        usage.stream().filter(each -> names.contains(each.name())).forEach(each -> {
            Map<String, Object> limit = new LinkedHashMap<>();
            limit.put("requests", each.requests());
            limit.put("limit", each.limit());
            limit.put("window_reset", Times.text(each.windowReset()));
            if (each.waiting() > 0) {
                limit.put("waiting", each.waiting());
            }
            usage.stream()
                    .filter(daily -> daily.name().equals(Quotas.daily(each.name())))
                    .forEach(daily -> limit.put(
                            "daily",
                            Map.of(
                                    "posts",
                                    daily.requests(),
                                    "limit",
                                    daily.limit(),
                                    "window_reset",
                                    Times.text(daily.windowReset()))));
            limits.put(each.name(), limit);
        });
        return limits;
    }

    /** The card's fields with the settings filled in; what is one single setting that is not set becomes null. */
    private static Map<String, Object> shown(Map<String, Object> fields, SystemSettings settings) {
        Map<String, Object> shown = new LinkedHashMap<>();
        fields.forEach((name, value) -> shown.put(name, shown(value, settings)));
        return shown;
    }

    private static Object shown(Object value, SystemSettings settings) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> inner = new LinkedHashMap<>();
            map.forEach((name, each) -> inner.put(String.valueOf(name), shown(each, settings)));
            return inner;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(each -> shown(each, settings)).toList();
        }
        if (value instanceof String text) {
            String filled = settings.fill(text);
            return filled.isEmpty() ? null : filled;
        }
        return value;
    }

    /** Fields of several systems of one server: lists are put together, maps joined. */
    private static void merge(Map<String, Object> entity, Map<String, Object> fields) {
        fields.forEach((name, value) -> {
            Object before = entity.get(name);
            entity.put(name, before == null ? value : joined(before, value));
        });
    }

    private static Object joined(Object one, Object other) {
        if (one instanceof List<?> first && other instanceof List<?> second) {
            List<Object> all = new ArrayList<>(first);
            all.addAll(second);
            return all;
        }
        if (one instanceof Map<?, ?> first && other instanceof Map<?, ?> second) {
            Map<String, Object> all = new LinkedHashMap<>();
            first.forEach((name, value) -> all.put(String.valueOf(name), value));
            second.forEach((name, value) -> all.put(String.valueOf(name), value));
            return all;
        }
        return other;
    }
}
