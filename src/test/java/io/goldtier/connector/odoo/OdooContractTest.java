package io.goldtier.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Recorded requests, sent again: the stand-in answers in the same shape as the real one did.
 *
 * <p>With {@code ODOO_TEST_URL}, {@code ODOO_TEST_DB}, {@code ODOO_TEST_LOGIN} and {@code ODOO_TEST_KEY} in the
 * environment the same requests go to a real Odoo 19 instead, which must be one for tests: it is written to.
 */
class OdooContractTest {

    /** What the recordings did beside or before the call, or what only the recorded server had. */
    private static final Set<String> NOT_APPLICABLE = Set.of(
            "json2_err_expired_key",
            "json2_err_access_error",
            "json2_err_access_error_create",
            "json2_context_lang_company",
            "json2_mail_search",
            "json2_mail_message_of_sent",
            "json2_move_web_search_read",
            "json2_read_duplicated_ref_ids",
            "json2_err_wrong_db_matching_filter",
            "json2_no_db_header_single_db");

    private static final Logger LOG = LoggerFactory.getLogger(OdooContractTest.class);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String REAL = setting("ODOO_TEST_URL");

    private static ConfigurableApplicationContext context;
    private static String url;
    private static String database;
    private static String login;
    private static String key;
    private static Object uid;
    private static final Map<String, Object> IDS = new TreeMap<>();

