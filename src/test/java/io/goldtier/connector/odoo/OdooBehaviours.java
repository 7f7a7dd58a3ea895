package io.goldtier.connector.odoo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.goldtier.connector.odoo.OdooUnderTest.Answer;
import io.goldtier.connector.odoo.OdooUnderTest.Person;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * What Odoo does, as a real one was seen to do it: a table that the stand-in and any other Odoo are held to.
 *
 * <p>Each row makes the records that it is about; what a row changes for all (a lock date, a way of rounding), it changes
 * back.
 */
final class OdooBehaviours extends OdooTestBooks {

    private final List<Behaviour> table = new ArrayList<>();
    private String subject;

    /** One row: what it is about, what is to be seen, and how to look. */
    record Behaviour(String subject, String about, String expected, Callable<Object> got) {

        @Override
        public String toString() {
            return subject + ": " + about;
        }
    }

    OdooBehaviours(OdooUnderTest odoo) {
        super(odoo);
    }

    Stream<Behaviour> all() {
        rights();
        load();
        rounding();
        mail();
        names();
        lockedPeriods();
        twice();
        logIn();
        return table.stream();
    }

    private void row(String about, Object expected, Callable<Object> got) {
        table.add(new Behaviour(subject, about, String.valueOf(expected), got));
    }

    private void rights() {
        subject = "rights";
        row("a bookkeeper's context_get", 200, () -> ask(Person.BOOKKEEPER, "res.users", "context_get", Map.of())
                .status());
        Map<String, Object> search = Map.of("domain", List.of(List.of("module", "=", "goldtier")), "limit", 1);
        for (String method : List.of("search", "search_read", "search_count")) {
            row(
                    "a bookkeeper's " + method + " of ir.model.data",
                    "403 odoo.exceptions.AccessError for Access Rights",
                    () -> refusal(ask(
                            Person.BOOKKEEPER,
                            "ir.model.data",
                            method,
                            method.equals("search_count") ? Map.of("domain", search.get("domain")) : search)));
        }
        row(
                "a bookkeeper's create of ir.model.data",
                "403 odoo.exceptions.AccessError for Access Rights",
                () -> refusal(ask(
                        Person.BOOKKEEPER,
                        "ir.model.data",
                        "create",
                        Map.of(
                                "vals_list",
                                List.of(Map.of(
                                        "module",
                                        "goldtier",
                                        "name",
                                        fresh(),
                                        "model",
                                        "res.partner",
                                        "res_id",
                                        1))))));
        row(
                "a bookkeeper's write of ir.model.data",
                "403 odoo.exceptions.AccessError for Access Rights",
                () -> refusal(ask(
                        Person.BOOKKEEPER,
                        "ir.model.data",
                        "write",
                        Map.of("ids", List.of(1), "vals", Map.of("name", fresh())))));
        row("has_access of ir.model.data says so", false, () -> access(Person.BOOKKEEPER, "ir.model.data", "read"));
        row(
                "check_object_reference of what is not there",
                "500 builtins.ValueError: External ID not found in the system: goldtier.nothing",
                () -> {
                    Answer answer = reference(Person.BOOKKEEPER, "nothing");
                    return answer.outcome() + ": " + answer.message();
                });
        row("a bookkeeper's load of a contact, looked up by check_object_reference", "[res.partner, same id]", () -> {
            String name = fresh();
            Answer made = ask(
                    Person.BOOKKEEPER,
                    "res.partner",
                    "load",
                    Map.of("fields", List.of("id", "name"), "data", List.of(List.of("goldtier." + name, name))));
            List<?> found = (List<?>) reference(Person.BOOKKEEPER, name).body();
            return "[" + found.get(0) + ", "
                    + (((List<?>) body(made).get("ids")).get(0).equals(found.get(1)) ? "same id" : found.get(1)) + "]";
        });
        row("a bookkeeper's invoice: load, action_post, read", "false, posted, 100.0", () -> {
            List<Object> row = List.of("goldtier." + fresh(), "out_invoice", partner(), today(), "Work", "1", "100");
            Answer made = ask(
                    Person.BOOKKEEPER,
                    "account.move",
                    "load",
                    Map.of(
                            "fields",
                            List.of(
                                    "id",
                                    "move_type",
                                    "partner_id/.id",
                                    "invoice_date",
                                    "invoice_line_ids/name",
                                    "invoice_line_ids/quantity",
                                    "invoice_line_ids/price_unit"),
                            "data",
                            List.of(row)));
            Object move = ((List<?>) body(made).get("ids")).get(0);
            Answer posted = ask(Person.BOOKKEEPER, "account.move", "action_post", Map.of("ids", List.of(move)));
            Answer read = ask(
                    Person.BOOKKEEPER,
                    "account.move",
                    "read",
                    Map.of("ids", List.of(move), "fields", List.of("state", "amount_total")));
            Map<?, ?> seen = (Map<?, ?>) ((List<?>) read.body()).get(0);
            return posted.body() + ", " + seen.get("state") + ", " + seen.get("amount_total");
        });
        for (String model : List.of("account.move", "res.partner")) {
            row("a bookkeeper may create " + model, true, () -> access(Person.BOOKKEEPER, model, "create"));
            row("a user without rights may create " + model, false, () -> access(Person.LIMITED, model, "create"));
        }
        row("a reader may read account.move", true, () -> access(Person.READER, "account.move", "read"));
        row("a reader may create account.move", false, () -> access(Person.READER, "account.move", "create"));
        row("a reader's action_post", "403 odoo.exceptions.AccessError", () -> {
            Object draft = invoice(Map.of(), List.of(Map.of("name", "a", "price_unit", 100, "tax_ids", NO_TAX)));
            return ask(Person.READER, "account.move", "action_post", Map.of("ids", List.of(draft)))
                    .outcome();
        });
        row(
                "a user without rights reads account.move",
                "403 odoo.exceptions.AccessError for Accounting/Administrator, Accounting/Invoicing, Role / Portal,"
                        + " Show Accounting Features - Readonly",
                () -> refusal(
                        ask(Person.LIMITED, "account.move", "search_read", Map.of("domain", List.of(), "limit", 1))));
        row(
                "a user without rights creates an account.move",
                "403 odoo.exceptions.AccessError for Accounting/Invoicing",
                () -> refusal(ask(
                        Person.LIMITED,
                        "account.move",
                        "create",
                        Map.of("vals_list", List.of(Map.of("move_type", "out_invoice"))))));
        row("a user without rights reads accounts", 200, () -> ask(
                        Person.LIMITED,
                        "account.account",
                        "search_read",
                        Map.of("domain", List.of(), "fields", List.of("name"), "limit", 1))
                .status());
    }

