package io.goldtier.connector.odoo.books;

import io.goldtier.connector.odoo.rpc.OdooValues;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One audit under way: what was read is summed at once and let go, so that its size depends on the number of clients,
 * projects and categories and not on the number of entries.
 *
 * <p>Revenue and expenses are the lines on income and expense accounts, in the company's currency and before tax; that
 * makes refunds, receipts and plain entries count as they do in the books.
 */
public final class OdooAuditRun {

    static final List<String> REVENUE = List.of("income", "income_other");
    static final List<String> EXPENSE = List.of("expense", "expense_direct_cost", "expense_depreciation");
    static final List<String> ALL =
            List.of("income", "income_other", "expense", "expense_direct_cost", "expense_depreciation");

    private static final Logger LOG = LoggerFactory.getLogger(OdooAuditRun.class);
    private static final int PAGE = 500;
    private static final int PROGRESS_EVERY = 10_000;

    private final LocalDate from;
    private final LocalDate to;
    private final List<Object> domain;
    private final int most;
    private final OdooHandbook handbook;

    private final Map<Integer, Boolean> revenueAccounts = new HashMap<>();
    private final Map<Integer, Map<String, Object>> transactions = new LinkedHashMap<>();
    private final Map<String, BigDecimal> revenueByClient = new HashMap<>();
    private final Map<String, BigDecimal> revenueByProject = new HashMap<>();
    private final Map<String, BigDecimal> revenueByMonth = new TreeMap<>();
    private final Map<String, BigDecimal> expensesByCategory = new HashMap<>();
    private final Map<String, BigDecimal> expensesByMonth = new TreeMap<>();
    private final List<Map<String, Object>> statement = new ArrayList<>();
    // A bit for each document: its lines may lie on any pages, and there may be 100,000 of them
    private final BitSet seen = new BitSet();

    private List<Map<String, Object>> page = List.of();
    private BigDecimal revenue = BigDecimal.ZERO;
    private BigDecimal expenses = BigDecimal.ZERO;
    private BigDecimal checkedBalance;
    private long checkedCount = -1;
    private long expected;
    private long read;
    private long documents;
    private int lastId;
    private boolean more = true;

    OdooAuditRun(LocalDate from, LocalDate to, List<Object> domain, Map<String, Object> input, OdooHandbook handbook) {
        this.from = from;
        this.to = to;
        this.domain = domain;
        this.handbook = handbook;
        this.most = input.get("max_transactions") instanceof Number number ? number.intValue() : 200;
    }

    /** Whether another page has to be read. */
    public boolean isMore() {
        return more;
    }

    /** The condition for all lines. */
    public List<Object> getDomain() {
        return domain;
    }

    /** The condition for the next page: by id, so that no line is read twice when others are added meanwhile. */
    public List<Object> getPageDomain() {
        List<Object> next = new ArrayList<>(domain);
        next.add(List.of("id", ">", lastId));
        return next;
    }

    /** The condition for all documents of the days, whatever their state. */
    public List<Object> getStatementDomain() {
        return List.of(List.of("date", ">=", from.toString()), List.of("date", "<=", to.toString()));
    }

    /** Lines a page. */
    public int getPageSize() {
        return PAGE;
    }

    /** The documents of the page that was read last. */
    public List<Integer> getDocumentIds() {
        Set<Integer> ids = new LinkedHashSet<>();
        page.forEach(line -> ids.add(OdooValues.id(line.get("move_id"))));
        return List.copyOf(ids);
    }

    void expect(long count) {
        expected = count;
    }

    void accounts(List<Map<String, Object>> accounts) {
        accounts.forEach(account -> revenueAccounts.put(
                ((Number) account.get("id")).intValue(), REVENUE.contains(account.get("account_type"))));
    }

    void page(List<Map<String, Object>> lines) {
        page = lines;
        more = lines.size() == PAGE;
        if (!lines.isEmpty()) {
            lastId = ((Number) lines.get(lines.size() - 1).get("id")).intValue();
        }
        long before = read;
        read += lines.size();
        if (before / PROGRESS_EVERY != read / PROGRESS_EVERY) {
            LOG.info("odoo_run_audit: {} of {} lines read", read, expected);
        }
    }

    void documents(List<Map<String, Object>> found) {
        Map<Integer, Map<String, Object>> byId = new HashMap<>();
        found.forEach(document -> byId.put(((Number) document.get("id")).intValue(), document));
        Map<Integer, BigDecimal> amounts = new LinkedHashMap<>();
        for (Map<String, Object> line : page) {
            Map<String, Object> document = byId.getOrDefault(OdooValues.id(line.get("move_id")), Map.of());
            BigDecimal amount = OdooValues.number(line.get("balance")).negate();
            amounts.merge(OdooValues.id(line.get("move_id")), amount, BigDecimal::add);
            if (revenueAccounts.getOrDefault(OdooValues.id(line.get("account_id")), true)) {
                revenue(line, document, amount);
            } else {
                expense(line, amount.negate());
            }
        }
        amounts.forEach((id, amount) -> transaction(byId.getOrDefault(id, Map.of("id", id)), amount));
        page = List.of();
    }

