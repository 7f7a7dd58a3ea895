package io.goldtier.connector.odoo.books;

import io.goldtier.connector.odoo.rpc.OdooErrors;
import io.goldtier.connector.odoo.rpc.OdooSettings;
import io.goldtier.settings.Settings;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The parts of a transaction that is logged: its days, its lines, its receipt. */
@Component("odooTransaction")
class OdooTransaction {

    private final Clock clock;
    private final Settings settings;
    private final OdooSettings odoo;
    private final Vault vault;

    OdooTransaction(Clock clock, Settings settings, OdooSettings odoo, Vault vault) {
        this.odoo = odoo;
        this.clock = clock;
        this.settings = settings;
        this.vault = vault;
    }

    /** The day it happened; today when left out. */
    public String date(@Variable("input") Map<String, Object> input) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone());
        return OdooInput.date("date", input.get("date"), today).toString();
    }

    /** The day by which to pay; a receipt was paid on the day. */
    public String dueDate(@Variable("input") Map<String, Object> input) {
        LocalDate date = LocalDate.parse(date(input));
        LocalDate usual = "bill".equals(input.get("document")) ? date.plusDays(odoo.paymentDays()) : date;
        return OdooInput.date("due_date", input.get("due_date"), usual).toString();
    }

    /** The text of the line: the category first, so that a report can tell it. */
    public String label(@Variable("input") Map<String, Object> input) {
        Object category = input.get("category");
        return (category == null ? "" : category + ": ") + input.get("description");
    }

    /** The two lines of a balanced entry; in another currency than the company's, Odoo converts. */
    public List<Map<String, Object>> entryLines(
            @Variable("input") Map<String, Object> input,
            @Variable("account") Map<String, Object> account,
            @Variable("counter_account") Object counterAccount,
            @Variable("money") Map<String, Object> money) {
        BigDecimal amount = OdooInput.number(input.get("amount"));
        BigDecimal signed = "revenue".equals(input.get("type")) ? amount.negate() : amount;
        return List.of(
                line(label(input), account.get("id"), signed, money.get("named")),
                line(label(input), counterAccount, signed.negate(), money.get("named")));
    }

    private static Map<String, Object> line(String name, Object account, BigDecimal signed, Object currency) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", name);
        line.put("account_id", account);
        if (currency != null) {
            line.put("currency_id", currency);
            line.put("amount_currency", signed);
        } else {
            line.put("debit", signed.max(BigDecimal.ZERO));
            line.put("credit", signed.negate().max(BigDecimal.ZERO));
        }
        return line;
    }

    /** What a vendor's document is called in Odoo; what a customer paid on the spot is a sales receipt. */
    public String documentType(@Variable("input") Map<String, Object> input) {
        if ("revenue".equals(input.get("type"))) {
            return "out_receipt";
        }
        return "bill".equals(input.get("document")) ? "in_invoice" : "in_receipt";
    }

    /** The one line of a bill or receipt; the amount is what was paid, so no tax is added unless it is named. */
    public List<Map<String, Object>> documentLines(
            @Variable("input") Map<String, Object> input, @Variable("account") Map<String, Object> account) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", label(input));
        line.put("quantity", 1);
        line.put("price_unit", input.get("amount"));
        line.put("account_id", account.get("id"));
        line.put("tax_ids", input.getOrDefault("tax_ids", List.of()));
        return List.of(line);
    }

    /**
     * The receipt, a file of the vault, as Odoo takes it: {@code name}, {@code datas}, {@code mimetype}.
     *
     * @throws io.goldtier.skill.effect.OutsideException when there is no such file in the vault, or it is too large
     */
    public Map<String, Object> receipt(@Variable("input") Map<String, Object> input) {
        String name = String.valueOf(input.get("receipt"));
        try {
            Path file = vault.document(name)
                    .orElseThrow(() -> OdooErrors.refusal("There is no receipt \"" + name
                            + "\" among the documents of the vault, which lie in " + Vault.DOCUMENTS + "."));
            if (Files.size(file) > Vault.LARGEST_FILE) {
                throw OdooErrors.refusal("The receipt \"" + name + "\" is larger than 10 MiB.");
            }
            String type = Files.probeContentType(file);
            Map<String, Object> receipt = new LinkedHashMap<>();
            receipt.put("name", file.getFileName().toString());
            receipt.put("datas", Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
            receipt.put("mimetype", type == null ? "application/octet-stream" : type);
            return receipt;
        } catch (IllegalArgumentException e) {
            throw OdooErrors.refusal("The receipt \"" + name + "\" is not in the vault.");
        } catch (IOException e) {
            throw OdooErrors.refusal("The receipt \"" + name + "\" cannot be read: " + e.getMessage() + ".");
        }
    }
}
