package io.goldtier.sandbox.odoo.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.sandbox.odoo.load.OdooSeed;
import io.goldtier.sandbox.odoo.schema.OdooDatabase;
import io.goldtier.sandbox.odoo.schema.OdooUser;
import io.goldtier.skill.Caller;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.effect.Outcome;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit over 50,000 entries, over the older protocol. */
@Tag("long")
class OdooLargeBooksTest {

    private static final int MOVES = 50_000;

    @Test
    void anAuditOverManyEntriesTakesBoundedMemory(@TempDir Path home) throws Exception {
        Files.createDirectories(home.resolve("data"));
        try (OdooDatabase books = new OdooDatabase(home.resolve("data/sandbox-odoo.db"))) {
            books.write(connection -> {
                OdooSession session = new OdooSession(connection, Clock.systemUTC(), OdooUser.ADMIN, Map.of());
                new OdooSeed(session).run();
                fill(session);
                return null;
            });
        }
        try (Assistant assistant =
                Assistant.in(home).setting("goldtier.odoo.protocol=jsonrpc").start()) {
            long before = usedAfterCollection();
            CompletableFuture<Outcome> audit = CompletableFuture.supplyAsync(() -> assistant
                    .bean(SkillCalls.class)
                    .call(
                            "odoo_run_audit",
                            Map.of("date_from", "2024-01-01", "date_to", "2024-12-31"),
                            new Caller("test", "system", null, null, true)));
            AtomicLong most = new AtomicLong();
            await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> {
                        most.accumulateAndGet(usedAfterCollection() - before, Math::max);
                        return audit.isDone();
                    });
            Map<String, Object> result = ((Outcome.Done) audit.get()).output();
            assertThat(result).containsEntry("verified", true).containsEntry("count", (long) MOVES);
            assertThat(result.get("totals")).hasToString("{revenue=500000, expenses=0, profit=500000}");
            assertThat((List<?>) result.get("transactions")).hasSize(200);
            assertThat(result).containsEntry("truncated", true);
            assertThat(most.get()).as("bytes held while the audit ran").isLessThan(48L * 1024 * 1024);
        }
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Posted invoices of 10 each, one line and its counterpart, spread over a year and a hundred clients. */
    private static void fill(OdooSession session) {
        String numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<" + MOVES + ") ";
        String day = "date('2024-01-01', '+' || (i % 366) || ' days')";
        session.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<100) INSERT INTO res_partner"
                        + " (id, name, active) SELECT i+10, 'Client ' || i, 1 FROM n",
                List.of());
        session.execute(
                numbers + "INSERT INTO account_move (id, name, state, move_type, partner_id, journal_id, currency_id,"
                        + " company_id, date, invoice_date, invoice_origin, amount_untaxed, amount_total,"
                        + " amount_total_signed, payment_state) SELECT i, 'INV/2024/' || i, 'posted', 'out_invoice',"
                        + " i%100+11, 1, 1, 1, " + day + ", " + day
                        + ", 'Project ' || (i%7), 10000000, 10000000, 10000000, 'not_paid' FROM n",
                List.of());
        for (String[] line : new String[][] {{"26", "-10000000", "income"}, {"5", "10000000", "asset_receivable"}}) {
            session.execute(
                    numbers + "INSERT INTO account_move_line (move_id, account_id, partner_id, balance, date,"
                            + " parent_state, account_type, display_type, name) SELECT i, " + line[0] + ", i%100+11, "
                            + line[1] + ", " + day + ", 'posted', '" + line[2] + "', 'product', 'Work' FROM n",
                    List.of());
        }
    }
}
