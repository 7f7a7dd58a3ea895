package io.goldtier.connector.odoo.books;

import io.goldtier.connector.odoo.rpc.OdooErrors;
import io.goldtier.connector.odoo.rpc.OdooInstances;
import io.goldtier.connector.odoo.rpc.OdooValues;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * How amounts are counted: in which currency, with how many digits, and how the company rounds what lines add up to.
 *
 * <p>The route {@code odoo-money} reads it and leaves it as the map {@code money}: {@code name}, {@code decimal_places},
 * {@code rounding} ({@value #GLOBALLY} or {@value #PER_LINE}; null when that is not known) and, for a currency that the
 * order names, its id in {@code named}.
 */
@Component("odooMoney")
class OdooMoney {

    /** The exact amounts of the lines are added up, and the sum is rounded. */
    static final String GLOBALLY = "round_globally";

    /** The amount of each line is rounded, and those are added up. */
    static final String PER_LINE = "round_per_line";

    private final OdooInstances instances;

    OdooMoney(OdooInstances instances) {
        this.instances = instances;
    }

    /**
     * The company that is booked for. Where the user sees several and the settings name none, only that counts in which they
     * agree.
     */
    public Map<String, Object> company(
            @Body List<Map<String, Object>> companies, @Variable("input") Map<String, Object> input) {
        int wanted = instances.company(input);
        List<Map<String, Object>> possible = companies.stream()
                .filter(company -> wanted == 0 || company.get("id") instanceof Number id && id.intValue() == wanted)
                .toList();
        Map<String, Object> company = new LinkedHashMap<>();
        for (String field : List.of("tax_calculation_rounding_method", "currency_id")) {
            List<Object> values =
                    possible.stream().map(each -> each.get(field)).distinct().toList();
            company.put(field, values.size() == 1 ? values.get(0) : null);
        }
        return company;
    }

    /** The condition for the currency: the one that the order names, else the company's. */
    public List<Object> domain(
            @Variable("company") Map<String, Object> company, @Variable("input") Map<String, Object> input) {
        return List.of(
                input.get("currency") != null
                        ? List.of("name", "=", input.get("currency"))
                        : List.of("id", "=", OdooValues.id(company.get("currency_id"))));
    }

    /**
     * The map {@code money}.
     *
     * @throws io.goldtier.skill.effect.OutsideException when the currency that the order names is unknown or switched off
     */
    public Map<String, Object> money(
            @Body List<Map<String, Object>> found,
            @Variable("company") Map<String, Object> company,
            @Variable("input") Map<String, Object> input) {
        Object code = input.get("currency");
        if (found.isEmpty() && code != null) {
            throw OdooErrors.trouble(Kind.PERMANENT, "Odoo does not know the currency " + code + ".");
        }
        Map<String, Object> currency = found.isEmpty() ? Map.of() : found.get(0);
        if (code != null && !Boolean.TRUE.equals(currency.get("active"))) {
            throw OdooErrors.trouble(
                    Kind.PERMANENT,
                    "The currency " + code + " is switched off in Odoo: activate it there (Accounting, Configuration,"
                            + " Currencies) and set its rate, then try again.");
        }
        Map<String, Object> money = new LinkedHashMap<>();
        money.put("name", currency.get("name"));
        money.put("decimal_places", currency.get("decimal_places"));
        money.put("rounding", company.get("tax_calculation_rounding_method"));
        money.put("named", code == null ? null : currency.get("id"));
        return money;
    }

    /** The digits after the point of a currency: as Odoo has it when it was asked for that one, else as the standard. */
    static int places(Map<String, Object> money, Object currency) {
        boolean asked = currency == null || currency.equals(money.get("name"));
        if (asked && money.get("decimal_places") instanceof Number told) {
            return told.intValue();
        }
        try {
            return java.util.Currency.getInstance(String.valueOf(currency)).getDefaultFractionDigits();
        } catch (IllegalArgumentException e) {
            return 2;
        }
    }

    /** What exact amounts add up to, as the company rounds: one sum, or both when it is not known how it does. */
    static List<BigDecimal> sums(List<BigDecimal> exact, Map<String, Object> money) {
        int places = places(money, money.get("name"));
        BigDecimal globally = round(exact.stream().reduce(BigDecimal.ZERO, BigDecimal::add), places);
        BigDecimal perLine =
                exact.stream().map(amount -> round(amount, places)).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (GLOBALLY.equals(money.get("rounding"))) {
            return List.of(OdooValues.plain(globally));
        }
        if (PER_LINE.equals(money.get("rounding"))) {
            return List.of(OdooValues.plain(perLine));
        }
        return Stream.of(globally, perLine).map(OdooValues::plain).distinct().toList();
    }

    static BigDecimal round(BigDecimal amount, int places) {
        return amount.setScale(places, RoundingMode.HALF_UP);
    }
}
