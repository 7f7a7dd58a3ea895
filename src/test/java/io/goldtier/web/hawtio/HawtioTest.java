package io.goldtier.web.hawtio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.goldtier.Assistant;
import io.goldtier.audit.AuditLog;
import io.goldtier.json.Json;
import io.goldtier.web.Browser;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class HawtioTest {

    private static final String CONTEXT = "org.apache.camel:context=goldtier,type=context,name=\"goldtier\"";
    private static final String ROUTE = "org.apache.camel:context=goldtier,type=routes,name=\"demo\"";

    private static final String DEMO = """
            - route:
                id: demo
                description: A route of a test, with a secret in it.
                from:
                  id: demo-tick
                  uri: timer:demo
                  parameters: {period: 500}
                  steps:
                    - setHeader:
                        id: demo-secret
                        name: Authorization
                        expression:
                          simple:
                            expression: "bearer {{goldtier.secret}}"
                    - setBody:
                        id: demo-say
                        expression:
                          constant:
                            expression: hello
            """;

    private static final String DOCUMENT = """
            {"trigger_id": "order-1", "source_domain": "business", "source_type": "file_drop", "source_data": {},
             "triggered_actions": [{"type": "odoo_create_invoice", "params": {"client": "Client ABC", "amount": 100, "project": "Consulting"}}],
             "status": "pending", "created": "2026-02-20T10:30:00Z", "updated": "2026-02-20T10:30:00Z",
             "context": {"client_name": "Client ABC"}}
            """;

    @TempDir
    static Path home;

    private static Assistant assistant;
    private static CamelContext camel;

    @BeforeAll
    static void start() {
        assistant = Assistant.in(home)
                .route("policies/demo.camel.yaml", DEMO)
                .setting("goldtier.secret=hunter2-hunter2")
                .start();
        camel = assistant.bean(CamelContext.class);
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    @Tag("long")
    @Test
    void showsRoutesAndDiagramsInARealBrowser() throws IOException {
        try (var browser = new Browser()) {
            var page = browser.page(1280, 800, false);
            page.navigate(assistant.address() + "/?token=" + token());
            page.navigate(assistant.address() + "/hawtio/camel/routes");
            press(page, "Stop");
            await().untilAsserted(() -> assertThat(
                            camel.getRouteController().getRouteStatus("demo").isStopped())
                    .isTrue());
            press(page, "Start");
            await().untilAsserted(() -> assertThat(
                            camel.getRouteController().getRouteStatus("demo").isStarted())
                    .isTrue());
            page.getByText("Expand all", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            page.getByText("demo", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            assertThat(page.getByText("(ID: demo-say)").first()).isVisible();
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/hawtio.png")));
        }
    }

    @Tag("long")
    @Test
    void drawsTheFormsOfAMessageAsBranchesWithTheirCounts() throws IOException {
        assistant.drop("order.json", DOCUMENT);
        assistant.drop(
                "order.md",
                "---\nclient: Client ABC\nactions:\n  - odoo_create_invoice: {client: Client ABC, amount: 200, project: Consulting}\n---\n");
        for (String client : List.of("ABC", "DEF", "GHI")) {
            assistant.drop(client + ".txt", "Completed project for Client " + client + ", $100");
        }
        await().untilAsserted(() -> assertThat((List<?>) ((Map<?, ?>) assistant.get("/api/triggers")).get("items"))
                .hasSize(5));
        try (var browser = new Browser()) {
            var page = browser.page(1600, 1400, false);
            page.navigate(assistant.address() + "/?token=" + token());
            page.navigate(assistant.address() + "/hawtio/camel/routes");
            page.getByText("Expand all", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            page.getByText("message-work", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            for (String step : List.of("read-document", "read-note", "mail-words", "read-words")) {
                assertThat(page.getByText("(ID: " + step + ")").first()).isVisible();
            }
            assertThat(page.locator(".camel-node-content", new Page.LocatorOptions().setHasText("(ID: which-form)")))
                    .containsText("5");
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/hawtio-message.png")));
        }
    }

    @Tag("long")
    @Test
    void greetsWithNothingToComplainOf() throws IOException {
        try (var browser = new Browser()) {
            var page = browser.page(1600, 1000, false);
            page.navigate(assistant.address() + "/?token=" + token());
            page.navigate(assistant.address() + "/hawtio/");
            assertThat(page.locator(".camel-node-content").first()).isVisible();
            for (int i = 0; i < 10; i++) {
                assertThat(page.locator("[class*=c-alert__title]").allInnerTexts())
                        .isEmpty();
                page.waitForTimeout(500);
            }
            page.getByText("Expand all", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            assertThat(page.getByText("audit-out", new Page.GetByTextOptions().setExact(true))
                            .first())
                    .isVisible();
        }
    }

    @Test
    void aRouteThatDoesNotStartByItselfIsShownAsStoppedAndCanBeStarted() throws Exception {
        String bean = ROUTE.replace("demo", "audit-out");
        assertThat(jolokia(Map.of("type", "read", "mbean", bean, "attribute", "State")))
                .containsEntry("value", "Stopped");
        assertThat(get("/actuator/health")).doesNotContain("audit-out");

        assertThat(jolokia(Map.of("type", "exec", "mbean", bean, "operation", "start()")))
                .containsEntry("status", 200);
        assertThat(camel.getRouteController().getRouteStatus("audit-out").isStarted())
                .isTrue();

        assertThat(jolokia(Map.of("type", "exec", "mbean", bean, "operation", "stop()")))
                .containsEntry("status", 200);
        assertThat(get("/actuator/health")).contains("UP").doesNotContain("audit-out");
    }

    private static void press(Page page, String button) {
        page.locator("tr:has(td:text-is('demo')) input[type=checkbox]").check();
        page.getByText(button, new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
    }

    /** What it draws the counts from, and asks for every two seconds. */
    @Test
    void theCountsOfAllStepsAreAnsweredAtOnce() throws Exception {
        Map<String, Object> answer = jolokia(Map.of(
                "type", "exec",
                "mbean", "org.apache.camel:context=goldtier,type=context,name=\"goldtier\"",
                "operation", "dumpRoutesStatsAsXml",
                "arguments", List.of(true, true)));
        var stats = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader((String) answer.get("value"))))
                .getElementsByTagName("routeStat");
        List<String> routes = IntStream.range(0, stats.getLength())
                .mapToObj(i -> (Element) stats.item(i))
                .filter(route -> route.getElementsByTagName("processorStat").getLength() > 0)
                .map(route -> route.getAttribute("id"))
                .toList();
        assertThat(routes)
                .containsExactlyInAnyOrderElementsOf(
                        camel.getRoutes().stream().map(Route::getId).toList());
    }

    @Test
    void clientAddressesShowThePage() throws IOException, InterruptedException {
        assertThat(get("/hawtio/camel/contexts")).contains("<div id=\"root\">");
        assertThat(get("/hawtio/user")).isEqualTo("\"owner\"");
    }

    @Test
    void whoStopsAndStartsARouteIsInTheLogAndWhatStopsByItselfIsNot() throws Exception {
        int before = controls().size();
        assertThat(jolokia(control("stop()"))).containsEntry("status", 200);
        assertThat(status("demo").isStopped()).isTrue();
        assertThat(jolokia(control("start()"))).containsEntry("status", 200);
        assertThat(status("demo").isStarted()).isTrue();
        assertThat(jolokia(control("reset()"))).containsEntry("status", 200);

        camel.getRouteController().stopRoute("demo");
        camel.getRouteController().startRoute("demo");
        assistant.route("policies/other.camel.yaml", DEMO.replace("demo", "other"));
        await().until(() -> reloads("added") == 1);
        Files.delete(assistant.routes().resolve("policies/other.camel.yaml"));
        await().until(() -> reloads("removed") == 1);

        List<Map<String, Object>> lines = await().until(this::controls, now -> now.size() >= before + 4);
        assertThat(lines.subList(before, lines.size()))
                .extracting(line -> line.get("action") + " " + line.get("status"))
                .containsExactly(
                        "stop_route pending", "stop_route success", "start_route pending", "start_route success");
        assertThat(lines.get(before)).containsEntry("user", "owner").containsEntry("details", Map.of("route", "demo"));
    }

    @Test
    void aRouteIsNotStoppedWhileTheLogCannotBeWritten() throws Exception {
        AuditLog log = assistant.bean(AuditLog.class);
        Path anchor = assistant.data().resolve("log-anchor.json");
        Path away = Files.move(anchor, home.resolve("away.json"));
        Files.createDirectories(anchor.resolve("in-its-place"));
        try {
            assertThat(jolokia(control("start()"))).containsKey("status");
            await().until(() -> log.trouble().isPresent());

            assertThat(jolokia(control("stop()")))
                    .doesNotContainEntry("status", 200)
                    .extractingByKey("error")
                    .asString()
                    .contains("The audit log cannot be written");
            assertThat(status("demo").isStarted()).isTrue();
        } finally {
            Files.delete(anchor.resolve("in-its-place"));
            Files.delete(anchor);
            Files.move(away, anchor);
        }
        await().until(() -> log.trouble().isEmpty());
    }

    private static long reloads(String what) {
        return assistant.log("audit_log.jsonl").stream()
                .filter(line -> line.get("action").equals("reload_routes")
                        && line.toString().contains(what))
                .count();
    }

    private static ServiceStatus status(String route) {
        return camel.getRouteController().getRouteStatus(route);
    }

    private static Map<String, Object> control(String operation) {
        return Map.of("type", "exec", "mbean", ROUTE, "operation", operation);
    }

    private List<Map<String, Object>> controls() {
        return assistant.log("audit_log.jsonl").stream()
                .filter(line -> line.get("source").equals("hawtio"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            read | java.lang:type=Runtime | SystemProperties
            read | java.lang:type=Runtime | InputArguments
            read | java.lang:type=Runtime | ClassPath
            read | com.sun.management:type=HotSpotDiagnostic | DiagnosticOptions
            read | org.springframework.boot:type=Endpoint,name=Env | *
            exec | com.sun.management:type=DiagnosticCommand | vmSystemProperties
            exec | com.sun.management:type=HotSpotDiagnostic | dumpHeap
            exec | org.apache.camel:context=goldtier,type=context,name="goldtier" | sendStringBody(java.lang.String,java.lang.String)
            exec | org.apache.camel:context=goldtier,type=context,name="goldtier" | stop()
            exec | org.apache.camel:context=goldtier,type=context,name="goldtier" | dumpRoutesAsXml(boolean)
            exec | org.apache.camel:context=goldtier,type=context,name="goldtier" | dumpRoutesAsYaml()
            exec | org.apache.camel:context=goldtier,type=routes,name="demo" | dumpRouteAsXml(boolean)
            exec | org.apache.camel:context=goldtier,type=routes,name="demo" | updateRouteFromXml(java.lang.String)
            exec | org.apache.camel:context=goldtier,type=routes,name="demo" | remove()
            exec | org.apache.camel:context=goldtier,type=consumers,name=* | stop()
            exec | org.apache.camel:context=goldtier,type=tracer,name=BacklogTracer | dumpAllTracedMessagesAsXml()
            read | org.apache.camel:context=goldtier,type=processors,name="demo-secret" | Expression
            """)
    void whatCouldLeakOrGoAroundTheGateIsRefused(String type, String bean, String member) throws Exception {
        var request = type.equals("read")
                ? Map.<String, Object>of("type", type, "mbean", bean, "attribute", member)
                : Map.<String, Object>of(
                        "type", type, "mbean", bean, "operation", member, "arguments", List.of("true", "true"));

        var answer = jolokia(request);

        assertThat(answer).doesNotContainEntry("status", 200);
        assertThat(answer.toString()).doesNotContain("hunter2");
    }

    @Test
    void noAttributeOfAnyCamelBeanShowsASecret() throws Exception {
        assertThat(jolokia(Map.of(
                                "type", "read", "mbean", "org.apache.camel:*", "config", Map.of("ignoreErrors", true)))
                        .toString())
                .contains("demo")
                .doesNotContain("hunter2");
        assertThat(jolokia(Map.of("type", "exec", "mbean", CONTEXT, "operation", "dumpRoutesAsXml()"))
                        .toString())
                .contains("demo")
                .doesNotContain("hunter2");
    }

    private Map<String, Object> jolokia(Map<String, ?> request) throws IOException, InterruptedException {
        return Json.readObject(send(HttpRequest.newBuilder(uri("/hawtio/jolokia"))
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(request)))));
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.header("Authorization", "Bearer " + token()).build(), BodyHandlers.ofString())
                .body();
    }

    private static String token() throws IOException {
        return Files.readString(assistant.data().resolve("token")).strip();
    }

    private URI uri(String path) {
        return URI.create(assistant.address() + path);
    }
}
