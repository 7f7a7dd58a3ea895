package io.goldtier.sandbox.odoo.books;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The currencies, and what each was worth on a day. */
final class OdooCurrencies {

    private final OdooSession session;
    private final Map<Integer, OdooCurrency> known = new HashMap<>();

    OdooCurrencies(OdooSession session) {
        this.session = session;
    }

    OdooCurrency company() {
        return get(null);
    }

    /** A currency; the company's when null. */
    OdooCurrency get(Object id) {
        return known.computeIfAbsent(id == null ? 0 : ((Number) id).intValue(), this::read);
    }

    private OdooCurrency read(int id) {
        Object wanted = id != 0 ? id : session.company().get("currency_id");
        Map<String, Object> row = session.get("res.currency", wanted);
        return new OdooCurrency(
                (Integer) row.get("id"), (String) row.get("name"), (Integer) row.get("decimal_places"), (Boolean)
                        row.get("active"));
    }

    /** How many of a currency's units one of the company's was worth on a day. */
    BigDecimal rate(int currency, Object day) {
        if (currency == company().id()) {
            return BigDecimal.ONE;
        }
        List<Map<String, Object>> rates = session.query(
                "SELECT company_rate FROM res_currency_rate WHERE currency_id=? ORDER BY name<=? DESC,"
                        + " CASE WHEN name<=? THEN name END DESC, name LIMIT 1",
                List.of(currency, day, day));
        return rates.isEmpty()
                ? BigDecimal.ONE
                : BigDecimal.valueOf(((Number) rates.get(0).get("company_rate")).doubleValue());
    }
}
