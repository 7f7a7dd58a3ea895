package io.goldtier.connector.odoo.books;

import io.goldtier.connector.odoo.rpc.OdooErrors;
import io.goldtier.connector.odoo.rpc.OdooValues;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Which open invoice a payment is for. */
@Component("odooOpenInvoice")
class OdooOpenInvoice {

    /** Part of the search: by number where there is one, else by client. */
    public List<Object> condition(@Variable("input") Map<String, Object> input) {
        return input.get("invoice") != null
                ? List.of("name", "=", input.get("invoice"))
                : List.of("partner_id.name", "=ilike", OdooValues.literally(String.valueOf(input.get("client"))));
    }

    /** The one that fits; none, or several, are for a person. */
    public Map<String, Object> choose(@Body List<?> found, @Variable("input") Map<String, Object> input) {
        boolean byNumber = input.get("invoice") != null;
        List<Map<?, ?>> fitting = found.stream()
                .map(each -> (Map<?, ?>) each)
                .filter(each -> byNumber || fits(each, input))
                .collect(Collectors.toList());
        if (fitting.size() != 1) {
            String what = byNumber
                    ? "number " + input.get("invoice")
                    : "client " + input.get("client")
                            + (input.get("amount") == null ? "" : " with " + input.get("amount") + " owed");
            throw OdooErrors.trouble(
                    Kind.PERMANENT,
                    fitting.isEmpty()
                            ? "Odoo has no open invoice of " + what + "."
                            : "Odoo has several open invoices of " + what + ": "
                                    + fitting.stream()
                                            .map(each -> String.valueOf(each.get("name")))
                                            .collect(Collectors.joining(", "))
                                    + ". Say which one.");
        }
        Map<?, ?> invoice = fitting.get(0);
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("invoice_number", invoice.get("name"));
        String client = OdooValues.name(invoice.get("partner_id"), null);
        if (client != null) {
            output.put("client", client);
        }
        output.put("amount_due", invoice.get("amount_residual"));
        return output;
    }

    private static boolean fits(Map<?, ?> invoice, Map<String, Object> input) {
        boolean sameAmount = !(input.get("amount") instanceof Number amount)
                || invoice.get("amount_residual") instanceof Number owed
                        && new BigDecimal(owed.toString()).compareTo(new BigDecimal(amount.toString())) == 0;
        Object currency = input.get("currency");
        boolean sameCurrency = currency == null
                || currency.equals(OdooValues.name(invoice.get("currency_id"), String.valueOf(currency)));
        return sameAmount && sameCurrency;
    }
}
