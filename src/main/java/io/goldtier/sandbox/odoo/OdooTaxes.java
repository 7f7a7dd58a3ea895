package io.goldtier.sandbox.odoo;

import io.goldtier.sandbox.odoo.OdooMoves.OdooCurrency;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Amounts of a document: each line rounded to the currency, each tax summed over its lines and rounded once.
 *
 * <p>Taxes are per cent, on top of the price or included in it.
 */
final class OdooTaxes {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final OdooSession session;
    private final OdooCurrency currency;
    private final Map<Integer, BigDecimal> exact = new LinkedHashMap<>();
    private BigDecimal untaxed = BigDecimal.ZERO;

    /** A line before and after tax, rounded. */
    record Line(BigDecimal untaxed, BigDecimal total) {}

    private record Tax(int id, BigDecimal percent, boolean included) {}

    OdooTaxes(OdooSession session, OdooCurrency currency) {
        this.session = session;
        this.currency = currency;
    }

    Line add(Map<String, Object> line) {
        BigDecimal discount = HUNDRED.subtract(OdooValues.decimal(line.get("discount")));
        BigDecimal price = OdooValues.decimal(line.get("quantity"))
                .multiply(OdooValues.decimal(line.get("price_unit")))
                .multiply(discount)
                .divide(HUNDRED, MathContext.DECIMAL128);
        List<Tax> taxes = taxes((List<?>) line.get("tax_ids"));
        BigDecimal gross = currency.round(price);
        BigDecimal base = gross.divide(included(taxes), MathContext.DECIMAL128);
        BigDecimal net = gross;
        BigDecimal all = BigDecimal.ZERO;
        for (Tax tax : taxes) {
            BigDecimal amount = base.multiply(tax.percent()).divide(HUNDRED, MathContext.DECIMAL128);
            if (tax.included()) {
                amount = currency.round(amount);
                net = net.subtract(amount);
            }
            exact.merge(tax.id(), amount, BigDecimal::add);
            all = all.add(amount);
        }
        untaxed = untaxed.add(net);
        return new Line(net, net.add(currency.round(all)));
    }

    /** What one unit before tax costs with the taxes that the price includes. */
    private static BigDecimal included(List<Tax> taxes) {
        return taxes.stream()
                .filter(Tax::included)
                .map(tax -> tax.percent().divide(HUNDRED, MathContext.DECIMAL128))
                .reduce(BigDecimal.ONE, BigDecimal::add);
    }

    BigDecimal untaxed() {
        return untaxed;
    }

    /** Amount by tax, rounded to the currency; taxes of nothing are left out. */
    Map<Integer, BigDecimal> totals() {
        Map<Integer, BigDecimal> totals = new LinkedHashMap<>();
        exact.forEach((tax, amount) -> {
            BigDecimal rounded = currency.round(amount);
            if (rounded.signum() != 0) {
                totals.put(tax, rounded);
            }
        });
        return totals;
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
