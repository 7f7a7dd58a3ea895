package io.goldtier.connector.odoo.books;

import io.goldtier.connector.odoo.rpc.OdooErrors;
import io.goldtier.connector.odoo.rpc.OdooSettings;
import io.goldtier.connector.odoo.rpc.OdooValues;
import io.goldtier.settings.Settings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** What a skill's input means for the books: its lines, its dates, its sum. */
@Component("odooInput")
class OdooInput {

    private final Clock clock;
    private final Settings settings;
    private final OdooSettings odoo;

    OdooInput(Clock clock, Settings settings, OdooSettings odoo) {
        this.clock = clock;
        this.settings = settings;
        this.odoo = odoo;
    }

    /**
     * The lines, dates and sum of an invoice: {@code lines}, {@code date}, {@code due_date} and, in {@code amount},
     * what Odoo may make of them.
     *
     * <p>An amount and line items that disagree are refused: one of them is a mistake, and only a person knows which.
     */
    public Map<String, Object> invoice(
            @Variable("input") Map<String, Object> input, @Variable("money") Map<String, Object> money) {
        BigDecimal amount = number(input.get("amount"));
        List<Map<String, Object>> lines = new ArrayList<>();
        if (input.get("line_items") instanceof List<?> items) {
            items.forEach(item -> lines.add(line((Map<?, ?>) item, input)));
        } else if (amount != null) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", description(input));
            line.put("quantity", 1);
            line.put("price_unit", amount);
            lines.add(line);
        } else {
            throw OdooErrors.refusal("An invoice needs an amount or line items.");
        }
        boolean single = !(input.get("line_items") instanceof List<?>);
        List<BigDecimal> sums = single ? List.of(amount) : OdooMoney.sums(exact(lines), money);
        if (amount != null && sums.stream().noneMatch(sum -> sum.compareTo(amount) == 0)) {
            throw OdooErrors.refusal("The amount " + amount.toPlainString() + " and the line items, which add up to "
                    + sums.get(0).toPlainString() + ", disagree: correct one of them.");
        }
        Map<String, Object> invoice = dates(input);
        invoice.put("lines", lines);
        invoice.put("amount", amount == null ? sums : List.of(amount));
        return invoice;
    }

    private static Map<String, Object> line(Map<?, ?> item, Map<String, Object> input) {
        Map<String, Object> line = new LinkedHashMap<>();
        item.forEach((key, value) -> line.put(String.valueOf(key), value));
        line.putIfAbsent("name", description(input));
        line.putIfAbsent("quantity", 1);
        if (line.get("price_unit") == null) {
            throw OdooErrors.refusal("The line item \"" + line.get("name") + "\" has no price_unit: give its price.");
        }
        return line;
    }

    private static String description(Map<String, Object> input) {
        Object project = input.get("project");
        Object description = input.get("description");
        return description != null ? description.toString() : project != null ? project.toString() : "Services";
    }

    private static List<BigDecimal> exact(List<Map<String, Object>> lines) {
        return lines.stream()
                .map(line -> number(line.get("quantity"))
                        .multiply(number(line.get("price_unit")))
                        .multiply(BigDecimal.valueOf(100).subtract(OdooValues.number(line.get("discount"))))
                        .movePointLeft(2))
                .toList();
    }

    /** A number as it was given, exact; null when none was. */
    static BigDecimal number(Object value) {
        return value == null ? null : new BigDecimal(value.toString());
    }

    private Map<String, Object> dates(Map<String, Object> input) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone());
        LocalDate date = date("date", input.get("date"), today);
        LocalDate due = date("due_date", input.get("due_date"), date.plusDays(odoo.paymentDays()));
        Map<String, Object> dates = new LinkedHashMap<>();
        dates.put("date", date.toString());
        dates.put("due_date", due.toString());
        return dates;
    }

    static LocalDate date(String name, Object value, LocalDate fallback) {
        if (value == null) {
            return fallback;
        }
        try {
            return LocalDate.parse(value.toString());
        } catch (DateTimeParseException e) {
            throw OdooErrors.refusal("The " + name + " \"" + value + "\" is not a day like 2026-02-20.");
        }
    }
}
