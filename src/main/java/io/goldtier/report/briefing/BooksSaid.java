package io.goldtier.report.briefing;

import io.goldtier.report.figures.Books;
import io.goldtier.report.figures.Money;
import io.goldtier.vault.Markdown;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a briefing's totals hold and what they do not: companies, currencies, tax, refunds, drafts, cancelled documents. */
final class BooksSaid {

    private BooksSaid() {}

    /** The sentences, in Markdown. */
    static List<String> of(Map<String, Object> document) {
        Map<?, ?> odoo = (Map<?, ?>) document.get("odoo");
        List<String> said = new ArrayList<>();
        if (odoo.get("companies") instanceof List<?> companies && companies.size() > 1) {
            said.add("Of " + companies.size() + " companies: "
                    + Markdown.text(String.join(
                            ", ", companies.stream().map(String::valueOf).toList()))
                    + ".");
        }
        for (Map<String, Object> other : Books.rows(odoo.get("other_currencies"))) {
            String code = String.valueOf(other.get("currency"));
            said.add("Not in these totals, of companies that keep their books in " + Markdown.text(code) + ": revenue "
                    + Money.shown(Books.number(other.get("revenue")), code) + ", expenses "
                    + Money.shown(Books.number(other.get("expenses")), code) + ".");
        }
        if (odoo.get("foreign_lines") instanceof Map<?, ?> foreign && !foreign.isEmpty()) {
            List<String> parts = new ArrayList<>();
            foreign.forEach((code, count) -> parts.add(count + " in " + code));
            said.add("Written in other currencies and counted as Odoo converted them: " + String.join(", ", parts)
                    + ".");
        }
        statement(odoo, String.valueOf(document.get("currency")), said);
        return said;
    }

    private static void statement(Map<?, ?> odoo, String currency, List<String> said) {
        List<String> parts = new ArrayList<>();
        BigDecimal tax = BigDecimal.ZERO;
        for (Map<String, Object> line : Books.rows(odoo.get("statement"))) {
            String state = String.valueOf(line.get("state"));
            String type = String.valueOf(line.get("type"));
            boolean posted = state.equals("posted");
            if (posted && type.startsWith("out_")) {
                tax = tax.add(Books.number(line.get("tax")));
            }
            boolean refund = type.endsWith("_refund");
            if (!posted || refund) {
                String kind = refund ? "refund" : type.equals("entry") ? "entry" : "document";
                parts.add(line.get("count") + " " + (state.equals("cancel") ? "cancelled" : state) + " " + kind + " ("
                        + Money.shown(Books.number(line.get("total")), currency) + ", "
                        + (posted ? "taken off" : "not counted") + ")");
            }
        }
        if (tax.signum() != 0) {
            said.add("Before tax; the tax on what was invoiced is " + Money.shown(tax, currency) + ".");
        }
        if (!parts.isEmpty()) {
            said.add("Also in this week: " + String.join(", ", parts) + ".");
        }
    }
}
