package io.goldtier.cli;

import io.goldtier.settings.Mode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.PropertyResolver;

/** Whether each outside system that the settings name can be reached; no account is used, nothing is changed. */
final class OutsideCheck {

    /** When versions of the Graph API stop answering, where that is near enough to be known. */
    private static final Map<String, LocalDate> GRAPH_EXPIRES = Map.of(
            "v18.0", LocalDate.of(2026, 1, 26),
            "v19.0", LocalDate.of(2026, 5, 21),
            "v20.0", LocalDate.of(2026, 9, 24),
            "v21.0", LocalDate.of(2027, 1, 21));

    private final PropertyResolver settings;
    private final Mode mode;
    private final Clock clock;

    OutsideCheck(PropertyResolver settings, Mode mode, Clock clock) {
        this.settings = settings;
        this.mode = mode;
        this.clock = clock;
    }

    List<Finding> check() {
        if (mode == Mode.SANDBOX) {
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
        String url = settings.getProperty("goldtier.odoo.url", "");
        if (url.isBlank()) {
            return Finding.warn("odoo", "goldtier.odoo.url is not set: its skills are not available");
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url.replaceAll("/+$", "") + "/web/version"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            HttpClient client = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Finding.ok("odoo", url + " answers: " + answer.body().strip())
                    : Finding.fault("odoo", url + "/web/version answers with status " + answer.statusCode());
        } catch (IOException | IllegalArgumentException e) {
            return Finding.fault(
                    "odoo", url + " cannot be reached (" + Causes.sentence(e) + "): check goldtier.odoo.url");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.fault("odoo", "interrupted");
        }
    }

    private Finding mail() {
        String host = settings.getProperty("goldtier.smtp.host", "");
        if (host.isBlank()) {
            return Finding.warn("mail", "goldtier.smtp.host is not set: nobody is told by mail what waits");
        }
        // The usual port of the security, as the settings record has it; a wrong value is told by the check of settings
        String security = settings.getProperty("goldtier.smtp.security", "starttls");
        int usual = security.equals("tls") ? 465 : security.equals("none") ? 25 : 587;
        int port = settings.getProperty("goldtier.smtp.port", Integer.class, usual);
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
        if (settings.getProperty(prefix + ".access-token", "").isBlank()) {
            return Finding.warn(platform, prefix + ".access-token is not set: its skills are not available");
        }
        String version = settings.getProperty(prefix + ".api-version", "v26.0");
        LocalDate expires = GRAPH_EXPIRES.get(version);
        if (expires != null && !LocalDate.now(clock).isBefore(expires)) {
            return Finding.warn(
                    platform, prefix + ".api-version " + version + " expired on " + expires + ": use v26.0");
        }
        return Finding.ok(platform, "Graph API " + version);
    }
}
