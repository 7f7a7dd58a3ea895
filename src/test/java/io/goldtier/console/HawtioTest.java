package io.goldtier.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.goldtier.json.Json;
import io.goldtier.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = HawtioTest.Web.class,
        properties = {"goldtier.secret=hunter2-hunter2", "camel.main.name=goldtier"})
class HawtioTest {

    private static final String CONTEXT = "org.apache.camel:context=goldtier,type=context,name=\"goldtier\"";
    private static final String ROUTE = "org.apache.camel:context=goldtier,type=routes,name=\"demo\"";

    @TempDir
    static Path folder;

    @LocalServerPort
    int port;

    @Autowired
    AccessToken token;

    @Autowired
    CamelContext camel;

    @DynamicPropertySource
    static void ownFolders(DynamicPropertyRegistry registry) {
        registry.add("goldtier.data", () -> folder.resolve("data"));
    }

    @Test
    void showsRoutesAndDiagramsInARealBrowser() {
        try (var browser = new Browser()) {
            var page = browser.page(1280, 800, false);
            page.navigate("http://127.0.0.1:" + port + "/?token=" + token.value());
            page.navigate("http://127.0.0.1:" + port + "/hawtio/");

            assertThat(page.getByText("(ID: say)").first()).isVisible();
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/hawtio.png")));
            page.getByText("Routes", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            page.getByRole(AriaRole.CHECKBOX).last().check();
            page.getByText("Stop", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            await().untilAsserted(() -> assertThat(
                            camel.getRouteController().getRouteStatus("demo").isStopped())
                    .isTrue());
            page.getByRole(AriaRole.CHECKBOX).last().check();
            page.getByText("Start", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            await().untilAsserted(() -> assertThat(
                            camel.getRouteController().getRouteStatus("demo").isStarted())
                    .isTrue());
        }
    }

    @Test
    void clientAddressesShowThePage() throws IOException, InterruptedException {
        assertThat(get("/hawtio/camel/contexts")).contains("<div id=\"root\">");
        assertThat(get("/hawtio/user")).isEqualTo("\"owner\"");
    }

    @Test
    void routesCanBeStoppedAndStarted() throws Exception {
        assertThat(jolokia(Map.of("type", "exec", "mbean", ROUTE, "operation", "stop()")))
                .containsEntry("status", 200);
        assertThat(camel.getRouteController().getRouteStatus("demo").isStopped())
                .isTrue();
        assertThat(jolokia(Map.of("type", "exec", "mbean", ROUTE, "operation", "start()")))
                .containsEntry("status", 200);
        assertThat(camel.getRouteController().getRouteStatus("demo").isStarted())
                .isTrue();
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
            exec | org.apache.camel:context=goldtier,type=tracer,name=BacklogTracer | dumpAllTracedMessagesAsXml()
            read | org.apache.camel:context=goldtier,type=processors,name="secret" | Expression
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
                .send(request.header("Authorization", "Bearer " + token.value()).build(), BodyHandlers.ofString())
                .body();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Web side and Camel, without store. */
    @Configuration
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "io.hawt.springboot.HawtioEndpointAutoConfiguration",
                "io.hawt.springboot.HawtioLogAutoConfiguration"
            })
    @EnableConfigurationProperties({Settings.class, ConsoleSettings.class})
    @Import({WebSecurity.class, AccessToken.class, HawtioConfiguration.class, HawtioAnswers.class})
    static class Web {

        @Bean
        RouteBuilder demo() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("timer:demo?period=500")
                            .routeId("demo")
                            .setHeader("Authorization")
                            .simple("bearer {{goldtier.secret}}")
                            .id("secret")
                            .log("${body}")
                            .id("say");
                }
            };
        }
    }
}
