package io.goldtier.route;

import static io.goldtier.outside.OutsideAlone.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes that read the books or make an order of what they read: none of them changes anything. */
class BooksRoutesTest {

    static final List<String> FILES = List.of(
            "connectors/odoo",
            "connectors/odoo-account",
            "connectors/odoo-audit",
            "connectors/odoo-bill",
            "connectors/odoo-client",
            "connectors/odoo-entry",
            "connectors/odoo-invoice",
            "connectors/odoo-money",
            "connectors/odoo-payment-dated",
            "connectors/odoo-week",
            "skills/odoo_describe_model",
            "skills/odoo_get_record",
            "skills/odoo_list_models",
            "skills/odoo_run_audit",
            "skills/odoo_search_records",
            "skills/odoo_week_books");

    private static final String ACCOUNTS = "account.account search_read";
    private static final String LINES = "account.move.line search_read";
    private static final String LINE_SUMS = "account.move.line formatted_read_group";
    private static final String DOCUMENTS = "account.move search_read";
    private static final String DOCUMENT_SUMS = "account.move formatted_read_group";
    private static final String CONTACTS = "res.partner search_read";
    private static final String FIELDS = "res.partner fields_get";
    private static final Map<String, Object> TRAVEL = Map.of("id", 5, "code", "600000", "name", "Travel");

    @TempDir
    static Path folder;

    private static BooksAlone books;

    @BeforeAll
    static void start() throws Exception {
        books = new BooksAlone(folder, FILES);
    }

    @AfterAll
    static void stop() {
        // Contacts are made and found in ConnectorRoutesTest
        books.close("odoo-client-new", "odoo-health");
    }

    @BeforeEach
    void forget() {
        books.forget();
    }

    private static void when(String call, Object... answers) {
        books.odoo().when(call, answers);
    }

    private static Object ask(String route, Object body, Map<String, ?> variables) {
        Exchange ended = books.send(route, body, variables);
        assertThat(ended.getException()).isNull();
        return ended.getMessage().getBody();
    }

    private static Map<?, ?> asked(String route, Map<String, ?> input) {
        return (Map<?, ?>) ask(route, input, Map.of("input", input));
    }

    private static OutsideException refused(String route, Object body, Map<String, ?> input) {
        Exchange ended = books.send(route, body, Map.of("input", input));
        assertThat(ended.getException()).isInstanceOf(OutsideException.class);
        return (OutsideException) ended.getException();
    }

    private static void called(String... calls) {
        assertThat(books.odoo().called()).containsExactly(calls);
    }

    private static Map<?, ?> arguments(String call) {
        return (Map<?, ?>) books.odoo().sent(call).get("args");
    }

    @Test
    void anAccountIsOneAndNoneOrSeveralAreAQuestion() {
        when(ACCOUNTS, List.of(TRAVEL, Map.of("id", 600000, "code", "7", "name", "Other")));
        assertThat(ask("odoo-account", "600000", Map.of()))
                .as("a code counts more than an id")
                .isEqualTo(TRAVEL);
        when(ACCOUNTS, List.of());
        assertThat(refused("odoo-account", "Travel", Map.of()).problem()).isEqualTo("unknown_account");
        when(ACCOUNTS, List.of(TRAVEL, Map.of("id", 6, "code", "600001", "name", "Travel")));
        assertThat(refused("odoo-account", "Travel", Map.of())).hasMessageContaining("600000 Travel, 600001 Travel");
    }

    @Test
    void whoeverPaysIsTheAccountThatIsNamedOrTheFirstBanks() {
        when(ACCOUNTS, List.of(TRAVEL));
        assertThat(ask("odoo-account-paying", Map.of("paid_from", "600000"), Map.of()))
                .isEqualTo(5);
        called(ACCOUNTS);

        books.forget();
        String journals = "account.journal search_read";
        when(journals, List.of(Map.of("id", 1), Map.of("id", 2, "default_account_id", List.of(9, "Bank"))));
        assertThat(ask("odoo-account-paying", Map.of(), Map.of())).isEqualTo(9);
        called(journals);

        when(journals, List.of());
        assertThat(refused("odoo-account-paying", Map.of(), Map.of())).hasMessageContaining("no bank journal");
    }

