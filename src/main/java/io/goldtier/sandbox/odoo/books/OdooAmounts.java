package io.goldtier.sandbox.odoo.books;

import io.goldtier.sandbox.odoo.schema.MoveKind;
import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooValues;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sums of a journal entry, and the tax and payment lines that balance a document. */
final class OdooAmounts {

    static final int RECEIVABLE = 5;
    static final int PAYABLE = 15;
    private static final int TAX_RECEIVED = 21;
    private static final int TAX_PAID = 11;

    private final OdooSession session;
    private final OdooCurrencies currencies;
    private final OdooModel moves = OdooModels.find(OdooModels.MOVE);
    private final OdooModel lines = OdooModels.find(OdooModels.LINE);

    OdooAmounts(OdooSession session, OdooCurrencies currencies) {
        this.session = session;
        this.currencies = currencies;
    }

    /** Computes everything anew from the lines that were given. */
    void compute(int id, MoveKind kind) {
        Map<String, Object> move = session.get(moves, id);
        if (kind == MoveKind.ENTRY) {
            entry(id, move);
        } else {
            document(id, kind, move);
        }
        stampLines(id);
    }

    /** Copies what lines repeat of their document. */
    void stampLines(int id) {
        session.execute(
                "UPDATE account_move_line SET (parent_state, date, invoice_date, move_name, ref, journal_id, move_type)"
                        + " = (SELECT state, date, invoice_date, name, ref, journal_id, move_type FROM account_move m"
                        + " WHERE m.id = move_id),"
                        + " account_type = (SELECT account_type FROM account_account a WHERE a.id = account_id)"
                        + " WHERE move_id=?",
                List.of(id));
    }

    List<Map<String, Object>> linesOf(int id) {
        List<Map<String, Object>> result = new ArrayList<>();
        session.query("SELECT * FROM account_move_line WHERE move_id=? ORDER BY id", List.of(id))
                .forEach(row -> result.add(OdooSession.values(lines, row)));
        return result;
    }

    private void entry(int id, Map<String, Object> move) {
        OdooCurrency company = currencies.company();
        BigDecimal debit = BigDecimal.ZERO;
        BigDecimal credit = BigDecimal.ZERO;
        // In the currency of the lines, as Odoo has it
        BigDecimal total = BigDecimal.ZERO;
        for (Map<String, Object> line : linesOf(id)) {
            BigDecimal d = OdooValues.decimal(line.get("debit"));
            BigDecimal c = OdooValues.decimal(line.get("credit"));
            BigDecimal balance = OdooValues.decimal(line.get("balance"));
            BigDecimal foreign = OdooValues.decimal(line.get("amount_currency"));
            if (line.get("currency_id") != null && balance.signum() == 0 && d.signum() == 0 && c.signum() == 0) {
                BigDecimal rate = currencies.rate((Integer) line.get("currency_id"), move.get("date"));
                balance = company.round(foreign.divide(rate, MathContext.DECIMAL64));
            }
            if (d.signum() == 0 && c.signum() == 0 && balance.signum() != 0) {
                d = balance.max(BigDecimal.ZERO);
                c = balance.negate().max(BigDecimal.ZERO);
            }
            debit = debit.add(d);
            credit = credit.add(c);
            if (d.signum() > 0) {
                total = total.add(foreign.signum() == 0 ? d : foreign);
            }
            Map<String, Object> columns = new LinkedHashMap<>();
            columns.put("debit", OdooValues.micros(d));
            columns.put("credit", OdooValues.micros(c));
            columns.put("balance", OdooValues.micros(d.subtract(c)));
            columns.put(
                    "currency_id", line.get("currency_id") == null ? move.get("currency_id") : line.get("currency_id"));
            if (foreign.signum() == 0) {
                columns.put("amount_currency", OdooValues.micros(d.subtract(c)));
            }
            session.update(lines, (Integer) line.get("id"), columns);
        }
        if (debit.compareTo(credit) != 0) {
            throw OdooFailure.user("The entry is not balanced.");
        }
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("amount_total", OdooValues.micros(total));
        totals.put("amount_total_signed", OdooValues.micros(debit));
        totals.put("amount_total_in_currency_signed", OdooValues.micros(total));
        session.update(moves, id, totals);
    }

    /** An amount in the document's currency and in the company's. */
    private record Amount(BigDecimal inCurrency, BigDecimal balance) {

        private static final Amount ZERO = new Amount(BigDecimal.ZERO, BigDecimal.ZERO);

        Amount plus(Amount other) {
            return new Amount(inCurrency.add(other.inCurrency), balance.add(other.balance));
        }

        Amount times(int sign) {
            BigDecimal factor = BigDecimal.valueOf(sign);
            return new Amount(inCurrency.multiply(factor), balance.multiply(factor));
        }
    }

