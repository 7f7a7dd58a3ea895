package io.goldtier.report.briefing;

import io.goldtier.Assistant;
import io.goldtier.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes into the stand-in's books over its wire, as an accountant would in Odoo. */
final class SeededOdoo {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<Object> NO_TAX = List.of(List.of(6, 0, List.of()));

    private final Assistant assistant;
    private final Map<String, Object> partners = new HashMap<>();
    private final Map<String, Object> currencies = new HashMap<>();

    SeededOdoo(Assistant assistant) {
        this.assistant = assistant;
    }

    Object call(String model, String method, Map<String, ?> arguments) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(assistant.address() + "/sandbox/odoo/json/2/" + model + "/" + method))
                        .header("Authorization", "bearer sandbox-odoo-key")
                        .header("X-Odoo-Database", "sandbox")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Json.write(arguments)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(method + " of " + model + ": " + answer.body());
        }
        return Json.read(answer.body());
    }

    Object create(String model, Map<String, ?> values) throws Exception {
        return ((List<?>) call(model, "create", Map.of("vals_list", List.of(values)))).get(0);
    }

    Object partner(String name) throws Exception {
        if (!partners.containsKey(name)) {
            partners.put(name, create("res.partner", Map.of("name", name)));
        }
        return partners.get(name);
    }

    Object account(String code) throws Exception {
        return ((List<?>) call("account.account", "search", Map.of("domain", List.of(List.of("code", "=", code)))))
                .get(0);
    }

    Object currency(String code) throws Exception {
        if (!currencies.containsKey(code)) {
            Object id = ((List<?>) call(
                            "res.currency",
                            "search",
                            Map.of(
                                    "domain",
                                    List.of(List.of("name", "=", code)),
                                    "context",
                                    Map.of("active_test", false))))
                    .get(0);
            call("res.currency", "write", Map.of("ids", List.of(id), "vals", Map.of("active", true)));
            currencies.put(code, id);
        }
        return currencies.get(code);
    }

    /** One line of a document. */
    static Map<String, Object> line(String text, BigDecimal price, Object account, List<Object> taxes) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", text);
        line.put("quantity", 1);
        line.put("price_unit", price);
        line.put("account_id", account);
        line.put("tax_ids", taxes);
        return line;
    }

    /** A draft of any kind. */
    Object draft(
            String kind, String partner, String project, String day, String currency, List<Map<String, Object>> lines)
            throws Exception {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("move_type", kind);
        values.put("partner_id", partner(partner));
        values.put("invoice_date", day);
        values.put("date", day);
        values.put("invoice_date_due", day);
        if (project != null) {
            values.put("invoice_origin", project);
        }
        if (currency != null) {
            values.put("currency_id", currency(currency));
        }
        List<Object> commands = new ArrayList<>();
        lines.forEach(line -> commands.add(List.of(0, 0, line)));
        values.put("invoice_line_ids", commands);
        return create("account.move", values);
    }

    void post(Object move) throws Exception {
        call("account.move", "action_post", Map.of("ids", List.of(move)));
    }

    Object invoice(String client, String project, String day, String amount) throws Exception {
        Object move = draft(
                "out_invoice",
                client,
                project,
                day,
                null,
                List.of(line(project, new BigDecimal(amount), account("400000"), NO_TAX)));
        post(move);
        return move;
    }

    Object expense(String vendor, String text, String day, String amount) throws Exception {
        Object move = draft(
                "in_receipt",
                vendor,
                null,
                day,
                null,
                List.of(line(text, new BigDecimal(amount), account("600000"), NO_TAX)));
        post(move);
        return move;
    }
}
