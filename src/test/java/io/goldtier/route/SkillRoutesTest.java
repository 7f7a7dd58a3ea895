package io.goldtier.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the routes of the books in {@code routes/skills} ask for, in which order, and what they make of the answers. */
class SkillRoutesTest {

    static final List<String> FILES = List.of(
            "skills/odoo_create_client",
            "skills/odoo_create_invoice",
            "skills/odoo_default_account",
            "skills/odoo_find_client",
            "skills/odoo_log_transaction",
            "skills/odoo_open_invoice",
            "skills/odoo_overdue_invoices",
            "skills/odoo_register_payment",
            "skills/odoo_run_audit",
            "skills/odoo_send_invoice",
            "skills/odoo_week_books",
            "skills/ask_owner");

    private static final Calls CALLS = new Calls();
    private static RoutesAlone routes;

    /** The beans of the Odoo skills. */
    public static class Odoo {
        public Map<String, Object> invoice() {
            return Map.of("date", "2026-02-20", "lines", List.of(Map.of("price_unit", 100)), "amount", 100);
        }

        public Object condition() {
            return List.of("name", "=", "INV/1");
        }

        public Object choose(Exchange exchange) {
            return Map.of("invoice_number", exchange.getMessage().getBody(), "amount_due", 1);
        }

        public Object chosen() {
            return 7;
        }

        public Object payment() {
            return 40;
        }

        public Object paymentId(Map<?, ?> answer) {
            return answer.get("res_id");
        }

        public String date() {
            return "2026-02-20";
        }

        public String today() {
            return "2026-02-21";
        }

        public Object overdue(Exchange exchange) {
            return Map.of("invoices", exchange.getMessage().getBody());
        }

        public String account() {
            return "600000";
        }

        public String defaultAccount() {
            return "travel";
        }

        public boolean wentOut() {
            return true;
        }

        public void lookLater() {
            CALLS.note("later");
        }

        public Audit begin() {
            return new Audit();
        }

        public Object result() {
            return Map.of(
                    "pages",
                    CALLS.called().stream()
                            .filter(address -> address.endsWith("-page"))
                            .count());
        }
    }

    /** An audit of three pages. */
    public static class Audit {
        public boolean isMore() {
            return CALLS.called().stream()
                            .filter(address -> address.endsWith("-page"))
                            .count()
                    < 3;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        Map<String, Object> beans = new TreeMap<>();
        Odoo odoo = new Odoo();
        for (String name : List.of(
                "Input", "Documents", "Transaction", "Handbook", "Mail", "Audit", "OpenInvoice", "Clients", "Week")) {
            beans.put("odoo" + name, odoo);
        }
        beans.put("outside", CALLS.component("outside"));
        beans.put("skill", CALLS.component("skill"));
        for (String name : List.of(
                "money",
                "client",
                "client-find",
                "client-new",
                "account",
                "bill",
                "entry",
                "book",
                "attach",
                "invoice",
                "mail",
                "send",
                "payment-dated",
                "audit-overview",
                "audit-page",
                "audit-check",
                "week-overview",
                "week-page",
                "week-check",
                "week-owed",
                "week-billed")) {
            String address = "direct:odoo-" + name;
            beans.put(address, CALLS.route(address));
        }
        routes = new RoutesAlone(beans, Map.of(), FILES);
    }

    @AfterAll
    static void stop() {
        routes.close();
    }

    @BeforeEach
    void forget() {
        CALLS.forget();
    }

    private static void when(String address, Object answer) {
        CALLS.when(address, answer);
    }

    private static Map<?, ?> call(String skill, Map<String, ?> input) {
        Exchange exchange = routes.send(skill, null, Map.of("input", input, "action_id", "a1", "attempts", 0));
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Map.class);
    }

    private static Map<?, ?> sent(String address) {
        return (Map<?, ?>) CALLS.sent(address);
    }

    @Test
    void theBooksOfAWeekAreReadToTheLastPageAndChecked() {
        assertThat(call("odoo_week_books", Map.of("week_start", "2026-02-16")).get("pages"))
                .isEqualTo(3L);
        assertThat(CALLS.called())
                .containsExactly(
                        "direct:odoo-week-overview",
                        "direct:odoo-week-page",
                        "direct:odoo-week-page",
                        "direct:odoo-week-page",
                        "direct:odoo-week-check",
                        "direct:odoo-week-owed",
                        "direct:odoo-week-billed");
    }

