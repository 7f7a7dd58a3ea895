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
}
