package io.goldtier.connector.odoo.week;

import io.goldtier.connector.odoo.rpc.OdooValues;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One look at the books of a week under way. Revenue and expenses are the posted lines on income and expense accounts, by
 * their accounting date, in the company's currency and before tax: refunds, receipts and plain entries count as they do in
 * the books, drafts and what was cancelled do not.
 *
 * <p>Odoo adds up the same week in a second query with a condition of its own; its sums of revenue and of expenses must be
 * ours to the cent. It groups lines by {@code company_currency_id}, which Odoo stores with each line, and documents by {@code
 * company_id}: what it only computes, such as the {@code company_currency_id} of a document, cannot be grouped by (Odoo 19,
 * {@code addons/account/models/account_move_line.py} and {@code account_move.py}).
 */
public final class WeekRun {

    static final List<String> REVENUE = List.of("income", "income_other");
    static final List<String> ALL =
            List.of("income", "income_other", "expense", "expense_direct_cost", "expense_depreciation");

    private static final int PAGE = 500;
    private static final int PAID_WITHIN = 90;

    private final LocalDate monday;
    private final LocalDate first;
    private final LocalDate today;
    private final Map<Integer, Boolean> kinds = new HashMap<>();
    private final List<String> companies = new ArrayList<>();
    private final Map<Integer, String> currencyOfCompany = new HashMap<>();
    private final WeekSums sums;
    private final List<Map<String, Object>> statement = new ArrayList<>();
    private final List<Map<String, Object>> overdue = new ArrayList<>();
    private final Map<String, Object> billed = new TreeMap<>();
    private final List<?> projects;
    private final Set<String> currencies = new LinkedHashSet<>();

    private List<WeekLine> page = List.of();
    private BigDecimal checkedRevenue = BigDecimal.ZERO;
    private BigDecimal checkedExpenses = BigDecimal.ZERO;
    private long checkedLines;
    private long invoices;
    private long paid;
    private int lastId;
    private boolean more = true;

    WeekRun(
            LocalDate monday,
            int before,
            List<?> projects,
            LocalDate today,
            Function<String, Optional<String>> categoryOf) {
        this.projects = projects;
        this.monday = monday;
        this.first = monday.minusWeeks(before);
        this.today = today;
        this.sums = new WeekSums(monday, before, categoryOf);
    }

    /** Whether another page has to be read. */
    public boolean isMore() {
        return more;
    }

    /** The condition for the next page: by id, so that no line is read twice when others are added meanwhile. */
    public List<Object> getPageDomain() {
        return List.of(
                List.of("parent_state", "=", "posted"),
                List.of("date", ">=", first.toString()),
                List.of("date", "<=", sunday().toString()),
                List.of("account_id.account_type", "in", ALL),
                List.of("id", ">", lastId));
    }

    /** The condition for Odoo's own sums, worded otherwise on purpose. */
    public List<Object> getSumDomain() {
        return List.of(
                List.of("move_id.state", "=", "posted"),
                List.of("date", ">", monday.minusDays(1).toString()),
                List.of("date", "<", monday.plusWeeks(1).toString()),
                List.of("account_id", "in", kinds.keySet().stream().sorted().toList()));
    }

    /** The condition for all documents of the week, whatever their state. */
    public List<Object> getStatementDomain() {
        return List.of(List.of("date", ">=", monday.toString()), List.of("date", "<=", sunday().toString()));
    }

    /** The condition for invoices that were due before the week ended, or before today while it goes on. */
    public List<Object> getOverdueDomain() {
        return List.of(
                List.of("move_type", "=", "out_invoice"),
                List.of("state", "=", "posted"),
                List.of("payment_state", "in", List.of("not_paid", "partial")),
                List.of("invoice_date_due", "<", day().toString()));
    }

    /** The condition for the invoices of the last 90 days that are due. */
    public List<Object> getPaidDomain() {
        return List.of(
                List.of("move_type", "=", "out_invoice"),
                List.of("state", "=", "posted"),
                List.of("invoice_date", ">", day().minusDays(PAID_WITHIN).toString()),
                List.of("invoice_date_due", "<=", day().toString()));
    }

    /** The condition for all that was ever invoiced, until the week's end, for the projects that were named. */
    public List<Object> getBilledDomain() {
        return List.of(
                List.of("move_type", "in", List.of("out_invoice", "out_refund")),
                List.of("state", "=", "posted"),
                List.of("invoice_origin", "in", projects),
                List.of("date", "<=", sunday().toString()));
    }

    /** The documents of the page that was read last. */
    public List<Integer> getDocumentIds() {
        return page.stream()
                .filter(WeekLine::revenue)
                .map(WeekLine::move)
                .distinct()
                .toList();
    }

    /** Lines a page. */
    public int getPageSize() {
        return PAGE;
    }

    private LocalDate sunday() {
        return monday.plusDays(6);
    }

    /** The day that the picture is of. */
    private LocalDate day() {
        return today.isBefore(sunday()) ? today : sunday();
    }

