package io.goldtier.route;

import static io.goldtier.outside.OutsideAlone.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.outside.http.Answer;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

/** The routes that write into the books: what they ask Odoo in which order, and that they book nothing twice. */
class ConnectorRoutesTest {

    static final List<String> FILES = List.of(
            "connectors/odoo",
            "connectors/odoo-upsert",
            "connectors/odoo-book",
            "connectors/odoo-client",
            "connectors/odoo-attach");

    private static final String LOOK = "ir.model.data check_object_reference";
    private static final String DRAFT = "preparation account.move load";
    private static final String READ = "account.move read";
    private static final String POST = "effect account.move action_post";
    private static final String OTHERS = "account.move search_read";
    private static final String CONTACTS = "res.partner search_read";
    private static final String NEW_CONTACT = "effect res.partner load";
    private static final Answer UNKNOWN = body(
            422,
            "{\"name\": \"builtins.ValueError\", \"message\": \"External ID not found in the system: goldtier.move_a1\"}");
    private static final Answer REFUSED =
            body(422, "{\"name\": \"odoo.exceptions.UserError\", \"message\": \"You cannot post this.\"}");

    @TempDir
    static Path folder;

    private static BooksAlone books;

    @BeforeAll
    static void start() throws Exception {
        books = new BooksAlone(folder, FILES);
        Files.createDirectories(folder.resolve("vault/Attachments"));
        Files.writeString(folder.resolve("vault/Attachments/r.txt"), "paid");
    }

    @AfterAll
    static void stop() {
        books.close();
    }

    @BeforeEach
    void forget() {
        books.forget();
    }

    private static void when(String call, Object... answers) {
        books.odoo().when(call, answers);
    }

    private static Map<String, Object> record(String state, int amount) {
        return Map.of("id", 7, "name", "INV/1", "state", state, "amount_untaxed", amount, "amount_total", amount);
    }

