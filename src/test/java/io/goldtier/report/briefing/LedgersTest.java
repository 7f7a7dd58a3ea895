package io.goldtier.report.briefing;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.Assistant;
import io.goldtier.TestClock;
import io.goldtier.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random books: whatever lies in them, and on whichever day around the week's ends, the briefing's totals are those of an
 * independent sum, kept by the test while it writes, to the cent.
 */
class LedgersTest {

    private static final List<Object> TAXED = List.of(List.of(6, 0, List.of(1)));
    private static final List<Object> NO_TAX = List.of(List.of(6, 0, List.of()));
    private static final Map<String, BigDecimal> RATES = Map.of(
            "USD", BigDecimal.ONE,
            "EUR", new BigDecimal("0.9"),
            "GBP", new BigDecimal("0.8"),
            "JPY", new BigDecimal("150"));
    private static final List<String> KINDS = List.of(
            "out_invoice",
            "out_invoice",
            "out_refund",
            "out_receipt",
            "in_invoice",
            "in_refund",
            "in_receipt",
            "entry");

    private static Assistant assistant;
    private static SeededOdoo odoo;

    @BeforeAll
    static void start(@TempDir Path home) {
        // Where a Sunday ends half a day before it does in UTC
        assistant = Assistant.in(home)
                .clock(new TestClock("2027-03-10T09:00:00Z"))
                .setting("goldtier.zone=Pacific/Auckland")
                .start();
        odoo = new SeededOdoo(assistant);
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    /** What the test itself adds up. */
    private static final class Sum {

        private final Map<String, BigDecimal> clients = new HashMap<>();
        private BigDecimal revenue = BigDecimal.ZERO;
        private BigDecimal expenses = BigDecimal.ZERO;

        void add(String kind, String client, BigDecimal amount) {
            BigDecimal signed = kind.endsWith("refund") ? amount.negate() : amount;
            if (kind.startsWith("out_")) {
                revenue = revenue.add(signed);
                clients.merge(client, signed, BigDecimal::add);
            } else {
                expenses = expenses.add(signed);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2026-W08, 2026-02-16",
        "2, 2026-W52, 2026-12-21",
        "3, 2026-W53, 2026-12-28",
        "4, 2027-W01, 2027-01-04",
        "5, 2026-W13, 2026-03-23",
        "6, 2026-W44, 2026-10-26",
        "7, 2027-W09, 2027-03-01"
    })
    void totalsAreThoseOfAnIndependentSum(long seed, String week, LocalDate monday) throws Exception {
        Random random = new Random(seed);
        // Weeks lie side by side in the same books: what an earlier one wrote just over the border belongs to this one,
        // too
        Sum sum = WRITTEN.computeIfAbsent(monday, day -> new Sum());
        for (int i = 0; i < 14; i++) {
            LocalDate day = monday.plusDays(random.nextInt(11) - 2L);
            write(random, day);
        }
        write(random, monday);
        write(random, monday.plusDays(6));

        HttpResponse<String> answer = assistant.post("/api/briefings", Map.of("week", week));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Map<String, Object> document = Json.readObject(answer.body());

        Map<?, ?> revenue = (Map<?, ?>) document.get("revenue");
        Map<?, ?> expenses = (Map<?, ?>) document.get("expenses");
        assertThat(number(revenue.get("total"))).as("revenue").isEqualByComparingTo(sum.revenue);
        assertThat(number(expenses.get("total"))).as("expenses").isEqualByComparingTo(sum.expenses);
        assertThat(number(document.get("profit"))).isEqualByComparingTo(sum.revenue.subtract(sum.expenses));
        assertThat(total(revenue.get("by_client"))).isEqualByComparingTo(sum.revenue);
        assertThat(total(revenue.get("by_project"))).isEqualByComparingTo(sum.revenue);
        assertThat(total(expenses.get("by_category"))).isEqualByComparingTo(sum.expenses);
        ((Map<?, ?>) revenue.get("by_client")).forEach((client, amount) -> assertThat(number(amount))
                .as(String.valueOf(client))
                .isEqualByComparingTo(sum.clients.get(client)));
        Map<?, ?> checked = (Map<?, ?>) document.get("odoo");
        assertThat(checked.get("verified")).isEqualTo(true);
        assertThat(number(checked.get("revenue"))).isEqualByComparingTo(sum.revenue);
        assertThat(number(checked.get("expenses"))).isEqualByComparingTo(sum.expenses);
        assertThat(document).containsEntry("week_start", monday.toString());
    }

    private static final Map<LocalDate, Sum> WRITTEN = new HashMap<>();

    private static void write(Random random, LocalDate day) throws Exception {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        String client = "Client " + (char) ('A' + random.nextInt(4));
        String currency = List.of("USD", "USD", "EUR", "GBP", "JPY").get(random.nextInt(5));
        BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(900_000), currency.equals("JPY") ? 0 : 2);
        int state = random.nextInt(6);
        Object move;
        if (kind.equals("entry")) {
            currency = "USD";
            move = entry(day, amount);
        } else {
            boolean sale = kind.startsWith("out_");
            move = odoo.draft(
                    kind,
                    client,
                    sale && random.nextBoolean() ? "Project " + random.nextInt(3) : null,
                    day.toString(),
                    currency.equals("USD") ? null : currency,
                    List.of(SeededOdoo.line(
                            "Office supplies: " + seedWord(random),
                            amount,
                            odoo.account(sale ? "400000" : "600000"),
                            sale && random.nextBoolean() ? TAXED : NO_TAX)));
        }
        if (state == 0) {
            return;
        }
        odoo.post(move);
        BigDecimal booked = amount.divide(RATES.get(currency), 2, RoundingMode.HALF_UP);
        WRITTEN.computeIfAbsent(
                        day.with(java.time.temporal.TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY)),
                        monday -> new Sum())
                .add(kind, client, booked);
    }

    private static String seedWord(Random random) {
        return List.of("paper", "ink; <b>", "a | b", "Müller's").get(random.nextInt(4));
    }

    private static Object entry(LocalDate day, BigDecimal amount) throws Exception {
        List<Object> lines = new ArrayList<>();
        lines.add(
                List.of(0, 0, Map.of("name", "x", "account_id", odoo.account("612000"), "debit", amount, "credit", 0)));
        lines.add(
                List.of(0, 0, Map.of("name", "x", "account_id", odoo.account("101401"), "debit", 0, "credit", amount)));
        return odoo.create("account.move", Map.of("move_type", "entry", "date", day.toString(), "line_ids", lines));
    }

    private static BigDecimal total(Object amounts) {
        return ((Map<?, ?>) amounts)
                .values().stream().map(LedgersTest::number).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal number(Object value) {
        return new BigDecimal(String.valueOf(value));
    }
}
