package io.goldtier.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What stands at the lines of a chart is what they are at. */
class ColumnChartTest {

    private static final Pattern LABEL = Pattern.compile("text-anchor=\"end\"[^>]*>([^<]+)<");

    @Test
    void linesOfCountsAreAtWholeNumbers() {
        assertThat(labels(1.0, 2.0)).containsExactly("0", "1", "2", "3", "4");
        assertThat(labels(5.0, 0.0)).containsExactly("0", "2", "4", "6", "8");
        assertThat(labels(97.0)).containsExactly("0", "25", "50", "75", "100");
    }

    @Test
    void linesOfMoneyAreAtRoundNumbers() {
        assertThat(labels(0.3)).containsExactly("0", "0.08", "0.16", "0.24", "0.32");
        assertThat(labels(12_345.67)).containsExactly("0", "4000", "8000", "12 k", "16 k");
    }

    private static List<String> labels(Double... values) {
        String chart = ColumnChart.draw(
                "Work",
                List.of(values).stream().map(String::valueOf).toList(),
                List.of(new ColumnChart.Series("came in", List.of(values))));
        return LABEL.matcher(chart).results().map(found -> found.group(1)).toList();
    }
}