    void companies(List<Map<String, Object>> found) {
        for (Map<String, Object> company : found) {
            companies.add(String.valueOf(company.get("name")));
            String currency = OdooValues.name(company.get("currency_id"), "");
            currencies.add(currency);
            currencyOfCompany.put(((Number) company.get("id")).intValue(), currency);
        }
        currencies.remove("");
        sums.home(currencies.isEmpty() ? "USD" : currencies.iterator().next());
    }

    void accounts(List<Map<String, Object>> accounts) {
        accounts.forEach(account ->
                kinds.put(((Number) account.get("id")).intValue(), REVENUE.contains(account.get("account_type"))));
    }

    void page(List<Map<String, Object>> lines) {
        more = lines.size() == PAGE;
        page = lines.stream().map(line -> WeekLine.of(line, kinds, sums.home())).toList();
        if (!page.isEmpty()) {
            lastId = page.get(page.size() - 1).id();
        }
    }

    void documents(List<Map<String, Object>> documents) {
        Map<Integer, String> projects = new HashMap<>();
        documents.forEach(document -> {
            if (document.get("invoice_origin") instanceof String project) {
                projects.put(((Number) document.get("id")).intValue(), project);
            }
        });
        page.forEach(line -> sums.add(line, projects.get(line.move())));
        page = List.of();
    }

    void sums(List<Map<String, Object>> groups) {
        for (Map<String, Object> group : groups) {
            checkedLines += ((Number) group.get("__count")).longValue();
            if (!sums.home().equals(OdooValues.name(group.get("company_currency_id"), sums.home()))) {
                continue;
            }
            BigDecimal balance = OdooValues.number(group.get("balance:sum"));
            if (kinds.getOrDefault(OdooValues.id(group.get("account_id")), true)) {
                checkedRevenue = checkedRevenue.subtract(balance);
            } else {
                checkedExpenses = checkedExpenses.add(balance);
            }
        }
    }

    void statement(List<Map<String, Object>> groups) {
        for (Map<String, Object> group : groups) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("state", group.get("state"));
            line.put("type", group.get("move_type"));
            line.put("currency", OdooValues.name(group.get("currency_id"), sums.home()));
            line.put("company_currency", companyCurrency(group));
            line.put("count", group.get("__count"));
            line.put("total", OdooValues.plain(OdooValues.number(group.get("amount_total_signed:sum"))));
            line.put("tax", OdooValues.plain(OdooValues.number(group.get("amount_tax_signed:sum"))));
            statement.add(line);
        }
    }

    void overdue(List<Map<String, Object>> found) {
        for (Map<String, Object> invoice : found) {
            LocalDate due = LocalDate.parse(String.valueOf(invoice.get("invoice_date_due")));
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("invoice_number", invoice.get("name"));
            line.put("client", OdooValues.name(invoice.get("partner_id"), null));
            line.put("due_date", due.toString());
            line.put("days_overdue", due.until(day(), java.time.temporal.ChronoUnit.DAYS));
            line.put("amount_due", OdooValues.plain(OdooValues.number(invoice.get("amount_residual"))));
            line.put("currency", OdooValues.name(invoice.get("currency_id"), sums.home()));
            overdue.add(line);
        }
    }

    void paid(List<Map<String, Object>> groups) {
        for (Map<String, Object> group : groups) {
            long count = ((Number) group.get("__count")).longValue();
            invoices += count;
            if (List.of("paid", "in_payment", "reversed").contains(String.valueOf(group.get("payment_state")))) {
                paid += count;
            }
        }
    }

    void billed(List<Map<String, Object>> groups) {
        Map<String, BigDecimal> all = new TreeMap<>();
        groups.stream()
                .filter(group -> sums.home().equals(companyCurrency(group)))
                .forEach(group -> all.merge(
                        String.valueOf(group.get("invoice_origin")),
                        OdooValues.number(group.get("amount_untaxed_signed:sum")),
                        BigDecimal::add));
        all.forEach((project, amount) -> billed.put(project, OdooValues.plain(amount)));
    }

    /** Signed amounts of documents are in the currency of their company. */
    private String companyCurrency(Map<String, Object> group) {
        return currencyOfCompany.getOrDefault(OdooValues.id(group.get("company_id")), sums.home());
    }

    Map<String, Object> result() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("week_start", monday.toString());
        result.put("week_end", sunday().toString());
        result.put("companies", companies);
        result.putAll(sums.result());
        boolean verified = checkedRevenue.compareTo(sums.revenue()) == 0
                && checkedExpenses.compareTo(sums.expenses()) == 0
                && checkedLines == sums.lines();
        result.put("odoo_revenue", OdooValues.plain(checkedRevenue));
        result.put("odoo_expenses", OdooValues.plain(checkedExpenses));
        result.put("odoo_lines", checkedLines);
        result.put("verified", verified);
        result.put("statement", statement);
        result.put("overdue", overdue);
        result.put("invoices", invoices);
        result.put("invoices_paid", paid);
        result.put("billed", billed);
        return result;
    }

    /** Where it stands. */
    @Override
    public String toString() {
        return "books of the week of " + monday;
    }
}
