package io.goldtier.connector.odoo;

import io.goldtier.skill.OutsideException.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Documents for {@code load()}, and whether what Odoo made of them is what was ordered.
 *
 * <p>A document is a map: {@code external_id}, {@code model}, {@code values}, {@code lines}, {@code lines_in} and what to
 * {@code expect}: {@code amount} (before tax) or {@code total}, {@code date}, {@code currency}.
 */
@Component("odooBooking")
class OdooBooking {

    /** The external id split into module and name, as {@code ir.model.data} keeps it. */
    public Map<String, Object> key(@Variable("document") Map<String, Object> document) {
        String[] parts = externalId(document).split("\\.", 2);
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("module", parts[0]);
        key.put("name", parts[1]);
        return key;
    }

    private static String externalId(Map<String, Object> document) {
        String[] parts = String.valueOf(document.get("external_id")).split("\\.", 2);
        return parts[0] + "." + parts[1].replaceAll("[^A-Za-z0-9_-]", "_");
    }

    /** The arguments of {@code load()}: columns and rows of text. Lines get external ids too, so that none is doubled. */
    public Map<String, Object> rows(@Variable("document") Map<String, Object> document) {
        Map<String, Object> values = map(document.get("values"));
        List<?> lines = document.get("lines") instanceof List<?> list ? list : List.of();
        String linesIn = String.valueOf(document.getOrDefault("lines_in", "invoice_line_ids"));
        Set<String> lineFields = new LinkedHashSet<>();
        lines.forEach(line -> map(line).keySet().forEach(lineFields::add));

        List<Object> columns = new ArrayList<>(List.of("id"));
        values.keySet().forEach(name -> columns.add(column(name)));
        if (!lines.isEmpty()) {
            columns.add(linesIn + "/id");
        }
        lineFields.forEach(name -> columns.add(linesIn + "/" + column(name)));

        List<Object> data = new ArrayList<>();
        for (int i = 0; i < Math.max(1, lines.size()); i++) {
            List<Object> row = new ArrayList<>();
            row.add(i == 0 ? externalId(document) : "");
            for (Object value : values.values()) {
                row.add(i == 0 ? cell(value) : "");
            }
            if (!lines.isEmpty()) {
                row.add(externalId(document) + "_line_" + (i + 1));
                for (String field : lineFields) {
                    row.add(cell(map(lines.get(i)).get(field)));
                }
            }
            data.add(row);
        }
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("fields", columns);
        args.put("data", data);
        return args;
    }

    /** Relations are given by database id. */
    private static String column(String field) {
        boolean relation = (field.endsWith("_id") || field.endsWith("_ids")) && !field.equals("res_id");
        return relation ? field + "/.id" : field;
    }

    private static String cell(Object value) {
        if (value == null || Boolean.FALSE.equals(value)) {
            return "";
        }
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(String::valueOf).toList());
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** Stops before posting what is not what was ordered: a wrong draft is harmless, a wrong posted invoice is not. */
    public void check(@Variable("document") Map<String, Object> document, @Body Map<String, Object> record) {
        Object state = record == null ? null : record.get("state");
        if (!List.of("draft", "posted", "cancel").contains(String.valueOf(state))) {
            throw OdooErrors.trouble(Kind.TRANSIENT, "Odoo's answer does not say whether the record is a draft.");
        }
        if (state.equals("cancel")) {
            throw OdooErrors.trouble(
                    Kind.PERMANENT,
                    "This was booked before and has been cancelled in Odoo since (" + label(record)
                            + "); it is not booked again.");
        }
        if (state.equals("posted")) {
            return;
        }
        Map<String, Object> expected = map(document.get("expect"));
        BigDecimal amount = OdooInput.number(expected.get("amount"));
        BigDecimal total = OdooInput.number(expected.get("total"));
        boolean close = (amount == null
                        || near(amount, record, "amount_untaxed", document)
                        || near(amount, record, "amount_total", document))
                && (total == null || near(total, record, "amount_total", document));
        if (!close) {
            BigDecimal wanted = amount == null ? total : amount;
            String made = amount == null ? "amount_total" : "amount_untaxed";
            throw OdooErrors.trouble(
                    Kind.PERMANENT,
                    "Odoo made " + number(record, made).toPlainString() + " out of "
                            + wanted.toPlainString() + ": the draft " + label(record)
                            + " was left as it is and not posted. Look at it in Odoo.");
        }
    }

    private static boolean near(
            BigDecimal wanted, Map<String, Object> record, String field, Map<String, Object> document) {
        Object decimals = map(document.get("expect")).get("decimals");
        int places = decimals instanceof Number number ? number.intValue() : 2;
        int lines = document.get("lines") instanceof List<?> list ? list.size() : 1;
        BigDecimal tolerance = BigDecimal.ONE.movePointLeft(places).multiply(BigDecimal.valueOf(lines));
        return wanted.subtract(number(record, field)).abs().compareTo(tolerance) < 0;
    }

    /** What Odoo stored otherwise than ordered, in sentences; an empty list when nothing is. */
    public List<String> differences(
            @Variable("document") Map<String, Object> document, @Body Map<String, Object> record) {
        Map<String, Object> expected = map(document.get("expect"));
        List<String> differences = new ArrayList<>();
        BigDecimal wanted = OdooInput.number(expected.get("amount"));
        if (wanted != null && wanted.compareTo(number(record, "amount_untaxed")) != 0) {
            boolean included = wanted.compareTo(number(record, "amount_total")) == 0;
            differences.add(
                    included
                            ? "Odoo took the amount " + wanted.toPlainString() + " as including tax: "
                                    + number(record, "amount_untaxed").toPlainString() + " before tax."
                            : "Odoo booked " + number(record, "amount_untaxed").toPlainString() + " instead of "
                                    + wanted.toPlainString() + ".");
        }
        BigDecimal total = OdooInput.number(expected.get("total"));
        if (total != null && total.compareTo(number(record, "amount_total")) != 0) {
            differences.add("Odoo booked " + number(record, "amount_total").toPlainString() + " instead of "
                    + total.toPlainString() + ".");
        }
        Object date = expected.get("date");
        if (date != null && !date.equals(record.get("date"))) {
            differences.add("Odoo moved the accounting date from " + date + " to " + record.get("date")
                    + ", because the period is locked.");
        }
        Object currency = expected.get("currency");
        if (currency != null && !currency.equals(name(record.get("currency_id")))) {
            differences.add("Odoo booked in " + name(record.get("currency_id")) + " instead of " + currency + ".");
        }
        if (!"posted".equals(record.get("state"))) {
            differences.add("Odoo has it as \"" + record.get("state") + "\", not as posted.");
        }
        return differences;
    }

    /** Throws again what was caught: looking has shown that it did not take effect. */
    public void rethrow(Exchange exchange) throws Exception {
        throw exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }

    private static String label(Map<String, Object> record) {
        return record.get("name") instanceof String name ? name : "id " + record.get("id");
    }

    private static Object name(Object relation) {
        return relation instanceof List<?> pair ? pair.get(1) : null;
    }

    private static BigDecimal number(Map<String, Object> record, String field) {
        return new BigDecimal(String.valueOf(record.getOrDefault(field, 0))).stripTrailingZeros();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
