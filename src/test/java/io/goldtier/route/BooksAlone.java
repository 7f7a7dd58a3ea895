package io.goldtier.route;

import io.goldtier.connector.odoo.rpc.OdooInstances;
import io.goldtier.connector.odoo.rpc.OdooSettings;
import io.goldtier.handbook.HandbookFile;
import io.goldtier.outside.OutsideAlone;
import io.goldtier.settings.Settings;
import io.goldtier.skill.Skill;
import io.goldtier.skill.effect.AttemptAlone;
import io.goldtier.vault.Vault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

/** The routes to Odoo with their own beans and Odoo's own protocol; what Odoo answers is said by the test. */
final class BooksAlone implements AutoCloseable {

    private final OdooInstances instances;
    private final OutsideAlone outside;
    private final RoutesAlone routes;
    private AttemptAlone attempt;

    BooksAlone(Path folder, Collection<String> files) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        MockEnvironment environment = new MockEnvironment().withProperty("local.server.port", "80");
        Settings settings = Beans.settings(folder);
        Vault vault = new Vault(settings, Beans.CLOCK);
        OdooSettings odoo = new OdooSettings(
                null,
                null,
                null,
                null,
                "json2",
                0,
                List.of("account.move", "res.partner"),
                5000,
                60000,
                Duration.ZERO,
                64,
                DataSize.ofMegabytes(16),
                30,
                Map.of());
        instances = (OdooInstances)
                Beans.make("connector.odoo.rpc.OdooInstances", odoo, settings, environment, Beans.CLOCK);
        outside = new OutsideAlone(camel, environment, settings, Beans.CLOCK);
        Object handbook =
                Beans.make("connector.odoo.books.OdooHandbook", new HandbookFile(vault, settings, alert -> {}));
        String books = "connector.odoo.books.Odoo";
        Map<String, Object> beans = new TreeMap<>();
        beans.put("outside", outside.component());
        beans.put("odooRpc", Beans.make("connector.odoo.rpc.OdooRpc", instances, Beans.CLOCK));
        beans.put("odooAccounts", Beans.make(books + "Accounts"));
        beans.put("odooAudit", Beans.make(books + "Audit", Beans.CLOCK, settings, handbook));
        beans.put("odooBooking", Beans.make(books + "Booking", instances));
        beans.put("odooClients", Beans.make(books + "Clients"));
        beans.put("odooDocuments", Beans.make(books + "Documents", Beans.CLOCK, settings));
        beans.put("odooMail", Beans.make(books + "Mail", Beans.CLOCK));
        beans.put("odooMoney", Beans.make(books + "Money", instances));
        beans.put("odooRecords", Beans.make(books + "Records", odoo));
        beans.put("odooRows", Beans.make(books + "Rows"));
        beans.put("odooTransaction", Beans.make(books + "Transaction", Beans.CLOCK, settings, odoo, vault));
        beans.put("odooWeek", Beans.make("connector.odoo.week.OdooWeek", Beans.CLOCK, settings, handbook));
        beans.put("odooHealth", new Health());
        beans.put("effect", Beans.make("skill.effect.EffectSteps"));
        routes = new RoutesAlone(camel, beans, Map.of(), files);
    }

    /** Says that all is well. */
    public static final class Health {
        public Map<String, Object> check() {
            return Map.of("shows", Map.of("odoo_version", "19.0"));
        }
    }

    RoutesAlone routes() {
        return routes;
    }

    OutsideAlone odoo() {
        return outside;
    }

    /** Nothing was asked, and nothing is remembered. */
    void forget() {
        outside.forget();
        instances.forget();
    }

    /** A skill that works on Odoo. */
    static Skill skill(String retry) {
        Skill skill = new Skill();
        skill.setDescription("A skill of a test.");
        skill.setServer("odoo-mcp");
        skill.setSystem("odoo");
        skill.setRetry(retry);
        skill.setInput("type: object");
        skill.setOutput("type: object");
        return skill.check("a_skill", name -> Optional.empty());
    }

    /** Sends this through a route, on the first attempt of a skill that is safe to repeat. */
    Exchange send(String route, Object body, Map<String, ?> variables) {
        return send(route, body, variables, skill("safe"), 1);
    }

    /** Sends this through a route, on this attempt of a skill. */
    Exchange send(String route, Object body, Map<String, ?> variables, Skill skill, int number) {
        attempt = new AttemptAlone(skill, number, Map.of());
        Map<String, Object> all = new LinkedHashMap<>(Map.of("action_id", "a1", "attempts", number - 1));
        all.putAll(variables);
        return routes.send(route, body, all, attempt);
    }

    /** The attempt that was made last. */
    AttemptAlone attempt() {
        return attempt;
    }

    @Override
    public void close() {
        routes.close();
    }

    /** The same, with routes that others need and another class tests. */
    void close(String... testedElsewhere) {
        routes.close(testedElsewhere);
    }
}
