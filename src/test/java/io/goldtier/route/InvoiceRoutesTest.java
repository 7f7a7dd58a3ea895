package io.goldtier.route;

import static io.goldtier.outside.OutsideAlone.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.outside.http.Answer;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done with an invoice that is in the books: it is sent, and it is paid, through Odoo's own wizards. */
class InvoiceRoutesTest {

    static final List<String> FILES = List.of(
            "connectors/odoo",
            "connectors/odoo-invoice",
            "connectors/odoo-mail",
            "connectors/odoo-payment-dated",
            "connectors/odoo-send",
            "skills/odoo_register_payment");

    private static final String WIZARD = "preparation account.move.send.wizard create";
    private static final String RECIPIENTS = "account.move.send.wizard read";
    private static final String SEND = "effect account.move.send.wizard action_send_and_print";
    private static final String MAILS = "mail.notification search_read";
    private static final String INVOICES = "account.move search_read";
    private static final String PAYMENT = "preparation account.payment.register create";
    private static final String PAY = "effect account.payment.register action_create_payments";
    private static final Map<String, Object> INVOICE = Map.of("id", 7, "name", "INV/1");

    @TempDir
    static Path folder;

    private static BooksAlone books;

    @BeforeAll
    static void start() throws Exception {
        books = new BooksAlone(folder, FILES);
    }

    @AfterAll
    static void stop() {
        books.close("odoo-health");
    }

    @BeforeEach
    void forget() {
        books.forget();
    }

    private static void when(String call, Object... answers) {
        books.odoo().when(call, answers);
    }

    private static Outcome outcome(Exchange ended) {
        return books.attempt().outcome(ended);
    }

    private static void called(String... calls) {
        assertThat(books.odoo().called()).containsExactly(calls);
    }

    private static OutsideException trouble(Exchange ended) {
        assertThat(ended.getException()).isInstanceOf(OutsideException.class);
        return (OutsideException) ended.getException();
    }

    private static Exchange send(Object... mails) {
        when(WIZARD, List.of(21));
        when(RECIPIENTS, List.of(Map.of("id", 21, "mail_partner_ids", List.of(3))));
        when(MAILS, mails);
        return books.send(
                "odoo-send",
                null,
                Map.of("invoice", INVOICE, "mail", Map.of("message", 0)),
                BooksAlone.skill("verify: odoo_send_invoice-verify"),
                1);
    }

    private static List<Map<String, Object>> mail(String status) {
        return List.of(Map.of("mail_message_id", List.of(5, "m"), "notification_status", status));
    }

    @Test
    void anInvoiceIsSentWhenItsMailSaysSo() {
        when(SEND, false);
        Exchange ended = send((Object) mail("sent"));
        called(WIZARD, RECIPIENTS, SEND, MAILS);
        ended.getMessage().setBody(Map.of());
        assertThat(outcome(ended)).isInstanceOf(Outcome.Done.class);

        assertThat(outcome(send((Object) mail("exception")))).isInstanceOf(Outcome.Failed.class);
        Exchange queued = send((Object) mail("ready"));
        assertThat(trouble(queued).kind()).isEqualTo(Kind.THROTTLED);
        assertThat(outcome(queued)).isInstanceOf(Outcome.Unconfirmed.class);
    }

    @Test
    void nothingIsSentToAClientWithoutAnAddress() {
        when(WIZARD, List.of(21));
        when(RECIPIENTS, List.of(Map.of("id", 21, "mail_partner_ids", List.of())));
        Exchange ended = books.send("odoo-send", null, Map.of("invoice", INVOICE));
        assertThat(trouble(ended)).hasMessageContaining("has no e-mail address");
        called(WIZARD, RECIPIENTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "[false]", "{}", "false"})
    void aWizardThatIsNotThereIsNotPressed(String spoilt) {
        when(WIZARD, body(200, spoilt));
        Exchange unsent = books.send("odoo-send", null, Map.of("invoice", INVOICE));
        assertThat(trouble(unsent).kind()).isEqualTo(Kind.TRANSIENT);
        called(WIZARD);

        books.forget();
        when(INVOICES, List.of(owed(60)));
        when(PAYMENT, body(200, spoilt));
        Exchange unpaid = books.send("odoo_register_payment", null, Map.of("input", Map.of("invoice", "INV/1")));
        assertThat(outcome(unpaid)).isInstanceOf(Outcome.Unavailable.class);
        called(INVOICES, PAYMENT);
    }

    private static Map<String, Object> owed(int amount) {
        return Map.of(
                "id", 7, "name", "INV/1", "state", "posted", "amount_residual", amount, "payment_state", "partial");
    }

    private static Outcome pay(Object answer) {
        books.forget();
        when(INVOICES, List.of(owed(60)), List.of(owed(0)));
        when(PAYMENT, List.of(21));
        when(PAY, answer);
        when("account.payment search_read", List.of());
        Exchange ended = books.send(
                "odoo_register_payment",
                null,
                Map.of("input", Map.of("invoice", "INV/1")),
                books.routes().skill("odoo_register_payment"),
                1);
        return outcome(ended);
    }

    @Test
    void aPaymentWhoseAnswerIsLostIsInDoubtAndOneThatNamesNoneIsReadFromTheInvoice() {
        assertThat(pay(Map.of("res_id", 99)).result().get("payment_id")).isEqualTo(99);
        for (Answer lost : List.of(body(502, "<html>"), body(200, ""), body(200, "{\"res_id\":"))) {
            assertThat(pay(lost)).isInstanceOf(Outcome.InDoubt.class);
            called(INVOICES, PAYMENT, PAY);
        }
        for (String bare : List.of("true", "{}", "{\"res_id\": false}", "null", "[]")) {
            Outcome outcome = pay(body(200, bare));
            assertThat(outcome).as(bare).isInstanceOf(Outcome.Done.class);
            assertThat(outcome.result()).as(bare).containsEntry("amount_due", 0);
        }
    }

    @Test
    void aSendingWhoseAnswerIsLostIsInDoubt() {
        when(SEND, body(502, "<html>"));
        Exchange ended = send((Object) mail("sent"));
        called(WIZARD, RECIPIENTS, SEND);
        assertThat(outcome(ended)).isInstanceOf(Outcome.Unconfirmed.class);
    }
}
