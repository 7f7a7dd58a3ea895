package io.goldtier.connector.odoo.week;

import io.goldtier.connector.odoo.rpc.OdooValues;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/**
 * A posted line on an income or expense account.
 *
 * @param id its id
 * @param move the id of its document
 * @param number its document's number
 * @param revenue true on an income account
 * @param account the account's name
 * @param partner the client or vendor, or null
 * @param text what it says
 * @param amount what was earned or spent, in the company's currency and before tax
 * @param currency the company's currency
 * @param written the currency of the document
 * @param day its accounting date
 */
record WeekLine(
        int id,
        int move,
        String number,
        boolean revenue,
        String account,
        String partner,
        String text,
        BigDecimal amount,
        String currency,
        String written,
        LocalDate day) {

    /** Reads a line as Odoo gives it; {@code kinds} tells income accounts from expense accounts by id. */
    static WeekLine of(Map<String, Object> line, Map<Integer, Boolean> kinds, String home) {
        boolean revenue = kinds.getOrDefault(OdooValues.id(line.get("account_id")), true);
        BigDecimal balance = OdooValues.number(line.get("balance"));
        return new WeekLine(
                ((Number) line.get("id")).intValue(),
                OdooValues.id(line.get("move_id")),
                line.get("move_name") instanceof String name ? name : "",
                revenue,
                accountName(OdooValues.name(line.get("account_id"), "(no account)")),
                OdooValues.name(line.get("partner_id"), null),
                line.get("name") instanceof String text ? text : "",
                revenue ? balance.negate() : balance,
                OdooValues.name(line.get("company_currency_id"), home),
                OdooValues.name(line.get("currency_id"), home),
                LocalDate.parse(String.valueOf(line.get("date"))));
    }

    /** Odoo shows an account with its code, as {@code 600000 Expenses}. */
    static String accountName(String shown) {
        return shown.replaceFirst("^[\\d.]+\\s+(?=\\S)", "");
    }
}
