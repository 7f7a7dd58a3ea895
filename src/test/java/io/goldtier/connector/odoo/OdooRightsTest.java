package io.goldtier.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.Assistant;
import io.goldtier.connector.odoo.rpc.OdooInstances;
import io.goldtier.sandbox.SandboxState;
import io.goldtier.skill.AsSkill;
import io.goldtier.skill.Caller;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.effect.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What users of Odoo with less than an administrator's rights can have done, and how the rest is refused. */
class OdooRightsTest {

    private static final Caller OWNER = new Caller("test", "system", null, null, true);

    private static ConfigurableApplicationContext odoo;
    private static Assistant assistant;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        odoo = OdooApp.start(home.resolve("odoo"), Map.of());
        String url = "http://127.0.0.1:" + odoo.getEnvironment().getProperty("local.server.port") + "/sandbox/odoo";
        // The health check must not log in before the skills do
        assistant = Assistant.in(home.resolve("assistant")).route("policies/health.camel.yaml", "[]");
        for (String user : List.of("bookkeeper", "reader", "limited", "older")) {
            String login = user.equals("older") ? "bookkeeper" : user;
            String prefix = "goldtier.odoo.instances." + user;
            assistant
                    .setting(prefix + ".url=" + url)
                    .setting(prefix + ".database=sandbox")
                    .setting(prefix + ".login=" + login)
                    .setting(prefix + ".api-key=sandbox-odoo-" + login + "-key")
                    .setting(prefix + ".protocol=" + (user.equals("older") ? "jsonrpc" : "json2"));
        }
        try (Stream<Path> skills = Files.list(Path.of("routes", "skills"))) {
            for (Path file : skills.filter(each -> each.getFileName().toString().startsWith("odoo_"))
                    .toList()) {
                assistant.route(
                        "skills/" + file.getFileName(),
                        Files.readString(file).replaceFirst("approval: (always|handbook)", "approval: never"));
            }
        }
        assistant.start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
        odoo.close();
    }

    @Test
    void aBookkeeperDoesAllThatThePageOnOdooPromises() throws IOException {
        Files.writeString(assistant.vault().resolve("Done").resolve("paper.txt"), "two reams");
        done("odoo_create_client", Map.of("name", "Client Books", "email", "books@client.example"));
        assertThat(done("odoo_find_client", Map.of("search", "Books"))).containsEntry("count", 1);
        Object number = done(
                        "odoo_create_invoice",
                        Map.of("client", "Client Books", "amount", 100, "date", "2026-01-01", "due_date", "2026-01-02"))
                .get("invoice_number");
        assertThat(done("odoo_overdue_invoices", Map.of()).toString()).contains(number.toString());
        assertThat(done("odoo_send_invoice", Map.of("invoice", number))).containsEntry("sent", true);
        assertThat(done("odoo_register_payment", Map.of("invoice", number))).containsEntry("payment_state", "paid");
        assertThat(done(
                        "odoo_log_transaction",
                        Map.of("amount", 5, "description", "paper", "account", "600000", "receipt", "Done/paper.txt")))
                .containsKey("receipt_id");
        assertThat(done(
                        "odoo_log_transaction",
                        Map.of(
                                "amount",
                                5,
                                "description",
                                "ink",
                                "account",
                                "600000",
                                "vendor",
                                "Ink Ltd",
                                "reference",
                                "7")))
                .containsEntry("state", "posted");
        assertThat(done("odoo_default_account", Map.of("type", "expense"))).containsKey("account");
        assertThat(done("odoo_run_audit", Map.of("date_from", "2026-01-01", "date_to", "2026-01-31")))
                .containsEntry("verified", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bookkeeper", "older"})
    void linesThatDifferKeepEachWhatOdooChoosesForThem(String user) {
        int account = 26;
        admin(
                "account.account",
                "write",
                Map.of("vals", Map.of("tax_ids", List.of(List.of(6, 0, List.of(1))))),
                account);
        try {
            Map<String, Object> invoice = done(
                    user,
                    "odoo_create_invoice",
                    Map.of(
                            "client",
                            "Client Lines",
                            "line_items",
                            List.of(
                                    line("a", 100, Map.of()),
                                    line("b", 10, Map.of("tax_ids", List.of(1))),
                                    line("c", 1, Map.of("account_id", 30)),
                                    line("d", 20, Map.of("tax_ids", List.of())),
                                    line("e", 3, Map.of("account_id", 27, "tax_ids", List.of(3))),
                                    line("f", 100, Map.of("discount", 50)))));
            assertThat(invoice.get("amount")).hasToString("184.0");
            assertThat(invoice.get("amount_tax")).hasToString("24.0");
            assertThat(lines(invoice))
                    .containsExactly("a 26 [1]", "b 26 [1]", "c 30 []", "d 26 []", "e 27 [3]", "f 26 [1]");
        } finally {
            admin(
                    "account.account",
                    "write",
                    Map.of("vals", Map.of("tax_ids", List.of(List.of(6, 0, List.of())))),
                    account);
        }
    }

    /** A line with everything that the others lack is refused in words that a person can use. */
    @ParameterizedTest
    @ValueSource(strings = {"bookkeeper", "older"})
    void aLineThatOdooRefusesLeavesTheDraftByNameAndNoWordOfTheDatabase(String user) {
        String refusal = refusal(
                user,
                "odoo_create_invoice",
                Map.of(
                        "client",
                        "Client Refused",
                        "client_email",
                        "refused@client.example",
                        "line_items",
                        List.of(line("a", 100, Map.of()), line("b", 10, Map.of("tax_ids", List.of(99))))));
        assertThat(refusal)
                .contains("No matching record found for database id '99'")
                .contains("left behind a draft invoice")
                .doesNotContain("violates", "Failing row");
    }

    private static Map<String, Object> line(String name, int price, Map<String, Object> more) {
        Map<String, Object> line = new LinkedHashMap<>(more);
        line.put("name", name);
        line.put("price_unit", price);
        return line;
    }

    /** Name, account and taxes of each line, in the order of the document. */
    private static List<String> lines(Map<String, Object> invoice) {
        List<?> lines = (List<?>) admin(
                "account.move.line",
                "search_read",
                Map.of(
                        "domain",
                        List.of(
                                List.of("move_id", "=", invoice.get("odoo_id")),
                                List.of("display_type", "=", "product")),
                        "fields",
                        List.of("name", "account_id", "tax_ids"),
                        "order",
                        "sequence, id"));
        return lines.stream()
                .map(item -> (Map<?, ?>) item)
                .map(line ->
                        line.get("name") + " " + ((List<?>) line.get("account_id")).get(0) + " " + line.get("tax_ids"))
                .toList();
    }

    /** The figures are those of a real Odoo 19, for both ways in which a company may round. */
    @ParameterizedTest
    @CsvSource({
        "bookkeeper, round_globally",
        "older, round_globally",
        "bookkeeper, round_per_line",
        "older, round_per_line"
    })
    void centsAreThoseOfTheCompanysWayOfRounding(String user, String method) {
        admin("res.currency", "write", Map.of("vals", Map.of("active", true)), 126, 25);
        rounding(method);
        boolean globally = method.equals("round_globally");
        try {
            List<Map<String, Object>> cents = List.of(
                    priced("3.5", "99.99", "0", List.of()),
                    priced("1", "0.335", "0", List.of()),
                    priced("3", "19.99", "33.33", List.of()));
            List<Map<String, Object>> yen =
                    List.of(priced("3", "33.5", "0", List.of()), priced("1", "0.6", "0", List.of()));
            for (String currency : List.of("USD", "EUR")) {
                assertThat(booked(user, currency, cents, globally ? "390.28" : "390.29"))
                        .isEqualTo(globally ? "390.28 + 0.0 = 390.28" : "390.29 + 0.0 = 390.29");
                assertThat(refusal(user, "odoo_create_invoice", order(currency, cents, globally ? "390.29" : "390.28")))
                        .contains("and the line items, which add up to " + (globally ? "390.28" : "390.29"));
            }
            assertThat(booked(user, "JPY", yen, globally ? "101" : "102"))
                    .isEqualTo(globally ? "101.0 + 0.0 = 101.0" : "102.0 + 0.0 = 102.0");
            assertThat(refusal(user, "odoo_create_invoice", order("JPY", yen, globally ? "102" : "101")))
                    .contains("disagree");
            List<Object> onTop = List.of(tax(23, false));
            List<Map<String, Object>> excluded =
                    List.of(priced("12.12", "12.12", "0", onTop), priced("12.12", "12.12", "0", onTop));
            assertThat(booked(user, "USD", excluded, globally ? "293.79" : "293.78"))
                    .isEqualTo(globally ? "293.79 + 67.57 = 361.36" : "293.78 + 67.56 = 361.34");
            List<Object> contained = List.of(tax(21, true));
            List<Map<String, Object>> included =
                    List.of(priced("1", "21.53", "0", contained), priced("1", "21.53", "0", contained));
            assertThat(booked(user, "EUR", included, "43.06"))
                    .isEqualTo(globally ? "35.59 + 7.47 = 43.06" : "35.58 + 7.48 = 43.06");
        } finally {
            rounding("round_globally");
        }
    }

    private static String booked(String user, String currency, List<Map<String, Object>> lines, String amount) {
        Map<String, Object> invoice = done(user, "odoo_create_invoice", order(currency, lines, amount));
        assertThat(invoice).containsEntry("currency", currency);
        return invoice.get("amount") + " + " + invoice.get("amount_tax") + " = " + invoice.get("amount_total");
    }

    private static Map<String, Object> order(String currency, List<Map<String, Object>> lines, String amount) {
        return Map.of(
                "client", "Client Cents", "currency", currency, "line_items", lines, "amount", new BigDecimal(amount));
    }

    private static Map<String, Object> priced(String quantity, String price, String discount, List<Object> taxes) {
        return Map.of(
                "quantity",
                new BigDecimal(quantity),
                "price_unit",
                new BigDecimal(price),
                "discount",
                new BigDecimal(discount),
                "tax_ids",
                taxes);
    }

    private static Object tax(int percent, boolean included) {
        Map<String, Object> tax = Map.of(
                "name",
                percent + " %",
                "amount",
                percent,
                "amount_type",
                "percent",
                "type_tax_use",
                "sale",
                "price_include_override",
                included ? "tax_included" : "tax_excluded");
        return ((List<?>) admin("account.tax", "create", Map.of("vals_list", List.of(tax)))).get(0);
    }

    private static void rounding(String method) {
        admin("res.company", "write", Map.of("vals", Map.of("tax_calculation_rounding_method", method)), 1);
        assistant.bean(OdooInstances.class).forget();
    }

    private static Object admin(String model, String method, Map<String, Object> args, Object... ids) {
        return AsSkill.call(
                odoo.getBean(ProducerTemplate.class),
                "odoo",
                Map.of("model", model, "method", method, "args", args, "ids", List.of(ids)));
    }

    @Test
    void whoMayOnlyReadIsRefusedTheRestWithTheNameOfTheRight() {
        assertThat(outcome("reader", "odoo_run_audit", Map.of())).isInstanceOf(Outcome.Done.class);
        assertThat(refusal("reader", "odoo_create_client", Map.of("name", "No Right")))
                .contains("The Odoo user lacks a right")
                .contains("It comes with one of these: Contact/Creation.");
        assertThat(refusal("limited", "odoo_run_audit", Map.of())).contains("Accounting/Invoicing");
        assertThat(refusal("limited", "odoo_create_invoice", Map.of("partner_id", 1, "amount", 1)))
                .contains("'Journal Entry' (account.move)")
                .contains("Accounting/Invoicing");
    }

    @Test
    void twentyInvoicesAtOnceLogInOnce() throws Exception {
        done("odoo_create_client", Map.of("name", "Client Twenty"));
        var pool = Executors.newFixedThreadPool(20);
        List<Callable<Outcome>> invoices = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            invoices.add(() -> outcome("older", "odoo_create_invoice", Map.of("client", "Client Twenty", "amount", 1)));
        }
        long before = logIns();
        for (Future<Outcome> invoice : pool.invokeAll(invoices)) {
            assertThat(invoice.get()).isInstanceOf(Outcome.Done.class);
        }
        pool.shutdown();
        assertThat(before).isZero();
        assertThat(logIns()).isEqualTo(1);
    }

    private static long logIns() {
        Map<?, ?> state = (Map<?, ?>) odoo.getBeansOfType(SandboxState.class).values().stream()
                .filter(sandbox -> sandbox.name().equals("odoo"))
                .findFirst()
                .orElseThrow()
                .state();
        Object times = ((Map<?, ?>) state.get("calls")).get("common/authenticate");
        return times == null ? 0 : ((Number) times).longValue();
    }

    private static Map<String, Object> done(String skill, Map<String, Object> input) {
        return done("bookkeeper", skill, input);
    }

    private static Map<String, Object> done(String user, String skill, Map<String, Object> input) {
        Outcome outcome = outcome(user, skill, input);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).output();
    }

    private static String refusal(String user, String skill, Map<String, Object> input) {
        Outcome outcome = outcome(user, skill, input);
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).sentence();
    }

    private static Outcome outcome(String user, String skill, Map<String, Object> input) {
        Map<String, Object> all = new LinkedHashMap<>(input);
        all.put("instance", user);
        return assistant.bean(SkillCalls.class).call(skill, all, OWNER);
    }
}