    @Test
    void anInvoiceIsMoneyClientAndOneBooking() {
        when("direct:odoo-money", Map.of("named", 1));
        when("direct:odoo-client", Map.of("id", 7, "display_name", "Client ABC"));
        when(
                "direct:odoo-book",
                Map.of(
                        "name",
                        "INV/1",
                        "id",
                        3,
                        "partner_id",
                        List.of(7, "Client ABC"),
                        "currency_id",
                        List.of(1, "USD"),
                        "state",
                        "posted"));

        Map<?, ?> output = call("odoo_create_invoice", Map.of("client", "Client ABC", "amount", 100));

        assertThat(CALLS.called()).containsExactly("direct:odoo-money", "direct:odoo-client", "direct:odoo-book");
        assertThat(sent("direct:odoo-book").get("external_id")).isEqualTo("goldtier.move_a1");
        assertThat(sent("direct:odoo-book").get("part")).isEqualTo("preparation");
        Map<?, ?> values = (Map<?, ?>) sent("direct:odoo-book").get("values");
        assertThat(values.get("partner_id")).isEqualTo(7);
        assertThat(values.get("move_type")).isEqualTo("out_invoice");
        assertThat(values.containsKey("ref")).isFalse();
        assertThat(output.get("invoice_number")).isEqualTo("INV/1");
        assertThat(output.get("client")).isEqualTo("Client ABC");
    }

    @Test
    void aKnownClientIsNotMadeAgain() {
        when("direct:odoo-client-find", Map.of("id", 7, "name", "Client ABC"));

        assertThat(call("odoo_create_client", Map.of("name", "Client ABC")).get("partner_id"))
                .isEqualTo(7);
        assertThat(CALLS.called()).containsExactly("direct:odoo-client-find");
    }

    @Test
    void anUnknownClientIsMade() {
        when("direct:odoo-client-new", Map.of("id", 8, "name", "Client DEF"));

        assertThat(call("odoo_create_client", Map.of("name", "Client DEF")).get("partner_id"))
                .isEqualTo(8);
        assertThat(CALLS.called()).containsExactly("direct:odoo-client-find", "direct:odoo-client-new");
    }

    @Test
    void anExpenseWithAVendorIsABillAndKeepsItsReceipt() {
        when("direct:odoo-account", Map.of("code", "600000", "name", "Travel"));
        when("direct:odoo-book", Map.of("name", "BILL/1", "id", 4, "currency_id", List.of(1, "USD")));
        when("direct:odoo-attach", 12);

        Map<?, ?> output = call(
                "odoo_log_transaction", Map.of("vendor", "Vendor X", "amount", 450, "receipt", "Attachments/r.pdf"));

        assertThat(CALLS.called())
                .containsExactly(
                        "direct:odoo-account",
                        "direct:odoo-money",
                        "direct:odoo-bill",
                        "direct:odoo-book",
                        "direct:odoo-attach");
        assertThat(CALLS.sent("direct:odoo-account")).isEqualTo("600000");
        assertThat(output.get("transaction_id")).isEqualTo("BILL/1");
        assertThat(output.get("receipt_id")).isEqualTo(12);
    }

    @Test
    void anExpenseWithoutAVendorIsAnEntry() {
        when("direct:odoo-book", Map.of("name", "MISC/1", "id", 5, "currency_id", List.of(1, "USD")));
        when("direct:odoo-account", Map.of("code", "600000", "name", "Travel"));

        Map<?, ?> output = call("odoo_log_transaction", Map.of("amount", 450));

        assertThat(CALLS.called())
                .containsExactly("direct:odoo-account", "direct:odoo-money", "direct:odoo-entry", "direct:odoo-book");
        assertThat(output.containsKey("receipt_id")).isFalse();
    }

    @Test
    void aPaymentIsAWizardThatIsPressedOnce() {
        when(
                "direct:odoo-invoice",
                Map.of("id", 3, "name", "INV/1", "amount_residual", 60, "payment_state", "partial"));
        List<Object> requests = new ArrayList<>();
        CALLS.whenAsked("outside:odoo", exchange -> {
            requests.add(exchange.getMessage().getBody());
            return requests.size() == 1 ? List.of(21) : Map.of("res_id", 99);
        });

        Map<?, ?> output = call("odoo_register_payment", Map.of("invoice", "INV/1"));

        assertThat(CALLS.called())
                .containsExactly(
                        "direct:odoo-invoice",
                        "outside:odoo",
                        "outside:odoo",
                        "direct:odoo-invoice",
                        "direct:odoo-payment-dated");
        assertThat(((Map<?, ?>) requests.get(0)).get("part")).isEqualTo("preparation");
        Map<?, ?> effect = (Map<?, ?>) requests.get(1);
        assertThat(effect.get("method")).isEqualTo("action_create_payments");
        assertThat(effect.get("ids")).isEqualTo(List.of(21));
        assertThat(effect.get("part"))
                .as("an effect, because nothing else is said")
                .isNull();
        assertThat(output.get("payment_id")).isEqualTo(99);
        assertThat(output.get("payment_state")).isEqualTo("partial");
    }

