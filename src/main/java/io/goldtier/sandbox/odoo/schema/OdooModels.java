package io.goldtier.sandbox.odoo.schema;

import io.goldtier.sandbox.odoo.schema.OdooField.Kind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The models that the stand-in knows. */
public final class OdooModels {

    /** Contacts. */
    public static final String PARTNER = "res.partner";

    /** Journal entries and documents. */
    public static final String MOVE = "account.move";

    /** Their lines. */
    public static final String LINE = "account.move.line";

    /** External ids. */
    public static final String DATA = "ir.model.data";

    private static final Map<String, OdooModel> ALL = new LinkedHashMap<>();

    static {
        define(PARTNER, "Contact", "name, id")
                .add(
                        Kind.CHAR,
                        "email_normalized",
                        "name",
                        "email",
                        "phone",
                        "vat",
                        "ref",
                        "street",
                        "street2",
                        "city",
                        "zip",
                        "lang")
                .add(Kind.CHAR, "website")
                .add(Kind.HTML, "comment")
                .add(Kind.BOOLEAN, "is_company", "active")
                .add(Kind.INTEGER, "customer_rank", "supplier_rank")
                .reference("parent_id", PARTNER)
                .reference("country_id", "res.country")
                .reference("company_id", "res.company");
        define("res.company", "Companies", "id")
                .add(Kind.CHAR, "name")
                .add(Kind.DATE, "fiscalyear_lock_date", "sale_lock_date", "purchase_lock_date")
                .add(Kind.DATE, "tax_lock_date", "hard_lock_date")
                .choice(
                        "tax_calculation_rounding_method",
                        choices("round_per_line", "Round per Line", "round_globally", "Round Globally"))
                .reference("currency_id", "res.currency")
                .reference("account_sale_tax_id", "account.tax")
                .reference("account_purchase_tax_id", "account.tax");
        define("res.users", "User", "id")
                .add(Kind.CHAR, "name", "login", "lang", "tz")
                .add(Kind.BOOLEAN, "active")
                .reference("company_id", "res.company");
        define("res.users.apikeys", "Users API Keys", "id")
                .add(Kind.CHAR, "name", "scope")
                .add(Kind.DATETIME, "expiration_date")
                .reference("user_id", "res.users");
        define("res.country", "Country", "name, id").add(Kind.CHAR, "name", "code");
        define("res.currency", "Currency", "active DESC, name, id")
                .add(Kind.CHAR, "name", "symbol", "full_name")
                .add(Kind.BOOLEAN, "active")
                .add(Kind.INTEGER, "decimal_places")
                .add(Kind.FLOAT, "rounding");
        define("res.currency.rate", "Currency Rate", "name DESC, id")
                .add(Kind.DATE, "name")
                .add(Kind.FLOAT, "company_rate", "rate")
                .reference("currency_id", "res.currency")
                .reference("company_id", "res.company");
        define("account.account", "Account", "code, id")
                .add(Kind.CHAR, "code", "name", "account_type")
                .add(Kind.BOOLEAN, "active", "reconcile")
                .reference("currency_id", "res.currency")
                .references("tax_ids", "account.tax")
                .references("company_ids", "res.company");
        define("account.journal", "Journal", "id")
                .add(Kind.CHAR, "code", "name", "type")
                .add(Kind.BOOLEAN, "active")
                .reference("currency_id", "res.currency")
                .reference("default_account_id", "account.account")
                .reference("company_id", "res.company");
        define("account.tax", "Tax", "id")
                .add(Kind.CHAR, "name", "amount_type", "type_tax_use")
                .add(Kind.FLOAT, "amount")
                .add(Kind.BOOLEAN, "price_include", "active")
                .choice(
                        "price_include_override",
                        choices("tax_included", "Tax Included", "tax_excluded", "Tax Excluded"))
                .reference("company_id", "res.company");
        define("product.product", "Product Variant", "name, id")
                .add(Kind.CHAR, "name", "default_code", "type")
                .add(Kind.FLOAT, "list_price", "standard_price")
                .add(Kind.BOOLEAN, "active", "sale_ok", "purchase_ok")
                .reference("property_account_income_id", "account.account")
                .reference("property_account_expense_id", "account.account")
                .references("taxes_id", "account.tax")
                .references("supplier_taxes_id", "account.tax");
        define("account.payment", "Payments", "date DESC, name DESC, id DESC")
                .add(Kind.CHAR, "name", "payment_type", "state", "memo")
                .add(Kind.DATE, "date")
                .add(Kind.MONETARY, "amount")
                .reference("partner_id", PARTNER)
                .reference("journal_id", "account.journal")
                .reference("currency_id", "res.currency")
                .reference("move_id", MOVE)
                .references("reconciled_invoice_ids", MOVE);
        define("account.payment.register", "Pay", "id")
                .add(Kind.DATE, "payment_date")
                .add(Kind.MONETARY, "amount")
                .add(Kind.CHAR, "communication")
                .reference("journal_id", "account.journal")
                .reference("currency_id", "res.currency")
                .references("move_ids", MOVE);
        define("account.move.send.wizard", "Account Move Send Wizard", "id")
                .add(Kind.CHAR, "subject", "alerts", "extra_edis")
                .references("sending_methods", null)
                .reference("move_id", MOVE)
                .reference("pdf_report_id", "ir.attachment")
                .references("mail_partner_ids", PARTNER);
        define(DATA, "Model Data", "module, model, name")
                .add(Kind.CHAR, "module", "name", "model", "complete_name")
                .add(Kind.BOOLEAN, "noupdate")
                .add(Kind.INTEGER, "res_id");
        define("ir.attachment", "Attachment", "id DESC")
                .add(Kind.CHAR, "name", "res_model", "mimetype", "checksum", "datas", "type", "description")
                .add(Kind.INTEGER, "res_id", "file_size");
        define("mail.message", "Message", "id DESC")
                .add(Kind.CHAR, "model", "subject", "message_type")
                .add(Kind.HTML, "body")
                .add(Kind.INTEGER, "res_id")
                .references("partner_ids", PARTNER)
                .references("attachment_ids", "ir.attachment")
                .lines("notification_ids", "mail.notification", "mail_message_id");
        define("mail.notification", "Message Notifications", "id")
                .add(Kind.CHAR, "notification_type", "notification_status", "failure_type", "failure_reason")
                .reference("mail_message_id", "mail.message")
                .reference("mail_mail_id", "mail.mail")
                .reference("res_partner_id", PARTNER);
        define("mail.mail", "Outgoing Mails", "id DESC")
                .add(Kind.CHAR, "state", "failure_reason", "failure_type", "email_to", "subject", "model")
                .add(Kind.INTEGER, "res_id")
                .reference("mail_message_id", "mail.message")
                .references("recipient_ids", PARTNER);
        moves();
    }