    private void document(int id, MoveKind kind, Map<String, Object> move) {
        OdooCurrency currency = currencies.get(move.get("currency_id"));
        Object day = move.get("invoice_date") == null ? session.today.toString() : move.get("invoice_date");
        BigDecimal rate = currencies.rate(currency.id(), day);
        session.execute("DELETE FROM account_move_line WHERE move_id=? AND display_type<>'product'", List.of(id));
        List<Map<String, Object>> products = linesOf(id);
        OdooTaxes taxes = new OdooTaxes(session, currency);
        List<OdooTaxes.Line> exact = products.stream().map(taxes::of).toList();
        List<Amount> bases = amounts(exact.stream().map(OdooTaxes.Line::untaxed).toList(), currency, rate);
        Amount untaxed = Amount.ZERO;
        for (int i = 0; i < products.size(); i++) {
            untaxed = untaxed.plus(bases.get(i));
            Map<String, Object> columns = columns(bases.get(i).times(kind.sign), currency.id());
            BigDecimal subtotal = currency.round(exact.get(i).untaxed());
            BigDecimal tax = exact.get(i).taxes().values().stream()
                    .map(currency::round)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            columns.put("price_subtotal", OdooValues.micros(subtotal));
            columns.put("price_total", OdooValues.micros(subtotal.add(tax)));
            columns.put("partner_id", move.get("partner_id"));
            session.update(lines, (Integer) products.get(i).get("id"), columns);
        }
        Amount tax = Amount.ZERO;
        for (Map.Entry<Integer, Amount> entry : taxTotals(exact, currency, rate).entrySet()) {
            tax = tax.plus(entry.getValue());
            Map<String, Object> columns = columns(entry.getValue().times(kind.sign), currency.id());
            columns.put("name", session.displayName("account.tax", entry.getKey()));
            columns.put("tax_line_id", entry.getKey());
            columns.put("display_type", "tax");
            insertExtra(id, move, columns, kind.sale() ? TAX_RECEIVED : TAX_PAID);
        }
        Amount total = untaxed.plus(tax);
        if (!products.isEmpty()) {
            Map<String, Object> columns = columns(total.times(-kind.sign), currency.id());
            columns.put("name", paymentLabel(move));
            columns.put("display_type", "payment_term");
            columns.put("date_maturity", move.get("invoice_date_due"));
            insertExtra(id, move, columns, kind.sale() ? RECEIVABLE : PAYABLE);
        }
        saveTotals(id, untaxed, tax, -kind.sign, rate);
    }

    /** Amounts rounded in both currencies so that their sums are the rounded sums. */
    private List<Amount> amounts(List<BigDecimal> exact, OdooCurrency currency, BigDecimal rate) {
        OdooCurrency company = currencies.company();
        boolean perLine = OdooTaxes.perLine(session);
        List<BigDecimal> inCurrency = currency.shares(exact);
        List<BigDecimal> balances = company.shares(exact.stream()
                .map(amount -> amount.divide(rate, MathContext.DECIMAL128))
                .map(amount -> perLine ? company.round(amount) : amount)
                .toList());
        List<Amount> amounts = new ArrayList<>();
        for (int i = 0; i < exact.size(); i++) {
            amounts.add(new Amount(inCurrency.get(i), balances.get(i)));
        }
        return amounts;
    }

    /** Amount by tax; taxes of nothing are left out. */
    private Map<Integer, Amount> taxTotals(List<OdooTaxes.Line> exact, OdooCurrency currency, BigDecimal rate) {
        Map<Integer, List<BigDecimal>> byTax = new LinkedHashMap<>();
        exact.forEach(line -> line.taxes().forEach((tax, amount) -> byTax.computeIfAbsent(tax, key -> new ArrayList<>())
                .add(amount)));
        Map<Integer, Amount> totals = new LinkedHashMap<>();
        byTax.forEach((tax, all) -> {
            Amount total = amounts(all, currency, rate).stream().reduce(Amount.ZERO, Amount::plus);
            if (total.inCurrency().signum() != 0) {
                totals.put(tax, total);
            }
        });
        return totals;
    }

    /** Customers' invoices and vendors' credit notes count up ({@code direction} 1), bills and customers' credit notes down. */
    private void saveTotals(int id, Amount untaxed, Amount tax, int direction, BigDecimal rate) {
        Amount total = untaxed.plus(tax);
        Amount signed = total.times(direction);
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("amount_untaxed", OdooValues.micros(untaxed.inCurrency()));
        totals.put("amount_tax", OdooValues.micros(tax.inCurrency()));
        totals.put("amount_total", OdooValues.micros(total.inCurrency()));
        totals.put("amount_residual", OdooValues.micros(total.inCurrency()));
        totals.put("amount_total_signed", OdooValues.micros(signed.balance()));
        totals.put("amount_residual_signed", OdooValues.micros(signed.balance()));
        totals.put(
                "amount_untaxed_signed",
                OdooValues.micros(untaxed.times(direction).balance()));
        totals.put("amount_tax_signed", OdooValues.micros(tax.times(direction).balance()));
        totals.put("amount_total_in_currency_signed", OdooValues.micros(signed.inCurrency()));
        totals.put("invoice_currency_rate", rate.doubleValue());
        session.update(moves, id, totals);
    }

    private void insertExtra(int id, Map<String, Object> move, Map<String, Object> columns, int account) {
        columns.put("move_id", id);
        columns.put("account_id", account);
        columns.put("partner_id", move.get("partner_id"));
        columns.put("company_id", OdooSession.COMPANY);
        columns.put("company_currency_id", currencies.company().id());
        columns.put("quantity", 0.0);
        columns.put("price_unit", 0.0);
        session.insert(lines, columns);
    }

    private static String paymentLabel(Map<String, Object> move) {
        Object ref = move.get("ref");
        Object reference = move.get("payment_reference");
        return ref != null && reference != null
                ? ref + " - " + reference
                : ref != null ? (String) ref : (String) reference;
    }

    private static Map<String, Object> columns(Amount amount, int currency) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("amount_currency", OdooValues.micros(amount.inCurrency()));
        columns.put("balance", OdooValues.micros(amount.balance()));
        columns.put("debit", OdooValues.micros(amount.balance().max(BigDecimal.ZERO)));
        columns.put("credit", OdooValues.micros(amount.balance().negate().max(BigDecimal.ZERO)));
        columns.put("currency_id", currency);
        return columns;
    }
}
