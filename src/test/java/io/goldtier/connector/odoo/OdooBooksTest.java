package io.goldtier.connector.odoo;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.loop.Loop;
import io.goldtier.loop.Loops;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A month of business through the whole assistant: what the plans, the log and the results say is what the books say. */
class OdooBooksTest {

    private static final int PAIRS = 20;

    @TempDir
    Path home;

    private Assistant assistant;

    @AfterEach
    void stop() {
        assistant.close();
    }

    @ParameterizedTest
    @CsvSource({"json2, 19", "jsonrpc, 19", "auto, 17"})
    void twentyInvoicesAndTwentyExpensesAddUpEverywhere(String protocol, int version) throws Exception {
        assistant = Assistant.in(home)
                .setting("goldtier.odoo.protocol=" + protocol)
                .setting("goldtier.sandbox.odoo-version=" + version)
                .start();
        BigDecimal revenue = BigDecimal.ZERO;
        BigDecimal expenses = BigDecimal.ZERO;
        for (int i = 1; i <= PAIRS; i++) {
            BigDecimal earned = new BigDecimal("999.99").add(new BigDecimal("0.07").multiply(BigDecimal.valueOf(i)));
            BigDecimal spent = new BigDecimal("12.34").multiply(BigDecimal.valueOf(i));
            revenue = revenue.add(earned);
            expenses = expenses.add(spent);
            accept("pair-" + i, List.of(invoice(i, earned), expense(i, spent)));
        }
        for (int i = 1; i <= PAIRS; i++) {
            awaitCompleted("pair-" + i);
        }
        accept("audit", List.of(step("odoo_run_audit", Map.of("date_from", "2026-05-01", "date_to", "2026-05-31"))));
        awaitCompleted("audit");

        Map<String, Map<?, ?>> books = books();
        assertThat(books).hasSize(2 * PAIRS);
        List<Map<String, Object>> log = successes();
        for (int i = 1; i <= PAIRS; i++) {
            isOnRecord("pair-" + i, books, log);
        }
        assertThat(sum(books, "out_invoice")).isEqualByComparingTo(revenue);
        assertThat(sum(books, "in_receipt").add(sum(books, "entry"))).isEqualByComparingTo(expenses);

        Map<String, Object> audit = actions("audit").get(0).result();
        assertThat(audit).containsEntry("verified", true).containsEntry("count", 2 * PAIRS);
        Map<?, ?> totals = (Map<?, ?>) audit.get("totals");
        assertThat(number(totals, "revenue")).isEqualByComparingTo(revenue);
        assertThat(number(totals, "expenses")).isEqualByComparingTo(expenses);
        assertThat(number(totals, "profit")).isEqualByComparingTo(revenue.subtract(expenses));
        assertThat(((List<?>) audit.get("transactions"))
                        .stream().map(line -> String.valueOf(((Map<?, ?>) line).get("transaction_id"))))
                .containsExactlyInAnyOrderElementsOf(books.keySet());
        assertThat(log)
                .filteredOn(line -> "odoo_run_audit".equals(line.get("action")))
                .singleElement()
                .satisfies(line -> assertThat(((Map<?, ?>) line.get("details")).get("totals"))
                        .hasToString(totals.toString()));
        isShown(totals);
    }

    /** Sums and lists are where people look: in the plan and on the page of the work. */
    private void isShown(Map<?, ?> totals) throws Exception {
        String profit = number(totals, "profit").toPlainString();
        assertThat(plan("audit"))
                .contains("## Results")
                .contains("- totals:\n  - revenue: " + number(totals, "revenue").toPlainString())
                .contains("  - profit: " + profit)
                .contains("| transaction id | odoo id |")
                .contains("And 20 more.");
        assertThat(assistant.text("/triggers/audit"))
                .contains(">profit</th><td>" + new DecimalFormat("#,##0.00").format(new BigDecimal(profit)))
                .contains(">transaction id</th>");
        accept("overdue", List.of(step("odoo_overdue_invoices", Map.of())));
        awaitCompleted("overdue");
        List<?> overdue = (List<?>) actions("overdue").get(0).result().get("invoices");
        assertThat(overdue).hasSize(PAIRS);
        String number = String.valueOf(((Map<?, ?>) overdue.get(0)).get("invoice_number"));
        assertThat(plan("overdue"))
                .contains("- amount due:\n  - USD: " + number(totals, "revenue").toPlainString())
                .contains("| " + number + " | Client ");
        assertThat(assistant.text("/triggers/overdue")).contains("<td>" + number + "</td>");
    }

