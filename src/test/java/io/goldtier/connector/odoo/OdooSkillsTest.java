package io.goldtier.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.connector.odoo.rpc.OdooSettings;
import io.goldtier.skill.AsSkill;
import io.goldtier.skill.Caller;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.effect.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Odoo skills in the whole assistant, against the stand-in's real books. */
class OdooSkillsTest {

    private static final Caller OWNER = new Caller("test", "system", null, null, true);

    private static Assistant assistant;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        assistant = Assistant.in(home);
        // Who must be asked is tested elsewhere
        for (Path file : files(Path.of("routes", "skills"), "odoo_")) {
            assistant.route(
                    "skills/" + file.getFileName(),
                    Files.readString(file).replaceFirst("approval: (always|handbook)", "approval: never"));
        }
        assistant.start();
        odoo("res.currency", "write", Map.of("vals", Map.of("active", true)), List.of(25, 43));
    }

    private static List<Path> files(Path folder, String prefix) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    @Test
    void theDataModelsExampleBecomesAPostedInvoice() {
        Map<String, Object> output =
                done("odoo_create_invoice", Map.of("client", "Client ABC", "amount", 10000, "project", "Consulting"));
        assertThat(output.get("invoice_id").toString()).matches("INV/\\d{4}/\\d{5}");
        assertThat(output)
                .containsEntry("client", "Client ABC")
                .containsEntry("currency", "USD")
                .containsEntry("state", "posted")
                .containsEntry("warnings", List.of());
        assertThat(output.get("amount_total")).hasToString("10000.0");
    }

    @Test
    void amountsAreRightToTheCent() {
        assertThat(total(Map.of("amount", new BigDecimal("10.005")))).isEqualTo("10.01");
        assertThat(total(Map.of("line_items", List.of(Map.of("quantity", 3, "price_unit", new BigDecimal("33.333"))))))
                .isEqualTo("100.0");
        assertThat(total(Map.of("amount", 1000, "currency", "JPY"))).isEqualTo("1000.0");
        assertThat(done(
                        "odoo_create_invoice",
                        Map.of(
                                "client",
                                "Client Money",
                                "currency",
                                "JPY",
                                "amount",
                                67,
                                "line_items",
                                List.of(Map.of("quantity", 2, "price_unit", new BigDecimal("33.3"))))))
                .containsEntry("amount_total", new BigDecimal("67.0"))
                .containsEntry("warnings", List.of());
        assertThat(total(Map.of(
                        "line_items", List.of(Map.of("price_unit", new BigDecimal("19.99"), "tax_ids", List.of(1))))))
                .isEqualTo("22.99");
        assertThat(total(Map.of("amount", new BigDecimal("0.1"), "date", "2027-03-01")))
                .isEqualTo("0.1");
    }

    @Test
    void aTaxThatIsIncludedInThePriceIsSaid() {
        Object tax = ((List<?>) odoo(
                        "account.tax",
                        "create",
                        Map.of(
                                "vals_list",
                                List.of(Map.of(
                                        "name",
                                        "15% incl.",
                                        "amount",
                                        15,
                                        "amount_type",
                                        "percent",
                                        "type_tax_use",
                                        "sale",
                                        "price_include",
                                        true))),
                        List.of()))
                .get(0);
        Map<String, Object> output = done(
                "odoo_create_invoice",
                Map.of("client", "Incl", "line_items", List.of(Map.of("price_unit", 115, "tax_ids", List.of(tax)))));
        assertThat(output.get("amount")).hasToString("100.0");
        assertThat(output.get("amount_total")).hasToString("115.0");
        assertThat(output.get("warnings").toString()).contains("as including tax");
        await().untilAsserted(() -> assertThat(assistant.vault().resolve("Inbox"))
                .isDirectoryRecursivelyContaining("glob:**/ALERT_*_done-differently-odoo-create-invoice.md"));
    }

    @Test
    void whatDoesNotMakeSenseIsRefusedInASentence() {
        assertThat(failed(
                        "odoo_create_invoice",
                        Map.of("client", "X", "amount", 10, "line_items", List.of(Map.of("price_unit", 9)))))
                .contains("The amount 10 and the line items, which add up to 9, disagree");
        assertThat(failed("odoo_create_invoice", Map.of("client", "X", "amount", 10, "currency", "EUR")))
                .contains("The currency EUR is switched off in Odoo");
        assertThat(failed("odoo_create_invoice", Map.of("partner_id", 99999, "amount", 10)))
                .isEqualTo("Odoo has no contact with the id 99999.");
        odoo(
                "res.partner",
                "create",
                Map.of("vals_list", List.of(Map.of("name", "Twin"), Map.of("name", "Twin", "email", "t@t.example"))),
                List.of());
        assertThat(failed("odoo_create_invoice", Map.of("client", "Twin", "amount", 10)))
                .as("the owner is asked which one")
                .contains("ask_owner must be done first and waits for approval");
        assertThat(failed("odoo_log_transaction", Map.of("amount", 5, "description", "?", "category", "Unheard of")))
                .contains("The handbook does not say which account the category \"Unheard of\" belongs to");
    }

    @Test
    void numbersHaveSixDecimalsAtMost() {
        assertThat(total(Map.of("amount", new BigDecimal("1234567.123456")))).isEqualTo("1234567.12");
        assertThat(total(Map.of("amount", 0.1))).isEqualTo("0.1");
        var refused = assistant.post(
                "/api/skills/odoo_create_invoice", Map.of("client", "X", "amount", new BigDecimal("10.1234567")));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("amount may have at most 6 decimals, was: 10.1234567");
    }

    @Test
    void aClientIsFoundByNameAddressVatNumberOrId() {
        Object id = ((List<?>) odoo(
                        "res.partner",
                        "create",
                        Map.of(
                                "vals_list",
                                List.of(Map.of(
                                        "name",
                                        "Client Known",
                                        "email",
                                        "Office@Known.example",
                                        "vat",
                                        "BE0477472701"))),
                        List.of()))
                .get(0);
        for (String word : List.of("Client Known", "office@known.example", "OFFICE@known.example", "BE0477472701")) {
            assertThat(done("odoo_create_invoice", Map.of("client", word, "amount", 1)))
                    .as(word)
                    .containsEntry("partner_id", id);
        }
        assertThat(done("odoo_create_invoice", Map.of("partner_id", id, "amount", 1)))
                .containsEntry("client", "Client Known");
    }

    @Test
    void aRefundLowersRevenueInTheAudit() {
        Object refund = ((List<?>) odoo(
                        "account.move",
                        "create",
                        Map.of(
                                "vals_list",
                                List.of(Map.of(
                                        "move_type",
                                        "out_refund",
                                        "partner_id",
                                        done("odoo_create_client", Map.of("name", "Client Refund"))
                                                .get("partner_id"),
                                        "invoice_date",
                                        "2023-03-05",
                                        "invoice_line_ids",
                                        List.of(List.of(0, 0, Map.of("name", "back", "price_unit", 40)))))),
                        List.of()))
                .get(0);
        done("odoo_create_invoice", Map.of("client", "Client Refund", "amount", 100, "date", "2023-03-04"));
        odoo("account.move", "action_post", Map.of(), List.of(refund));
        Map<String, Object> audit = done("odoo_run_audit", Map.of("date_from", "2023-03-01", "date_to", "2023-03-31"));
        assertThat(audit.get("totals")).hasToString("{revenue=60, expenses=0, profit=60}");
        assertThat(audit).containsEntry("verified", true).containsEntry("count", 2L);
        assertThat(audit.get("by_client")).hasToString("{Client Refund=60}");
        assertThat(audit.get("statement"))
                .asString()
                .contains("type=out_refund")
                .contains("total=-40");
    }

    @Test
    void tenThreadsWithTheSameActionMakeOneInvoice() throws Exception {
        done("odoo_create_client", Map.of("name", "Ten Threads"));
        var pool = Executors.newFixedThreadPool(10);
        List<Callable<Object>> calls = new java.util.ArrayList<>();
        for (int i = 0; i < 10; i++) {
            calls.add(() -> route("odoo_create_invoice", "same-action", Map.of("client", "Ten Threads", "amount", 77))
                    .getMessage()
                    .getBody());
        }
        List<Object> numbers = new java.util.ArrayList<>();
        for (var future : pool.invokeAll(calls)) {
            numbers.add(((Map<?, ?>) future.get()).get("invoice_number"));
        }
        pool.shutdown();
        assertThat(numbers).hasSize(10).containsOnly(numbers.get(0));
        assertThat(odoo(
                        "account.move",
                        "search_count",
                        Map.of("domain", List.of(List.of("partner_id.name", "=", "Ten Threads"))),
                        List.of()))
                .isEqualTo(1);
        assertThat(odoo(
                        "res.partner",
                        "search_count",
                        Map.of("domain", List.of(List.of("name", "=", "Ten Threads"))),
                        List.of()))
                .isEqualTo(1);
    }

    /** Each call of an invoice in turn is refused, or acted on without an answer, twice in a row. */
    @ParameterizedTest
    @CsvSource({
        "res.partner/search_read, cut_after_acting",
        "ir.model.data/check_object_reference, cut_after_acting",
        "account.move/load, refuse",
        "account.move/load, cut_after_acting",
        "account.move/load, error_500_after_acting",
        "account.move/read, cut_after_acting",
        "account.move/action_post, refuse",
        "account.move/action_post, cut_after_acting",
        "account.move/action_post, error_500_after_acting"
    })
    void whatIsDoneAgainAfterTroubleMakesOnePostedInvoice(String call, String fault) throws Exception {
        String client = fault + " " + call;
        String action = client.replaceAll("[^a-z0-9_]", "-");
        done("odoo_create_client", Map.of("name", client));
        Map<String, Object> input = Map.of(
                "client",
                client,
                "line_items",
                List.of(
                        Map.of("price_unit", 1),
                        Map.of("price_unit", 2, "tax_ids", List.of(3)),
                        Map.of("price_unit", 2, "account_id", 30)));
        fault(Map.of(fault, true, "times", 2, "path", call));
        assertThat(route("odoo_create_invoice", action, input).getException()).isNotNull();
        int tries = 1;
        while (route("odoo_create_invoice", action, input).getException() != null) {
            tries++;
            assertThat(tries).isLessThan(4);
        }
        fault(Map.of());
        Object found = odoo(
                "account.move",
                "search_read",
                Map.of(
                        "domain",
                        List.of(List.of("partner_id.name", "=", client)),
                        "fields",
                        List.of("state", "amount_total")),
                List.of());
        assertThat(found).asString().matches("\\[\\{id=\\d+, state=posted, amount_total=5.0}]");
    }

    @Test
    void aTransactionIsLoggedAsEntryReceiptOrBill() throws IOException {
        Files.writeString(assistant.vault().resolve("Done").resolve("receipt.txt"), "two reams of paper");
        Map<String, Object> entry = done(
                "odoo_log_transaction",
                Map.of(
                        "amount",
                        new BigDecimal("12.34"),
                        "description",
                        "paper",
                        "category",
                        "Office supplies",
                        "date",
                        "2026-02-18",
                        "receipt",
                        "Done/receipt.txt"));
        assertThat(entry)
                .containsEntry("account", "600000")
                .containsEntry("date", "2026-02-18")
                .containsEntry("state", "posted")
                .containsEntry("warnings", List.of())
                .containsKey("receipt_id");
        assertThat(entry.get("transaction_id").toString()).isEqualTo("MISC/2026/02/0001");
        assertThat(entry.get("amount")).hasToString("12.34");

        Map<String, Object> receipt = done(
                "odoo_log_transaction",
                Map.of(
                        "amount",
                        30,
                        "description",
                        "taxi",
                        "account",
                        "600000",
                        "vendor",
                        "Taxi Co",
                        "date",
                        "2026-02-18"));
        assertThat(receipt.get("transaction_id").toString()).startsWith("BILL/2026/02/");
        assertThat(receipt).containsEntry("date", "2026-02-18");
        assertThat(receipt.get("amount_signed")).hasToString("-30.0");

        Map<String, Object> francs = done(
                "odoo_log_transaction",
                Map.of(
                        "amount",
                        88,
                        "description",
                        "hotel",
                        "category",
                        "travel",
                        "currency",
                        "CHF",
                        "type",
                        "expense",
                        "date",
                        "2026-02-19"));
        assertThat(francs.get("amount_signed")).hasToString("100.0");
        assertThat(francs.get("amount")).hasToString("88.0");
        assertThat(francs).containsEntry("currency", "CHF").containsEntry("warnings", List.of());
    }

    @Test
    void sendingChecksTheAddressAndSendsOnce() {
        Object number = done("odoo_create_invoice", Map.of("client", "No Address", "amount", 1))
                .get("invoice_number");
        assertThat(failed("odoo_send_invoice", Map.of("invoice", number))).contains("has no e-mail address in Odoo");
        Object other = done(
                        "odoo_create_invoice",
                        Map.of("client", "With Address", "client_email", "a@with.example", "amount", 1))
                .get("invoice_number");
        assertThat(done("odoo_send_invoice", Map.of("invoice", other)))
                .containsEntry("sent", true)
                .containsEntry("already_sent", false);
        assertThat(done("odoo_send_invoice", Map.of("invoice", other))).containsEntry("already_sent", true);
        assertThat(failed("odoo_send_invoice", Map.of("invoice", "INV/1999/1")))
                .isEqualTo("Odoo has no invoice INV/1999/1.");
    }

    @Test
    void aMailThatFailsIsNotSentAndOneOnItsWayIsLookedUpAgain() {
        Object number = done(
                        "odoo_create_invoice",
                        Map.of("client", "Mail Fails", "client_email", "m@fails.example", "amount", 1))
                .get("invoice_number");
        try {
            fault(Map.of("mail", "exception"));
            assertThat(failed("odoo_send_invoice", Map.of("invoice", number)))
                    .contains("Odoo could not send the mail with " + number)
                    .contains("its mail server cannot be reached");
            fault(Map.of("mail", "outgoing"));
            assertThat(assistant.bean(SkillCalls.class).call("odoo_send_invoice", Map.of("invoice", number), OWNER))
                    .isInstanceOf(Outcome.Unconfirmed.class);
        } finally {
            fault(Map.of());
        }
        assertThat(done("odoo_send_invoice", Map.of("invoice", number)))
                .containsEntry("sent", true)
                .containsEntry("already_sent", true);
    }

    @Test
    void aNameSpeltOtherwiseAnArchivedOneAndOneThatDisagreesAreAskedAbout() {
        Object id =
                done("odoo_create_client", Map.of("name", "Mixed Case Corp")).get("partner_id");
        assertThat(failed("odoo_create_invoice", Map.of("client", "mixed case corp", "amount", 1)))
                .isEqualTo("Odoo has no contact that is spelt \"mixed case corp\", but it has Mixed Case Corp (id " + id
                        + "). Write the name as Odoo does, or say with partner_id who is meant.");
        assertThat(failed("odoo_create_client", Map.of("name", "MIXED CASE CORP")))
                .contains("spelt");
        assertThat(failed("odoo_create_invoice", Map.of("client", "Other", "partner_id", id, "amount", 1)))
                .contains("The client \"Other\" and the partner_id " + id + " disagree");
        odoo("res.partner", "action_archive", Map.of(), List.of(id));
        assertThat(failed("odoo_create_client", Map.of("name", "Mixed Case Corp")))
                .contains("only among its archived contacts: Mixed Case Corp (id " + id + ")");
    }

    @Test
    void aContactThatIsRenamedWhileItIsRememberedGetsNoInvoice() {
        Object id = done("odoo_create_client", Map.of("name", "Before Ltd")).get("partner_id");
        Map<String, Object> input = Map.of("client", "Before Ltd", "amount", 1);
        done("odoo_create_invoice", input);
        odoo("res.partner", "write", Map.of("vals", Map.of("name", "After Ltd")), List.of(id));
        assertThat(failed("odoo_create_invoice", input))
                .contains("The client that was meant is \"Before Ltd\", and in Odoo it is \"After Ltd\" now")
                .contains("left behind a draft invoice");
    }

    @Test
    void anInvoiceOfAKnownClientTakesFourCallsAndOneInAnotherCurrencyFiveAtMost() {
        done("odoo_create_client", Map.of("name", "Known Four"));
        done("odoo_create_invoice", Map.of("client", "Known Four", "amount", 1));
        long before = calls();
        done("odoo_create_invoice", Map.of("client", "Known Four", "amount", 2));
        assertThat(calls() - before).isEqualTo(4);
        before = calls();
        done("odoo_create_invoice", Map.of("client", "Known Four", "amount", 2, "currency", "CHF"));
        assertThat(calls() - before).isBetween(4L, 5L);
    }

    private static long calls() {
        Map<?, ?> odoo = (Map<?, ?>) ((Map<?, ?>) assistant.get("/sandbox/state")).get("odoo");
        return ((Map<?, ?>) odoo.get("calls"))
                .entrySet().stream()
                        .filter(call ->
                                String.valueOf(call.getKey()).matches("(account|res[.](partner|currency)|ir).*"))
                        .filter(call -> !String.valueOf(call.getKey()).endsWith("has_access"))
                        .mapToLong(call -> ((Number) call.getValue()).longValue())
                        .sum();
    }

    @Test
    void aBillThatIsBookedAlreadyOrThatTaxesMakeDearerIsAQuestion() {
        Map<String, Object> bill = Map.of(
                "amount", 60, "description", "ink", "account", "600000", "vendor", "Ink Ltd", "reference", "R-1");
        done("odoo_log_transaction", bill);
        assertThat(failed("odoo_log_transaction", bill)).contains("The bill R-1 of Ink Ltd is booked already: BILL/");
        Map<String, Object> taxed = new LinkedHashMap<>(bill);
        taxed.put("reference", "R-2");
        taxed.put("tax_ids", List.of(2));
        assertThat(failed("odoo_log_transaction", taxed))
                .contains("What was paid is 60.00, but with the taxes on it Odoo makes 69")
                .contains("left behind a draft");
    }

    @Test
    void aPaymentIsRegisteredAndWhatIsOverdueIsListed() {
        Object number = done(
                        "odoo_create_invoice",
                        Map.of("client", "Slow Payer", "amount", 100, "date", "2026-01-01", "due_date", "2026-01-15"))
                .get("invoice_number");
        assertThat(done("odoo_overdue_invoices", Map.of()).get("invoices").toString())
                .contains(number.toString());
        Map<String, Object> part = done("odoo_register_payment", Map.of("invoice", number, "amount", 40));
        assertThat(part).containsEntry("payment_state", "partial");
        assertThat(part.get("amount_due")).hasToString("60.0");
        assertThat(failed("odoo_register_payment", Map.of("invoice", number, "amount", 61)))
                .contains("is more than the 60.0 that is owed");
        assertThat(done("odoo_register_payment", Map.of("invoice", number))).containsEntry("payment_state", "paid");
        assertThat(failed("odoo_register_payment", Map.of("invoice", number))).contains("is paid already");
        assertThat(done("odoo_find_client", Map.of("search", "low pay"))).containsEntry("count", 1);
    }

    @Test
    void anAuditAddsUpWhatWasBooked() {
        for (int i = 1; i <= 20; i++) {
            done(
                    "odoo_create_invoice",
                    Map.of(
                            "client",
                            "Audit " + i % 3,
                            "amount",
                            100 + i,
                            "project",
                            "P" + i % 2,
                            "date",
                            "2025-05-10"));
            done(
                    "odoo_log_transaction",
                    Map.of(
                            "amount",
                            i,
                            "description",
                            "no " + i,
                            "category",
                            i % 2 == 0 ? "rent" : "travel",
                            "date",
                            "2025-05-11"));
        }
        Map<String, Object> audit = done("odoo_run_audit", Map.of("date_from", "2025-05-01", "date_to", "2025-05-31"));
        assertThat(audit).containsEntry("verified", true).containsEntry("count", 40L);
        assertThat(audit.get("totals")).hasToString("{revenue=2210, expenses=210, profit=2000}");
        assertThat(audit.get("by_category")).hasToString("{rent=110, travel=100}");
        assertThat(audit.get("by_month")).hasToString("{2025-05={revenue=2210, expenses=210, profit=2000}}");
        assertThat(((Map<?, ?>) audit.get("by_client")).keySet()).hasSize(3);
        assertThat(((List<?>) audit.get("transactions"))).hasSize(40);
    }

    @Test
    void aLockedPeriodMovesTheDateAndThatIsSaid() {
        odoo("res.company", "write", Map.of("vals", Map.of("fiscalyear_lock_date", "2024-12-31")), List.of(1));
        Map<String, Object> entry = done(
                "odoo_log_transaction",
                Map.of("amount", 5, "description", "late", "category", "rent", "date", "2024-11-03"));
        assertThat(entry).containsEntry("date", "2025-01-31");
        assertThat(entry.get("warnings").toString())
                .contains("moved the accounting date from 2024-11-03 to 2025-01-31");
    }

    @Test
    void theServerIsHealthyAndSaysSo() {
        assistant.bean(io.goldtier.outside.health.Servers.class).check();
        Map<?, ?> odoo = assistant.bean(io.goldtier.outside.health.Servers.class).all().stream()
                .filter(server -> "odoo-mcp".equals(server.get("server_id")))
                .findFirst()
                .orElseThrow();
        assertThat(odoo.get("status")).as(odoo.toString()).isEqualTo("active");
        assertThat(odoo.toString()).doesNotContain(OdooSettings.SANDBOX_KEY);
    }

    @Test
    void aKeyThatEndsSoonIsOneAlert() {
        String soon = java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(2) + " 10:00:00";
        odoo(
                "res.users.apikeys",
                "create",
                Map.of("vals_list", List.of(Map.of("name", "Gold Tier", "user_id", 2, "expiration_date", soon))),
                List.of());
        var servers = assistant.bean(io.goldtier.outside.health.Servers.class);
        servers.check();
        servers.check();
        await().untilAsserted(() -> assertThat(assistant.files("Inbox"))
                .filteredOn(note -> note.endsWith("_needs-attention-soon-odoo-mcp.md"))
                .hasSize(1));
        assertThat(servers.all().toString()).contains("of the Odoo user expires on " + soon);
    }

    private static String total(Map<String, Object> input) {
        Map<String, Object> full = new LinkedHashMap<>(input);
        full.put("client", "Client Money");
        return done("odoo_create_invoice", full).get("amount_total").toString();
    }

    private static Map<String, Object> done(String skill, Map<String, Object> input) {
        Outcome outcome = assistant.bean(SkillCalls.class).call(skill, input, OWNER);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).output();
    }

    private static String failed(String skill, Map<String, Object> input) {
        Outcome outcome = assistant.bean(SkillCalls.class).call(skill, input, OWNER);
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).sentence();
    }

    /** The skill's route under an action id of the test's choice. */
    private static Exchange route(String skill, String actionId, Map<String, Object> input) throws Exception {
        CamelContext camel = assistant.bean(CamelContext.class);
        Exchange exchange = AsSkill.on(new DefaultExchange(camel));
        exchange.setVariable("input", input);
        exchange.setVariable("action_id", actionId);
        exchange.getMessage().setBody(input);
        camel.getRoute(skill).getProcessor().process(exchange);
        return exchange;
    }

    private static Object odoo(String model, String method, Map<String, Object> args, List<?> ids) {
        return AsSkill.call(
                assistant.bean(ProducerTemplate.class),
                "odoo",
                Map.of("model", model, "method", method, "args", args, "ids", ids));
    }

    private static void fault(Map<String, Object> fault) {
        assertThat(assistant.post("/sandbox/faults", Map.of("odoo", fault)).statusCode())
                .isEqualTo(200);
    }
}
