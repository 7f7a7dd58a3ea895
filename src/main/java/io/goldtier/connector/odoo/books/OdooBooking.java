package io.goldtier.connector.odoo.books;

import io.goldtier.connector.odoo.rpc.OdooErrors;
import io.goldtier.connector.odoo.rpc.OdooInstances;
import io.goldtier.connector.odoo.rpc.OdooValues;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Documents for {@code load()}, and whether what Odoo made of them is what was ordered.
 *
 * <p>A document is a map: {@code external_id}, {@code model}, {@code values}, {@code lines}, {@code lines_in} and what to
 * {@code expect}: {@code amount} (before tax; several when it is not known how the company rounds) or {@code total}, {@code date},
 * {@code client} and {@code money}, as {@link OdooMoney} has it.
 */
@Component("odooBooking")
class OdooBooking {

    private final OdooInstances instances;

    OdooBooking(OdooInstances instances) {
        this.instances = instances;
    }

    /** The external id as {@code check_object_reference} wants it. */
    public Map<String, Object> key(@Variable("document") Map<String, Object> document) {
        String[] parts = OdooRows.externalId(document).split("\\.", 2);
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("module", parts[0]);
        key.put("xml_id", parts[1]);
        return key;
    }

    /**
     * The id of the record that Odoo says an external id belongs to; null when there is none.
     *
     * @throws io.goldtier.skill.effect.OutsideException when there is one that this user does not see
     */
    public Object found(@Variable("document") Map<String, Object> document, @Body List<?> reference) {
        if (reference == null || !Objects.equals(document.get("model"), reference.get(0))) {
            return null;
        }
        if (reference.get(1) instanceof Number id) {
            return id;
        }
        throw OdooErrors.trouble(
                Kind.PERMANENT,
                "Odoo has the " + document.get("model") + " " + OdooRows.externalId(document)
                        + " already, but its user may not see it: look at it there.");
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
        Map<String, Object> expected = OdooValues.map(document.get("expect"));
        mustBe("client", expected.get("client"), "partner_id", record);
        mustBe("currency", named(expected), "currency_id", record);
        List<BigDecimal> amounts = rounded(expected.get("amount"), expected, record);
        boolean asOrdered = amounts.isEmpty()
                || amounts.stream()
                        .anyMatch(amount ->
                                isAmount(amount, record, "amount_untaxed") || isAmount(amount, record, "amount_total"));
        if (!asOrdered) {
            // The company may round otherwise by now
            instances.forget();
            throw OdooErrors.trouble(
                    Kind.PERMANENT,
                    "Odoo made " + number(record, "amount_untaxed").toPlainString() + " out of "
                            + amounts.get(0).toPlainString() + ": the draft " + label(record)
                            + " was not posted. Look at it in Odoo.");
        }
        for (BigDecimal total : rounded(expected.get("total"), expected, record)) {
            if (!isAmount(total, record, "amount_total")) {
                throw OdooErrors.trouble(
                        Kind.PERMANENT,
                        "What was paid is " + total.toPlainString() + ", but with the taxes on it Odoo makes "
                                + number(record, "amount_total").toPlainString() + ": is the tax contained in what was"
                                + " paid? Then name in tax_ids one that is included in the price, or none; else give"
                                + " the amount before tax that comes to what was paid. The draft " + label(record)
                                + " was not posted.");
            }
        }
    }

    /** What was looked up a short time ago must still be called the same: else it is somebody else by now. */
    private void mustBe(String what, Object wanted, String field, Map<String, Object> record) {
        Object found = OdooValues.name(record.get(field), null);
        if (wanted == null || wanted.equals(found)) {
            return;
        }
        instances.forget();
        if (found == null) {
            throw OdooErrors.trouble(Kind.TRANSIENT, "Odoo's answer does not say the " + what + " of its draft.");
        }
        throw OdooErrors.trouble(
                Kind.PERMANENT,
                "The " + what + " that was meant is \"" + wanted + "\", and in Odoo it is \"" + found
                        + "\" now: the draft " + label(record) + " was not posted. Look at it in Odoo, then order it"
                        + " anew.");
    }

    /** The currency that the order names; null for the company's. */
    private static Object named(Map<String, Object> expected) {
        Map<String, Object> money = OdooValues.map(expected.get("money"));
        return money.get("named") == null ? null : money.get("name");
    }

    /** The amounts that would be right, in the digits of the record's currency. */
    private static List<BigDecimal> rounded(Object wanted, Map<String, Object> expected, Map<String, Object> record) {
        int places = OdooMoney.places(
                OdooValues.map(expected.get("money")), OdooValues.name(record.get("currency_id"), null));
        return amounts(wanted).stream()
                .map(amount -> OdooMoney.round(amount, places))
                .toList();
    }

    private static List<BigDecimal> amounts(Object wanted) {
        List<?> all = wanted instanceof List<?> several ? several : wanted == null ? List.of() : List.of(wanted);
        return all.stream().map(OdooInput::number).toList();
    }

    private static boolean isAmount(BigDecimal wanted, Map<String, Object> record, String field) {
        return wanted.compareTo(number(record, field)) == 0;
    }

    /**
     * Stops when the vendor's bill of that number is in the books already.
     *
     * @throws io.goldtier.skill.effect.OutsideException as a question to a person
     */
    public void onlyOne(@Variable("document") Map<String, Object> document, @Body List<Map<String, Object>> others) {
        if (!others.isEmpty()) {
            Map<String, Object> other = others.get(0);
            throw OdooErrors.trouble(
                    Kind.PERMANENT,
                    "The bill " + OdooValues.map(document.get("values")).get("ref") + " of "
                            + OdooValues.name(other.get("partner_id"), null)
                            + " is booked already: " + label(other) + " over "
                            + number(other, "amount_total").toPlainString() + " of " + other.get("invoice_date")
                            + ". If this is another one, give it a reference of its own.");
        }
    }

    /** What Odoo stored otherwise than ordered, in sentences; an empty list when nothing is. */
    public List<String> differences(
            @Variable("document") Map<String, Object> document, @Body Map<String, Object> record) {
        Map<String, Object> expected = OdooValues.map(document.get("expect"));
        List<String> differences = new ArrayList<>();
        List<BigDecimal> wanted = amounts(expected.get("amount"));
        if (!wanted.isEmpty() && wanted.stream().noneMatch(amount -> isAmount(amount, record, "amount_untaxed"))) {
            String first = wanted.get(0).toPlainString();
            String booked = number(record, "amount_untaxed").toPlainString();
            differences.add(
                    wanted.stream().anyMatch(amount -> isAmount(amount, record, "amount_total"))
                            ? "Odoo took the amount " + first + " as including tax: " + booked + " before tax."
                            : "Odoo booked " + booked + " instead of " + first + ".");
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
        Object currency = named(expected);
        if (currency != null && !currency.equals(OdooValues.name(record.get("currency_id"), null))) {
            differences.add("Odoo booked in " + OdooValues.name(record.get("currency_id"), null) + " instead of "
                    + currency + ".");
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

    private static BigDecimal number(Map<String, Object> record, String field) {
        return new BigDecimal(String.valueOf(record.getOrDefault(field, 0))).stripTrailingZeros();
    }
}
