package io.goldtier.connector;

import io.goldtier.outbox.Alerts;
import io.goldtier.skill.DryRun;
import io.goldtier.store.Times;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Names;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The servers and how they were when they were last looked at; the route {@code health} looks every 5 minutes. */
@Component("servers")
public class Servers {

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);

    private final List<Server> servers;
    private final Vault vault;
    private final Alerts alerts;
    private final Clock clock;
    private final Map<String, Checked> checks = new ConcurrentHashMap<>();

    Servers(ObjectProvider<Server> servers, Vault vault, Alerts alerts, Clock clock) {
        this.servers =
                servers.stream().sorted(Comparator.comparing(Server::serverId)).toList();
        this.vault = vault;
        this.alerts = alerts;
        this.clock = clock;
    }

    private record Checked(Server.Health health, Instant at) {}

    /** Checks all of them, one after the other. */
    public void check() {
        servers.forEach(server -> {
            Server.Health health = checkOne(server);
            Checked before = checks.put(server.serverId(), new Checked(health, clock.instant()));
            tell(server.serverId(), before == null ? null : before.health(), health);
        });
    }

    private void tell(String server, Server.Health before, Server.Health now) {
        if (now instanceof Server.Health.Fault fault && !now.equals(before)) {
            LOG.warn("{} cannot be used: {}", server, fault.reason());
        } else if (now instanceof Server.Health.Active && before instanceof Server.Health.Fault) {
            LOG.info("{} can be used again", server);
        }
        if (now instanceof Server.Health.Active active && active.notice() != null && !now.equals(before)) {
            LOG.warn("{}: {}", server, active.notice());
            String title = "Needs attention soon: " + server;
            if (!liesInTheInbox(title)) {
                alerts.raise(Alert.of(Alert.Severity.WARNING, server, title, active.notice())
                        .choice("See to it in time; then delete this note."));
            }
        }
    }

    /** Whether a person was told before, perhaps before the last start, and has not seen to it yet. */
    private boolean liesInTheInbox(String title) {
        try (Stream<Path> notes = Files.list(vault.folder(Folder.INBOX))) {
            return notes.anyMatch(note -> note.getFileName().toString().endsWith("_" + Names.slug(title) + ".md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server entities with {@code status}, {@code last_health_check} and, when there is one, the reason or notice. */
    public List<Map<String, Object>> all() {
        return servers.stream().map(this::entity).toList();
    }

    private Map<String, Object> entity(Server server) {
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("server_id", server.serverId());
        entity.putAll(server.fields());
        Checked checked = checks.get(server.serverId());
        entity.put("status", checked == null ? "inactive" : word(checked.health()));
        entity.put("last_health_check", checked == null ? null : Times.text(checked.at()));
        if (checked == null) {
            entity.put("message", "Not checked yet.");
        } else if (checked.health() instanceof Server.Health.Fault fault) {
            entity.put("message", fault.reason());
        } else if (checked.health() instanceof Server.Health.Inactive inactive) {
            entity.put("message", inactive.reason());
        } else if (checked.health() instanceof Server.Health.Active active && active.notice() != null) {
            entity.put("message", active.notice());
        }
        return entity;
    }

    private static Server.Health checkOne(Server server) {
        try {
            return server.check();
        } catch (DryRun e) {
            return new Server.Health.Inactive("Not looked at: in a dry run nothing is sent, not even a question.");
        } catch (RuntimeException e) {
            LOG.debug("The check of {} failed", server.serverId(), e);
            return new Server.Health.Fault(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static String word(Server.Health health) {
        if (health instanceof Server.Health.Active) {
            return "active";
        }
        return health instanceof Server.Health.Inactive ? "inactive" : "error";
    }
}
