package io.goldtier.connector.odoo.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OdooAuditRunTest {

    @Test
    void aDocumentWhoseLinesLieOnPagesFarApartIsCountedOnce() {
        LocalDate day = LocalDate.parse("2026-11-20");
        OdooAuditRun run = new OdooAuditRun(day, day, List.of(), Map.of(), null);
        run.accounts(List.of(Map.of("id", 1, "account_type", "income")));
        read(run, 10, 7, "-100.10");
        read(run, 11, 8, "-5");
        read(run, 12, 7, "-0.05");
        run.check(List.of(Map.of("balance:sum", "-105.15", "__count", 3)));
        assertThat(run.result())
                .containsEntry("count", 2L)
                .containsEntry("lines", 3L)
                .containsEntry("verified", true);
        assertThat(run.result().get("transactions"))
                .asString()
                .contains("odoo_id=7")
                .contains("amount=100.15");
        assertThat(run.result().get("totals")).hasToString("{revenue=105.15, expenses=0, profit=105.15}");
    }

    private static void read(OdooAuditRun run, int line, int document, String balance) {
        run.page(List.of(Map.of(
                "id",
                line,
                "move_id",
                List.of(document, "INV/" + document),
                "account_id",
                List.of(1, "Sales"),
                "balance",
                balance,
                "date",
                "2026-11-20")));
        run.documents(List.of(Map.of("id", document, "name", "INV/" + document, "move_type", "out_invoice")));
    }
}
