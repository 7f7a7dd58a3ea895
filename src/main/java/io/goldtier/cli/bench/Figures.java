package io.goldtier.cli.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A sample of durations in nanoseconds. */
final class Figures {

    private final long[] sorted;

    Figures(List<Long> nanos) {
        sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /**
     * The smallest value that is at least as large as this share of all.
     *
     * @param percent 0 to 100; 100 is the largest value
     */
    double millis(double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, rank - 1)] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.0f ms, p99 %.0f ms, max %.0f ms (%d samples)",
                millis(50),
                millis(99),
                millis(100),
                sorted.length);
    }

    /** How many places the call that was overtaken by most came too late. */
    static int largestDelay(List<Integer> order) {
        int[] places = new int[order.size()];
        Arrays.setAll(places, place -> place - order.get(place));
        return Arrays.stream(places).max().orElse(0);
    }
}
