package io.goldtier.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.Assistant;
import io.goldtier.skill.Caller;
import io.goldtier.skill.Outcome;
import io.goldtier.skill.SkillCalls;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The skill {@code odoo_create_invoice} in the whole assistant, against the stand-in. */
class OdooInvoiceTest {

    private static final Caller OWNER = new Caller("test", "system", null, null, true);

    private static Assistant assistant;

    @BeforeAll
    static void start(@TempDir Path home) {
        assistant = Assistant.in(home).start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    @Test
    void theDataModelsExampleBecomesAPostedInvoice() {
        Map<String, Object> output = done(Map.of("client", "Client ABC", "amount", 10000, "project", "Consulting"));
        assertThat(output)
                .containsEntry(
                        "invoice_id",
                        "INV/"
                                + java.time.LocalDate.now(java.time.ZoneOffset.UTC)
                                        .getYear() + "/00001")
                .containsEntry("client", "Client ABC")
                .containsEntry("currency", "USD")
                .containsEntry("state", "posted")
                .containsEntry("warnings", List.of());
        assertThat(output.get("amount_total").toString()).isEqualTo("10000.0");
    }

    private static Map<String, Object> done(Map<String, Object> input) {
        Outcome outcome = assistant.bean(SkillCalls.class).call("odoo_create_invoice", input, OWNER);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).output();
    }
}