    @Test
    void aBillIsAnOrderForTheVendorThatIsKnown() {
        when(CONTACTS, List.of(Map.of("id", 3, "name", "Vendor X", "display_name", "Vendor X", "active", true)));
        Map<?, ?> order = (Map<?, ?>) ask(
                "odoo-bill",
                null,
                Map.of(
                        "input",
                        Map.of("vendor", "Vendor X", "amount", 450, "document", "bill", "reference", "R-1"),
                        "account",
                        TRAVEL,
                        "money",
                        Map.of("name", "USD"),
                        "date",
                        "2026-02-20"));
        called(CONTACTS);
        Map<?, ?> values = (Map<?, ?>) order.get("values");
        assertThat(order.get("part")).isEqualTo("preparation");
        assertThat(values.get("move_type")).isEqualTo("in_invoice");
        assertThat(values.get("partner_id")).isEqualTo(3);
        assertThat(values.get("ref")).isEqualTo("R-1");
        assertThat(values.get("date")).as("or Odoo would choose another").isEqualTo("2026-02-20");

        when(CONTACTS, List.of());
        books.odoo().called().clear();
        books.forget();
        when(CONTACTS, List.of());
        assertThat(refused("odoo-bill", null, Map.of("vendor", "Vendor Y")).problem())
                .isEqualTo("unknown_client");
    }

    @Test
    void anEntryIsBalancedBetweenTheAccountAndWhatPaid() {
        when(ACCOUNTS, List.of(Map.of("id", 9, "code", "101", "name", "Bank")));
        Map<?, ?> order = (Map<?, ?>) ask(
                "odoo-entry",
                null,
                Map.of(
                        "input",
                        Map.of("paid_from", "101", "amount", 450, "description", "Flight"),
                        "account",
                        TRAVEL,
                        "money",
                        Map.of("name", "USD"),
                        "date",
                        "2026-02-20"));
        List<?> lines = (List<?>) order.get("lines");
        assertThat(lines)
                .extracting(line -> ((Map<?, ?>) line).get("account_id"))
                .isEqualTo(List.of(5, 9));
        assertThat(((Map<?, ?>) lines.get(0)).get("debit")).isEqualTo(((Map<?, ?>) lines.get(1)).get("credit"));
    }

    @Test
    void anInvoiceIsTheOnePostedOfItsNumber() {
        Map<String, Object> posted = Map.of("id", 7, "name", "INV/1", "state", "posted");
        when(DOCUMENTS, List.of(posted));
        assertThat(asked("odoo-invoice", Map.of("invoice", "INV/1"))).isEqualTo(posted);
        for (List<?> spoilt : List.of(
                List.of(), List.of(posted, posted), List.of(Map.of("id", 7, "name", "INV/1", "state", "draft")))) {
            when(DOCUMENTS, spoilt);
            assertThat(refused("odoo-invoice", null, Map.of("invoice", "INV/1")).kind())
                    .isEqualTo(Kind.PERMANENT);
        }
    }

    @Test
    void moneyIsTheCompanysUnlessAnotherIsNamedThatIsInUse() {
        String companies = "res.company search_read";
        String currencies = "res.currency search_read";
        when(companies, List.of(Map.of("id", 1, "currency_id", List.of(1, "USD"))));
        when(currencies, List.of(Map.of("id", 1, "name", "USD", "active", true, "decimal_places", 2)));
        Map<?, ?> own = asked("odoo-money", Map.of());
        assertThat(own.get("name")).isEqualTo("USD");
        assertThat(own.get("named")).isNull();
        called(companies, currencies);

        when(currencies, List.of(Map.of("id", 2, "name", "EUR", "active", true, "decimal_places", 2)));
        assertThat(asked("odoo-money", Map.of("currency", "EUR")).get("named")).isEqualTo(2);
        when(currencies, List.of(Map.of("id", 3, "name", "CHF", "active", false)));
        assertThat(refused("odoo-money", null, Map.of("currency", "CHF"))).hasMessageContaining("switched off");
        when(currencies, List.of());
        assertThat(refused("odoo-money", null, Map.of("currency", "XYZ"))).hasMessageContaining("does not know");
    }

    @Test
    void aPaymentWithoutAnEntryHasNoDateThatCouldHaveMoved() {
        String payments = "account.payment search_read";
        Map<String, ?> variables = Map.of("payment_id", 4, "date", "2026-02-20");
        when(payments, List.of());
        assertThat(ask("odoo-payment-dated", null, variables)).isNull();
        called(payments);

        when(payments, List.of(Map.of("move_id", List.of(8, "BNK/1"))));
        when("account.move read", List.of(Map.of("id", 8, "date", "2026-03-01")));
        assertThat((List<?>) ask("odoo-payment-dated", null, variables))
                .singleElement()
                .asString()
                .contains("2026-03-01");
    }

    /** Lines of 10 each on the first account, which counts as revenue. */
    private static List<Map<String, Object>> lines(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(id -> Map.<String, Object>of(
                        "id",
                        id,
                        "move_id",
                        List.of(7, "INV/1"),
                        "account_id",
                        List.of(1, "Sales"),
                        "balance",
                        -10,
                        "date",
                        "2026-02-17"))
                .toList();
    }

