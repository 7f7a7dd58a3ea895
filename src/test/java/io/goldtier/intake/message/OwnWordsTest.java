package io.goldtier.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnWordsTest {

    private static final String ORDER = "Completed project for Client ABC, $10,000";

    @ParameterizedTest
    @ValueSource(strings = {"\n", ">\n", "a\n", "--- \n", "on a\n", "From: x\n\n"})
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void tenMillionLinesTakeAMoment(String line) {
        String text = line.repeat(10_000_000);

        assertThat(OwnWords.of(text, true).notRead("it")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n\n", "\n", " "})
    void halfAnOrderIsNotRead(String gap) {
        String text = ("word".repeat(4) + gap).repeat(16_000) + ORDER;
        for (int more = 0; more < 60; more++) {
            Excerpt read = OwnWords.of(
                    "x".repeat(258_048 - 16_000 * (16 + gap.length()) % 258_048 + more) + gap + text, false);
            assertThat(read.text()).endsWith("word");
        }
    }

    @Test
    void itSaysHowMuchWasRead() {
        String text = ORDER + "\n\n" + ("a line of words\n".repeat(100) + "\n").repeat(200);

        assertThat(OwnWords.of(text, false).notRead("long.txt").orElseThrow())
                .matches("Of long\\.txt only the first 25\\d,\\d\\d\\d of 320,243 characters were read\\.");
    }

    @Test
    void whatStandsBehindASignatureIsNobodysOrder() {
        String text = ORDER + "\n-- \n" + "the history\n".repeat(100_000);

        assertThat(OwnWords.of(text, true)).isEqualTo(Excerpt.whole(ORDER));
        assertThat(OwnWords.of(text, false).only()).isNotNull();
    }
}