    private void load() {
        subject = "load";
        List<String> columns = List.of(
                "id",
                "move_type",
                "partner_id/.id",
                "invoice_date",
                "invoice_line_ids/name",
                "invoice_line_ids/price_unit");
        row(
                "an empty tax cell beside a filled one means no tax",
                "[], [15 %]: 111.5",
                () -> withDefaultTax(tax -> {
                    Object move = loaded(
                            with(columns, "invoice_line_ids/tax_ids/.id"),
                            with(invoiceCells(), "a", "100", ""),
                            with(emptyCells(), "b", "10", tax.toString()));
                    return taxes(move, tax) + ": " + total(move);
                }));
        row(
                "no tax column: the account's default tax",
                "[15 %], [15 %]: 126.5",
                () -> withDefaultTax(tax -> {
                    Object move = loaded(columns, with(invoiceCells(), "a", "100"), with(emptyCells(), "b", "10"));
                    return taxes(move, tax) + ": " + total(move);
                }));
        row(
                "create() by commands: each line its own defaults",
                "[15 %], [15 %]: 126.5",
                () -> withDefaultTax(tax -> {
                    Object move = invoice(
                            Map.of(),
                            List.of(
                                    Map.of("name", "a", "price_unit", 100),
                                    Map.of(
                                            "name",
                                            "b",
                                            "price_unit",
                                            10,
                                            "tax_ids",
                                            List.of(List.of(6, 0, List.of(tax))))));
                    return taxes(move, tax) + ": " + total(move);
                }));
        row(
                "[[6, 0, []]] means no tax",
                "[]: 100.0",
                () -> withDefaultTax(tax -> {
                    Object move = invoice(Map.of(), List.of(Map.of("name", "a", "price_unit", 100, "tax_ids", NO_TAX)));
                    return taxes(move, tax) + ": " + total(move);
                }));
        row(
                "an empty account cell beside a filled one is refused by the database, with HTTP 200",
                "200 false, new row for relation \"account_move_line\" violates check constraint"
                        + " \"account_move_line_check_accountable_required_fields\", Failing row contains",
                () -> {
                    Answer answer = load(
                            with(columns, "invoice_line_ids/account_id/.id"),
                            with(invoiceCells(), "a", "100", income().toString()),
                            with(emptyCells(), "b", "10", ""));
                    String message = String.valueOf(
                            ((Map<?, ?>) ((List<?>) body(answer).get("messages")).get(0)).get("message"));
                    return answer.status() + " " + body(answer).get("ids") + ", "
                            + message.replaceAll("(?s)\nDETAIL: +(Failing row contains).*", ", $1");
                });
        row("a refused load keeps nothing", 0, () -> {
            String ref = fresh();
            load(
                    List.of("id", "move_type", "ref", "invoice_line_ids/name", "invoice_line_ids/account_id/.id"),
                    List.of("goldtier." + ref, "out_invoice", ref, "a", income().toString()),
                    List.of("", "", "", "b", ""));
            return odoo.call("account.move", "search_count", Map.of("domain", List.of(List.of("ref", "=", ref))));
        });
        row(
                "a further load under the same external id adds its lines, the others keep their defaults",
                "[15 %], []: 125.0",
                () -> withDefaultTax(tax -> {
                    List<String> invoice = invoiceCells();
                    loaded(with(columns, "invoice_line_ids/id"), with(invoice, "a", "100", invoice.get(0) + "_1"));
                    Object move = loaded(
                            List.of(
                                    "id",
                                    "invoice_line_ids/id",
                                    "invoice_line_ids/sequence",
                                    "invoice_line_ids/name",
                                    "invoice_line_ids/price_unit",
                                    "invoice_line_ids/tax_ids/.id"),
                            List.of(invoice.get(0), invoice.get(0) + "_2", "2", "b", "10", ""));
                    return taxes(move, tax) + ": " + total(move);
                }));
        row(
                "a line under its external id again is not doubled",
                "[15 %]: 115.0",
                () -> withDefaultTax(tax -> {
                    List<String> invoice = with(invoiceCells(), "a", "100");
                    List<String> cells = with(invoice, invoice.get(0) + "_1");
                    loaded(with(columns, "invoice_line_ids/id"), cells);
                    Object move = loaded(with(columns, "invoice_line_ids/id"), cells);
                    return taxes(move, tax) + ": " + total(move);
                }));
        row("the same external id again: the same record", true, () -> {
            List<Object> cells = List.of("goldtier." + fresh(), "Client " + fresh());
            Map<String, Object> contact = Map.of("fields", List.of("id", "name"), "data", List.of(cells));
            return odoo.call("res.partner", "load", contact).equals(odoo.call("res.partner", "load", contact));
        });
    }

