package io.goldtier.connector.odoo;

import io.goldtier.connector.odoo.OdooUnderTest.Person;
import io.goldtier.json.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sends recorded requests to another Odoo: with its own ids and keys, on records made for the purpose. */
final class OdooRecordedRequests {

    private static final int NOBODY = 99999;

    private final OdooUnderTest odoo;
    private final Map<String, Object> ids = new TreeMap<>();
    private final Object uid;

    OdooRecordedRequests(OdooUnderTest odoo) throws Exception {
        this.odoo = odoo;
        uid = ((Map<?, ?>) odoo.call("res.users", "context_get", Map.of())).get("uid");
        ids.put("income", odoo.one("account.account", List.of(List.of("account_type", "=", "income"))));
        ids.put("expense", odoo.one("account.account", List.of(List.of("account_type", "=", "expense"))));
        ids.put("bank", odoo.one("account.account", List.of(List.of("account_type", "=", "asset_cash"))));
        ids.put("general", odoo.one("account.journal", List.of(List.of("type", "=", "general"))));
        ids.put(
                "partner",
                odoo.create(
                        "res.partner",
                        Map.of("name", "Client XYZ", "email", "office@xyz.example", "ref", "CUST-0002")));
        ids.put("mute", odoo.create("res.partner", Map.of("name", "Client without address")));
        ids.put("product", odoo.create("product.product", Map.of("name", "Thing", "list_price", 50)));
    }

    HttpResponse<String> send(Recorded recorded) throws Exception {
        Object body = body(recorded);
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (Map.Entry<String, Object> header : recorded.headers().entrySet()) {
            String value = String.valueOf(header.getValue());
            request.header(header.getKey(), value.equals("sandbox") ? odoo.database() : keyed(value));
        }
        boolean typed = recorded.headers().containsKey("Content-Type");
        if (!typed && recorded.jsonRpc() && recorded.method().equals("POST")) {
            request.header("Content-Type", "application/json");
        }
        String text = body == null ? "" : body instanceof String plain ? plain : Json.write(body);
        request.method(recorded.method(), HttpRequest.BodyPublishers.ofString(text));
        return odoo.send(recorded.path(), request);
    }

    /** The key of the person whom the recording names. */
    private String keyed(String header) {
        for (Person person : List.of(Person.BOOKKEEPER, Person.LIMITED)) {
            if (header.endsWith(person + "_KEY")) {
                return header.replace(person + "_KEY", odoo.key(person));
            }
        }
        return header.endsWith(" KEY") ? header.replace("KEY", odoo.key(Person.ADMIN)) : header;
    }