    private OdooModels() {}

    private static void moves() {
        define(MOVE, "Journal Entry", "date DESC, name DESC, invoice_date DESC, id DESC")
                .add(Kind.CHAR, "name", "ref", "invoice_origin", "payment_reference")
                .add(Kind.HTML, "narration")
                .add(Kind.DATE, "date", "invoice_date", "invoice_date_due")
                .add(Kind.MONETARY, "amount_untaxed", "amount_tax", "amount_total", "amount_residual")
                .add(Kind.MONETARY, "amount_untaxed_signed", "amount_tax_signed", "amount_total_signed")
                .add(Kind.MONETARY, "amount_residual_signed", "amount_total_in_currency_signed")
                .add(Kind.FLOAT, "invoice_currency_rate")
                .add(Kind.BOOLEAN, "is_move_sent", "posted_before")
                .add(Kind.CHAR, "auto_post", "access_url", "invoice_partner_display_name")
                .choice("state", choices("draft", "Draft", "posted", "Posted", "cancel", "Cancelled"))
                .choice("move_type", MoveKind.choices())
                .choice(
                        "payment_state",
                        choices(
                                "not_paid", "Not Paid",
                                "in_payment", "In Payment",
                                "paid", "Paid",
                                "partial", "Partially Paid",
                                "reversed", "Reversed",
                                "blocked", "Blocked",
                                "invoicing_legacy", "Invoicing App Legacy"))
                .reference("partner_id", PARTNER)
                .reference("commercial_partner_id", PARTNER)
                .reference("journal_id", "account.journal")
                .reference("currency_id", "res.currency")
                .reference("company_id", "res.company")
                .reference("company_currency_id", "res.currency")
                .reference("reversed_entry_id", MOVE)
                .references("duplicated_ref_ids", MOVE)
                .reference("invoice_pdf_report_id", "ir.attachment")
                .lines("line_ids", LINE, "move_id")
                .lines("invoice_line_ids", LINE, "move_id");
        define(LINE, "Journal Item", "date DESC, move_name DESC, id")
                .add(Kind.CHAR, "name", "move_name", "parent_state", "display_type", "ref", "move_type")
                .add(Kind.DATE, "date", "invoice_date", "date_maturity")
                .add(Kind.MONETARY, "debit", "credit", "balance", "amount_currency")
                .add(Kind.MONETARY, "price_subtotal", "price_total", "amount_residual")
                .add(Kind.FLOAT, "quantity", "price_unit", "discount")
                .add(Kind.INTEGER, "sequence")
                .add(Kind.BOOLEAN, "reconciled")
                .add(Kind.CHAR, "account_type")
                .reference("move_id", MOVE)
                .reference("account_id", "account.account")
                .reference("partner_id", PARTNER)
                .reference("journal_id", "account.journal")
                .reference("currency_id", "res.currency")
                .reference("company_id", "res.company")
                .reference("company_currency_id", "res.currency")
                .reference("product_id", "product.product")
                .reference("tax_line_id", "account.tax")
                .references("tax_ids", "account.tax");
    }

    /** The model, or null. */
    public static OdooModel find(String name) {
        return ALL.get(name);
    }

    static Collection<OdooModel> all() {
        return ALL.values();
    }

    static Map<String, String> choices(String... keysAndLabels) {
        Map<String, String> choices = new LinkedHashMap<>();
        for (int i = 0; i < keysAndLabels.length; i += 2) {
            choices.put(keysAndLabels[i], keysAndLabels[i + 1]);
        }
        return choices;
    }

    private static OdooModel define(String name, String label, String order) {
        OdooModel model = new OdooModel(name, label, order);
        ALL.put(name, model);
        return model;
    }
}
