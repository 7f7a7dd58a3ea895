package io.goldtier.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goldtier.skill.AsSkill;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What the connector makes of the answers that a real Odoo gave, over real HTTP. */
class OdooRecordedAnswersTest {

    private static final String KEY = "key-that-must-not-be-seen";

    /** Everything else is the caller's or the books' fault, and the same call would be refused again. */
    private static final Set<String> AUTHENTICATION = Set.of(
            "json2_err_basic_auth",
            "json2_err_expired_key",
            "json2_err_no_auth",
            "json2_err_wrong_key",
            "json2_err_wrong_db",
            "json2_err_wrong_db_matching_filter",
            "multidb_json2_err_no_db_header",
            "multidb_json2_err_unknown_db",
            "jsonrpc_authenticate_wrong_db",
            "jsonrpc_err_access_denied_empty_key",
            "jsonrpc_err_access_denied_uid_false",
            "jsonrpc_err_access_denied_unknown_uid",
            "jsonrpc_err_access_denied_wrong_key",
            "jsonrpc_err_access_denied_wrong_uid",
            "jsonrpc_err_expired_key_execute",
            "jsonrpc_err_wrong_db",
            "multidb_jsonrpc_err_uninitialised_db");

    private static HttpServer odoo;
    private static volatile Recorded answering;
    private static volatile String asked;
    private static volatile String authorization;
    private static ConfigurableApplicationContext context;
    private static ProducerTemplate camel;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        odoo = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        odoo.createContext("/", OdooRecordedAnswersTest::answer);
        odoo.start();
        String url = "http://127.0.0.1:" + odoo.getAddress().getPort();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("goldtier.mode", "live");
        settings.put("goldtier.odoo.url", url);
        settings.put("goldtier.odoo.database", "books");
        settings.put("goldtier.odoo.api-key", KEY);
        settings.put("goldtier.odoo.protocol", "json2");
        settings.put("goldtier.odoo.instances.older.url", url);
        settings.put("goldtier.odoo.instances.older.database", "books");
        settings.put("goldtier.odoo.instances.older.login", "office");
        settings.put("goldtier.odoo.instances.older.api-key", KEY);
        settings.put("goldtier.odoo.instances.older.protocol", "jsonrpc");
        context = OdooApp.start(data, settings);
        camel = context.getBean(ProducerTemplate.class);
    }

    @AfterAll
    static void stop() {
        context.close();
        odoo.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        authorization = exchange.getRequestHeaders().getFirst("Authorization");
        boolean login = asked.contains("\"authenticate\"") && !answering.name().contains("authenticate");
        String text = login ? "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":2}" : answering.answerText();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", text.startsWith("<") ? "text/html; charset=utf-8" : "application/json");
        exchange.sendResponseHeaders(login ? 200 : answering.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    static Stream<Recorded> refusals() {
        return Recorded.all().values().stream().filter(Recorded::refusal);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void aRefusalIsOfTheRightClassAndSaysSoInASentence(Recorded recorded) {
        OutsideException trouble = refuse(recorded, "search_read");
        Kind kind = AUTHENTICATION.contains(recorded.name())
                ? Kind.AUTHENTICATION
                : recorded.name().equals("multidb_json2_err_uninitialised_db") ? Kind.TRANSIENT : Kind.PERMANENT;
        assertThat(trouble.kind()).as(trouble.getMessage()).isEqualTo(kind);
        assertThat(trouble.getMessage())
                .matches("(?s)[A-Z].*[.!?…)]")
                .hasSizeLessThan(700)
                .doesNotContain(KEY)
                .doesNotContain("Traceback");
    }

    @Test
    void aServerErrorWithoutANameIsInDoubtOnlyAfterAWrite() {
        Recorded broken = Recorded.all().get("multidb_json2_err_uninitialised_db");
        assertThat(refuse(broken, "action_post").kind()).isEqualTo(Kind.IN_DOUBT);
        assertThat(refuse(broken, "search_count").kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(refuse(Recorded.all().get("json2_err_bad_date"), "create").kind())
                .isEqualTo(Kind.PERMANENT);
    }

    @Test
    void aLogInThatIsRefusedIsAMatterOfAuthentication() {
        for (String name : List.of("jsonrpc_authenticate_wrong_key", "jsonrpc_authenticate_unknown_login")) {
            // What is refused for want of a key logs out
            refuse(Recorded.all().get("jsonrpc_err_access_denied_wrong_key"), "search_read");
            assertThat(refuse(Recorded.all().get(name), "search_read").kind()).isEqualTo(Kind.AUTHENTICATION);
        }
    }

    @Test
    void resultsComeAsTheyAre() {
        Recorded posted = Recorded.all().get("json2_move_action_post");
        answering = posted;
        assertThat(AsSkill.call(camel, "odoo", call(posted, "action_post"))).isEqualTo(false);
        assertThat(authorization).isEqualTo("bearer " + KEY);
        Recorded cancelled = Recorded.all().get("json2_move_button_cancel");
        answering = cancelled;
        assertThat(AsSkill.call(camel, "odoo", call(cancelled, "button_cancel")))
                .isNull();
        Recorded older = Recorded.all().get("jsonrpc_move_action_post");
        answering = older;
        assertThat(AsSkill.call(camel, "odoo", call(older, "action_post"))).isEqualTo(false);
        assertThat(asked).contains("\"execute_kw\"").contains("[\"books\",2,\"" + KEY + "\",\"account.move\"");
        assertThat(authorization).isNull();
    }

    private static OutsideException refuse(Recorded recorded, String method) {
        answering = recorded;
        Throwable thrown = catchThrowable(() -> AsSkill.call(camel, "odoo", call(recorded, method)));
        assertThat(thrown).isNotNull();
        assertThat(thrown.getCause()).isInstanceOf(OutsideException.class);
        return (OutsideException) thrown.getCause();
    }

    private static Map<String, Object> call(Recorded recorded, String method) {
        return Map.of(
                "instance",
                recorded.jsonRpc() ? "older" : "",
                "model",
                "account.move",
                "method",
                method,
                "args",
                Map.of());
    }
}