    private Object body(Recorded recorded) throws Exception {
        Object body = replaced(recorded.body());
        if (recorded.jsonRpc()) {
            prepareOlder(recorded.name(), body);
            return body;
        }
        if (body instanceof Map<?, ?> map) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((name, value) -> named.put(String.valueOf(name), value));
            prepare(recorded.name(), named);
            return named;
        }
        return body;
    }

    /** Gives a call of the older protocol the record that it is made on. */
    @SuppressWarnings("unchecked")
    private void prepareOlder(String name, Object body) throws Exception {
        if (!(body instanceof Map<?, ?> call)
                || !(call.get("params") instanceof Map<?, ?> params)
                || !(params.get("args") instanceof List<?> args)
                || args.size() < 6
                || !(args.get(5) instanceof List<?> positional)
                || positional.isEmpty()) {
            return;
        }
        if (positional.get(0) instanceof List<?> records
                && records.size() > 0
                && records.stream().allMatch(id -> id instanceof Integer number && number < NOBODY)
                && "account.move".equals(args.get(3))) {
            ((List<Object>) positional).set(0, List.of(moveOf(name)));
        }
    }

    /** The journal entry that a recorded call of the older protocol was made on. */
    private Object moveOf(String name) throws Exception {
        String what = name.replaceFirst("jsonrpc_move_(post|read|action|write|unlink)_", "");
        return switch (what) {
            case "no_partner" -> invoice(false, false, "out_invoice");
            case "no_lines" ->
                odoo.create("account.move", Map.of("move_type", "out_invoice", "partner_id", ids.get("partner")));
            case "negative" -> document("out_invoice", Map.of("price_unit", -10), Map.of());
            case "inactive_currency" -> document("out_invoice", Map.of(), Map.of("currency_id", inactiveCurrency()));
            case "in_invoice_no_date" -> document("in_invoice", Map.of(), Map.of("invoice_date", false));
            case "entry", "entry_default_journal" -> entry();
            case "in_invoice", "in_invoice_dup", "in_receipt", "out_receipt", "out_refund" ->
                invoice(ids.get("partner"), name.contains("_read_"), what.replace("_dup", ""));
            default ->
                invoice(
                        ids.get("partner"),
                        name.contains("_read_") && !what.equals("draft")
                                || what.contains("posted")
                                || what.equals("post_again"),
                        "out_invoice");
        };
    }

    private Object inactiveCurrency() throws Exception {
        return ((List<?>) odoo.call(
                        "res.currency",
                        "search",
                        Map.of(
                                "domain",
                                List.of(List.of("active", "=", false)),
                                "limit",
                                1,
                                "context",
                                Map.of("active_test", false))))
                .get(0);
    }

    /** Brings about what the recorded call was made on. */
    private void prepare(String name, Map<String, Object> body) throws Exception {
        List<Object> on = new ArrayList<>();
        boolean wizard = name.contains("wizard") || name.contains("payment_register") || name.contains("silent");
        if (wizard) {
            prepareWizard(name, body, on);
        } else if (name.equals("json2_err_post_no_lines")) {
            on.add(odoo.create("account.move", Map.of("move_type", "out_invoice", "partner_id", ids.get("partner"))));
        } else if (name.equals("json2_err_post_no_partner")) {
            on.add(invoice(false, false, "out_invoice"));
        } else if (name.equals("json2_err_post_batch_one_bad") || name.equals("json2_read_after_failed_batch")) {
            on.add(invoice(ids.get("partner"), false, "out_invoice"));
            on.add(invoice(false, false, "out_invoice"));
        } else if (name.matches(
                "json2_(limited_post_move|move_action_post|move_post_.*|post_.*|move_unlink_draft|move_button_cancel)")) {
            on.add(invoice(ids.get("partner"), false, "out_invoice"));
        } else if (name.equals("json2_err_ir_model_data_duplicate") || name.equals("json2_ir_model_data_lookup")) {
            externalIdOnce();
        } else if (name.equals("json2_limited_check_object_reference_found")) {
            odoo.call(
                    "res.partner",
                    "load",
                    Map.of("fields", List.of("id", "name"), "data", List.of(List.of("goldtier.recorded", "Recorded"))));
            body.put("xml_id", "recorded");
        } else if (name.equals("json2_attachment_create")) {
            Map<String, Object> values = new LinkedHashMap<>(values(((List<?>) body.get("vals_list")).get(0)));
            values.put("res_id", invoice(ids.get("partner"), false, "out_invoice"));
            body.put("vals_list", List.of(values));
        } else if (name.equals("json2_attachment_read")) {
            on.add(odoo.create(
                    "ir.attachment",
                    Map.of("name", "receipt.pdf", "datas", "JVBERi0xLjQK", "mimetype", "application/pdf")));
        } else if (name.matches("json2_account_(un)?set_default_tax")) {
            body.put("ids", List.of(odoo.create("account.account", account())));
            body.put("vals", Map.of("tax_ids", List.of(List.of(6, 0, List.of()))));
        } else if (name.equals("json2_partner_archive")) {
            on.add(odoo.create("res.partner", Map.of("name", "Client of the past")));
        } else if (name.equals("json2_lock_date_set")) {
            body.put("vals", Map.of("fiscalyear_lock_date", "2001-01-31"));
        } else if (body.get("ids") instanceof List<?> given && !given.isEmpty() && !given.contains(999999)) {
            on.add(invoice(ids.get("partner"), true, "out_invoice"));
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
        if (!on.isEmpty() && body.containsKey("ids")) {
            body.put("ids", on);
        }
        ownRows(body);
    }

    private void prepareWizard(String name, Map<String, Object> body, List<Object> on) throws Exception {
        Object move = invoice(ids.get(name.contains("without_email") ? "mute" : "partner"), true, "out_invoice");
        Map<String, Object> about = Map.of("active_model", "account.move", "active_ids", List.of(move));
        boolean payment = name.contains("payment");
        Map<String, Object> sending = Map.of("move_id", move, "sending_methods", List.of("email"));
        if (body.containsKey("ids")) {
            Map<String, Object> arguments = new LinkedHashMap<>();
            arguments.put("vals_list", List.of(payment ? Map.of() : sending));
            arguments.put("context", about);
            String model = payment ? "account.payment.register" : "account.move.send.wizard";
            on.add(((List<?>) odoo.call(model, "create", arguments)).get(0));
        } else if (!payment) {
            body.put("vals_list", List.of(sending));
        }
        if (body.containsKey("context")) {
            body.put("context", about);
        }
    }

    /** Rows of {@code load()} get external ids of their own, and this server's ids in the columns that hold ids. */
    private void ownRows(Map<String, Object> body) {
        if (!(body.get("data") instanceof List<?> data) || !(body.get("fields") instanceof List<?> fields)) {
            return;
        }
        List<Object> rows = new ArrayList<>();
        for (Object item : data) {
            List<Object> row = new ArrayList<>((List<?>) item);
            for (int i = 0; i < row.size(); i++) {
                String cell = String.valueOf(row.get(i));
                if (!cell.isEmpty()) {
                    switch (String.valueOf(fields.get(i))) {
                        case "id" -> row.set(i, cell.contains("rec_") ? "goldtier.rec_" + System.nanoTime() : cell);
                        case "partner_id/.id" -> row.set(i, ids.get("partner").toString());
                        case "invoice_line_ids/account_id/.id" ->
                            row.set(i, ids.get("income").toString());
                        default -> row.set(i, row.get(i));
                    }
                }
            }
            rows.add(row);
        }
        body.put("data", rows);
    }

    private static Map<String, Object> account() {
        return Map.of("code", "4" + System.nanoTime() % 100_000, "name", "Income for a test", "account_type", "income");
    }

    private void externalIdOnce() throws Exception {
        Object found = odoo.call(
                "ir.model.data",
                "search_count",
                Map.of("domain", List.of(List.of("module", "=", "books"), List.of("name", "=", "evt_123"))));
        if (Integer.valueOf(0).equals(found)) {
            odoo.create(
                    "ir.model.data",
                    Map.of("module", "books", "name", "evt_123", "model", "account.move", "res_id", 30));
        }
    }

    private Object invoice(Object partner, boolean posted, String type) throws Exception {
        Object id = document(type, Map.of(), Map.of("partner_id", partner));
        if (posted) {
            odoo.call("account.move", "action_post", Map.of("ids", List.of(id)));
        }
        return id;
    }

    private Object document(String type, Map<String, Object> line, Map<String, Object> more) throws Exception {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("move_type", type);
        values.put("partner_id", ids.get("partner"));
        values.put("invoice_date", "2026-11-20");
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("name", "x");
        cells.put("price_unit", 10);
        cells.put("account_id", ids.get(type.startsWith("in_") ? "expense" : "income"));
        cells.putAll(line);
        values.put("invoice_line_ids", List.of(List.of(0, 0, cells)));
        values.putAll(more);
        return odoo.create("account.move", values);
    }

    private Object entry() throws Exception {
        List<Object> lines = List.of(
                List.of(0, 0, Map.of("account_id", ids.get("bank"), "debit", 10)),
                List.of(0, 0, Map.of("account_id", ids.get("income"), "credit", 10)));
        return odoo.create("account.move", Map.of("move_type", "entry", "line_ids", lines));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> values(Object map) {
        return (Map<String, Object>) map;
    }

    /** The recorded body with this server's ids in place of the recorded server's. */
    private Object replaced(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((name, inner) -> result.put(String.valueOf(name), replaced(String.valueOf(name), inner)));
            return result;
        }
        if (value instanceof List<?> list) {
            List<Object> result = new ArrayList<>();
            list.forEach(item -> result.add(replaced(item)));
            if (list.size() > 4
                    && "sandbox".equals(list.get(0))
                    && List.of("KEY", "LIMITED_KEY").contains(list.get(2))) {
                result.set(1, userId(list));
            }
            return result;
        }
        if (!(value instanceof String text)) {
            return value;
        }
        return switch (text) {
            case "KEY" -> odoo.key(Person.ADMIN);
            case "LIMITED_KEY" -> odoo.key(Person.LIMITED);
            case "sandbox" -> odoo.database();
            case "admin" -> odoo.login(Person.ADMIN);
            default -> text;
        };
    }

    /** This server's user for the one that the recorded call names, if that is the one who has the key. */
    private Object userId(List<?> arguments) {
        Object given = arguments.get(1);
        boolean limited = "LIMITED_KEY".equals(arguments.get(2));
        if (!limited && Integer.valueOf(2).equals(given)) {
            return uid;
        }
        if (!Integer.valueOf(5).equals(given)) {
            return given;
        }
        // Where there is no such user, what is asked for as that user is skipped
        String login = odoo.login(Person.LIMITED);
        try {
            return odoo.one("res.users", List.of(List.of("login", "=", login)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Object replaced(String name, Object value) {
        return switch (name) {
            case "partner_id" -> value instanceof Integer id && id < NOBODY ? ids.get("partner") : value;
            case "account_id" ->
                Integer.valueOf(26).equals(value)
                        ? ids.get("income")
                        : Integer.valueOf(32).equals(value)
                                ? ids.get("expense")
                                : Integer.valueOf(45).equals(value) ? ids.get("bank") : value;
            case "journal_id" -> value instanceof Integer ? ids.get("general") : value;
            case "product_id" -> ids.get("product");
            default -> replaced(value);
        };
    }
}
