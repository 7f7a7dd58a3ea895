package io.goldtier.sandbox.odoo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Creating and changing journal entries: defaults, taxes, amounts, the lines that balance a document. */
final class OdooMoves {

    static final int RECEIVABLE = 5;
    static final int PAYABLE = 15;
    private static final int COMPANY = 1;
    private static final int TAX_RECEIVED = 21;
    private static final int TAX_PAID = 11;

    private final OdooSession session;
    private final Map<Integer, OdooCurrency> currencies = new HashMap<>();
    private final OdooModel moves = OdooModels.find(OdooModels.MOVE);
    private final OdooModel lines = OdooModels.find(OdooModels.LINE);

    OdooMoves(OdooSession session) {
        this.session = session;
    }

    int create(Map<String, Object> values) {
        MoveKind kind = MoveKind.of(String.valueOf(values.getOrDefault("move_type", "entry")));
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("state", "draft");
        columns.put("payment_state", "not_paid");
        columns.put("auto_post", "no");
        columns.put("company_id", COMPANY);
        columns.put("company_currency_id", currency(null).id());
        columns.put("is_move_sent", 0);
        columns.put("posted_before", 0);
        columns.putAll(plain(values));
        columns.put("move_type", kind.key);
        columns.putIfAbsent("currency_id", currency(null).id());
        if (columns.get("journal_id") == null) {
            columns.put("journal_id", journal(kind));
        }
        if (columns.get("invoice_date_due") == null) {
            columns.put("invoice_date_due", session.today.toString());
        }
        columns.put("date", accountingDate(kind, columns).toString());
        columns.put("commercial_partner_id", columns.get("partner_id"));
        int id = session.insert(moves, columns);
        session.update(moves, id, Map.of("access_url", "/my/invoices/" + id));
        applyLines(id, kind, values);
        return id;
    }

    /** Writes a draft or the free fields of a posted entry. */
    void write(int id, Map<String, Object> values) {
        Map<String, Object> move = session.get(moves, id);
        MoveKind kind = MoveKind.of((String) move.get("move_type"));
        if (!"draft".equals(move.get("state"))) {
            List<String> locked =
                    values.keySet().stream().filter(OdooMoves::locked).toList();
            if (!locked.isEmpty()) {
                throw OdooFailure.user("You cannot modify the following readonly fields on a posted move: "
                        + String.join(", ", locked));
            }
        }
        Map<String, Object> columns = plain(values);
        if (values.containsKey("invoice_date") && !values.containsKey("date")) {
            Map<String, Object> after = new LinkedHashMap<>(move);
            after.putAll(columns);
            after.put("date", null);
            columns.put("date", accountingDate(kind, after).toString());
        }
        if (!columns.isEmpty()) {
            session.update(moves, id, columns);
        }
        if ("draft".equals(move.get("state"))) {
            applyLines(id, kind, values);
        }
    }

    private static boolean locked(String field) {
        return switch (field) {
            case "invoice_line_ids",
                    "line_ids",
                    "invoice_date",
                    "date",
                    "partner_id",
                    "currency_id",
                    "journal_id",
                    "move_type" -> true;
            default -> false;
        };
    }

    /** Lines written directly (an attachment of {@code account.move.line}) keep their document in balance. */
    void refresh(int id) {
        Map<String, Object> move = session.get(moves, id);
        rebuild(id, MoveKind.of((String) move.get("move_type")));
    }

