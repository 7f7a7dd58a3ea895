package io.goldtier.connector.odoo.books;

import io.goldtier.connector.odoo.rpc.OdooErrors;
import io.goldtier.connector.odoo.rpc.OdooValues;
import io.goldtier.settings.Settings;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Invoices that are there already: which one is meant, and whether what is wanted makes sense for it. */
@Component("odooDocuments")
class OdooDocuments {

    private final Clock clock;
    private final Settings settings;

    OdooDocuments(Clock clock, Settings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /** Today in the time zone of the settings. */
    public String today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone()).toString();
    }

    /** The one posted document of that number. */
    public Map<?, ?> invoice(@Body List<?> found, @Variable("input") Map<String, Object> input) {
        Object number = input.get("invoice");
        if (found.size() != 1) {
            throw OdooErrors.trouble(
                    Kind.PERMANENT,
                    found.isEmpty()
                            ? "Odoo has no invoice " + number + "."
                            : "Odoo has several invoices " + number + ": look at them there.");
        }
        Map<?, ?> invoice = (Map<?, ?>) found.get(0);
        if (!"posted".equals(invoice.get("state"))) {
            throw OdooErrors.trouble(
                    Kind.PERMANENT, "The invoice " + number + " is not posted but \"" + invoice.get("state") + "\".");
        }
        return invoice;
    }

    /** Refuses to send where Odoo would say that all is well and send nothing. */
    public void requireAddress(@Body List<?> wizard, @Variable("invoice") Map<String, Object> invoice) {
        Map<?, ?> read = wizard.isEmpty() ? Map.of() : (Map<?, ?>) wizard.get(0);
        if (!(read.get("mail_partner_ids") instanceof List<?> partners) || partners.isEmpty()) {
            throw OdooErrors.trouble(
                    Kind.PERMANENT,
                    "The client of " + invoice.get("name") + " has no e-mail address in Odoo: nothing was sent. Enter"
                            + " the address there, then try again.");
        }
    }

    /** Refuses a payment that is more than what is owed. */
    public BigDecimal payment(
            @Variable("invoice") Map<String, Object> invoice, @Variable("input") Map<String, Object> input) {
        BigDecimal owed = new BigDecimal(String.valueOf(invoice.get("amount_residual")));
        BigDecimal amount = input.get("amount") == null ? owed : OdooInput.number(input.get("amount"));
        if (owed.signum() == 0) {
            throw OdooErrors.trouble(Kind.PERMANENT, "The invoice " + invoice.get("name") + " is paid already.");
        }
        if (amount.compareTo(owed) > 0) {
            throw OdooErrors.trouble(
                    Kind.PERMANENT,
                    "The payment of " + amount.toPlainString() + " is more than the " + owed.toPlainString()
                            + " that is owed on " + invoice.get("name") + ".");
        }
        return amount;
    }

    /** The payment that the wizard's answer names; null when it names none, or several: the invoice tells what is paid. */
    public Object paymentId(@Body Object action) {
        return action instanceof Map<?, ?> window && window.get("res_id") instanceof Number id ? id : null;
    }

    /** What is said when a payment's entry has another date than the payment, because the period is locked. */
    public List<String> dateMoved(@Body List<Map<String, Object>> entries, @Variable("date") String date) {
        Object booked = entries.isEmpty() ? null : entries.get(0).get("date");
        return !(booked instanceof String day) || day.equals(date)
                ? List.of()
                : List.of("Odoo moved the payment's accounting date from " + date + " to " + day
                        + ", because the period is locked.");
    }

    /** What is overdue, with the sum by currency. */
    public Map<String, Object> overdue(@Body List<Map<String, Object>> found) {
        LocalDate today = LocalDate.parse(today());
        Map<String, BigDecimal> owed = new java.util.TreeMap<>();
        List<Map<String, Object>> invoices = found.stream()
                .map(invoice -> {
                    String currency = OdooValues.name(invoice.get("currency_id"), null);
                    BigDecimal residual = new BigDecimal(String.valueOf(invoice.get("amount_residual")));
                    owed.merge(currency, residual, BigDecimal::add);
                    LocalDate due = LocalDate.parse(String.valueOf(invoice.get("invoice_date_due")));
                    Map<String, Object> line = new java.util.LinkedHashMap<>();
                    line.put("invoice_number", invoice.get("name"));
                    line.put("client", OdooValues.name(invoice.get("partner_id"), null));
                    line.put("due_date", due.toString());
                    line.put("days_overdue", due.until(today, java.time.temporal.ChronoUnit.DAYS));
                    line.put("amount_due", OdooValues.plain(residual));
                    line.put("currency", currency);
                    return line;
                })
                .toList();
        Map<String, Object> result = new java.util.LinkedHashMap<>();
        result.put("count", invoices.size());
        result.put("invoices", invoices);
        result.put("amount_due", OdooAudit.sorted(owed));
        return result;
    }
}