    private static String setting(String name) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        url = REAL;
        database = setting("ODOO_TEST_DB");
        login = setting("ODOO_TEST_LOGIN");
        key = setting("ODOO_TEST_KEY");
        LOG.info("The requests go to {}", REAL == null ? "the stand-in; set ODOO_TEST_URL for a real Odoo" : REAL);
        if (REAL == null) {
            context = OdooApp.start(data, Map.of());
            url = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/sandbox/odoo";
            database = OdooSettings.SANDBOX_DATABASE;
            login = OdooSettings.SANDBOX_LOGIN;
            key = OdooSettings.SANDBOX_KEY;
        }
        uid = ((Map<?, ?>) call("res.users", "context_get", Map.of())).get("uid");
        IDS.put("income", one("account.account", List.of(List.of("account_type", "=", "income"))));
        IDS.put("expense", one("account.account", List.of(List.of("account_type", "=", "expense"))));
        IDS.put("bank", one("account.account", List.of(List.of("account_type", "=", "asset_cash"))));
        IDS.put("general", one("account.journal", List.of(List.of("type", "=", "general"))));
        IDS.put(
                "partner",
                create("res.partner", Map.of("name", "Client XYZ", "email", "office@xyz.example", "ref", "CUST-0002")));
        IDS.put("mute", create("res.partner", Map.of("name", "Client without address")));
    }

    @AfterAll
    static void stop() {
        if (context != null) {
            context.close();
        }
    }

    static Stream<Recorded> requests() {
        return Recorded.all().values().stream()
                .filter(recorded -> !NOT_APPLICABLE.contains(recorded.name()))
                .filter(recorded -> recorded.name().startsWith("json2_") || older(recorded.name()))
                .filter(recorded -> !recorded.headers().toString().contains("LIMITED"));
    }

    /** The older protocol's requests that need no state of their own. */
    private static boolean older(String name) {
        return name.startsWith("jsonrpc_err_")
                        && !name.contains("limited")
                        && !name.contains("expired")
                        && !name.contains("denied")
                || Set.of(
                                "jsonrpc_version_info",
                                "jsonrpc_no_id",
                                "jsonrpc_content_type_charset",
                                "jsonrpc_batch",
                                "jsonrpc_authenticate_ok",
                                "jsonrpc_authenticate_wrong_key",
                                "jsonrpc_authenticate_unknown_login",
                                "jsonrpc_authenticate_wrong_db",
                                "jsonrpc_account_search_read_by_code",
                                "jsonrpc_account_search_read_expense",
                                "jsonrpc_account_search_read_income",
                                "jsonrpc_company_search_read",
                                "jsonrpc_country_search_read",
                                "jsonrpc_currency_search_read",
                                "jsonrpc_currency_search_read_inactive",
                                "jsonrpc_journal_search_read",
                                "jsonrpc_tax_search_read",
                                "jsonrpc_partner_create",
                                "jsonrpc_partner_create_list",
                                "jsonrpc_move_create_out_invoice",
                                "jsonrpc_move_create_entry",
                                "jsonrpc_move_create_entry_unbalanced",
                                "jsonrpc_move_create_in_invoice",
                                "jsonrpc_move_create_in_receipt",
                                "jsonrpc_move_create_out_refund",
                                "jsonrpc_move_search_count",
                                "jsonrpc_move_search_read_range",
                                "jsonrpc_missing_record_read_empty")
                        .contains(name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void theAnswerHasTheRecordedShape(Recorded recorded) throws Exception {
        HttpResponse<String> answer = send(recorded, body(recorded));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(recorded.status());
        String said = answer.body();
        if (recorded.answer() instanceof String text && !text.startsWith("{")) {
            assertThat(said).startsWith(text.equals("null") ? "null" : text.substring(0, Math.min(12, text.length())));
            return;
        }
        Object parsed = Json.read(said);
        if (!recorded.error().isEmpty()) {
            Recorded now = new Recorded("", "", recorded.path(), Map.of(), null, answer.statusCode(), parsed);
            assertThat(now.error()).as(said).isEqualTo(recorded.error());
            assertThat(words(message(parsed))).isEqualTo(words(message(recorded.answer())));
            return;
        }
        String difference = difference("", recorded.answer(), parsed);
        assertThat(difference).as(said).isEmpty();
    }

    /** What is other in the shape of the second value; an empty text when nothing is. */
    private static String difference(String where, Object was, Object is) {
        if (was instanceof Map<?, ?> before) {
            if (!(is instanceof Map<?, ?> after)) {
                return where + ": an object was expected, not " + is;
            }
            if (!before.keySet().equals(after.keySet())) {
                return where + ": the keys were " + before.keySet() + " and are " + after.keySet();
            }
            StringBuilder found = new StringBuilder();
            before.forEach((name, value) -> found.append(difference(where + "." + name, value, after.get(name))));
            return found.toString();
        }
        if (was instanceof List<?> before) {
            if (!(is instanceof List<?> after)) {
                return Boolean.FALSE.equals(is) ? "" : where + ": a list was expected, not " + is;
            }
            if (before.isEmpty() || after.isEmpty()) {
                return "";
            }
            return difference(where + "[0]", before.get(0), after.get(0));
        }
        // Unset is false, whatever the field is
        if (was == null || is == null || Boolean.FALSE.equals(was) || Boolean.FALSE.equals(is)) {
            return was == null == (is == null) ? "" : where + " was " + was + " and is " + is;
        }
        boolean same = was instanceof Number && is instanceof Number || was.getClass() == is.getClass();
        return same ? "" : where + " was " + was + " and is " + is;
    }

    private static String message(Object answer) {
        Object data = answer instanceof Map<?, ?> map && map.get("error") instanceof Map<?, ?> error
                ? error.get("data")
                : answer;
        return String.valueOf(((Map<?, ?>) data).get("message"));
    }

    /** A message without its numbers, names and places, of which only the first words are promised. */
    private static String words(String message) {
        return message.replaceAll("[A-Z]+/[\\d/]+", "N")
                .replaceAll("\\d+", "N")
                .replaceAll("(?s)(could not parse the body as json|time data).*", "$1")
                .replaceAll("(?s)\\(Record.*", "")
                .replaceAll("(?s)database \".*", "")
                .strip();
    }

    private static Object body(Recorded recorded) throws Exception {
        Object body = replaced(recorded.body());
        if (body instanceof Map<?, ?> && !recorded.jsonRpc()) {
            Map<String, Object> named = new LinkedHashMap<>();
            ((Map<?, ?>) body).forEach((name, value) -> named.put(String.valueOf(name), value));
            state(recorded.name(), named);
            return named;
        }
        return body;
    }

    /** Brings about what the recorded call was made on. */
    private static void state(String name, Map<String, Object> body) throws Exception {
        List<Object> ids = new ArrayList<>();
        boolean wizard = name.contains("wizard") || name.contains("payment_register") || name.contains("silent");
        if (wizard) {
            Object move = invoice(IDS.get(name.contains("without_email") ? "mute" : "partner"), true);
            Map<String, Object> about = Map.of("active_model", "account.move", "active_ids", List.of(move));
            boolean payment = name.contains("payment");
            if (body.containsKey("ids")) {
                Map<String, Object> values =
                        payment ? Map.of() : Map.of("move_id", move, "sending_methods", List.of("email"));
                Map<String, Object> args = new LinkedHashMap<>();
                args.put("vals_list", List.of(values));
                args.put("context", about);
                ids.add(((List<?>)
                                call(payment ? "account.payment.register" : "account.move.send.wizard", "create", args))
                        .get(0));
            } else if (!payment) {
                body.put("vals_list", List.of(Map.of("move_id", move, "sending_methods", List.of("email"))));
            }
            if (body.containsKey("context")) {
                body.put("context", about);
            }
        } else if (name.equals("json2_err_post_no_lines")) {
            ids.add(create("account.move", Map.of("move_type", "out_invoice", "partner_id", IDS.get("partner"))));
        } else if (name.equals("json2_err_post_no_partner")) {
            ids.add(invoice(false, false));
        } else if (name.equals("json2_err_post_batch_one_bad") || name.equals("json2_read_after_failed_batch")) {
            ids.add(invoice(IDS.get("partner"), false));
            ids.add(invoice(false, false));
        } else if (name.matches("json2_(move_action_post|move_post_.*|post_.*|move_unlink_draft|move_button_cancel)")) {
            ids.add(invoice(IDS.get("partner"), false));
        } else if (name.equals("json2_err_ir_model_data_duplicate") || name.equals("json2_ir_model_data_lookup")) {
            external(name.endsWith("lookup"));
        } else if (name.equals("json2_attachment_read")) {
            ids.add(create(
                    "ir.attachment",
                    Map.of("name", "receipt.pdf", "datas", "JVBERi0xLjQK", "mimetype", "application/pdf")));
        } else if (body.get("ids") instanceof List<?> given
                && !given.contains(999999)
                && !name.equals("json2_lock_date_set")) {
            ids.add(invoice(IDS.get("partner"), true));
        }
        if (name.equals("json2_ir_model_data_create")) {
            body.put(
                    "vals_list",
                    List.of(Map.of(
                            "module",
                            "books",
                            "name",
                            "evt_" + System.nanoTime(),
                            "model",
                            "account.move",
                            "res_id",
                            30)));
        }
        if (name.equals("json2_lock_date_set")) {
            body.put("vals", Map.of("fiscalyear_lock_date", "2001-01-31"));
        }
        if (!ids.isEmpty() && body.containsKey("ids")) {
            body.put("ids", ids);
        }
    }

    private static void external(boolean onlyOnce) throws Exception {
        Object found = call(
                "ir.model.data",
                "search_count",
                Map.of("domain", List.of(List.of("module", "=", "books"), List.of("name", "=", "evt_123"))));
        if (Integer.valueOf(0).equals(found)) {
            create(
                    "ir.model.data",
                    Map.of("module", "books", "name", "evt_123", "model", "account.move", "res_id", 30));
        }
    }

    private static Object invoice(Object partner, boolean posted) throws Exception {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("move_type", "out_invoice");
        values.put("partner_id", partner);
        values.put("invoice_date", "2026-11-20");
        values.put(
                "invoice_line_ids",
                List.of(List.of(0, 0, Map.of("name", "x", "price_unit", 10, "account_id", IDS.get("income")))));
        Object id = create("account.move", values);
        if (posted) {
            call("account.move", "action_post", Map.of("ids", List.of(id)));
        }
        return id;
    }

    /** The recorded body with this server's ids in place of the recorded server's. */
    private static Object replaced(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((name, inner) -> result.put(String.valueOf(name), replaced(String.valueOf(name), inner)));
            return result;
        }
        if (value instanceof List<?> list) {
            List<Object> result = new ArrayList<>();
            list.forEach(item -> result.add(replaced(item)));
            if (result.size() > 4 && "sandbox".equals(result.get(0)) && "KEY".equals(result.get(2))) {
                result.set(1, uid);
            }
            return result;
        }
        if ("KEY".equals(value)) {
            return key;
        }
        return "sandbox".equals(value)
                ? database
                : "admin".equals(value)
                        ? login
                        : "7".equals(value)
                                ? IDS.get("partner").toString()
                                : "26".equals(value) ? IDS.get("income").toString() : value;
    }

    private static Object replaced(String name, Object value) {
        return switch (name) {
            case "partner_id" -> value instanceof Integer id && id < 99999 ? IDS.get("partner") : value;
            case "account_id" ->
                Integer.valueOf(26).equals(value)
                        ? IDS.get("income")
                        : Integer.valueOf(32).equals(value)
                                ? IDS.get("expense")
                                : Integer.valueOf(45).equals(value) ? IDS.get("bank") : value;
            case "journal_id" -> value instanceof Integer ? IDS.get("general") : value;
            case "product_id" -> productId();
            default -> replaced(value);
        };
    }

    private static Object productId() {
        try {
            return IDS.containsKey("product")
                    ? IDS.get("product")
                    : IDS.computeIfAbsent(
                            "product",
                            name -> unchecked(
                                    () -> create("product.product", Map.of("name", "Thing", "list_price", 50))));
        } catch (IllegalStateException e) {
            throw e;
        }
    }

    private static Object unchecked(java.util.concurrent.Callable<Object> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object create(String model, Map<String, Object> values) throws Exception {
        return ((List<?>) call(model, "create", Map.of("vals_list", List.of(values)))).get(0);
    }

    private static Object one(String model, List<?> domain) throws Exception {
        return ((List<?>) call(model, "search", Map.of("domain", domain, "limit", 1))).get(0);
    }

    private static Object call(String model, String method, Map<String, Object> args) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(url + "/json/2/" + model + "/" + method))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "bearer " + key)
                        .header("X-Odoo-Database", database)
                        .POST(HttpRequest.BodyPublishers.ofString(Json.write(args)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as(model + " " + method + ": " + answer.body())
                .isEqualTo(200);
        return Json.read(answer.body());
    }

    private static HttpResponse<String> send(Recorded recorded, Object body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + recorded.path()));
        recorded.headers().forEach((name, value) -> {
            String text = String.valueOf(value).replace("KEY", key);
            request.header(name, text.equals("sandbox") ? database : text);
        });
        if (!recorded.headers().containsKey("Content-Type")
                && recorded.jsonRpc()
                && recorded.method().equals("POST")) {
            request.header("Content-Type", "application/json");
        }
        String text = body == null ? "" : body instanceof String plain ? plain : Json.write(body);
        request.method(recorded.method(), HttpRequest.BodyPublishers.ofString(text));
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