    @Test
    void anInvoiceThatWasSentIsNotSentAgain() {
        when(
                "direct:odoo-invoice",
                Map.of("id", 3, "name", "INV/1", "is_move_sent", true, "partner_id", List.of(7, "Client ABC")));
        when("direct:odoo-mail", Map.of("state", "sent"));

        assertThat(call("odoo_send_invoice", Map.of("invoice", "INV/1")).get("already_sent"))
                .isEqualTo(true);
        assertThat(CALLS.called()).containsExactly("direct:odoo-invoice", "direct:odoo-mail");
    }

    @Test
    void anInvoiceIsSentWhenItWasNotOrItsMailFailed() {
        when(
                "direct:odoo-invoice",
                Map.of("id", 3, "name", "INV/1", "is_move_sent", true, "partner_id", List.of(7, "Client ABC")));
        when("direct:odoo-mail", Map.of("state", "failed"));

        assertThat(call("odoo_send_invoice", Map.of("invoice", "INV/1")).get("already_sent"))
                .isEqualTo(false);
        assertThat(CALLS.called()).containsExactly("direct:odoo-invoice", "direct:odoo-mail", "direct:odoo-send");
    }

    @Test
    void aMailOnItsWayIsLookedUpLater() {
        when(
                "direct:odoo-invoice",
                Map.of("id", 3, "name", "INV/1", "is_move_sent", true, "partner_id", List.of(7, "Client ABC")));
        when("direct:odoo-mail", Map.of("state", "sending"));

        call("odoo_send_invoice", Map.of("invoice", "INV/1"));

        assertThat(CALLS.called()).containsExactly("direct:odoo-invoice", "direct:odoo-mail", "later");
    }

    @Test
    void whetherAMailWentOutIsReadFromTheInvoice() {
        when("direct:odoo-invoice", Map.of("id", 3, "name", "INV/1", "partner_id", List.of(7, "Client ABC")));
        when("direct:odoo-mail", Map.of("state", "sent"));

        Map<?, ?> verdict = call("odoo_send_invoice-verify", Map.of("invoice", "INV/1"));

        assertThat(verdict.get("done")).isEqualTo(true);
        assertThat(((Map<?, ?>) verdict.get("output")).get("invoice_number")).isEqualTo("INV/1");
    }

    @Test
    void aSearchForClientsLooksInEveryFieldThatPeopleRemember() {
        when("outside:odoo", List.of(Map.of("id", 7), Map.of("id", 8)));

        assertThat(call("odoo_find_client", Map.of("search", "abc", "limit", 20))
                        .get("count"))
                .isEqualTo(2);
        Map<?, ?> arguments = (Map<?, ?>) sent("outside:odoo").get("args");
        assertThat(arguments.get("limit")).isEqualTo(20);
        assertThat(arguments.get("domain"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .contains(List.of("name", "ilike", "abc"), List.of("vat", "ilike", "abc"));
    }

    @Test
    void whatIsOverdueWasDueBeforeToday() {
        when("outside:odoo", List.of(Map.of("id", 3)));

        assertThat(call("odoo_overdue_invoices", Map.of("limit", 5)).get("invoices"))
                .isEqualTo(List.of(Map.of("id", 3)));
        Map<?, ?> arguments = (Map<?, ?>) sent("outside:odoo").get("args");
        assertThat(arguments.get("limit")).isEqualTo(5);
        assertThat(arguments.get("domain"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .contains(List.of("invoice_date_due", "<", "2026-02-21"));
    }

    @Test
    void theDefaultAccountIsLookedUpByTheHandbooksWord() {
        when("direct:odoo-account", Map.of("code", "600000", "name", "Travel"));

        assertThat(call("odoo_default_account", Map.of("category", "flights")))
                .isEqualTo(Map.of("account", "600000", "name", "Travel"));
        assertThat(CALLS.sent("direct:odoo-account")).isEqualTo("travel");
    }

    @Test
    void anAuditReadsAllPagesAndHasThemChecked() {
        Map<?, ?> output = call("odoo_run_audit", Map.of("from", "2026-02-01", "to", "2026-02-28"));

        assertThat(CALLS.called())
                .containsExactly(
                        "direct:odoo-audit-overview",
                        "direct:odoo-audit-page",
                        "direct:odoo-audit-page",
                        "direct:odoo-audit-page",
                        "direct:odoo-audit-check");
        assertThat(output.get("pages")).isEqualTo(3L);
    }

    @Test
    void anAnswerIsOneOfTheChoices() {
        assertThat(call("ask_owner", Map.of("question", "Which?", "choices", List.of("A", "B"), "answer", "B")))
                .isEqualTo(Map.of("answer", "B"));
        assertThat(call("ask_owner", Map.of("question", "Really?"))).isEqualTo(Map.of("answer", "yes"));
        Exchange other =
                routes.send("ask_owner", null, Map.of("input", Map.of("choices", List.of("A", "B"), "answer", "C")));
        assertThat(other.getException()).hasMessageContaining("one of its choices");
    }
}
