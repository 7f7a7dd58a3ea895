package io.goldtier.sandbox.odoo.books;

import io.goldtier.sandbox.odoo.schema.MoveKind;
import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooField;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines that a journal entry is given.
 *
 * <p>What is not named gets its default: quantity 1, the journal's account, the account's taxes. What is named and empty
 * is nothing: 0, no account, no tax.
 */
final class OdooLines {

    private static final int INCOME = 26;

    private final OdooSession session;
    private final OdooModel moves = OdooModels.find(OdooModels.MOVE);
    private final OdooModel lines = OdooModels.find(OdooModels.LINE);

    OdooLines(OdooSession session) {
        this.session = session;
    }

    /** Carries out the commands for the lines of a draft. */
    void apply(int move, MoveKind kind, Map<String, Object> values) {
        for (String field : List.of("invoice_line_ids", "line_ids")) {
            for (Object item : OdooValues.list(values.get(field))) {
                if (!(item instanceof List<?> command)) {
                    throw OdooFailure.type("unhashable type: 'dict'");
                }
                apply(move, kind, command, field.equals("invoice_line_ids") && kind != MoveKind.ENTRY);
            }
        }
    }

    private void apply(int move, MoveKind kind, List<?> command, boolean document) {
        switch (((Number) command.get(0)).intValue()) {
            case 0 -> add(move, kind, OdooValues.map(command.get(2)), document);
            case 1 ->
                session.update(lines, ((Number) command.get(1)).intValue(), columns(OdooValues.map(command.get(2))));
            case 2, 3 -> session.delete(lines, ((Number) command.get(1)).intValue());
            case 5 -> session.execute("DELETE FROM account_move_line WHERE move_id=?", List.of(move));
            case 4 -> session.exists(lines, ((Number) command.get(1)).intValue());
            default -> throw OdooFailure.value("Unsupported command " + command + " on lines");
        }
    }

    /** Adds a line; {@code document} tells a document's line, which has defaults, from an entry's. */
    int add(int move, MoveKind kind, Map<String, Object> values, boolean document) {
        Map<String, Object> columns = columns(values);
        columns.put("move_id", move);
        columns.put("display_type", "product");
        columns.put("company_id", OdooSession.COMPANY);
        columns.put("company_currency_id", session.company().get("currency_id"));
        if (document) {
            complete(move, kind, columns);
        }
        if (columns.get("account_id") == null) {
            throw OdooFailure.noAccount(move, columns.get("name"));
        }
        return session.insert(lines, columns);
    }

    private void complete(int move, MoveKind kind, Map<String, Object> columns) {
        Map<String, Object> product = columns.get("product_id") == null
                ? Map.of()
                : session.get("product.product", columns.get("product_id"));
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("quantity", 1.0);
        defaults.put("sequence", 100);
        defaults.put("name", product.get("name"));
        defaults.put("price_unit", product.getOrDefault(kind.sale() ? "list_price" : "standard_price", 0.0));
        Object account = product.get(kind.sale() ? "property_account_income_id" : "property_account_expense_id");
        defaults.put("account_id", account != null ? account : journalAccount(move));
        defaults.forEach((name, value) -> {
            if (!columns.containsKey(name)) {
                columns.put(name, value);
            }
        });
        if (!columns.containsKey("tax_ids") && columns.get("account_id") != null) {
            List<?> taxes = (List<?>) product.getOrDefault(kind.sale() ? "taxes_id" : "supplier_taxes_id", List.of());
            if (taxes.isEmpty()) {
                taxes = (List<?>) session.get("account.account", columns.get("account_id"))
                        .get("tax_ids");
            }
            columns.put("tax_ids", io.goldtier.json.Json.write(taxes));
        }
    }

    private Object journalAccount(int move) {
        Object journal = session.get(moves, move).get("journal_id");
        Object account = session.get("account.journal", journal).get("default_account_id");
        return account != null ? account : INCOME;
    }

    private Map<String, Object> columns(Map<String, Object> values) {
        Map<String, Object> columns = new OdooRecords(session, lines).columns(values);
        columns.replaceAll(
                (name, value) -> value == null && lines.field(name).kind() == OdooField.Kind.FLOAT ? 0.0 : value);
        return columns;
    }
}
