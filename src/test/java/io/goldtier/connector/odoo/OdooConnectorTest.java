package io.goldtier.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goldtier.skill.AsSkill;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The route {@code direct:odoo} against the stand-in, over real HTTP. */
class OdooConnectorTest {

    @TempDir
    Path data;

    private ConfigurableApplicationContext context;
    private ProducerTemplate camel;

    private void start(Map<String, Object> settings) {
        context = OdooApp.start(data, settings);
        camel = context.getBean(ProducerTemplate.class);
    }

    @AfterEach
    void stop() {
        if (context != null) {
            context.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "json2", "jsonrpc"})
    void aCallGivesTheBareResultOverEitherProtocol(String protocol) {
        start(Map.of("goldtier.odoo.protocol", protocol));
        Object created = call("res.partner", "create", Map.of("vals_list", List.of(Map.of("name", "Client ABC"))));
        assertThat(created).isInstanceOf(List.class);
        Object found = call(
                "res.partner",
                "search_read",
                Map.of(
                        "domain",
                        List.of(List.of("name", "=", "Client ABC")),
                        "fields",
                        List.of("name", "email", "country_id")));
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("id", ((List<?>) created).get(0));
        expected.put("name", "Client ABC");
        expected.put("email", false);
        expected.put("country_id", false);
        assertThat(found).isEqualTo(List.of(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"json2", "jsonrpc"})
    void anInvoiceIsLoadedPostedAndReadBack(String protocol) {
        start(Map.of("goldtier.odoo.protocol", protocol));
        Object partner =
                ((List<?>) call("res.partner", "create", Map.of("vals_list", List.of(Map.of("name", "A"))))).get(0);
        Map<String, Object> load = Map.of(
                "fields",
                List.of(
                        "id",
                        "move_type",
                        "partner_id/.id",
                        "invoice_date",
                        "invoice_line_ids/id",
                        "invoice_line_ids/name",
                        "invoice_line_ids/price_unit"),
                "data",
                List.of(List.of(
                        "goldtier.move_1",
                        "out_invoice",
                        partner.toString(),
                        "2026-11-20",
                        "goldtier.line_1",
                        "x",
                        "10000")));
        Object first = ((Map<?, ?>) call("account.move", "load", load)).get("ids");
        Object second = ((Map<?, ?>) call("account.move", "load", load)).get("ids");
        assertThat(second).isEqualTo(first);
        Object id = ((List<?>) first).get(0);
        assertThat(AsSkill.call(camel, "odoo", Map.of("model", "account.move", "method", "action_post", "ids", first)))
                .isEqualTo(false);
        assertThat(AsSkill.call(
                        camel,
                        "odoo",
                        Map.of(
                                "model",
                                "account.move",
                                "method",
                                "read",
                                "ids",
                                List.of(id),
                                "args",
                                Map.of("fields", List.of("name", "state", "amount_total", "partner_id")))))
                .asString()
                .isEqualTo("[{id=1, name=INV/2026/00001, state=posted, amount_total=10000.0, partner_id=[2, A]}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json2", "jsonrpc"})
    void aWrongKeyIsAMatterOfAuthentication(String protocol) throws Exception {
        start(Map.of("goldtier.odoo.protocol", protocol));
        fault("{\"odoo\": {\"wrong_key\": true}}");
        assertThatThrownBy(() -> call("res.partner", "search_count", Map.of("domain", List.of())))
                .satisfies(e -> assertThat(trouble(e).kind()).isEqualTo(Kind.AUTHENTICATION));
    }

    @Test
    void anOlderOdooIsFoundOutAndSumsInItsOwnForm() {
        start(Map.of("goldtier.sandbox.odoo-version", 17));
        call("res.partner", "create", Map.of("vals_list", List.of(Map.of("name", "A"), Map.of("name", "A"))));
        Map<String, Object> sum = Map.of(
                "domain", List.of(List.of("name", "=", "A")),
                "groupby", List.of("name"),
                "aggregates", List.of("id:max", "__count"));
        assertThat(call("res.partner", "formatted_read_group", sum))
                .asString()
                .isEqualTo("[{name=A, id:max=3, __count=2}]");
        assertThatThrownBy(() -> call(
                        "res.partner",
                        "formatted_read_group",
                        Map.of("domain", List.of(), "groupby", List.of("create_date:month"), "aggregates", List.of())))
                .rootCause()
                .hasMessageContaining("create_date:month");
    }

    @Test
    void anAnswerThatIsLostAfterAWriteIsInDoubtAndTheWriteTookEffect() throws Exception {
        start(Map.of());
        for (String fault : List.of("cut_after_acting", "error_500_after_acting")) {
            Object before = call("res.partner", "search_count", Map.of("domain", List.of()));
            fault("{\"odoo\": {\"" + fault + "\": true, \"times\": 1}}");
            assertThatThrownBy(() -> call("res.partner", "create", Map.of("vals_list", List.of(Map.of("name", fault)))))
                    .satisfies(e -> assertThat(trouble(e).kind()).isEqualTo(Kind.IN_DOUBT));
            assertThat(call("res.partner", "search_count", Map.of("domain", List.of())))
                    .isEqualTo((Integer) before + 1);
        }
        fault("{\"odoo\": {\"refuse\": true, \"times\": 1}}");
        assertThatThrownBy(() -> call("res.partner", "search_count", Map.of("domain", List.of())))
                .satisfies(e -> assertThat(trouble(e).kind()).isEqualTo(Kind.TRANSIENT));
        fault("{\"odoo\": {\"status\": 429, \"retry_after\": 7, \"times\": 1}}");
        assertThatThrownBy(() -> call("res.partner", "search_count", Map.of("domain", List.of())))
                .satisfies(e -> {
                    assertThat(trouble(e).kind()).isEqualTo(Kind.THROTTLED);
                    assertThat(trouble(e).retryAt()).isPresent();
                });
        fault("{\"odoo\": {\"garbage\": true, \"times\": 1}}");
        assertThatThrownBy(() -> call("res.partner", "search_count", Map.of("domain", List.of())))
                .satisfies(e -> assertThat(trouble(e).kind()).isEqualTo(Kind.TRANSIENT));
    }

    @Test
    void whatADryRunWouldChangeIsNotSent() {
        start(Map.of(
                "goldtier.mode",
                "dry-run",
                "goldtier.odoo.url",
                "http://127.0.0.1:1",
                "goldtier.odoo.database",
                "books"));
        assertThatThrownBy(() -> call("res.partner", "create", Map.of("vals_list", List.of())))
                .hasRootCauseInstanceOf(io.goldtier.skill.system.DryRun.class);
        assertThatThrownBy(() -> call("res.partner", "search_count", Map.of("domain", List.of())))
                .satisfies(e -> assertThat(trouble(e).kind()).isEqualTo(Kind.TRANSIENT))
                .satisfies(e -> assertThat(trouble(e)).hasMessage("Odoo cannot be reached at http://127.0.0.1:1."));
    }

    private Object call(String model, String method, Map<String, Object> args) {
        return AsSkill.call(camel, "odoo", Map.of("model", model, "method", method, "args", args));
    }

    private static OutsideException trouble(Throwable e) {
        assertThat(e).isInstanceOf(CamelExecutionException.class).hasCauseInstanceOf(OutsideException.class);
        return (OutsideException) e.getCause();
    }

    private void fault(String json) throws Exception {
        String port = context.getEnvironment().getProperty("local.server.port");
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/sandbox/faults"))
                                .PUT(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
