package io.goldtier.connector.odoo;

import io.goldtier.connector.odoo.OdooUnderTest.Answer;
import io.goldtier.connector.odoo.OdooUnderTest.Person;
import io.goldtier.json.Json;
import java.net.http.HttpRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Makes records in the books of an Odoo under test, and looks at what became of them. */
class OdooTestBooks {

    static final List<Object> NO_TAX = List.of(List.of(6, 0, List.of()));

    final OdooUnderTest odoo;

    private final String run = Long.toString(System.nanoTime(), 36);
    private int made;

    OdooTestBooks(OdooUnderTest odoo) {
        this.odoo = odoo;
    }

    String fresh() {
        return "contract_" + run + "_" + made++;
    }

    static String today() {
        return LocalDate.now().toString();
    }

    Answer ask(Person person, String model, String method, Map<String, ?> arguments) throws Exception {
        return odoo.ask(person, model, method, arguments);
    }

    static Map<?, ?> body(Answer answer) {
        return (Map<?, ?>) answer.body();
    }

    /** What was refused, and to whom it would be allowed. */
    static String refusal(Answer answer) {
        List<String> groups = answer.message()
                .lines()
                .filter(line -> line.startsWith("\t- "))
                .map(line -> line.substring(3))
                .toList();
        return answer.outcome() + " for " + String.join(", ", groups);
    }

    Object access(Person person, String model, String operation) throws Exception {
        return ask(person, model, "has_access", Map.of("ids", List.of(), "operation", operation))
                .body();
    }

    Answer reference(Person person, String name) throws Exception {
        return ask(person, "ir.model.data", "check_object_reference", Map.of("module", "goldtier", "xml_id", name));
    }

