package io.goldtier.connector;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.connector.odoo.rpc.OdooSettings;
import io.goldtier.json.Json;
import io.goldtier.json.Yaml;
import io.goldtier.outside.health.Servers;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.EndpointHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run reads and does not write: nothing changes in the stand-ins of another assistant. */
class DryRunTest {

    /** What stays inside the process, and what stops its own writes; the rest must be stopped on its way. */
    private static final Set<String> IN_PROCESS = Set.of(
            "direct",
            "seda",
            "bean",
            "skill",
            "log",
            "language",
            "timer",
            "loop",
            "quartz",
            "file",
            "controlbus",
            "outside",
            "playwright");

    @TempDir
    static Path home;

    private static Assistant far;
    private static Assistant assistant;
    private static Object client;

    @BeforeAll
    static void start() throws Exception {
        far = Assistant.in(home.resolve("far")).start();
        client = ((List<?>) odoo("res.partner", "create", Map.of("vals_list", List.of(Map.of("name", "Known Client")))))
                .get(0);
        assistant = Assistant.in(home.resolve("near"))
                .setting("goldtier.mode=dry-run")
                .setting("goldtier.browser.allowed-hosts=" + far.address().replace("http://", ""))
                .setting("goldtier.odoo.url=" + far.address() + "/sandbox/odoo")
                .setting("goldtier.odoo.protocol=auto")
                .setting("goldtier.odoo.database=sandbox")
                .setting("goldtier.odoo.login=" + OdooSettings.SANDBOX_LOGIN)
                .setting("goldtier.odoo.api-key=" + OdooSettings.SANDBOX_KEY)
                .setting("goldtier.social.facebook.url=" + far.address() + "/sandbox/graph")
                .setting("goldtier.social.facebook.page-id=100000000000001")
                .setting("goldtier.social.facebook.access-token=graph")
                .start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
        far.close();
    }