    private void revenue(Map<String, Object> line, Map<String, Object> document, BigDecimal amount) {
        revenue = revenue.add(amount);
        revenueByClient.merge(OdooValues.name(line.get("partner_id"), "(no client)"), amount, BigDecimal::add);
        Object project = document.get("invoice_origin");
        revenueByProject.merge(project instanceof String text ? text : "(no project)", amount, BigDecimal::add);
        revenueByMonth.merge(month(line), amount, BigDecimal::add);
    }

    private void expense(Map<String, Object> line, BigDecimal amount) {
        expenses = expenses.add(amount);
        String text = line.get("name") instanceof String name ? name : "";
        String category =
                handbook.categoryOf(text).orElseGet(() -> OdooValues.name(line.get("account_id"), "(no account)"));
        expensesByCategory.merge(category, amount, BigDecimal::add);
        expensesByMonth.merge(month(line), amount, BigDecimal::add);
    }

    private void transaction(Map<String, Object> document, BigDecimal amount) {
        int id = ((Number) document.get("id")).intValue();
        if (seen.get(id)) {
            // Its lines lie on several pages
            transactions.computeIfPresent(id, (same, known) -> {
                known.put(
                        "amount",
                        OdooValues.plain(OdooValues.number(known.get("amount")).add(amount)));
                return known;
            });
            return;
        }
        seen.set(id);
        documents++;
        if (transactions.size() < most) {
            Map<String, Object> transaction = new LinkedHashMap<>();
            transaction.put("transaction_id", document.get("name"));
            transaction.put("odoo_id", id);
            transaction.put("type", document.get("move_type"));
            transaction.put("date", document.get("date"));
            transaction.put("client", OdooValues.name(document.get("partner_id"), null));
            transaction.put("project", document.get("invoice_origin") instanceof String text ? text : null);
            transaction.put("amount", OdooValues.plain(amount));
            transaction.put("total", document.get("amount_total"));
            transaction.put("currency", OdooValues.name(document.get("currency_id"), null));
            transactions.put(id, transaction);
        }
    }

    void check(List<Map<String, Object>> groups) {
        checkedBalance = BigDecimal.ZERO;
        checkedCount = 0;
        for (Map<String, Object> group : groups) {
            checkedBalance = checkedBalance.add(OdooValues.number(group.get("balance:sum")));
            checkedCount += ((Number) group.get("__count")).longValue();
        }
    }

    void statement(List<Map<String, Object>> groups) {
        for (Map<String, Object> group : groups) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("state", group.get("state"));
            line.put("type", group.get("move_type"));
            line.put("currency", OdooValues.name(group.get("currency_id"), null));
            line.put("count", group.get("__count"));
            line.put("total", OdooValues.plain(OdooValues.number(group.get("amount_total_signed:sum"))));
            line.put("tax", OdooValues.plain(OdooValues.number(group.get("amount_tax_signed:sum"))));
            line.put(
                    "total_in_currency",
                    OdooValues.plain(OdooValues.number(group.get("amount_total_in_currency_signed:sum"))));
            statement.add(line);
        }
    }

    Map<String, Object> result() {
        BigDecimal profit = revenue.subtract(expenses);
        boolean verified = checkedCount == read && checkedBalance.negate().compareTo(profit) == 0;
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("revenue", OdooValues.plain(revenue));
        totals.put("expenses", OdooValues.plain(expenses));
        totals.put("profit", OdooValues.plain(profit));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("date_from", from.toString());
        result.put("date_to", to.toString());
        result.put("count", documents);
        result.put("lines", read);
        result.put("transactions", List.copyOf(transactions.values()));
        result.put("truncated", documents > transactions.size());
        result.put("totals", totals);
        result.put("by_client", OdooAudit.sorted(revenueByClient));
        result.put("by_project", OdooAudit.sorted(revenueByProject));
        result.put("by_category", OdooAudit.sorted(expensesByCategory));
        result.put("by_month", byMonth());
        result.put("statement", statement);
        result.put("verified", verified);
        if (!verified) {
            result.put(
                    "warning",
                    "Odoo's own sum is "
                            + OdooValues.plain(checkedBalance.negate()).toPlainString() + " over " + checkedCount
                            + " lines; the books may have changed while they were read. Run it again.");
        }
        return result;
    }

    private Map<String, Object> byMonth() {
        Set<String> months = new java.util.TreeSet<>(revenueByMonth.keySet());
        months.addAll(expensesByMonth.keySet());
        Map<String, Object> result = new LinkedHashMap<>();
        for (String month : months) {
            BigDecimal in = revenueByMonth.getOrDefault(month, BigDecimal.ZERO);
            BigDecimal out = expensesByMonth.getOrDefault(month, BigDecimal.ZERO);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("revenue", OdooValues.plain(in));
            line.put("expenses", OdooValues.plain(out));
            line.put("profit", OdooValues.plain(in.subtract(out)));
            result.put(month, line);
        }
        return result;
    }

    private static String month(Map<String, Object> line) {
        return String.valueOf(line.get("date")).substring(0, 7);
    }

    /** Where it stands. */
    @Override
    public String toString() {
        return "audit " + from + " to " + to + ", " + read + " of " + expected + " lines read";
    }
}