    private Map<String, Object> plain(Map<String, Object> values) {
        Map<String, Object> columns = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            OdooField field = moves.field(name);
            if (field == null) {
                throw OdooFailure.value("Invalid field '" + name + "' in 'account.move'");
            }
            if (field.kind() == OdooField.Kind.MANY2ONE && !OdooValues.unset(value)) {
                Integer target = OdooValues.wholeNumber(value);
                if (!session.exists(OdooModels.find(field.target()), target)) {
                    throw OdooFailure.missing(field.target(), target, session.uid);
                }
            }
            if (field.stored()) {
                columns.put(name, OdooValues.toColumn(moves, field, value));
            }
        });
        columns.values().removeIf(java.util.Objects::isNull);
        values.forEach((name, value) -> {
            if (OdooValues.unset(value) && moves.field(name).stored() && !columns.containsKey(name)) {
                columns.put(name, null);
            }
        });
        return columns;
    }

    private int journal(MoveKind kind) {
        return ((Number) session.query("SELECT id FROM account_journal WHERE code=?", List.of(kind.journal))
                        .get(0)
                        .get("id"))
                .intValue();
    }

    /** The accounting date that Odoo computes when none is given. */
    private LocalDate accountingDate(MoveKind kind, Map<String, Object> columns) {
        if (columns.get("date") != null) {
            return LocalDate.parse((String) columns.get("date"));
        }
        Object invoiceDate = columns.get("invoice_date");
        LocalDate day = invoiceDate == null ? session.today : LocalDate.parse((String) invoiceDate);
        return kind.purchase() ? endOfItsMonthOrToday(day, session.today) : day;
    }

    static LocalDate endOfItsMonthOrToday(LocalDate day, LocalDate today) {
        LocalDate month = day.withDayOfMonth(1);
        if (month.isBefore(today.withDayOfMonth(1))) {
            return month.plusMonths(1).minusDays(1);
        }
        return day.isAfter(today) ? day : today;
    }

    private void applyLines(int id, MoveKind kind, Map<String, Object> values) {
        for (String field : List.of("invoice_line_ids", "line_ids")) {
            for (Object item : OdooValues.list(values.get(field))) {
                if (!(item instanceof List<?> command)) {
                    throw OdooFailure.type("unhashable type: 'dict'");
                }
                command(id, kind, command, field.equals("invoice_line_ids") && kind != MoveKind.ENTRY);
            }
        }
        rebuild(id, kind);
    }

    private void command(int id, MoveKind kind, List<?> command, boolean document) {
        switch (((Number) command.get(0)).intValue()) {
            case 0 -> addLine(id, kind, OdooValues.map(command.get(2)), document);
            case 1 ->
                session.update(
                        lines, ((Number) command.get(1)).intValue(), lineColumns(OdooValues.map(command.get(2))));
            case 2, 3 -> session.delete(lines, ((Number) command.get(1)).intValue());
            case 5 -> session.execute("DELETE FROM account_move_line WHERE move_id=?", List.of(id));
            case 4 -> session.exists(lines, ((Number) command.get(1)).intValue());
            default -> throw OdooFailure.value("Unsupported command " + command + " on lines");
        }
    }

    int addLine(int move, MoveKind kind, Map<String, Object> values, boolean document) {
        Map<String, Object> columns = lineColumns(values);
        columns.put("move_id", move);
        columns.put("display_type", "product");
        columns.put("company_id", COMPANY);
        columns.put("company_currency_id", currency(null).id());
        if (document) {
            Map<String, Object> product = columns.get("product_id") == null
                    ? Map.of()
                    : session.get("product.product", columns.get("product_id"));
            columns.putIfAbsent("quantity", 1.0);
            columns.putIfAbsent("name", product.get("name"));
            columns.putIfAbsent("price_unit", product.getOrDefault(kind.sale() ? "list_price" : "standard_price", 0.0));
            if (columns.get("account_id") == null) {
                Object own = product.get(kind.sale() ? "property_account_income_id" : "property_account_expense_id");
                columns.put("account_id", own != null ? own : defaultAccount(move));
            }
            if (!values.containsKey("tax_ids")) {
                List<?> taxes =
                        (List<?>) product.getOrDefault(kind.sale() ? "taxes_id" : "supplier_taxes_id", List.of());
                if (taxes.isEmpty()) {
                    taxes = (List<?>) session.get("account.account", columns.get("account_id"))
                            .get("tax_ids");
                }
                columns.put("tax_ids", io.goldtier.json.Json.write(taxes));
            }
        }
        return session.insert(lines, columns);
    }

    private Object defaultAccount(int move) {
        Object journal = session.get(moves, move).get("journal_id");
        Object account = session.get("account.journal", journal).get("default_account_id");
        return account != null ? account : 26;
    }

    private Map<String, Object> lineColumns(Map<String, Object> values) {
        Map<String, Object> columns = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            OdooField field = lines.field(name);
            if (field == null) {
                throw OdooFailure.value("Invalid field '" + name + "' in 'account.move.line'");
            }
            if (field.kind() == OdooField.Kind.MANY2ONE && !OdooValues.unset(value)) {
                Integer target = OdooValues.wholeNumber(value);
                if (!session.exists(OdooModels.find(field.target()), target)) {
                    throw OdooFailure.missing(field.target(), target, session.uid);
                }
            }
            columns.put(name, OdooValues.toColumn(lines, field, value));
        });
        columns.values().removeIf(java.util.Objects::isNull);
        return columns;
    }

    /** Computes amounts and, for documents, the tax and payment lines anew. */
    private void rebuild(int id, MoveKind kind) {
        Map<String, Object> move = session.get(moves, id);
        if (kind == MoveKind.ENTRY) {
            rebuildEntry(id, move);
        } else {
            rebuildDocument(id, kind, move);
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

    private void rebuildEntry(int id, Map<String, Object> move) {
        BigDecimal debit = BigDecimal.ZERO;
        BigDecimal credit = BigDecimal.ZERO;
        // In the currency of the lines, as Odoo has it
        BigDecimal total = BigDecimal.ZERO;
        for (Map<String, Object> line : linesOf(id)) {
            BigDecimal d = OdooValues.decimal(line.get("debit"));
            BigDecimal c = OdooValues.decimal(line.get("credit"));
            BigDecimal balance = OdooValues.decimal(line.get("balance"));
            BigDecimal foreign = OdooValues.decimal(line.get("amount_currency"));
            boolean other = line.get("currency_id") != null
                    && !line.get("currency_id").equals(currency(null).id());
            if (other && balance.signum() == 0 && d.signum() == 0 && c.signum() == 0) {
                BigDecimal rate = rate((Integer) line.get("currency_id"), String.valueOf(move.get("date")));
                balance = convert(foreign, rate, currency(null));
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

    private void rebuildDocument(int id, MoveKind kind, Map<String, Object> move) {
        OdooCurrency currency = currency(move.get("currency_id"));
        OdooCurrency company = currency(null);
        Object day = move.get("invoice_date") == null ? session.today.toString() : move.get("invoice_date");
        BigDecimal rate = currency.id() == company.id() ? BigDecimal.ONE : rate(currency.id(), String.valueOf(day));
        session.execute("DELETE FROM account_move_line WHERE move_id=? AND display_type<>'product'", List.of(id));
        OdooTaxes taxes = new OdooTaxes(session, currency);
        BigDecimal companyTotal = BigDecimal.ZERO;
        BigDecimal untaxedCompany = BigDecimal.ZERO;
        List<Map<String, Object>> products = linesOf(id);
        for (Map<String, Object> line : products) {
            OdooTaxes.Line amounts = taxes.add(line);
            BigDecimal signed = amounts.untaxed().multiply(BigDecimal.valueOf(kind.sign));
            BigDecimal balance = convert(signed, rate, company);
            companyTotal = companyTotal.add(balance);
            untaxedCompany = untaxedCompany.add(balance);
            Map<String, Object> columns = amounts(signed, balance, currency.id());
            columns.put("price_subtotal", OdooValues.micros(amounts.untaxed()));
            columns.put("price_total", OdooValues.micros(amounts.total()));
            columns.put("partner_id", move.get("partner_id"));
            session.update(lines, (Integer) line.get("id"), columns);
        }
        BigDecimal taxTotal = BigDecimal.ZERO;
        for (Map.Entry<Integer, BigDecimal> tax : taxes.totals().entrySet()) {
            taxTotal = taxTotal.add(tax.getValue());
            BigDecimal signed = tax.getValue().multiply(BigDecimal.valueOf(kind.sign));
            BigDecimal balance = convert(signed, rate, company);
            companyTotal = companyTotal.add(balance);
            Map<String, Object> columns = amounts(signed, balance, currency.id());
            columns.put("name", session.displayName("account.tax", tax.getKey()));
            columns.put("tax_line_id", tax.getKey());
            columns.put("display_type", "tax");
            insertExtra(id, move, columns, kind.sale() ? TAX_RECEIVED : TAX_PAID);
        }
        BigDecimal total = taxes.untaxed().add(taxTotal);
        if (!products.isEmpty()) {
            Map<String, Object> columns =
                    amounts(total.multiply(BigDecimal.valueOf(-kind.sign)), companyTotal.negate(), currency.id());
            columns.put("name", paymentLabel(move));
            columns.put("display_type", "payment_term");
            columns.put("date_maturity", move.get("invoice_date_due"));
            insertExtra(id, move, columns, kind.sale() ? RECEIVABLE : PAYABLE);
        }
        saveTotals(id, kind, taxes.untaxed(), taxTotal, companyTotal, untaxedCompany, rate);
    }

    private void saveTotals(
            int id,
            MoveKind kind,
            BigDecimal untaxed,
            BigDecimal tax,
            BigDecimal companyTotal,
            BigDecimal untaxedCompany,
            BigDecimal rate) {
        // Customers' invoices and vendors' credit notes count up, bills and customers' credit notes down.
        BigDecimal signedTotal = companyTotal.negate();
        BigDecimal total = untaxed.add(tax);
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("amount_untaxed", OdooValues.micros(untaxed));
        totals.put("amount_tax", OdooValues.micros(tax));
        totals.put("amount_total", OdooValues.micros(total));
        totals.put("amount_residual", OdooValues.micros(total));
        totals.put("amount_total_signed", OdooValues.micros(signedTotal));
        totals.put("amount_residual_signed", OdooValues.micros(signedTotal));
        totals.put("amount_untaxed_signed", OdooValues.micros(untaxedCompany.negate()));
        totals.put("amount_tax_signed", OdooValues.micros(signedTotal.add(untaxedCompany)));
        totals.put(
                "amount_total_in_currency_signed", OdooValues.micros(total.multiply(BigDecimal.valueOf(-kind.sign))));
        totals.put("invoice_currency_rate", rate.doubleValue());
        session.update(moves, id, totals);
    }

    private void insertExtra(int id, Map<String, Object> move, Map<String, Object> columns, int account) {
        columns.put("move_id", id);
        columns.put("account_id", account);
        columns.put("partner_id", move.get("partner_id"));
        columns.put("company_id", COMPANY);
        columns.put("company_currency_id", currency(null).id());
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

    private static Map<String, Object> amounts(BigDecimal inCurrency, BigDecimal balance, int currency) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("amount_currency", OdooValues.micros(inCurrency));
        columns.put("balance", OdooValues.micros(balance));
        columns.put("debit", OdooValues.micros(balance.max(BigDecimal.ZERO)));
        columns.put("credit", OdooValues.micros(balance.negate().max(BigDecimal.ZERO)));
        columns.put("currency_id", currency);
        return columns;
    }

    List<Map<String, Object>> linesOf(int id) {
        List<Map<String, Object>> result = new ArrayList<>();
        session.query("SELECT * FROM account_move_line WHERE move_id=? ORDER BY id", List.of(id))
                .forEach(row -> result.add(OdooSession.values(lines, row)));
        return result;
    }

    private static BigDecimal convert(BigDecimal amount, BigDecimal rate, OdooCurrency company) {
        return company.round(amount.divide(rate, MathContext.DECIMAL64));
    }

    private BigDecimal rate(int currency, String day) {
        List<Map<String, Object>> rates = session.query(
                "SELECT company_rate FROM res_currency_rate WHERE currency_id=? ORDER BY name<=? DESC,"
                        + " CASE WHEN name<=? THEN name END DESC, name LIMIT 1",
                List.of(currency, day, day));
        return rates.isEmpty()
                ? BigDecimal.ONE
                : BigDecimal.valueOf(((Number) rates.get(0).get("company_rate")).doubleValue());
    }

    /** A currency; the company's when null. */
    OdooCurrency currency(Object id) {
        return currencies.computeIfAbsent(id == null ? 0 : ((Number) id).intValue(), this::readCurrency);
    }

    private OdooCurrency readCurrency(int id) {
        Object wanted = id != 0 ? id : session.get("res.company", COMPANY).get("currency_id");
        Map<String, Object> row = session.get("res.currency", wanted);
        return new OdooCurrency(
                (Integer) row.get("id"), (String) row.get("name"), (Integer) row.get("decimal_places"), (Boolean)
                        row.get("active"));
    }

    /** A currency's id, code, number of decimals and whether it may be used. */
    record OdooCurrency(int id, String code, int decimals, boolean active) {

        BigDecimal round(BigDecimal amount) {
            return amount.setScale(decimals, RoundingMode.HALF_UP);
        }
    }
}
