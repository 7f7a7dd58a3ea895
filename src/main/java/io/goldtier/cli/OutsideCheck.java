package io.goldtier.cli;

import io.goldtier.connector.Server;
import io.goldtier.connector.odoo.OdooProbe;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;

/** Whether each outside system that the settings name can be used; nothing is changed there. */
final class OutsideCheck {

    /** When versions of the Graph API stop answering, where that is near enough to be known. */
    private static final Map<String, LocalDate> GRAPH_EXPIRES = Map.of(
            "v18.0", LocalDate.of(2026, 1, 26),
            "v19.0", LocalDate.of(2026, 5, 21),
            "v20.0", LocalDate.of(2026, 9, 24),
            "v21.0", LocalDate.of(2027, 1, 21));

    private final ConfigurableEnvironment environment;
    private final Settings settings;
    private final Clock clock;

    OutsideCheck(ConfigurableEnvironment environment, Settings settings, Clock clock) {
        this.environment = environment;
        this.settings = settings;
        this.clock = clock;
    }

    List<Finding> check() {
        if (settings.mode() == Mode.SANDBOX) {
            return List.of(Finding.ok(
                    "outside",
                    "sandbox: Odoo, Graph, X and the mail server are played by the assistant itself; nothing is sent"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(odoo());
        findings.add(graph("facebook"));
        findings.add(graph("instagram"));
        findings.add(mail());
        return findings;
    }

    private Finding odoo() {
        String url = environment.getProperty("goldtier.odoo.url", "");
        if (url.isBlank()) {
            return Finding.warn("odoo", "goldtier.odoo.url is not set: its skills are not available");
        }
        Server.Health health;
        try {
            health = OdooProbe.check(environment, settings.routes());
        } catch (RuntimeException e) {
            return Finding.fault("odoo", "it cannot be looked at: " + Causes.sentence(e));
        }
        if (health instanceof Server.Health.Fault fault) {
            return Finding.fault("odoo", fault.reason());
        }
        return health instanceof Server.Health.Active active && active.notice() != null
                ? Finding.warn("odoo", active.notice())
                : Finding.ok("odoo", url + " answers, takes the key, and its user has the rights that are needed");
    }

    private Finding mail() {
        String host = environment.getProperty("goldtier.smtp.host", "");
        if (host.isBlank()) {
            return Finding.warn("mail", "goldtier.smtp.host is not set: nobody is told by mail what waits");
        }
        // The usual port of the security, as the settings record has it; a wrong value is told by the check of settings
        String security = environment.getProperty("goldtier.smtp.security", "starttls");
        int usual = security.equals("tls") ? 465 : security.equals("none") ? 25 : 587;
        int port = environment.getProperty("goldtier.smtp.port", Integer.class, usual);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 5_000);
            return Finding.ok("mail", host + ":" + port + " takes connections");
        } catch (IOException e) {
            return Finding.fault(
                    "mail",
                    host + ":" + port + " cannot be reached (" + Causes.sentence(e) + "): check goldtier.smtp.host and"
                            + " .port");
        }
    }

    private Finding graph(String platform) {
        String prefix = "goldtier.social." + platform;
        if (environment.getProperty(prefix + ".access-token", "").isBlank()) {
            return Finding.warn(platform, prefix + ".access-token is not set: its skills are not available");
        }
        String version = environment.getProperty(prefix + ".api-version", "v26.0");
        LocalDate expires = GRAPH_EXPIRES.get(version);
        if (expires != null && !LocalDate.now(clock).isBefore(expires)) {
            return Finding.warn(
                    platform, prefix + ".api-version " + version + " expired on " + expires + ": use v26.0");
        }
        return Finding.ok(platform, "Graph API " + version);
    }
}
