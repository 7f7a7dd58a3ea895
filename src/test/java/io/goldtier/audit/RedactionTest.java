package io.goldtier.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is masked for people, and what an edited copy of it stands for. */
class RedactionTest {

    private static final Map<String, Object> CALL = Map.of(
            "url",
            "https://shop.example/form",
            "fields",
            Map.of("#note", "Card 4111 1111 1111 1111, please", "#number", 5_555_555_555_554_444L, "#day", 20_260_220),
            "steps",
            List.of(Map.of("password", "hunter2-in-the-clear")));

    @Test
    void cardsAreMaskedAsWordsAndAsNumbers() {
        assertThat(Redaction.mask(CALL))
                .containsEntry("fields", Map.of("#note", "Card ***, please", "#number", "***", "#day", 20_260_220))
                .containsEntry("steps", List.of(Map.of("password", "***")));
        // A long number that is not a card's
        assertThat(Redaction.mask(Map.of("id", 5_555_555_555_554_445L))).containsEntry("id", 5_555_555_555_554_445L);
    }

    @Test
    void whatWasLeftAsItWasShownStandsForWhatItWas() {
        assertThat(Redaction.restore(Redaction.mask(CALL), CALL)).isEqualTo(CALL);

        Map<String, Object> edited = Map.of(
                "url",
                "https://shop.example/other",
                "fields",
                Map.of("#note", "No card", "#number", "***", "#new", "***"),
                "steps",
                List.of(Map.of("password", "***")));
        assertThat(Redaction.restore(edited, CALL))
                .isEqualTo(Map.of(
                        "url",
                        "https://shop.example/other",
                        "fields",
                        Map.of("#note", "No card", "#number", 5_555_555_555_554_444L, "#new", "***"),
                        "steps",
                        List.of(Map.of("password", "hunter2-in-the-clear"))));
    }

    @Test
    void whatWasRefusedIsKeptNowhereAndAllElseAsItIs() {
        Redaction.learn("a-secret-of-the-settings");
        Redaction.refuse("swordfish-in-the-clear");
        Redaction.refuse("770011");
        Redaction.refuse("short");

        assertThat(Redaction.withoutRefused(Map.of(
                        "swordfish-in-the-clear",
                        List.of("with swordfish-in-the-clear.", 770_011, 7_700_112, true),
                        "other",
                        "a-secret-of-the-settings, short, 4111 1111 1111 1111")))
                .isEqualTo(Map.of(
                        "swordfish-in-the-clear",
                        List.of("with ***.", "***", 7_700_112, true),
                        "other",
                        "a-secret-of-the-settings, short, 4111 1111 1111 1111"));
        assertThat(Redaction.mask("swordfish-in-the-clear")).isEqualTo("***");
    }
}
