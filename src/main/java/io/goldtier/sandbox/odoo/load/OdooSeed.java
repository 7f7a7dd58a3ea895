package io.goldtier.sandbox.odoo.load;

import io.goldtier.sandbox.odoo.books.OdooSession;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooUser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a fresh company has: currencies, accounts, journals and taxes, under the ids of a new Odoo 19. */
public final class OdooSeed {

    private final OdooSession session;

    /** Fills a database within a call. */
    public OdooSeed(OdooSession session) {
        this.session = session;
    }

    /** Fills an empty database; does nothing to one that is in use. */
    public void run() {
        if (!session.query("SELECT 1 FROM res_company", List.of()).isEmpty()) {
            return;
        }
        currency(1, "USD", "$", 2, true);
        currency(126, "EUR", "€", 2, false);
        currency(144, "GBP", "£", 2, false);
        currency(25, "JPY", "¥", 0, false);
        currency(43, "CHF", "CHF", 2, false);
        add("res.country", 231, "name", "United Kingdom", "code", "GB");
        add("res.country", 233, "name", "United States", "code", "US");
        add("res.country", 57, "name", "Germany", "code", "DE");
        add("res.currency.rate", 1, "currency_id", 126, "name", "2026-01-01", "company_rate", 0.9, "company_id", 1);
        add("res.currency.rate", 2, "currency_id", 144, "name", "2026-01-01", "company_rate", 0.8, "company_id", 1);
        add("res.currency.rate", 3, "currency_id", 25, "name", "2026-01-01", "company_rate", 150.0, "company_id", 1);
        add("res.currency.rate", 4, "currency_id", 43, "name", "2026-01-01", "company_rate", 0.88, "company_id", 1);
        add(
                "res.company",
                1,
                "name",
                "My Company",
                "currency_id",
                1,
                "tax_calculation_rounding_method",
                "round_globally",
                "account_sale_tax_id",
                1,
                "account_purchase_tax_id",
                2);
        add("res.partner", 1, "name", "My Company", "is_company", 1, "active", 1);
        for (OdooUser user : OdooUser.values()) {
            add(
                    "res.users",
                    user.id,
                    "name",
                    user.person,
                    "login",
                    user.login,
                    "lang",
                    "en_US",
                    "active",
                    1,
                    "company_id",
                    1);
        }
        tax(1, "15%", 15, "sale");
        tax(2, "15%", 15, "purchase");
        tax(3, "0% Exports", 0, "sale");
        tax(4, "0% Imports", 0, "purchase");
        accounts();
        journal(1, "INV", "Sales", "sale", 26);
        journal(2, "BILL", "Purchases", "purchase", 32);
        journal(3, "MISC", "Miscellaneous Operations", "general", null);
        journal(4, "EXCH", "Exchange Difference", "general", null);
        journal(5, "CABA", "Cash Basis Taxes", "general", null);
        journal(6, "BNK1", "Bank", "bank", 45);
    }

    private void accounts() {
        account(1, "101000", "Current Assets", "asset_current");
        account(45, "101401", "Bank", "asset_cash");
        account(46, "101501", "Cash", "asset_cash");
        account(5, "121000", "Account Receivable", "asset_receivable");
        account(11, "131000", "Tax Paid", "asset_current");
        account(15, "211000", "Account Payable", "liability_payable");
        account(21, "251000", "Tax Received", "liability_current");
        account(26, "400000", "Product Sales", "income");
        account(27, "441000", "Foreign Exchange Gain", "income");
        account(28, "442000", "Cash Difference Gain", "income");
        account(29, "443000", "Cash Discount Loss", "expense");
        account(30, "450000", "Other Income", "income_other");
        account(31, "500000", "Cost of Goods Sold", "expense_direct_cost");
        account(32, "600000", "Expenses", "expense");
        account(33, "610000", "Stock Variation", "expense");
        account(34, "611000", "Purchase of Equipments", "expense");
        account(35, "612000", "Rent", "expense");
        account(36, "620000", "Bank Fees", "expense");
        account(37, "630000", "Salary Expenses", "expense");
        account(38, "641000", "Foreign Exchange Loss", "expense");
        account(39, "642000", "Cash Difference Loss", "expense");
        account(40, "643000", "Cash Discount Gain", "income");
        account(41, "961000", "RD Expenses", "expense");
        account(42, "962000", "Sales Expenses", "expense");
    }

    private void currency(int id, String name, String symbol, int decimals, boolean active) {
        add(
                "res.currency",
                id,
                "name",
                name,
                "symbol",
                symbol,
                "decimal_places",
                decimals,
                "active",
                active ? 1 : 0,
                "rounding",
                Math.pow(10, -decimals));
    }

    private void tax(int id, String name, double percent, String use) {
        add(
                "account.tax",
                id,
                "name",
                name,
                "amount",
                percent,
                "amount_type",
                "percent",
                "type_tax_use",
                use,
                "price_include",
                0,
                "active",
                1,
                "company_id",
                1);
    }

    private void account(int id, String code, String name, String type) {
        add("account.account", id, "code", code, "name", name, "account_type", type, "active", 1, "company_ids", "[1]");
    }

    private void journal(int id, String code, String name, String type, Integer account) {
        add(
                "account.journal",
                id,
                "code",
                code,
                "name",
                name,
                "type",
                type,
                "default_account_id",
                account,
                "active",
                1,
                "company_id",
                1);
    }

    private void add(String model, int id, Object... namesAndValues) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("id", id);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            columns.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        session.insert(OdooModels.find(model), columns);
    }
}
