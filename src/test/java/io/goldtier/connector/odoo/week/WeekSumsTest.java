package io.goldtier.connector.odoo.week;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Books of several companies and currencies: added up where they are of one currency, told apart where they are not. */
class WeekSumsTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 2, 16);
    private static final Map<Integer, Boolean> KINDS = Map.of(26, true, 32, false);

    private final WeekSums sums = new WeekSums(MONDAY, 1, text -> Optional.empty());
    private int id;

    private WeekLine line(int account, String balance, String company, String written, String day) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", ++id);
        line.put("move_id", List.of(id, "INV/" + id));
        line.put("move_name", "INV/" + id);
        line.put("account_id", List.of(account, account == 26 ? "400000 Product Sales" : "600000 Expenses"));
        line.put("partner_id", false);
        line.put("name", false);
        line.put("balance", new BigDecimal(balance));
        line.put("company_currency_id", List.of(1, company));
        line.put("currency_id", List.of(1, written));
        line.put("date", day);
        return WeekLine.of(line, KINDS, "USD");
    }

    @Test
    void whatIsInAnotherCurrencyIsToldApartAndNeverConverted() {
        sums.home("USD");
        sums.add(line(26, "-100.10", "USD", "USD", "2026-02-16"), "Consulting");
        sums.add(line(26, "-11.11", "USD", "EUR", "2026-02-22"), null);
        sums.add(line(26, "30.01", "USD", "USD", "2026-02-20"), "Consulting");
        sums.add(line(26, "-500", "EUR", "EUR", "2026-02-20"), "Consulting");
        sums.add(line(32, "20", "EUR", "EUR", "2026-02-20"), null);
        sums.add(line(32, "7.5", "USD", "USD", "2026-02-18"), null);
        sums.add(line(32, "900", "USD", "USD", "2026-02-15"), null);

        Map<String, Object> result = sums.result();
        assertThat(sums.revenue()).isEqualByComparingTo("81.20");
        assertThat(sums.expenses()).isEqualByComparingTo("7.50");
        assertThat(sums.lines()).isEqualTo(6);
        assertThat(result.get("other_currencies")).hasToString("[{currency=EUR, revenue=500, expenses=20}]");
        assertThat(result.get("foreign_lines")).hasToString("{EUR=1}");
        assertThat(result.get("revenue_rows"))
                .hasToString("[{client=(no client), project=Consulting, amount=70.09},"
                        + " {client=(no client), project=(no project), amount=11.11}]");
        assertThat(result.get("expense_rows")).hasToString("[{category=Expenses, amount=7.5}]");
        assertThat(result.get("weeks"))
                .hasToString("[{week_start=2026-02-09, revenue=0, expenses=900},"
                        + " {week_start=2026-02-16, revenue=81.2, expenses=7.5}]");
        assertThat(result.get("month_revenue")).hasToString("81.2");
    }

    /** Groups in the form in which Odoo 19 was seen to answer, of two companies with currencies of their own. */
    @Test
    void odoosOwnSumsAreThoseOfTheCompaniesInOneCurrency() {
        WeekRun run =
                new WeekRun(MONDAY, 0, List.of("Consulting"), LocalDate.of(2026, 2, 25), text -> Optional.empty());
        run.companies(List.of(
                Map.of("id", 1, "name", "My Company", "currency_id", List.of(1, "USD")),
                Map.of("id", 2, "name", "Elsewhere", "currency_id", List.of(2, "EUR"))));
        run.accounts(List.of(
                Map.of("id", 26, "account_type", "income"), Map.of("id", 32, "account_type", "expense_direct_cost")));
        run.sums(List.of(
                group("account_id", List.of(26, "Product Sales"), "USD", "balance:sum", "-407.08", 11),
                group("account_id", List.of(32, "Expenses"), "USD", "balance:sum", "107.2", 6),
                group("account_id", List.of(26, "Product Sales"), "EUR", "balance:sum", "-9000.0", 1)));
        run.statement(List.of(
                document("draft", "out_invoice", 1, "amount_total_signed:sum", "100.0"),
                document("draft", "out_invoice", 2, "amount_total_signed:sum", "200.0")));
        run.billed(List.of(
                document("posted", "out_invoice", 1, "amount_untaxed_signed:sum", "1000.5"),
                document("posted", "out_invoice", 2, "amount_untaxed_signed:sum", "7000.0")));

        Map<String, Object> result = run.result();
        assertThat(result.get("odoo_revenue")).hasToString("407.08");
        assertThat(result.get("odoo_expenses")).hasToString("107.2");
        assertThat(result.get("odoo_lines")).isEqualTo(18L);
        assertThat(result.get("verified")).as("no line was read").isEqualTo(false);
        assertThat((List<?>) result.get("statement"))
                .extracting(line -> ((Map<?, ?>) line).get("company_currency") + " " + ((Map<?, ?>) line).get("total"))
                .containsExactly("USD 100", "EUR 200");
        assertThat(result.get("billed")).hasToString("{Consulting=1000.5}");
    }

    private static Map<String, Object> group(
            String by, Object value, String company, String sum, String amount, int count) {
        return Map.of(
                by,
                value,
                "company_currency_id",
                List.of(company.equals("USD") ? 1 : 2, company),
                "__extra_domain",
                List.of(),
                sum,
                new BigDecimal(amount),
                "__count",
                count);
    }

    private static Map<String, Object> document(String state, String type, int company, String sum, String amount) {
        return Map.of(
                "state",
                state,
                "move_type",
                type,
                "currency_id",
                List.of(1, "USD"),
                "company_id",
                List.of(company, "Company " + company),
                "invoice_origin",
                "Consulting",
                sum,
                new BigDecimal(amount),
                "__count",
                1);
    }
}
