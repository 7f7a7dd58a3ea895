package io.goldtier.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.connector.odoo.OdooUnderTest.Answer;
import io.goldtier.connector.odoo.OdooUnderTest.Person;
import io.goldtier.json.Json;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen of the stand-in alone: faults that are switched on, and what it counts. */
@DisabledIfEnvironmentVariable(named = "ODOO_TEST_URL", matches = ".+")
class OdooStandInTest {

    private static OdooUnderTest odoo;
    private static OdooTestBooks books;

    @BeforeAll
    static void start(@TempDir Path data) {
        odoo = OdooUnderTest.start(data);
        books = new OdooTestBooks(odoo);
    }

    @AfterAll
    static void stop() {
        odoo.close();
    }

    @AfterEach
    void calm() throws Exception {
        odoo.fault(Map.of());
    }

    @Test
    void aMailWaitsUntilItGoesOut() throws Exception {
        odoo.fault(Map.of("mail", "outgoing"));
        Object move = books.posted(Map.of());
        books.send(move);
        assertThat(books.mails(move)).singleElement().satisfies(mail -> assertThat(((Map<?, ?>) mail).get("state"))
                .isEqualTo("outgoing"));
        assertThat(notification(move)).isEqualTo("ready false");
        odoo.fault(Map.of());
        assertThat(books.mails(move)).as("a mail that went out is deleted").isEmpty();
        assertThat(notification(move)).isEqualTo("sent false");
    }

    @Test
    void aMailThatFailedStays() throws Exception {
        odoo.fault(Map.of("mail", "exception", "path", "action_send_and_print", "times", 1));
        Object move = books.posted(Map.of());
        books.send(move);
        assertThat(books.mails(move)).singleElement().satisfies(mail -> assertThat(((Map<?, ?>) mail))
                .hasToString("{id=" + ((Map<?, ?>) mail).get("id") + ", state=exception, failure_reason=111\nConnection"
                        + " refused, failure_type=false, model=account.move, res_id=" + move + "}"));
        assertThat(notification(move)).isEqualTo("exception mail_smtp");
    }

    @Test
    void aBookkeeperSeesTheNotificationAndNotTheMail() throws Exception {
        Map<String, Object> all = Map.of("domain", List.of());
        assertThat(odoo.ask(Person.BOOKKEEPER, "mail.mail", "search_count", all).message())
                .contains("Role / Administrator");
        assertThat(odoo.ask(Person.BOOKKEEPER, "mail.notification", "search_count", all)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void loggingInCanBeSlowAndIsCounted() throws Exception {
        long before = logIns();
        odoo.fault(Map.of("path", "common/authenticate", "latency_ms", 300, "times", 1));
        rpc("version", List.of());
        Instant start = Instant.now();
        Object uid = rpc("authenticate", List.of("sandbox", "bookkeeper", "sandbox-odoo-bookkeeper-key", Map.of()));
        assertThat(uid).isEqualTo(6);
        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(logIns() - before).isEqualTo(1);
    }

    @Test
    void aReaderIsToldWhatIsMissing() throws Exception {
        Map<String, Object> contact =
                Map.of("fields", List.of("id", "name"), "data", List.of(List.of("a.b", "Nobody")));
        Answer loaded = odoo.ask(Person.READER, "res.partner", "load", contact);
        assertThat(loaded.status()).isEqualTo(200);
        assertThat(loaded.body().toString())
                .contains("ids=false", "You are not allowed to create 'Contact' (res.partner)", "Contact/Creation");
    }

    @Test
    void theExternalIdOfAnArchivedContactIsKnownWithoutItsRecord() throws Exception {
        Map<String, Object> contact =
                Map.of("fields", List.of("id", "name"), "data", List.of(List.of("goldtier.gone", "Gone")));
        Object id = ((List<?>) ((Map<?, ?>) odoo.call("res.partner", "load", contact)).get("ids")).get(0);
        Map<String, Object> question = Map.of("module", "goldtier", "xml_id", "gone");
        assertThat(odoo.call("ir.model.data", "check_object_reference", question))
                .isEqualTo(List.of("res.partner", id));
        odoo.call("res.partner", "action_archive", Map.of("ids", List.of(id)));
        assertThat(odoo.call("ir.model.data", "check_object_reference", question))
                .isEqualTo(List.of("res.partner", false));
    }

    @Test
    void aPaymentInALockedPeriodKeepsItsDateAndItsEntryDoesNot() throws Exception {
        LocalDate open = LocalDate.now().withDayOfMonth(1).minusMonths(1);
        LocalDate day = open.minusDays(5);
        Object payment = books.locked(open.minusDays(1), () -> {
            Object move = books.posted(Map.of());
            Map<String, Object> about = Map.of("active_model", "account.move", "active_ids", List.of(move));
            Map<String, Object> values = Map.of("payment_date", day.toString());
            Object wizard = odoo.call(
                    "account.payment.register", "create", Map.of("vals_list", List.of(values), "context", about));
            Map<String, Object> on = Map.of("ids", wizard, "context", about);
            return ((Map<?, ?>) odoo.call("account.payment.register", "action_create_payments", on)).get("res_id");
        });
        assertThat(books.read("account.payment", payment, "date")).isEqualTo(day.toString());
        Object entry = ((List<?>) books.read("account.payment", payment, "move_id")).get(0);
        assertThat(books.read("account.move", entry, "date"))
                .isEqualTo(open.plusMonths(1).minusDays(1).toString());
    }

    private static String notification(Object move) throws Exception {
        List<?> found = (List<?>) odoo.call(
                "mail.notification",
                "search_read",
                Map.of(
                        "domain",
                        List.of(
                                List.of("mail_message_id.model", "=", "account.move"),
                                List.of("mail_message_id.res_id", "=", move)),
                        "fields",
                        List.of("notification_status", "failure_type")));
        assertThat(found).hasSize(1);
        Map<?, ?> notification = (Map<?, ?>) found.get(0);
        return notification.get("notification_status") + " " + notification.get("failure_type");
    }

    private static Object rpc(String method, List<?> args) throws Exception {
        Map<String, Object> params = Map.of("service", "common", "method", method, "args", args);
        String body = Json.write(Map.of("jsonrpc", "2.0", "method", "call", "id", 1, "params", params));
        return ((Map<?, ?>) Json.read(odoo.send(
                                "/jsonrpc",
                                HttpRequest.newBuilder()
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                        .body()))
                .get("result");
    }

    private static long logIns() throws Exception {
        Map<?, ?> calls = (Map<?, ?>) odoo.state().get("calls");
        return calls.get("common/authenticate") instanceof Number number ? number.longValue() : 0;
    }
}