    private static void answerBooksOf501Lines(int sum) {
        when(ACCOUNTS, List.of(Map.of("id", 1, "account_type", "income"), Map.of("id", 2, "account_type", "expense")));
        when(LINES, lines(1, 500), lines(501, 501));
        when(
                DOCUMENTS,
                List.of(Map.of("id", 7, "name", "INV/1", "invoice_origin", "Alpha")),
                List.of(Map.of("id", 7, "name", "INV/1", "invoice_origin", "Alpha")),
                List.of());
        when(LINE_SUMS, List.of(Map.of("account_id", List.of(1, "Sales"), "balance:sum", sum, "__count", 501)));
        when(DOCUMENT_SUMS, List.of());
    }

    @Test
    void anAuditIsReadToTheLastPageAndComparedWithOdoosOwnSum() {
        String count = "account.move.line search_count";
        when(count, 501);
        answerBooksOf501Lines(-5010);
        Map<String, ?> february = Map.of("date_from", "2026-02-01", "date_to", "2026-02-28");

        Map<?, ?> audit = asked("odoo_run_audit", february);

        called(count, ACCOUNTS, LINES, DOCUMENTS, LINES, DOCUMENTS, LINE_SUMS, DOCUMENT_SUMS);
        assertThat(arguments(LINES).get("domain").toString()).contains("[id, >, 500]");
        assertThat(audit.get("lines")).isEqualTo(501L);
        assertThat(audit.get("verified")).isEqualTo(true);

        answerBooksOf501Lines(-5000);
        Map<?, ?> other = asked("odoo_run_audit", february);
        assertThat(other.get("verified")).isEqualTo(false);
        assertThat(String.valueOf(other.get("warning"))).contains("5000 over 501 lines");
    }

    @Test
    void theBooksOfAWeekAreReadToTheLastPageAndComparedWithOdoosOwnSums() {
        String companies = "res.company search_read";
        when(companies, List.of(Map.of("id", 1, "name", "Our company", "currency_id", List.of(1, "USD"))));
        answerBooksOf501Lines(-5010);

        Map<?, ?> week = asked("odoo_week_books", Map.of("week_start", "2026-02-16"));

        called(
                companies,
                ACCOUNTS,
                LINES,
                DOCUMENTS,
                LINES,
                DOCUMENTS,
                LINE_SUMS,
                DOCUMENT_SUMS,
                DOCUMENTS,
                DOCUMENT_SUMS,
                DOCUMENT_SUMS);
        assertThat(week.get("verified")).isEqualTo(true);
        assertThat(refused("odoo_week_books", null, Map.of("week_start", "2026-02-17")))
                .hasMessageContaining("must be a Monday");
    }

    @Test
    void anAuditThatIsCutOffIsNotAnAuditOfLess() {
        when("account.move.line search_count", 501);
        answerBooksOf501Lines(-5010);
        when(LINES, lines(1, 500), body(502, "<html>"));
        assertThat(refused("odoo_run_audit", null, Map.of()).kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void recordsAreShownWithoutWhatIsSecret() {
        when(FIELDS, Map.of("name", Map.of("type", "char"), "api_key", Map.of("type", "char")));
        when(CONTACTS, List.of(Map.of("id", 3, "name", "Client ABC", "api_key", "k")));
        Map<String, ?> one = Map.of("model", "res.partner", "id", 3);

        assertThat(asked("odoo_get_record", one)).isEqualTo(Map.of("record", Map.of("id", 3, "name", "Client ABC")));
        assertThat(arguments(CONTACTS).get("fields")).isEqualTo(List.of("name"));
        assertThat(asked("odoo_describe_model", Map.of("model", "res.partner")).get("withheld"))
                .isEqualTo(List.of("api_key"));
        assertThat(asked("odoo_search_records", Map.of("model", "res.partner", "limit", 1)))
                .isEqualTo(
                        Map.of("records", List.of(Map.of("id", 3, "name", "Client ABC")), "count", 1, "more", false));
        assertThat(asked("odoo_list_models", Map.of()))
                .isEqualTo(Map.of("models", List.of("account.move", "res.partner")));

        when(CONTACTS, List.of());
        assertThat(refused("odoo_get_record", null, one)).hasMessageContaining("shows no record 3");
    }

    @Test
    void aModelThatIsNotOpenIsNotEvenAskedFor() {
        for (String skill : List.of("odoo_get_record", "odoo_search_records", "odoo_describe_model")) {
            assertThat(refused(skill, null, Map.of("model", "res.users", "id", 1)))
                    .hasMessageContaining("may not be looked at");
        }
        called();
    }
}
