package io.goldtier.outside;

import io.goldtier.outside.http.HttpProtocol;
import io.goldtier.outside.http.HttpSender;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.skill.system.Quotas;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The outside systems that there are: one for each card in the route files, in step with them while they are edited. */
@Component
public class OutsideSystems {

    private static final Logger LOG = LoggerFactory.getLogger(OutsideSystems.class);

    private final CamelContext camel;
    private final Environment environment;
    private final Settings settings;
    private final ObjectProvider<Quotas> quotas;
    private final Clock clock;
    private final Map<String, Open> open = new HashMap<>();
    private final ScheduledExecutorService closing = Executors.newSingleThreadScheduledExecutor(job -> {
        Thread thread = new Thread(job, "outside-closing");
        thread.setDaemon(true);
        return thread;
    });

    OutsideSystems(
            CamelContext camel,
            Environment environment,
            Settings settings,
            ObjectProvider<Quotas> quotas,
            Clock clock) {
        this.camel = camel;
        this.environment = environment;
        this.settings = settings;
        this.quotas = quotas;
        this.clock = clock;
    }

    private record Open(OutsideSystem card, HttpSender sender, SystemCalls calls) {}

    /** The cards of all systems, by name. */
    public List<OutsideSystem> all() {
        Map<String, OutsideSystem> cards = new TreeMap<>();
        camel.getRegistry()
                .findByTypeWithName(OutsideSystem.class)
                .forEach((name, card) -> cards.put(name, card.check(name)));
        return List.copyOf(cards.values());
    }

    /** The card of this name. */
    public Optional<OutsideSystem> find(String name) {
        return Optional.ofNullable(camel.getRegistry().lookupByNameAndType(name, OutsideSystem.class))
                .map(card -> card.check(name));
    }

    /** The settings under this card's prefix. */
    public SystemSettings settings(OutsideSystem card) {
        return new SystemSettings(environment, settings, card.prefix(), card.sandboxValues());
    }

    /**
     * The way to a system.
     *
     * @throws IllegalArgumentException if it has no card
     */
    public SystemCalls calls(String name) {
        OutsideSystem card = find(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no outside system " + name + ": add a card to"
                        + " routes/connectors/" + name + ".camel.yaml. The systems are: "
                        + String.join(
                                ", ", all().stream().map(OutsideSystem::name).toList()) + "."));
        synchronized (open) {
            Open found = open.get(name);
            if (found == null || found.card() != card) {
                close(found);
                found = open(card);
                open.put(name, found);
            }
            return found.calls();
        }
    }

    private Open open(OutsideSystem card) {
        HttpSender sender = new HttpSender(card);
        Protocol protocol = card.protocol() == null ? new HttpProtocol(card, settings(card), clock) : card.protocol();
        return new Open(
                card,
                sender,
                new SystemCalls(
                        card, protocol, sender, quotas.getIfAvailable(), settings.mode() == Mode.DRY_RUN, clock));
    }

    /** Calls that are under way on a card that was replaced get their answers; only then does its client go. */
    private void close(Open replaced) {
        if (replaced != null) {
            closing.schedule(
                    () -> {
                        try {
                            replaced.sender().close();
                        } catch (IOException e) {
                            LOG.debug(
                                    "The former client of {} did not close",
                                    replaced.card().name(),
                                    e);
                        }
                    },
                    replaced.card().timeout().multipliedBy(2).toMillis(),
                    java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    void close() {
        closing.shutdownNow();
        synchronized (open) {
            open.values().forEach(each -> {
                try {
                    each.sender().close();
                } catch (IOException e) {
                    LOG.debug("The client of {} did not close", each.card().name(), e);
                }
            });
        }
    }
}