    /** The result of {@code authenticate} over JSON-RPC. */
    Object logIn(String key) throws Exception {
        Map<String, Object> params = Map.of(
                "service",
                "common",
                "method",
                "authenticate",
                "args",
                List.of(odoo.database(), odoo.login(Person.ADMIN), key, Map.of()));
        String body = Json.write(Map.of("jsonrpc", "2.0", "method", "call", "id", 1, "params", params));
        String answer = odoo.send(
                        "/jsonrpc",
                        HttpRequest.newBuilder()
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body)))
                .body();
        return ((Map<?, ?>) Json.read(answer)).get("result");
    }

    Object income() throws Exception {
        return odoo.one("account.account", List.of(List.of("account_type", "=", "income")));
    }

    Object bank() throws Exception {
        return odoo.one("account.account", List.of(List.of("account_type", "=", "asset_cash")));
    }

    Object partnerId() throws Exception {
        return odoo.create("res.partner", Map.of("name", "Client " + fresh(), "email", fresh() + "@client.example"));
    }

    String partner() throws Exception {
        return partnerId().toString();
    }

    Map<?, ?> company() throws Exception {
        Object user = ((Map<?, ?>) odoo.call("res.users", "context_get", Map.of())).get("uid");
        Object id = ((List<?>) read("res.users", user, "company_id")).get(0);
        return (Map<?, ?>) ((List<?>) odoo.call(
                        "res.company",
                        "read",
                        Map.of("ids", List.of(id), "fields", List.of("tax_calculation_rounding_method"))))
                .get(0);
    }

    void company(Map<String, Object> values) throws Exception {
        odoo.call("res.company", "write", Map.of("ids", List.of(company().get("id")), "vals", values));
    }

    Object rounded(boolean perLine, Callable<Object> work) throws Exception {
        company(Map.of("tax_calculation_rounding_method", perLine ? "round_per_line" : "round_globally"));
        try {
            return work.call();
        } finally {
            company(Map.of("tax_calculation_rounding_method", "round_globally"));
        }
    }

    Object locked(LocalDate last, Callable<Object> work) throws Exception {
        company(Map.of("fiscalyear_lock_date", last.toString()));
        try {
            return work.call();
        } finally {
            company(Map.of("fiscalyear_lock_date", false));
        }
    }

    Object failing(Callable<Object> work) throws Exception {
        odoo.mailsFail(true);
        try {
            return work.call();
        } finally {
            odoo.mailsFail(false);
        }
    }

    /** Work that is given a tax. */
    interface WithTax {
        Object with(Object tax) throws Exception;
    }

    /** Does the work while the income account has a default tax of 15 %. */
    Object withDefaultTax(WithTax work) throws Exception {
        Object tax = odoo.one("account.tax", List.of(List.of("amount", "=", 15), List.of("type_tax_use", "=", "sale")));
        Object account = invoiceAccount();
        Map<String, Object> set = Map.of("tax_ids", List.of(List.of(6, 0, List.of(tax))));
        odoo.call("account.account", "write", Map.of("ids", List.of(account), "vals", set));
        try {
            return work.with(tax);
        } finally {
            Map<String, Object> unset = Map.of("tax_ids", NO_TAX);
            odoo.call("account.account", "write", Map.of("ids", List.of(account), "vals", unset));
        }
    }

    /** The account that an invoice's line gets when it names none. */
    Object invoiceAccount() throws Exception {
        Object journal = odoo.one("account.journal", List.of(List.of("type", "=", "sale")));
        return read("account.journal", journal, "default_account_id") instanceof List<?> account
                ? account.get(0)
                : income();
    }

    Object tax(int percent, boolean included) throws Exception {
        return odoo.create(
                "account.tax",
                Map.of(
                        "name",
                        percent + " % " + fresh(),
                        "amount",
                        percent,
                        "amount_type",
                        "percent",
                        "type_tax_use",
                        "sale",
                        "price_include_override",
                        included ? "tax_included" : "tax_excluded"));
    }

    Map<String, Object> currency(String code) throws Exception {
        Object id = ((List<?>) odoo.call(
                        "res.currency",
                        "search",
                        Map.of("domain", List.of(List.of("name", "=", code)), "context", Map.of("active_test", false))))
                .get(0);
        odoo.call("res.currency", "write", Map.of("ids", List.of(id), "vals", Map.of("active", true)));
        return Map.of("currency_id", id);
    }

    static Map<String, Object> line(double quantity, String price, List<Object> taxes) {
        return Map.of(
                "name", "a", "quantity", quantity, "price_unit", new java.math.BigDecimal(price), "tax_ids", taxes);
    }

    Object invoice(Map<String, Object> more, List<Map<String, Object>> lines) throws Exception {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("move_type", "out_invoice");
        values.put("invoice_date", today());
        values.putAll(more);
        values.putIfAbsent("partner_id", partnerId());
        values.put(
                "invoice_line_ids",
                lines.stream().map(line -> List.of(0, 0, line)).toList());
        return odoo.create("account.move", values);
    }

    Object posted(Map<String, Object> more) throws Exception {
        Object move = invoice(more, List.of(Map.of("name", "a", "price_unit", 100, "tax_ids", NO_TAX)));
        post(move);
        return move;
    }

    void post(Object move) throws Exception {
        odoo.call("account.move", "action_post", Map.of("ids", List.of(move)));
    }

    Object send(Object move) throws Exception {
        Map<String, Object> about = Map.of("active_model", "account.move", "active_ids", List.of(move));
        Map<String, Object> values = Map.of("move_id", move, "sending_methods", List.of("email"));
        List<?> wizard = (List<?>)
                odoo.call("account.move.send.wizard", "create", Map.of("vals_list", List.of(values), "context", about));
        return ((Map<?, ?>) odoo.call("account.move.send.wizard", "action_send_and_print", Map.of("ids", wizard)))
                .get("type");
    }

    List<?> mails(Object move) throws Exception {
        return (List<?>) odoo.call(
                "mail.mail",
                "search_read",
                Map.of(
                        "domain",
                        List.of(List.of("model", "=", "account.move"), List.of("res_id", "=", move)),
                        "fields",
                        List.of("state", "failure_reason", "failure_type", "model", "res_id")));
    }

    Object read(String model, Object id, String field) throws Exception {
        List<?> rows = (List<?>) odoo.call(model, "read", Map.of("ids", List.of(id), "fields", List.of(field)));
        return ((Map<?, ?>) rows.get(0)).get(field);
    }

    Object total(Object move) throws Exception {
        return read("account.move", move, "amount_total");
    }

    String amounts(Object move) throws Exception {
        return read("account.move", move, "amount_untaxed") + " + " + read("account.move", move, "amount_tax") + " = "
                + total(move);
    }

    String taxes(Object move, Object tax) throws Exception {
        List<?> lines = (List<?>) odoo.call(
                "account.move.line",
                "search_read",
                Map.of(
                        "domain",
                        List.of(List.of("move_id", "=", move), List.of("display_type", "=", "product")),
                        "fields",
                        List.of("tax_ids"),
                        "order",
                        "id"));
        return String.join(
                ", ",
                lines.stream()
                        .map(line -> String.valueOf(((Map<?, ?>) line).get("tax_ids"))
                                .replace("" + tax, "15 %"))
                        .toList());
    }

    Answer load(List<String> fields, List<?>... rows) throws Exception {
        return ask(Person.ADMIN, "account.move", "load", Map.of("fields", fields, "data", List.of(rows)));
    }

    Object loaded(List<String> fields, List<?>... rows) throws Exception {
        Answer answer = load(fields, rows);
        return ((List<?>) body(answer).get("ids")).get(0);
    }

    List<String> invoiceCells() throws Exception {
        return List.of("goldtier." + fresh(), "out_invoice", partner(), today());
    }

    static List<String> emptyCells() {
        return List.of("", "", "", "");
    }

    static List<String> with(List<String> cells, String... more) {
        List<String> result = new ArrayList<>(cells);
        result.addAll(List.of(more));
        return result;
    }

    /** A contact whose name ends so that no other has it. */
    record Contact(Object id, String suffix) {

        List<Object> named(String operator, String name) {
            return List.of(List.of("name", operator, name + suffix));
        }

        String in(Object ids) {
            return ids.equals(List.of(id)) ? "[it]" : String.valueOf(ids);
        }
    }

    Contact contact(String name) throws Exception {
        String suffix = " " + System.nanoTime();
        return new Contact(odoo.create("res.partner", Map.of("name", name + suffix)), suffix);
    }

    Contact archived() throws Exception {
        Contact contact = contact("Client Gone");
        odoo.call("res.partner", "action_archive", Map.of("ids", List.of(contact.id())));
        return contact;
    }

    String found(Contact contact, String operator, String name) throws Exception {
        return contact.in(odoo.call("res.partner", "search", Map.of("domain", contact.named(operator, name))));
    }
}
