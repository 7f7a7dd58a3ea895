package io.goldtier.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.Assistant;
import io.goldtier.sandbox.SandboxState;
import io.goldtier.skill.Caller;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.effect.Outcome;
import java.io.IOException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        Outcome outcome = outcome("bookkeeper", skill, input);
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