    private static Map<String, Object> invoice(int i, BigDecimal amount) {
        return step(
                "odoo_create_invoice",
                Map.of(
                        "client",
                        "Client " + i % 4,
                        "amount",
                        amount,
                        "project",
                        "Project " + i % 3,
                        "date",
                        "2026-05-10"));
    }

    /** Half of them as entries, half as a vendor's receipts. */
    private static Map<String, Object> expense(int i, BigDecimal amount) {
        Map<String, Object> params = new java.util.LinkedHashMap<>();
        params.put("amount", amount);
        params.put("description", "expense " + i);
        params.put("category", i % 3 == 0 ? "rent" : "travel");
        params.put("date", "2026-05-11");
        if (i % 2 == 0) {
            params.put("vendor", "Vendor " + i % 5);
        }
        return step("odoo_log_transaction", params);
    }

    /** Id and number of each step's document are in the plan, the log and the result, and are those of the books. */
    private void isOnRecord(String trigger, Map<String, Map<?, ?>> books, List<Map<String, Object>> log) {
        String plan = plan(trigger);
        for (Action action : actions(trigger)) {
            if (action.remedyFor() != null) {
                continue; // A client that was new
            }
            Map<String, Object> result = action.result();
            Object number = result.getOrDefault("invoice_number", result.get("transaction_id"));
            assertThat(books).containsKey(number.toString());
            Map<?, ?> move = books.get(number.toString());
            assertThat(move.get("id")).isEqualTo(result.get("odoo_id"));
            assertThat(number(result, result.containsKey("amount_total") ? "amount_total" : "amount"))
                    .isEqualByComparingTo(number(move, "amount_total"));
            assertThat(number(action.params(), "amount")).isEqualByComparingTo(number(move, "amount_total"));
            assertThat(plan).contains(number.toString(), "odoo_id " + result.get("odoo_id"));
            assertThat(log)
                    .filteredOn(line -> action.actionId().equals(((Map<?, ?>) line.get("details")).get("action_id")))
                    .singleElement()
                    .satisfies(line -> {
                        Map<?, ?> details = (Map<?, ?>) line.get("details");
                        assertThat(details.get("odoo_id")).isEqualTo(result.get("odoo_id"));
                        assertThat(details.containsValue(number)).isTrue();
                        assertThat(number(details, "amount")).isEqualByComparingTo(number(move, "amount_total"));
                    });
        }
    }

    private void accept(String trigger, List<Map<String, Object>> steps) {
        assistant.bean(Triggers.class).accept(Work.of(trigger, steps));
    }

    private void awaitCompleted(String trigger) {
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(assistant
                        .bean(Triggers.class)
                        .find(trigger)
                        .orElseThrow()
                        .status())
                .as(actions(trigger).toString())
                .isEqualTo(TriggerStatus.COMPLETED));
    }

    private List<Action> actions(String trigger) {
        return assistant.bean(Actions.class).of(trigger);
    }

    private String plan(String trigger) {
        Loop loop = assistant.bean(Loops.class).ofTrigger(trigger).orElseThrow();
        Path file = assistant.vault().resolve(loop.planMd());
        await().untilAsserted(() -> assertThat(Files.readString(file)).contains("status: completed"));
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<Map<String, Object>> successes() {
        return assistant.log("audit_log.jsonl").stream()
                .filter(line -> "success".equals(line.get("status")))
                .filter(line -> "ralph_wiggum_loop".equals(line.get("source")))
                .filter(line -> String.valueOf(line.get("action")).startsWith("odoo_"))
                .toList();
    }

    /** The posted entries of the stand-in by number. */
    private Map<String, Map<?, ?>> books() {
        Map<?, ?> odoo = (Map<?, ?>) ((Map<?, ?>) assistant.get("/sandbox/state")).get("odoo");
        List<Map<?, ?>> moves = new ArrayList<>();
        ((List<?>) odoo.get("account.move")).forEach(move -> moves.add((Map<?, ?>) move));
        assertThat(moves).allSatisfy(move -> assertThat(move.get("state")).isEqualTo("posted"));
        return moves.stream().collect(Collectors.toMap(move -> String.valueOf(move.get("name")), move -> move));
    }

    private static BigDecimal sum(Map<String, Map<?, ?>> books, String type) {
        return books.values().stream()
                .filter(move -> type.equals(move.get("move_type")))
                .map(move -> number(move, "amount_total"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal number(Map<?, ?> map, String name) {
        return new BigDecimal(String.valueOf(map.get(name)));
    }
}