    private static Object odoo(String model, String method, Map<String, Object> arguments) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(far.address() + "/sandbox/odoo/json/2/" + model + "/" + method))
                .header("Content-Type", "application/json")
                .header("Authorization", "bearer " + OdooSettings.SANDBOX_KEY)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(arguments)))
                .build();
        return Json.read(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }

    /** What the far end holds; whoever looks at it must not have called anything that writes. */
    private static Map<String, Object> books() {
        Map<String, Object> state = Json.readObject(far.text("/sandbox/state"));
        Map<?, ?> odoo = (Map<?, ?>) state.get("odoo");
        Map<?, ?> calls = (Map<?, ?>) odoo.remove("calls");
        assertThat(calls.keySet().stream().map(String::valueOf))
                .filteredOn(call -> !call.matches(
                        ".*/(search_read|read|check_object_reference|has_access|context_get|fields_get|search_count)"))
                .as("beside the client that the test made")
                .containsExactly("res.partner/create");
        assertThat(calls.get("res.partner/create")).isEqualTo(1);
        return state;
    }

    private static List<Action> actions(String trigger) {
        return assistant.bean(Actions.class).of(trigger);
    }

    private static void awaitEnd(String trigger) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(actions(trigger))
                .as("%s", actions(trigger))
                .isNotEmpty()
                .allMatch(action -> action.state().isClosed()));
    }

    @Test
    void aFormIsLookedAtAndRecordedButNotFilledIn() throws IOException {
        assistant
                .bean(Triggers.class)
                .accept(Work.of(
                        "visit",
                        List.of(step(
                                "browser_fill_form",
                                Map.of(
                                        "url",
                                        far.address() + "/sandbox/form",
                                        "fields",
                                        Map.of("label=Client", "Client ABC"),
                                        "submit_selector",
                                        "role=button")))));
        approve("browser_fill_form", 1);
        awaitEnd("visit");

        Action visit = actions("visit").get(0);
        assertThat(visit.state()).as(visit.message()).isEqualTo(ActionState.SKIPPED);
        assertThat((Map<?, ?>) visit.result().get("request"))
                .extracting(request -> request.get("system"), request -> request.get("fields"))
                .containsExactly("browser", Map.of("label=Client", "Client ABC"));
        assertThat(far.text("/sandbox/state")).contains("\"visits\":[]");
    }

    @Test
    void anInvoiceIsRecordedAsTheRequestThatWouldHaveMadeIt() throws IOException {
        Object before = books();
        assistant
                .bean(Triggers.class)
                .accept(Work.of(
                        "bill",
                        List.of(
                                step(
                                        "odoo_create_invoice",
                                        Map.of("client", "Known Client", "amount", 1234.5, "project", "Roof")),
                                step("odoo_overdue_invoices", Map.of()),
                                step("odoo_send_invoice", Map.of("invoice", "INV/2026/00001")))));
        approve("odoo_send_invoice", 1);
        awaitEnd("bill");

        Action invoice = actions("bill").get(0);
        assertThat(invoice.state()).isEqualTo(ActionState.SKIPPED);
        Map<?, ?> request = (Map<?, ?>) invoice.result().get("request");
        assertThat(request.get("system")).isEqualTo("odoo");
        assertThat(request.get("model")).isEqualTo("account.move");
        assertThat(request.get("method")).isEqualTo("load");
        Map<?, ?> args = (Map<?, ?>) request.get("args");
        List<?> names = (List<?>) args.get("fields");
        List<?> row = (List<?>) ((List<?>) args.get("data")).get(0);
        assertThat(row.get(names.indexOf("partner_id/.id")).toString()).isEqualTo(client.toString());
        assertThat(row.get(names.indexOf("invoice_line_ids/price_unit")).toString())
                .startsWith("1234.5");

        assertThat(actions("bill").get(1).state()).as("it reads").isEqualTo(ActionState.DONE);
        Action sending = actions("bill").get(2);
        assertThat(sending.state()).isEqualTo(ActionState.SKIPPED);
        assertThat(sending.message()).startsWith("Its step 1 was skipped: ");
        assertThat(books()).isEqualTo(before);
    }

    @Test
    void whatWasToBeMendedFirstIsSkippedWithItsRemedy() {
        Object before = books();
        assistant
                .bean(Triggers.class)
                .accept(Work.of(
                        "stranger",
                        step(
                                "odoo_create_invoice",
                                Map.of("client", "Nobody Known", "amount", 10, "project", "Work"))));
        awaitEnd("stranger");

        assertThat(actions("stranger"))
                .extracting(Action::type, Action::state)
                .containsExactly(
                        tuple("odoo_create_client", ActionState.SKIPPED),
                        tuple("odoo_create_invoice", ActionState.SKIPPED));
        assertThat(books()).isEqualTo(before);
    }

    @Test
    void ofAHundredMixedTriggersNoWriteLeaves() throws IOException {
        Object before = books();
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
        approve("facebook_post", posts.size());
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            assertThat(skipped("facebook_post")).hasSize(posts.size());
            assertThat(skipped("odoo_create_invoice").size()
                            + skipped("odoo_log_transaction").size())
                    .isGreaterThanOrEqualTo(effects.size());
        });
        assertThat(skipped("facebook_post")).allSatisfy(line -> assertThat(
                        ((Map<?, ?>) ((Map<?, ?>) line.get("details")).get("request")).get("system"))
                .isEqualTo("facebook"));
        assertThat(books()).isEqualTo(before);
    }

    /** Posts ask first; they are approved, so that they come to the connector, too. */
    private static void approve(String skill, int count) throws IOException {
        Path pending = assistant.vault().resolve("Pending_Approval");
        for (int approved = 0; approved < count; ) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> assistant.files("Pending_Approval").stream().anyMatch(note -> note.contains(skill)));
            for (String note : assistant.files("Pending_Approval")) {
                if (note.contains(skill)) {
                    Files.move(
                            pending.resolve(note),
                            assistant.vault().resolve("Approved").resolve(note));
                    approved++;
                }
            }
        }
    }

    private static List<Map<String, Object>> skipped(String skill) {
        return assistant.log("audit_log.jsonl").stream()
                .filter(line -> "skipped".equals(line.get("status")) && skill.equals(line.get("skill")))
                .filter(line -> !"skill".equals(line.get("source")))
                .toList();
    }

    @Test
    void healthIsLookedAt() {
        assistant.bean(Servers.class).check();
        assertThat(assistant.bean(Servers.class).all())
                .filteredOn(server -> Set.of("odoo-mcp", "social-mcp").contains(server.get("server_id")))
                .hasSize(2)
                .allMatch(server -> "active".equals(server.get("status")));
        assertThat(assistant.bean(Servers.class).all()).noneMatch(server -> "error".equals(server.get("status")));
    }

    @Test
    void whateverARouteSendsOutOfTheProcessIsStopped() throws Exception {
        List<String> patterns = new ArrayList<>();
        Matcher uris = Pattern.compile("interceptSendToEndpoint:\\s+id: \\S+\\s+uri: \"([^\"]+)\"")
                .matcher(Files.readString(Path.of("routes/policies/dry-run.camel.yaml")));
        while (uris.find()) {
            patterns.add(uris.group(1));
        }
        assertThat(patterns).contains("http*", "smtp*");
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
        assertThat(out).anyMatch(uri -> uri.startsWith("smtp"));
        assertThat(out)
                .filteredOn(uri -> !IN_PROCESS.contains(uri.replaceAll("[:?].*", "")))
                .allSatisfy(uri -> assertThat(patterns)
                        .as("%s would be sent in a dry run: add its scheme to dry-run.camel.yaml", uri)
                        .anyMatch(pattern -> EndpointHelper.matchEndpoint(camel, uri, pattern)));
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