    private void rounding() {
        subject = "rounding";
        List<Map<String, Object>> cents = List.of(
                line(3.5, "99.99", NO_TAX),
                line(1, "0.335", NO_TAX),
                Map.of("name", "c", "quantity", 3, "price_unit", 19.99, "discount", 33.33, "tax_ids", NO_TAX));
        List<Map<String, Object>> yen = List.of(line(3, "33.5", NO_TAX), line(1, "0.6", NO_TAX));
        row("a company rounds globally unless told otherwise", "round_globally", () -> company()
                .get("tax_calculation_rounding_method"));
        for (boolean perLine : List.of(false, true)) {
            String how = perLine ? "per line: " : "globally: ";
            for (String currency : List.of("USD", "EUR")) {
                row(
                        how + "3.5 x 99.99, 1 x 0.335, 3 x 19.99 at 33.33 % off in " + currency,
                        perLine ? "390.29 + 0.0 = 390.29" : "390.28 + 0.0 = 390.28",
                        () -> rounded(perLine, () -> amounts(invoice(currency(currency), cents))));
            }
            row(
                    how + "3 x 33.5, 1 x 0.6 in JPY",
                    perLine ? "102.0 + 0.0 = 102.0" : "101.0 + 0.0 = 101.0",
                    () -> rounded(perLine, () -> amounts(invoice(currency("JPY"), yen))));
            row(
                    how + "twice 12.12 x 12.12 with 23 % on top",
                    perLine ? "293.78 + 67.56 = 361.34" : "293.79 + 67.57 = 361.36",
                    () -> rounded(perLine, () -> {
                        List<Object> tax = List.of(List.of(6, 0, List.of(tax(23, false))));
                        return amounts(
                                invoice(Map.of(), List.of(line(12.12, "12.12", tax), line(12.12, "12.12", tax))));
                    }));
            row(
                    how + "twice 21.53 with 21 % included",
                    perLine ? "35.58 + 7.48 = 43.06" : "35.59 + 7.47 = 43.06",
                    () -> rounded(perLine, () -> {
                        List<Object> tax = List.of(List.of(6, 0, List.of(tax(21, true))));
                        return amounts(invoice(Map.of(), List.of(line(1, "21.53", tax), line(1, "21.53", tax))));
                    }));
        }
    }

