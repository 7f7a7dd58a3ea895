package io.goldtier.sandbox.odoo.wire;

import io.goldtier.connector.odoo.rpc.OdooSettings;
import io.goldtier.sandbox.SandboxFault.Mail;
import io.goldtier.sandbox.SandboxSettings;
import io.goldtier.sandbox.SandboxState;
import io.goldtier.sandbox.odoo.books.OdooMails;
import io.goldtier.sandbox.odoo.books.OdooSession;
import io.goldtier.sandbox.odoo.load.OdooSeed;
import io.goldtier.sandbox.odoo.schema.OdooDatabase;
import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooUser;
import io.goldtier.sandbox.odoo.schema.OdooValues;
import io.goldtier.settings.Settings;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * A stand-in for Odoo 19 that keeps real books: numbers, taxes, balance, lock dates, external ids. With the setting
 * {@code goldtier.sandbox.odoo-version} it plays an older one, which speaks JSON-RPC only.
 *
 * <p>It is served by {@link OdooServlet} in the wire format of the real one, in sandbox mode only, and keeps its
 * state in {@code sandbox-odoo.db} in the data folder.
 */
@Component
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
public class OdooSandbox implements SandboxState, DisposableBean {

    private static final int NEWEST = 19;

    private final OdooDatabase database;
    private final Clock clock;
    private final int version;
    private final Map<String, LongAdder> calls = new ConcurrentSkipListMap<>();

    OdooSandbox(Settings settings, Clock clock, SandboxSettings sandbox) {
        this.version = sandbox.odooVersion();
        this.clock = clock;
        this.database = new OdooDatabase(settings.data().resolve("sandbox-odoo.db"));
        database.write(connection -> {
            new OdooSeed(new OdooSession(connection, clock, OdooUser.ADMIN, Map.of())).run();
            return null;
        });
    }

    /** Calls a method for a user in one transaction; a refusal is an {@link OdooFailure} and changes nothing. */
    Object call(OdooUser user, Mail mail, OdooModel model, OdooMethod method, Map<String, Object> arguments) {
        Map<String, Object> context = OdooValues.map(arguments.get("context"));
        if (model.name.startsWith("mail.") && mail != Mail.OUTGOING) {
            deliver(mail);
        }
        java.util.function.Function<java.sql.Connection, Object> work = connection -> {
            OdooSession session = new OdooSession(connection, clock, user, context, mail);
            checkCompanies(session);
            return new OdooCalls(session, model).call(method, arguments);
        };
        return method.writes ? database.write(work) : database.read(work);
    }

    /** Mails that waited go out before anybody looks at them. */
    private void deliver(Mail mail) {
        boolean waiting = database.read(
                connection -> OdooMails.waiting(new OdooSession(connection, clock, OdooUser.ADMIN, Map.of())));
        if (waiting) {
            database.write(connection -> {
                new OdooMails(new OdooSession(connection, clock, OdooUser.ADMIN, Map.of(), mail)).deliver();
                return null;
            });
        }
    }

    /** Notes that something was called, such as {@code common/authenticate} or {@code account.move/action_post}. */
    void count(String called) {
        calls.computeIfAbsent(called, key -> new LongAdder()).increment();
    }

    private static void checkCompanies(OdooSession session) {
        for (Object company : OdooValues.list(session.context.get("allowed_company_ids"))) {
            if (!session.exists(OdooModels.find("res.company"), ((Number) company).intValue())) {
                throw OdooFailure.access("Access to unauthorized or invalid companies.");
            }
        }
    }

    /** The version that is played, such as 19. */
    int version() {
        return version;
    }

    /** Whether JSON-2 and the methods that came with it are there. */
    boolean isNewest() {
        return version == NEWEST;
    }

    static boolean knows(String databaseName) {
        return OdooSettings.SANDBOX_DATABASE.equals(databaseName);
    }

    @Override
    public String name() {
        return "odoo";
    }

    /**
     * The contacts, journal entries and mails, oldest first, the external ids that point to them, and how often what
     * was called since the start.
     */
    @Override
    public Object state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("res.partner", all(OdooModels.PARTNER, "id", "name", "email", "vat", "phone", "ref", "active"));
        state.put(
                "account.move",
                all(
                        OdooModels.MOVE,
                        "id",
                        "name",
                        "state",
                        "move_type",
                        "partner_id",
                        "ref",
                        "invoice_origin",
                        "date",
                        "invoice_date",
                        "invoice_date_due",
                        "currency_id",
                        "amount_untaxed",
                        "amount_tax",
                        "amount_total",
                        "amount_total_signed",
                        "amount_residual",
                        "payment_state",
                        "is_move_sent",
                        "create_date"));
        state.put("account.payment", all("account.payment", "id", "name", "amount", "partner_id", "date", "memo"));
        state.put("ir.attachment", all("ir.attachment", "id", "name", "res_model", "res_id", "file_size", "checksum"));
        state.put(OdooModels.DATA, all(OdooModels.DATA, "id", "complete_name", "model", "res_id"));
        state.put("mail.mail", all("mail.mail", "id", "state", "failure_reason", "model", "res_id"));
        state.put(
                "mail.notification",
                all("mail.notification", "id", "res_partner_id", "notification_status", "failure_type"));
        Map<String, Object> called = new LinkedHashMap<>();
        calls.forEach((what, times) -> called.put(what, times.sum()));
        state.put("calls", called);
        return state;
    }

    private Object all(String model, String... fields) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("fields", List.of(fields));
        arguments.put("order", "id");
        arguments.put("context", Map.of("active_test", false));
        return call(OdooUser.ADMIN, Mail.OUTGOING, OdooModels.find(model), OdooMethod.SEARCH_READ, arguments);
    }

    @Override
    public void destroy() throws SQLException {
        database.close();
    }
}
