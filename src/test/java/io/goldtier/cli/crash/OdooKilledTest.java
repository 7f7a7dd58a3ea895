package io.goldtier.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goldtier.Assistant;
import io.goldtier.audit.chain.AuditVerifier;
import io.goldtier.cli.bench.AssistantProcess;
import io.goldtier.cli.bench.Workplace;
import io.goldtier.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An assistant in a process of its own gets SIGKILL in the middle of an invoice: around the call that makes the draft and
 * around the one that posts it. Started again, it ends with one posted invoice.
 */
@Tag("long")
class OdooKilledTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Assistant farEnd;

    /** When the process dies; the call is the first one that fits, over either protocol. */
    enum Moment {
        DRAFT_ARRIVED("account\\.move(/|\",\\s*\")load", false),
        DRAFT_MADE("account\\.move(/|\",\\s*\")load", true),
        POSTING_ARRIVED("account\\.move(/|\",\\s*\")action_post", false),
        POSTED("account\\.move(/|\",\\s*\")action_post", true);

        private final Pattern call;
        private final boolean afterActing;

        Moment(String call, boolean afterActing) {
            this.call = Pattern.compile(call);
            this.afterActing = afterActing;
        }
    }

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        farEnd = Assistant.in(home).start();
    }

    @AfterAll
    static void stop() {
        farEnd.close();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void oneInvoiceIsPosted(Moment moment) throws Exception {
        oneInvoiceIsPosted(moment, "json2");
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void oneInvoiceIsPostedOverJsonRpc(Moment moment) throws Exception {
        oneInvoiceIsPosted(moment, "jsonrpc");
    }

    private static void oneInvoiceIsPosted(Moment moment, String protocol) throws Exception {
        String name = "killed-" + moment.name().toLowerCase(java.util.Locale.ROOT) + "-" + protocol;
        Workplace workplace = Workplace.create(Path.of("routes").toAbsolutePath(), List.of());
        try (Between odoo = new Between(moment)) {
            List<String> settings = workplace.settings();
            settings.add("--goldtier.odoo.url=" + odoo.address());
            settings.add("--goldtier.odoo.database=sandbox");
            settings.add("--goldtier.odoo.protocol=" + protocol);
            Path staged = workplace.stage(
                    name,
                    List.of(Map.of(
                            "type",
                            "odoo_create_invoice",
                            "params",
                            Map.of("client", "Client ABC", "amount", 100, "reference", name))));
            try (AssistantProcess first = start(workplace, settings)) {
                odoo.victim = first;
                first.awaitReady();
                workplace.publish(staged);
                await("the kill", () -> !first.isAlive());
            }
            assertThat(odoo.fired).isTrue();
            try (AssistantProcess second = start(workplace, settings)) {
                second.awaitReady();
                await(name + " in Done", () -> workplace.filed(name) == 1);
            }
            Map<?, ?> invoice = invoice(name);
            assertThat(invoice.get("state")).isEqualTo("posted");
            assertThat(plan(workplace)).contains("- [x] 1. odoo_create").contains("invoice_id " + invoice.get("name"));
            AuditVerifier.Report report = AuditVerifier.verify(workplace.vault().resolve("Logs"), workplace.data());
            assertThat(report.problems()).isEmpty();
        } finally {
            workplace.delete();
        }
    }

    /** A client that got no answer calls again under the same key; its call is one call. */
    @ParameterizedTest
    @EnumSource(Moment.class)
    void oneInvoiceIsPostedForACallOverMcp(Moment moment) throws Exception {
        String name = "killed-mcp-" + moment.name().toLowerCase(java.util.Locale.ROOT);
        Workplace workplace = Workplace.create(Path.of("routes").toAbsolutePath(), List.of());
        try (Between odoo = new Between(moment)) {
            List<String> settings = workplace.settings();
            settings.add("--goldtier.odoo.url=" + odoo.address());
            settings.add("--goldtier.odoo.database=sandbox");
            settings.add("--goldtier.odoo.protocol=json2");
            try (AssistantProcess first = start(workplace, settings)) {
                odoo.victim = first;
                first.awaitReady();
                assertThatThrownBy(() -> callOverMcp(workplace, name)).isInstanceOf(IOException.class);
                await("the kill", () -> !first.isAlive());
            }
            assertThat(odoo.fired).isTrue();
            try (AssistantProcess second = start(workplace, settings)) {
                second.awaitReady();
                await("the invoice", () -> callOverMcp(workplace, name).contains("\"invoice_number\""));
                assertThat(callOverMcp(workplace, name))
                        .contains(invoice(name).get("name").toString());
            }
            assertThat(invoice(name).get("state")).isEqualTo("posted");
            AuditVerifier.Report report = AuditVerifier.verify(workplace.vault().resolve("Logs"), workplace.data());
            assertThat(report.problems()).isEmpty();
        } finally {
            workplace.delete();
        }
    }

    private static String callOverMcp(Workplace workplace, String name) throws IOException {
        Map<String, Object> meta = Map.of(
                "io.modelcontextprotocol/protocolVersion",
                "2026-07-28",
                "io.modelcontextprotocol/clientCapabilities",
                Map.of(),
                "io.goldtier/idempotency-key",
                name);
        Map<String, Object> params = Map.of(
                "name",
                "odoo_create_invoice",
                "arguments",
                Map.of("client", "Client ABC", "amount", 100, "reference", name),
                "_meta",
                meta);
        HttpRequest request = HttpRequest.newBuilder(URI.create(workplace.address() + "/mcp/odoo"))
                .header("Authorization", "Bearer " + workplace.token())
                .header("Content-Type", "application/json")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "odoo_create_invoice")
                .POST(HttpRequest.BodyPublishers.ofString(
                        Json.write(Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/call", "params", params))))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static AssistantProcess start(Workplace workplace, List<String> settings) throws IOException {
        return AssistantProcess.start(
                CrashTestTest.launch(), settings, Path.of("").toAbsolutePath(), workplace.log());
    }

    /** The only entry of that reference in the far end's books. */
    private static Map<?, ?> invoice(String reference) {
        Map<?, ?> odoo = (Map<?, ?>) ((Map<?, ?>) farEnd.get("/sandbox/state")).get("odoo");
        List<Map<?, ?>> found = new ArrayList<>();
        for (Object move : (List<?>) odoo.get("account.move")) {
            if (reference.equals(((Map<?, ?>) move).get("ref"))) {
                found.add((Map<?, ?>) move);
            }
        }
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static String plan(Workplace workplace) throws IOException {
        try (Stream<Path> plans = Files.walk(workplace.vault().resolve("Plans"))) {
            return Files.readString(plans.filter(file -> file.toString().endsWith(".md"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await("a sign of " + what)
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    /** Stands between the assistant and the far end, passes everything on, and kills the assistant at its moment. */
    private static final class Between implements AutoCloseable {

        private final Moment moment;
        private final HttpServer server;
        private final AtomicBoolean fired = new AtomicBoolean();
        private volatile AssistantProcess victim;

        Between(Moment moment) throws IOException {
            this.moment = moment;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/", this::pass);
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/sandbox/odoo";
        }

        private void pass(HttpExchange exchange) throws IOException {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String call = exchange.getRequestURI() + " " + new String(body, StandardCharsets.UTF_8);
            boolean now = moment.call.matcher(call).find() && fired.compareAndSet(false, true);
            try (exchange) {
                if (now && !moment.afterActing) {
                    victim.kill();
                    return;
                }
                HttpRequest.Builder request = HttpRequest.newBuilder(
                                URI.create(farEnd.address() + exchange.getRequestURI()))
                        .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
                for (String header : List.of("Content-Type", "Authorization", "X-Odoo-Database")) {
                    String value = exchange.getRequestHeaders().getFirst(header);
                    if (value != null) {
                        request.header(header, value);
                    }
                }
                var answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
                if (now) {
                    victim.kill();
                    return;
                }
                answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                        .set("Content-Type", type));
                exchange.sendResponseHeaders(
                        answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
                exchange.getResponseBody().write(answer.body());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