    private void mail() {
        subject = "mail";
        row("sending answers well although the mail fails", "ir.actions.act_window_close, sent: true", () -> {
            Object move = posted(Map.of());
            return failing(() -> send(move)) + ", sent: " + read("account.move", move, "is_move_sent");
        });
        row("the mail's own state says so, with a reason", "exception, account.move, same document, a reason", () -> {
            Object move = posted(Map.of());
            failing(() -> send(move));
            List<?> mails = mails(move);
            assumeTrue(!odoo.real() || !mails.isEmpty(), "this Odoo sends its mails, so none has failed");
            Map<?, ?> mail = (Map<?, ?>) mails.get(0);
            return mail.get("state") + ", " + mail.get("model") + ", "
                    + (mail.get("res_id").equals(move) ? "same document" : mail.get("res_id")) + ", "
                    + (mail.get("failure_reason") instanceof String reason && !reason.isBlank()
                            ? "a reason"
                            : mail.get("failure_reason"));
        });
        row(
                "without an address: answered well, marked as sent, no mail",
                "ir.actions.act_window_close, true, []",
                () -> {
                    Object mute = odoo.create("res.partner", Map.of("name", "Mute " + fresh()));
                    Object move = posted(Map.of("partner_id", mute));
                    return send(move) + ", " + read("account.move", move, "is_move_sent") + ", " + mails(move);
                });
        row("action_invoice_sent only answers with a window", "ir.actions.act_window, sent: false", () -> {
            Object move = posted(Map.of());
            Map<?, ?> action =
                    (Map<?, ?>) odoo.call("account.move", "action_invoice_sent", Map.of("ids", List.of(move)));
            return action.get("type") + ", sent: " + read("account.move", move, "is_move_sent");
        });
    }

    private void names() {
        subject = "names";
        row("= tells capitals apart", "[]", () -> found(contact("Client Case"), "=", "CLIENT CASE"));
        row("=ilike does not", "[it]", () -> found(contact("Client Case"), "=ilike", "CLIENT CASE"));
        row(
                "=ilike knows other letters than English ones",
                "[it]",
                () -> found(contact("Müller & Söhne"), "=ilike", "MÜLLER & SÖHNE"));
        row("ilike finds parts", "[it]", () -> found(contact("Client Case"), "ilike", "LIENT CASE"));
        row(
                "action_archive answers null",
                "null",
                () -> odoo.call(
                        "res.partner",
                        "action_archive",
                        Map.of("ids", List.of(contact("Gone").id()))));
        row("an archived contact is not found", "[]", () -> found(archived(), "=", "Client Gone"));
        row("unless active_test is false", "[it]", () -> {
            Contact gone = archived();
            return gone.in(odoo.call(
                    "res.partner",
                    "search",
                    Map.of("domain", gone.named("=", "Client Gone"), "context", Map.of("active_test", false))));
        });
        row("or the condition asks for active ones or not", "[it]", () -> {
            Contact gone = archived();
            List<Object> domain = new ArrayList<>(gone.named("=", "Client Gone"));
            domain.add(List.of("active", "in", List.of(true, false)));
            return gone.in(odoo.call("res.partner", "search", Map.of("domain", domain)));
        });
    }

