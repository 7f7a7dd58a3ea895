package io.goldtier.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.connector.odoo.OdooBehaviours.Behaviour;
import io.goldtier.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stand-in and a real Odoo 19 are held to the same: recorded requests are answered in the recorded shape, and what
 * {@link OdooBehaviours} lists happens. The log shows a table of it.
 *
 * <p>With {@code ODOO_TEST_URL}, {@code ODOO_TEST_DB}, {@code ODOO_TEST_LOGIN} and {@code ODOO_TEST_KEY} in the
 * environment the requests go to a real Odoo 19, which must be one for tests: it is written to, and has no mail server.
 * The rows about rights need more users there: {@code ODOO_TEST_BOOKKEEPER_LOGIN} and {@code ODOO_TEST_BOOKKEEPER_KEY}
 * for one with Invoicing and contact creation, {@code ODOO_TEST_LIMITED_…} for one with neither, {@code
 * ODOO_TEST_READER_…} for one who may look at the books. Without them those rows are skipped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OdooContractTest {

    private static final Logger LOG = LoggerFactory.getLogger(OdooContractTest.class);

    /** Recordings of what only the recorded server had: an expired key, a second database, a window of its own. */
    private static final Set<String> ONLY_THERE = Set.of(
            "json2_err_expired_key",
            "jsonrpc_authenticate_expired_key",
            "jsonrpc_err_expired_key_execute",
            "json2_err_wrong_db_matching_filter",
            "json2_no_db_header_single_db",
            "jsonrpc_authenticate_ok_password",
            "json2_action_invoice_sent");

    private final List<String> table = new ArrayList<>();
    private OdooUnderTest odoo;
    private OdooRecordedRequests requests;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        odoo = OdooUnderTest.start(data);
        requests = new OdooRecordedRequests(odoo);
    }

    @AfterAll
    void stop() {
        LOG.info("What Odoo was seen to do, expected and got:\n{}", String.join("\n", table));
        odoo.close();
    }

    Stream<Behaviour> behaviours() {
        return new OdooBehaviours(odoo).all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("behaviours")
    void whatARealOdooWasSeenToDoHappens(Behaviour behaviour) throws Exception {
        String got;
        try {
            got = String.valueOf(behaviour.got().call());
        } catch (TestAbortedException e) {
            table.add("skipped | " + behaviour + " | " + e.getMessage());
            throw e;
        } catch (AssertionError | ClassCastException e) {
            table.add("DIFFERS | " + behaviour + " | " + behaviour.expected() + " | " + e.getMessage());
            throw e;
        }
        boolean same = got.equals(behaviour.expected());
        table.add((same ? "same" : "DIFFERS") + " | " + behaviour + " | " + behaviour.expected() + " | " + got);
        assertThat(got).as(behaviour.toString()).isEqualTo(behaviour.expected());
    }

    static Stream<Recorded> recorded() {
        return Recorded.all().values().stream()
                .filter(recorded -> !recorded.name().startsWith("multidb_"))
                .filter(recorded -> !ONLY_THERE.contains(recorded.name()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void theAnswerHasTheRecordedShape(Recorded recorded) throws Exception {
        HttpResponse<String> answer = requests.send(recorded);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(recorded.status());
        String said = answer.body();
        if (recorded.answer() instanceof String text && !text.startsWith("{")) {
            assertThat(said).startsWith(text.equals("null") ? "null" : text.substring(0, Math.min(12, text.length())));
            return;
        }
        Object parsed = Json.read(said);
        if (!recorded.error().isEmpty()) {
            Recorded now = new Recorded("", "", recorded.path(), Map.of(), null, answer.statusCode(), parsed);
            assertThat(now.error()).as(said).isEqualTo(recorded.error());
            assertThat(words(message(parsed))).isEqualTo(words(message(recorded.answer())));
            return;
        }
        assertThat(difference("", recorded.answer(), parsed)).as(said).isEmpty();
    }

    /** What is other in the shape of the second value; an empty text when nothing is. */
    private static String difference(String where, Object was, Object is) {
        if (was instanceof Map<?, ?> before) {
            if (!(is instanceof Map<?, ?> after)) {
                return where + ": an object was expected, not " + is;
            }
            if (!before.keySet().equals(after.keySet())) {
                return where + ": the keys were " + before.keySet() + " and are " + after.keySet();
            }
            StringBuilder found = new StringBuilder();
            before.forEach((name, value) -> found.append(difference(where + "." + name, value, after.get(name))));
            return found.toString();
        }
        if (was instanceof List<?> before) {
            if (!(is instanceof List<?> after)) {
                return Boolean.FALSE.equals(is) ? "" : where + ": a list was expected, not " + is;
            }
            if (before.isEmpty() || after.isEmpty()) {
                return "";
            }
            return difference(where + "[0]", before.get(0), after.get(0));
        }
        // Unset is false, whatever the field is
        if (was == null || is == null || Boolean.FALSE.equals(was) || Boolean.FALSE.equals(is)) {
            return was == null == (is == null) ? "" : where + " was " + was + " and is " + is;
        }
        boolean same = was instanceof Number && is instanceof Number || was.getClass() == is.getClass();
        return same ? "" : where + " was " + was + " and is " + is;
    }

    private static String message(Object answer) {
        Object data = answer instanceof Map<?, ?> map && map.get("error") instanceof Map<?, ?> error
                ? error.get("data")
                : answer;
        return String.valueOf(((Map<?, ?>) data).get("message"));
    }

    /** A message without its numbers, names and places, of which only the first words are promised. */
    private static String words(String message) {
        return message.replaceAll("currency: [A-Z]{3}", "currency: N")
                .replaceAll("[A-Z]+/[\\d/]+", "N")
                .replaceAll("\\d+", "N")
                .replaceAll("(?s)(could not parse the body as json|time data).*", "$1")
                .replaceAll("(?s)\\(Record.*", "")
                .replaceAll("(?s)database \".*", "")
                .strip();
    }
}