    /** An order of an invoice over 100. */
    private static Map<String, Object> order(Map<String, Object> values, List<Map<String, Object>> lines) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("model", "account.move");
        order.put("external_id", "goldtier.move_a1");
        order.put("part", "preparation");
        order.put("leaves", "a draft");
        order.put("fields", List.of("id", "name", "state"));
        order.put("values", values);
        order.put("lines", lines);
        order.put("expect", Map.of("amount", 100));
        return order;
    }

    private static Exchange book(int attempt) {
        return book(attempt, "safe", Map.of("move_type", "out_invoice"));
    }

    private static Exchange book(int attempt, String retry, Map<String, Object> values) {
        Map<String, Object> order = order(values, List.of(Map.of("name", "Work", "price_unit", 100)));
        return books.send("odoo-book", order, Map.of(), BooksAlone.skill(retry), attempt);
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

    @Test
    void anInvoiceIsMadeAsADraftPostedAndReadBack() {
        when(DRAFT, Map.of("ids", List.of(7)));
        when(READ, List.of(record("draft", 100)), List.of(record("posted", 100)));
        when(POST, false);

        Exchange ended = book(1);

        called(DRAFT, READ, POST, READ);
        assertThat(String.valueOf(books.odoo().sent(DRAFT).get("args"))).contains("goldtier.move_a1");
        assertThat(books.odoo().sent(POST).get("ids")).isEqualTo(List.of(7));
        assertThat(ended.getMessage().getBody(Map.class).get("state")).isEqualTo("posted");
        assertThat(ended.getVariable("differences")).isEqualTo(List.of());
        assertThat(outcome(ended)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatAnEarlierAttemptHasPostedIsNeitherMadeNorPostedAgain() {
        when(LOOK, List.of("account.move", 7));
        when(READ, List.of(record("posted", 100)));

        Exchange ended = book(2);

        called(LOOK, READ);
        assertThat(ended.getMessage().getBody(Map.class).get("id")).isEqualTo(7);
    }

    @Test
    void aDraftOfAnEarlierAttemptIsPostedAndNotMadeAgain() {
        when(LOOK, List.of("account.move", 7));
        when(READ, List.of(record("draft", 100)), List.of(record("posted", 100)));
        when(POST, false);

        book(2);

        called(LOOK, READ, POST, READ);
    }

    @Test
    void whatALaterAttemptDoesNotFindIsMade() {
        when(LOOK, UNKNOWN);
        when(DRAFT, Map.of("ids", List.of(7)));
        when(READ, List.of(record("posted", 100)));

        book(2);

        called(LOOK, DRAFT, READ);
    }

    @Test
    void whatTheUserMayNotSeeIsNotMadeBesideIt() {
        when(LOOK, List.of("account.move", false));

        assertThat(trouble(book(2))).hasMessageContaining("its user may not see it");
        called(LOOK);
    }

    @Test
    void aLookThatIsNotAnsweredIsNoProofThatThereIsNothing() {
        when(LOOK, body(503, "<html>"));

        assertThat(trouble(book(2)).kind()).isEqualTo(Kind.TRANSIENT);
        called(LOOK);
    }

    @Test
    void whoeverWasFasterHasMadeIt() {
        when(DRAFT, Map.of("ids", false, "messages", List.of(Map.of("message", "The external id is taken"))));
        when(LOOK, List.of("account.move", 7));
        when(READ, List.of(record("posted", 100)));

        assertThat(book(1).getMessage().getBody(Map.class).get("id")).isEqualTo(7);
        called(DRAFT, LOOK, READ);
    }

    @Test
    void aRefusalCountsWhenThereIsNothingAfterwards() {
        when(DRAFT, Map.of("ids", false, "messages", List.of(Map.of("message", "No such account"))));
        when(LOOK, UNKNOWN);

        Exchange ended = book(1);

        assertThat(trouble(ended)).hasMessageContaining("No such account");
        assertThat(outcome(ended)).isInstanceOf(Outcome.Failed.class);
        called(DRAFT, LOOK);
    }

    @Test
    void whatIsNotAsOrderedOrWasCancelledIsNotPosted() {
        when(DRAFT, Map.of("ids", List.of(7)));
        when(READ, List.of(record("draft", 90)));
        assertThat(trouble(book(1))).hasMessageContaining("was not posted");
        called(DRAFT, READ);

        books.forget();
        when(LOOK, List.of("account.move", 7));
        when(READ, List.of(record("cancel", 100)));
        assertThat(trouble(book(2))).hasMessageContaining("it is not booked again");
        called(LOOK, READ);
    }

    @Test
    void linesThatNameAnAccountAreAddedToADraftOfTheOthers() {
        when(DRAFT, Map.of("ids", List.of(7)));
        when(READ, List.of(record("draft", 100)));
        List<Map<String, Object>> lines = List.of(
                Map.of("name", "Work", "price_unit", 60), Map.of("name", "Travel", "price_unit", 40, "account_id", 5));

        books.send("odoo-upsert", order(Map.of(), lines), Map.of());
        called(DRAFT, READ, DRAFT, READ);

        books.forget();
        when(DRAFT, Map.of("ids", List.of(7)));
        when(READ, List.of(record("posted", 100)));
        books.send("odoo-upsert", order(Map.of(), lines), Map.of());
        assertThat(books.odoo().called())
                .as("nothing is added to what is posted")
                .containsExactly(DRAFT, READ);
    }

    @Test
    void aBillWhoseNumberIsInTheBooksIsAQuestionAndOtherwisePosted() {
        Map<String, Object> bill = Map.of("move_type", "in_invoice", "ref", "R-1", "partner_id", 3);
        when(DRAFT, Map.of("ids", List.of(7)));
        when(READ, List.of(record("draft", 100)), List.of(record("posted", 100)));
        when(OTHERS, List.of(Map.of("id", 6, "name", "BILL/6", "amount_total", 100)));
        assertThat(trouble(book(1, "safe", bill))).hasMessageContaining("is booked already: BILL/6");
        called(DRAFT, READ, OTHERS);

        books.forget();
        when(DRAFT, Map.of("ids", List.of(7)));
        when(READ, List.of(record("draft", 100)), List.of(record("posted", 100)));
        when(OTHERS, List.of());
        when(POST, false);
        assertThat(book(1, "safe", bill).getMessage().getBody(Map.class).get("state"))
                .isEqualTo("posted");
        called(DRAFT, READ, OTHERS, POST, READ);
    }

    @Test
    void aRefusalToPostCountsUnlessItIsPostedAfterwards() {
        when(DRAFT, Map.of("ids", List.of(7)));
        when(READ, List.of(record("draft", 100)));
        when(POST, REFUSED);
        Exchange ended = book(1);
        called(DRAFT, READ, POST, READ);
        assertThat(outcome(ended))
                .isInstanceOf(Outcome.Failed.class)
                .extracting(Outcome::sentence)
                .asString()
                .contains("You cannot post this.", "left behind a draft");

        books.forget();
        when(DRAFT, Map.of("ids", List.of(7)));
        when(READ, List.of(record("draft", 100)), List.of(record("posted", 100)));
        when(POST, REFUSED);
        assertThat(outcome(book(1))).isInstanceOf(Outcome.Done.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void aPostingWhoseAnswerIsLostIsInDoubtAndNeverFailed(int status) {
        for (Answer spoilt : List.of(body(status, "<html>"), body(200, ""), body(200, "{\"a\":"))) {
            books.forget();
            when(DRAFT, Map.of("ids", List.of(7)));
            when(READ, List.of(record("draft", 100)));
            when(POST, spoilt);
            Exchange ended = book(1, "unsafe", Map.of("move_type", "out_invoice"));
            assertThat(trouble(ended).kind()).isEqualTo(Kind.IN_DOUBT);
            assertThat(outcome(ended)).isInstanceOf(Outcome.InDoubt.class);
            assertThat(outcome(book(1))).isInstanceOf(Outcome.Unconfirmed.class);
        }
    }

    @Test
    void aContactIsOneSeveralAreAQuestionAndNoneIsAProblemWithAName() {
        Map<String, Object> abc = Map.of("id", 3, "name", "Client ABC", "active", true);
        when(CONTACTS, List.of(abc));
        Map<String, ?> who = Map.of("client", "Client ABC");
        assertThat(books.send("odoo-client", who, Map.of()).getMessage().getBody())
                .isEqualTo(abc);

        books.forget();
        when(CONTACTS, List.of(abc, Map.of("id", 4, "name", "Client ABC", "active", true)));
        assertThat(trouble(books.send("odoo-client", who, Map.of())).choices())
                .containsExactly("Client ABC (id 3)", "Client ABC (id 4)");

        books.forget();
        when(CONTACTS, List.of());
        assertThat(trouble(books.send("odoo-client", who, Map.of())).problem()).isEqualTo("unknown_client");
        called(CONTACTS);
    }

    @Test
    void aNewContactIsLookedForAtItsFirstAttemptToo() {
        Map<String, ?> who = Map.of("who", Map.of("client", "Client ABC"));
        when(LOOK, UNKNOWN);
        when(NEW_CONTACT, Map.of("ids", List.of(3)));
        when("res.partner read", List.of(Map.of("id", 3, "name", "Client ABC", "active", true)));
        books.send("odoo-client-new", null, who);
        called(LOOK, NEW_CONTACT, "res.partner read");

        when(LOOK, List.of("res.partner", 3));
        books.odoo().called().clear();
        Exchange ended = books.send("odoo-client-new", null, who);
        called(LOOK, "res.partner read");
        assertThat(ended.getMessage().getBody(Map.class).get("id")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"ids\": []}",
                "{\"ids\": null",
                "{\"ids\": [null]}",
                "{\"ids\": [false]}",
                "<html>"
            })
    void aNewContactWithoutAnIdIsNeverDone(String spoilt) {
        when(LOOK, UNKNOWN);
        when(NEW_CONTACT, body(200, spoilt));
        Exchange ended = books.send(
                "odoo-client-new", null, Map.of("who", Map.of("client", "Client ABC")), BooksAlone.skill("unsafe"), 1);
        Outcome outcome = outcome(ended);
        if (spoilt.equals("{}")) {
            // An object without ids is read as a refusal, which counts because the look after it finds nothing
            called(LOOK, NEW_CONTACT, LOOK);
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        } else {
            assertThat(trouble(ended).kind()).isEqualTo(Kind.IN_DOUBT);
            assertThat(outcome).isInstanceOf(Outcome.InDoubt.class);
        }
    }

    @Test
    void aDraftWhoseAnswerNamesNoneIsLookedForTheNextTime() {
        for (String spoilt : List.of("{\"ids\": []}", "{\"ids\": [false]}", "null")) {
            books.forget();
            when(DRAFT, body(200, spoilt));
            Exchange ended = book(1);
            assertThat(trouble(ended).kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(outcome(ended)).isInstanceOf(Outcome.Unavailable.class);
            called(DRAFT);
        }
    }

    @Test
    void aReceiptIsAttachedOnceUnderItsOwnReference() {
        Map<String, ?> variables = Map.of("input", Map.of("receipt", "Attachments/r.txt"), "booked", Map.of("id", 7));
        String upload = "addition ir.attachment load";
        when(upload, Map.of("ids", List.of(12)));
        when("ir.attachment read", List.of(Map.of("id", 12, "name", "r.txt")));
        assertThat(books.send("odoo-attach", null, variables).getMessage().getBody())
                .isEqualTo(12);
        assertThat(String.valueOf(books.odoo().sent(upload).get("args"))).contains("goldtier.receipt_a1", "cGFpZA==");

        books.odoo().called().clear();
        when(LOOK, List.of("ir.attachment", 12));
        books.send("odoo-attach", null, variables, BooksAlone.skill("safe"), 2);
        called(LOOK, "ir.attachment read");

        assertThat(trouble(books.send("odoo-attach", null, Map.of("input", Map.of("receipt", "../secret")))))
                .hasMessageContaining("is not in the vault");
    }

    @Test
    void theHealthOfOdooIsAskedOfItsBean() {
        assertThat(books.routes().send("odoo-health", null).getMessage().getBody())
                .isEqualTo(Map.of("shows", Map.of("odoo_version", "19.0")));
    }
}