    private void lockedPeriods() {
        subject = "locked period";
        LocalDate thisMonth = LocalDate.now().withDayOfMonth(1);
        LocalDate lock = thisMonth.minusMonths(1).minusDays(1);
        LocalDate day = lock.minusDays(10);
        row(
                "an entry is created and posted, at the end of the first open month",
                "posted, " + thisMonth.minusDays(1),
                () -> locked(lock, () -> {
                    Object move = odoo.create(
                            "account.move",
                            Map.of(
                                    "move_type",
                                    "entry",
                                    "date",
                                    day.toString(),
                                    "line_ids",
                                    List.of(
                                            List.of(0, 0, Map.of("account_id", bank(), "debit", 10, "credit", 0)),
                                            List.of(0, 0, Map.of("account_id", income(), "debit", 0, "credit", 10)))));
                    post(move);
                    return read("account.move", move, "state") + ", " + read("account.move", move, "date");
                }));
        row(
                "a customer's invoice is posted, its own date kept, its accounting date moved",
                "posted, " + day + ", open",
                () -> locked(lock, () -> {
                    Object move = posted(Map.of("invoice_date", day.toString()));
                    String date = String.valueOf(read("account.move", move, "date"));
                    return read("account.move", move, "state") + ", " + read("account.move", move, "invoice_date")
                            + ", " + (LocalDate.parse(date).isAfter(lock) ? "open" : date);
                }));
        row(
                "a payment is registered",
                "account.payment, paid",
                () -> locked(lock, () -> {
                    Object move = posted(Map.of());
                    Map<String, Object> about = Map.of("active_model", "account.move", "active_ids", List.of(move));
                    Object wizard = ((List<?>) odoo.call(
                                    "account.payment.register",
                                    "create",
                                    Map.of(
                                            "vals_list",
                                            List.of(Map.of("payment_date", day.toString())),
                                            "context",
                                            about)))
                            .get(0);
                    Map<?, ?> action = (Map<?, ?>) odoo.call(
                            "account.payment.register",
                            "action_create_payments",
                            Map.of("ids", List.of(wizard), "context", about));
                    return action.get("res_model") + ", " + read("account.move", move, "payment_state");
                }));
    }

    /** How long it takes is not looked at: on a real Odoo from half a second to seconds. */
    private void logIn() {
        subject = "log-in";
        row("authenticate gives the id that context_get tells", true, () -> logIn(odoo.key(Person.ADMIN))
                .equals(((Map<?, ?>) odoo.call("res.users", "context_get", Map.of())).get("uid")));
        row("authenticate with a wrong key gives false", false, () -> logIn("wrong"));
    }

    private void twice() {
        subject = "twice";
        row("the same vendor bill is posted twice, and only hinted at", "posted, posted, [the first]", () -> {
            Map<String, Object> bill = Map.of("move_type", "in_invoice", "ref", fresh(), "partner_id", partnerId());
            Object first = posted(bill);
            Object second = posted(bill);
            Object hint = read("account.move", second, "duplicated_ref_ids");
            return read("account.move", first, "state") + ", " + read("account.move", second, "state") + ", "
                    + (hint.equals(List.of(first)) ? "[the first]" : hint);
        });
        row("the same external id is refused", "422 odoo.exceptions.ValidationError", () -> {
            Map<String, Object> id = Map.of("module", "goldtier", "name", fresh(), "model", "res.partner", "res_id", 1);
            odoo.create("ir.model.data", id);
            return ask(Person.ADMIN, "ir.model.data", "create", Map.of("vals_list", List.of(id)))
                    .outcome();
        });
    }
}
