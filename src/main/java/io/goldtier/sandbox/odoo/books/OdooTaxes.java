package io.goldtier.sandbox.odoo.books;

import io.goldtier.sandbox.odoo.schema.OdooValues;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a document's lines cost before tax, and each tax on them.
 *
 * <p>A company that rounds globally keeps the exact amounts and rounds their sums; one that rounds per line rounds each
 * price and each tax first. Taxes are per cent, on top of the price or included in it.
 */
final class OdooTaxes {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final OdooSession session;
    private final OdooCurrency currency;
    private final boolean perLine;

    /** A line before tax, and its taxes by id: exact, or rounded already when the company rounds per line. */
    record Line(BigDecimal untaxed, Map<Integer, BigDecimal> taxes) {}

    private record Tax(int id, BigDecimal percent, boolean included) {}

    OdooTaxes(OdooSession session, OdooCurrency currency) {
        this.session = session;
        this.currency = currency;
        this.perLine = perLine(session);
    }

    static boolean perLine(OdooSession session) {
        return "round_per_line".equals(session.company().get("tax_calculation_rounding_method"));
    }

    Line of(Map<String, Object> line) {
        BigDecimal discount = HUNDRED.subtract(OdooValues.decimal(line.get("discount")));
        BigDecimal price = rounded(OdooValues.decimal(line.get("quantity"))
                .multiply(OdooValues.decimal(line.get("price_unit")))
                .multiply(discount)
                .divide(HUNDRED, MathContext.DECIMAL128));
        List<Tax> taxes = taxes((List<?>) line.get("tax_ids"));
        BigDecimal base = price.divide(included(taxes), MathContext.DECIMAL128);
        BigDecimal untaxed = price;
        Map<Integer, BigDecimal> amounts = new LinkedHashMap<>();
        for (Tax tax : taxes) {
            BigDecimal amount = rounded(base.multiply(tax.percent()).divide(HUNDRED, MathContext.DECIMAL128));
            if (tax.included()) {
                untaxed = untaxed.subtract(amount);
            }
            amounts.merge(tax.id(), amount, BigDecimal::add);
        }
        return new Line(untaxed, amounts);
    }

    private BigDecimal rounded(BigDecimal amount) {
        return perLine ? currency.round(amount) : amount;
    }

    /** What one unit before tax costs with the taxes that the price includes. */
    private static BigDecimal included(List<Tax> taxes) {
        return taxes.stream()
                .filter(Tax::included)
                .map(tax -> tax.percent().divide(HUNDRED, MathContext.DECIMAL128))
                .reduce(BigDecimal.ONE, BigDecimal::add);
    }

    private List<Tax> taxes(List<?> ids) {
        List<Tax> taxes = new ArrayList<>();
        for (Object id : ids) {
            Map<String, Object> row = session.get("account.tax", id);
            taxes.add(new Tax(
                    (Integer) row.get("id"),
                    OdooValues.decimal(row.get("amount")),
                    Boolean.TRUE.equals(row.get("price_include"))));
        }
        return taxes;
    }
}
