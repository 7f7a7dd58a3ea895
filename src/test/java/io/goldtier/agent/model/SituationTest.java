package io.goldtier.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SituationTest {

    private static final String CARD = "4111 1111 1111 1111";

    /** What is masked in logs is masked before it leaves for a model, wherever it stands. */
    @Test
    void noSecretLeaves() {
        Action step = new Action(
                "t-a1",
                "t",
                1,
                "odoo_get_record",
                Map.of("name", "paid with " + CARD),
                ActionState.DONE,
                1,
                0,
                null,
                Map.of(),
                Map.of("record", Map.of("note", "paid with " + CARD, "password", "hunter2")),
                "The card " + CARD + " was refused.",
                Instant.EPOCH,
                null,
                null,
                null,
                null);

        String words = new Situation(
                        "t",
                        Map.of("message", "My card is " + CARD, "api_key", "sk-of-somebody"),
                        List.of(step),
                        List.of(),
                        Set.of())
                .words(Instant.EPOCH);

        assertThat(words)
                .contains("odoo_get_record", "paid with", "My card is", "was refused")
                .doesNotContain(CARD, "4111111111111111", "hunter2", "sk-of-somebody");
    }
}
