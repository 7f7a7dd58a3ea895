package io.goldtier.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixCellTest {

    @ParameterizedTest
    @CsvSource({
        "done, a, a, a, 1 once",
        "done, a a, a, a, 1 once",
        "in_doubt, a, a, , 1 in doubt (done)",
        "in_doubt, a, '', , 1 in doubt (not done)",
        "done, a a, a a, a, 1 **twice**",
        "in_doubt, a a, a a, , 1 **twice**",
        "done, a, '', a, 1 **lost**",
        "running, a, a, , 1 **lost**",
        "failed, a, a, , 1 **lost**",
        "done, a b, b, b, 1 **different**",
        "done, a, a, b, 1 **different**",
        "done, a b, a b, b, '1 **twice**, 1 **different**'"
    })
    void everyActionIsCounted(String state, String requests, String effects, String result, String expected) {
        MatrixCell cell = new MatrixCell();
        String json = result == null ? null : "{\"value\": \"" + result + "\"}";

        cell.count(new Ledger.Entry("t-a1", "t", "s", state, null, json), words(requests), words(effects));

        assertThat(cell).hasToString(expected);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
