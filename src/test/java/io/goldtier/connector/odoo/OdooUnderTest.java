package io.goldtier.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.goldtier.connector.odoo.rpc.OdooSettings;
import io.goldtier.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** The Odoo that the contract is held against: the stand-in, or a real one that the environment names. */
final class OdooUnderTest implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OdooUnderTest.class);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Who asks. Of a real Odoo's users beside the administrator only those are there that the environment names. */
    enum Person {
        ADMIN(OdooSettings.SANDBOX_LOGIN, OdooSettings.SANDBOX_KEY),
        /** Invoicing and contact creation, no "Access Rights". */
        BOOKKEEPER("bookkeeper", "sandbox-odoo-bookkeeper-key"),
        /** Neither Invoicing nor contact creation. */
        LIMITED("limited", "sandbox-odoo-limited-key"),
        /** May look at the books, no more. */
        READER("reader", "sandbox-odoo-reader-key");

        private final String standInLogin;
        private final String standInKey;

        Person(String standInLogin, String standInKey) {
            this.standInLogin = standInLogin;
            this.standInKey = standInKey;
        }

        private String setting(String what) {
            return "ODOO_TEST_" + (this == ADMIN ? "" : name().toUpperCase(Locale.ROOT) + "_") + what;
        }
    }

    /** Status and parsed body. */
    record Answer(int status, Object body) {

        /** What was refused and in which words, or the body. */
        String outcome() {
            return body instanceof Map<?, ?> error && error.get("name") != null && error.containsKey("arguments")
                    ? status + " " + error.get("name")
                    : status + " " + body;
        }

        String message() {
            return body instanceof Map<?, ?> error ? String.valueOf(error.get("message")) : "";
        }
    }

    private final ConfigurableApplicationContext standIn;
    private final String url;
    private final String database;

    private OdooUnderTest(ConfigurableApplicationContext standIn, String url, String database) {
        this.standIn = standIn;
        this.url = url;
        this.database = database;
        LOG.info("The requests go to {}", real() ? url : "the stand-in; set ODOO_TEST_URL for a real Odoo");
    }

    static OdooUnderTest start(Path data) {
        String real = setting("ODOO_TEST_URL");
        if (real != null) {
            return new OdooUnderTest(null, real, setting("ODOO_TEST_DB"));
        }
        ConfigurableApplicationContext context = OdooApp.start(data, Map.of());
        String port = context.getEnvironment().getProperty("local.server.port");
        return new OdooUnderTest(context, "http://127.0.0.1:" + port + "/sandbox/odoo", OdooSettings.SANDBOX_DATABASE);
    }

    private static String setting(String name) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    boolean real() {
        return standIn == null;
    }

    String database() {
        return database;
    }

    String login(Person person) {
        return real() ? needed(person.setting("LOGIN")) : person.standInLogin;
    }

    String key(Person person) {
        return real() ? needed(person.setting("KEY")) : person.standInKey;
    }

    private static String needed(String name) {
        String value = setting(name);
        assumeTrue(value != null, name + " is not set");
        return value;
    }

    /** The result of a call that must work, as the administrator. */
    Object call(String model, String method, Map<String, ?> arguments) throws Exception {
        Answer answer = ask(Person.ADMIN, model, method, arguments);
        assertThat(answer.status())
                .as(model + " " + method + ": " + answer.body())
                .isEqualTo(200);
        return answer.body();
    }

    Object create(String model, Map<String, ?> values) throws Exception {
        return ((List<?>) call(model, "create", Map.of("vals_list", List.of(values)))).get(0);
    }

    /** The first record that a condition finds. */
    Object one(String model, List<?> domain) throws Exception {
        return ((List<?>) call(model, "search", Map.of("domain", domain, "limit", 1))).get(0);
    }

    Answer ask(Person person, String model, String method, Map<String, ?> arguments) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .header("Authorization", "bearer " + key(person))
                .header("X-Odoo-Database", database)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(arguments)))
                .uri(URI.create(url + "/json/2/" + model + "/" + method)));
        return new Answer(answer.statusCode(), Json.read(answer.body()));
    }

    /** Sends what asks for an address of Odoo, such as {@code /jsonrpc}. */
    HttpResponse<String> send(String path, HttpRequest.Builder request) throws Exception {
        return send(request.uri(URI.create(url + path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /**
     * From now on no mail goes out, or all do again. A real Odoo for tests has no mail server, so that none goes out
     * anyway.
     */
    void mailsFail(boolean fail) throws Exception {
        if (!real()) {
            fault(fail ? Map.of("mail", "exception") : Map.of());
        }
    }

    /** Makes the stand-in misbehave. */
    void fault(Map<String, ?> fault) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url.replace("/odoo", "/faults")))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(Json.write(Map.of("odoo", fault)))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** What the stand-in holds. */
    Map<?, ?> state() throws Exception {
        String all = send(HttpRequest.newBuilder(URI.create(url.replace("/odoo", "/state?system=odoo"))))
                .body();
        return (Map<?, ?>) ((Map<?, ?>) Json.read(all)).get("odoo");
    }

    @Override
    public void close() {
        if (standIn != null) {
            standIn.close();
        }
    }
}
