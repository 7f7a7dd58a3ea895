package io.goldtier.connector;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.json.Yaml;
import io.goldtier.outside.Servers;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.EndpointHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a dry run nothing leaves the process: neither an effect nor a question. */
class DryRunTest {

    /** What stays inside the process; whatever else a route sends to must be stopped in a dry run. */
    private static final Set<String> IN_PROCESS = Set.of(
            "direct", "seda", "bean", "skill", "log", "language", "timer", "loop", "quartz", "file", "controlbus");

    @TempDir
    Path home;

    /** Takes connections as a server does, and counts them. */
    private static final class Doorbell implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger rings = new AtomicInteger();

        Doorbell() throws IOException {
            Thread thread = new Thread(this::answer, "doorbell");
            thread.setDaemon(true);
            thread.start();
        }

        private void answer() {
            while (!socket.isClosed()) {
                try {
                    socket.accept().close();
                    rings.incrementAndGet();
                } catch (IOException e) {
                    // Closed at the end of the test
                }
            }
        }

        String address() {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void ofAHundredMixedTriggersNoConnectionLeavesTheProcess() throws IOException {
        try (Doorbell odoo = new Doorbell();
                Doorbell graph = new Doorbell();
                Assistant assistant = Assistant.in(home)
                        .setting("goldtier.mode=dry-run")
                        .setting("goldtier.odoo.url=" + odoo.address())
                        .setting("goldtier.odoo.database=books")
                        .setting("goldtier.odoo.login=somebody")
                        .setting("goldtier.odoo.api-key=a-key-of-nobody")
                        .setting("goldtier.social.facebook.url=" + graph.address())
                        .setting("goldtier.social.facebook.page-id=4711")
                        .setting("goldtier.social.facebook.access-token=a-token-of-nobody")
                        .start()) {
            Random random = new Random(20260220);
            Set<String> effects = new HashSet<>();
            Set<String> posts = new HashSet<>();
            Triggers triggers = assistant.bean(Triggers.class);
            for (int i = 0; i < 100; i++) {
                String id = "mixed-" + i;
                switch (random.nextInt(4)) {
                    case 0 -> {
                        triggers.accept(Work.of(
                                id,
                                step(
                                        "odoo_create_invoice",
                                        Map.of("client", "Client " + i, "amount", 100 + i, "project", "Work"))));
                        effects.add(id);
                    }
                    case 1 -> {
                        triggers.accept(Work.of(
                                id,
                                step(
                                        "odoo_log_transaction",
                                        Map.of(
                                                "type",
                                                "expense",
                                                "amount",
                                                10 + i,
                                                "description",
                                                "Paper " + i,
                                                "account",
                                                "600000"))));
                        effects.add(id);
                    }
                    case 2 -> {
                        triggers.accept(Work.of(id, step("facebook_post", Map.of("message", "News " + i))));
                        posts.add(id);
                    }
                    default -> {
                        assistant.drop(id + ".txt", "Completed project for Client Text" + i + ", $1,00" + i % 10);
                        effects.add(id);
                    }
                }
            }
            // Posts ask first; half of them are approved, so that they come to the connector too
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> assistant.files("Pending_Approval").size() >= posts.size());
            List<String> asked = assistant.files("Pending_Approval");
            int approved = 0;
            for (String note : asked) {
                if (Files.readString(assistant
                                        .vault()
                                        .resolve("Pending_Approval")
                                        .resolve(note))
                                .contains("facebook_post")
                        && approved < posts.size() / 2) {
                    Files.move(
                            assistant.vault().resolve("Pending_Approval").resolve(note),
                            assistant.vault().resolve("Approved").resolve(note));
                    approved++;
                }
            }
            int skippedPosts = approved;
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                List<Map<String, Object>> skipped = skipped(assistant);
                assertThat(skipped.stream()
                                .filter(line -> "facebook_post".equals(line.get("skill")))
                                .count())
                        .isEqualTo(skippedPosts);
                assertThat(skipped.stream()
                                .filter(line ->
                                        String.valueOf(line.get("skill")).startsWith("odoo_"))
                                .count())
                        .isEqualTo(effects.size());
            });
            assertThat(skipped(assistant))
                    .allSatisfy(line -> assertThat(((Map<?, ?>) ((Map<?, ?>) line.get("details")).get("request")))
                            .isNotEmpty());
            assistant.bean(Servers.class).check();
            assertThat(assistant.bean(Servers.class).all())
                    .as("whoever cannot be asked is not at fault")
                    .noneMatch(server -> "error".equals(server.get("status")));
            assertThat(odoo.rings).hasValue(0);
            assertThat(graph.rings).hasValue(0);
        }
    }

    private static List<Map<String, Object>> skipped(Assistant assistant) {
        return assistant.log("audit_log.jsonl").stream()
                .filter(line -> "skipped".equals(line.get("status")) && line.get("skill") != null)
                .filter(line -> !"skill".equals(line.get("source")))
                .toList();
    }

    @Test
    void whateverARouteSendsOutOfTheProcessIsStopped() throws Exception {
        List<String> patterns = new ArrayList<>();
        Matcher uris = Pattern.compile("interceptSendToEndpoint:\\s+id: \\S+\\s+uri: \"([^\"]+)\"")
                .matcher(Files.readString(Path.of("routes/policies/dry-run.camel.yaml")));
        while (uris.find()) {
            patterns.add(uris.group(1));
        }
        assertThat(patterns).contains("http*");
        try (Assistant assistant =
                Assistant.in(home).setting("goldtier.mode=dry-run").start()) {
            CamelContext camel = assistant.bean(CamelContext.class);
            List<String> out = new ArrayList<>(camel.getEndpoints().stream()
                    .map(endpoint -> endpoint.getEndpointUri())
                    .toList());
            // Also where a route goes only when it is called, as with toD, for which there is no endpoint yet
            try (Stream<Path> files = Files.walk(Path.of("routes"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    addTargets(Yaml.read(Files.readString(file)), out);
                }
            }
            assertThat(out).anyMatch(uri -> uri.startsWith("http"));
            assertThat(out)
                    .filteredOn(uri -> !IN_PROCESS.contains(uri.replaceAll("[:?].*", "")))
                    .allSatisfy(uri -> assertThat(patterns)
                            .as("%s would be sent in a dry run: add its scheme to dry-run.camel.yaml", uri)
                            .anyMatch(pattern -> EndpointHelper.matchEndpoint(camel, uri, pattern)));
        }
    }

    private static void addTargets(Object node, List<String> out) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                boolean sends = Set.of("to", "toD", "wireTap", "enrich", "pollEnrich", "poll")
                        .contains(String.valueOf(name));
                if (sends && value instanceof String uri) {
                    out.add(uri);
                } else if (sends && value instanceof Map<?, ?> step && step.get("uri") != null) {
                    out.add(String.valueOf(step.get("uri")));
                }
                addTargets(value, out);
            });
        } else if (node instanceof Iterable<?> list) {
            list.forEach(item -> addTargets(item, out));
        }
    }

    @Test
    void noConnectorOpensAConnectionPastTheRoutes() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "java.nio.channels..", "org.springframework.web.client..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.net\\.(Socket|ServerSocket|DatagramSocket|URLConnection|HttpURLConnection|URL)|.*\\.(HttpClients|CloseableHttpClient)")
                .because("what is not sent by a route is not stopped in a dry run")
                .check(new ClassFileImporter()
                        .withImportOption(new DoNotIncludeTests())
                        .importPackages("io.goldtier.connector"));
    }
}
