package io.goldtier.report.briefing;

import io.goldtier.report.figures.Books;
import io.goldtier.report.figures.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a briefing's totals hold and what they do not: companies, currencies, tax, refunds, drafts, cancelled documents. */
public final class BooksSaid {

    private static final Map<String, String> KINDS = Map.of(
            "out_invoice", "invoice",
            "out_receipt", "sales receipt",
            "out_refund", "refund",
            "in_invoice", "bill",
            "in_receipt", "receipt",
            "in_refund", "vendor refund",
            "entry", "journal item");

    private BooksSaid() {}

    /** The sentences, as plain words. */
    public static List<String> of(Map<String, Object> document) {
        Map<?, ?> odoo = (Map<?, ?>) document.get("odoo");
        List<String> said = new ArrayList<>();
        if (odoo.get("companies") instanceof List<?> companies && companies.size() > 1) {
            said.add("Of " + companies.size() + " companies: "
                    + String.join(", ", companies.stream().map(String::valueOf).toList()) + ".");
        }
        for (Map<String, Object> other : Books.rows(odoo.get("other_currencies"))) {
            String code = String.valueOf(other.get("currency"));
            said.add("Not in these totals, of companies that keep their books in " + code + ": revenue "
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

    /** Why Odoo could not be asked when this was written, and of when the figures are; empty when it was asked. */
    public static Optional<String> trouble(Map<String, Object> document) {
        Map<?, ?> odoo = (Map<?, ?>) document.get("odoo");
        if (odoo.get("problem") == null) {
            return Optional.empty();
        }
        boolean known = ((Map<?, ?>) document.get("revenue")).get("total") != null;
        return Optional.of(
                known
                        ? "Odoo could not be asked again: " + odoo.get("problem") + " The figures are those of "
                                + odoo.get("asked") + "."
                        : "Odoo could not be asked: " + odoo.get("problem"));
    }

    private static void statement(Map<?, ?> odoo, String currency, List<String> said) {
        BigDecimal tax = BigDecimal.ZERO;
        Map<List<String>, List<Map<String, Object>>> told = new LinkedHashMap<>();
        for (Map<String, Object> line : Books.rows(odoo.get("statement"))) {
            String state = String.valueOf(line.get("state"));
            String type = String.valueOf(line.get("type"));
            String own = line.get("company_currency") instanceof String code ? code : currency;
            boolean posted = state.equals("posted");
            if (posted && type.startsWith("out_") && own.equals(currency)) {
                tax = tax.add(Books.number(line.get("tax")));
            }
            if (!posted || type.endsWith("_refund")) {
                told.computeIfAbsent(List.of(state, type, own), key -> new ArrayList<>())
                        .add(line);
            }
        }
        if (tax.signum() != 0) {
            said.add("Before tax; the tax on what was invoiced is " + Money.shown(tax, currency) + ".");
        }
        if (!told.isEmpty()) {
            List<String> parts = new ArrayList<>();
            told.forEach((key, lines) -> parts.add(part(key.get(0), key.get(1), key.get(2), lines)));
            said.add("Also in this week: " + String.join(", ", parts) + ".");
        }
    }

    /** Odoo gives bills and refunds of customers a minus, which is their direction and no part of what they are over. */
    private static String part(String state, String type, String currency, List<Map<String, Object>> lines) {
        long count = lines.stream()
                .mapToLong(line -> ((Number) line.get("count")).longValue())
                .sum();
        BigDecimal total = lines.stream()
                .map(line -> Books.number(line.get("total")))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .abs();
        String kind = KINDS.getOrDefault(type, "document");
        return count + " " + (state.equals("cancel") ? "cancelled" : state) + " " + kind + (count == 1 ? "" : "s")
                + " (" + Money.shown(total, currency) + ", " + (state.equals("posted") ? "taken off" : "not counted")
                + ")";
    }
}
