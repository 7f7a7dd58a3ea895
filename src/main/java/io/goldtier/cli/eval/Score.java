package io.goldtier.cli.eval;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many messages an agent understands, by kind, with what that took. */
final class Score {

    private static final class Kind {
        private int all;
        private int right;
        private int failed;
        private long tokens;
        private BigDecimal cost = BigDecimal.ZERO;
        private final List<Long> millis = new ArrayList<>();
    }

    private final String name;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    Score(String name) {
        this.name = name;
    }

    void add(Sample sample, boolean right, Duration took, long tokens, BigDecimal cost) {
        for (String kind : List.of(sample.kind(), "all")) {
            Kind counted = kinds.computeIfAbsent(kind, key -> new Kind());
            counted.all++;
            counted.right += right ? 1 : 0;
            counted.tokens += tokens;
            counted.cost = counted.cost.add(cost);
            counted.millis.add(took.toMillis());
        }
    }

    /** A message to which no answer came; it is not understood. */
    void failed(Sample sample) {
        add(sample, false, Duration.ZERO, 0, BigDecimal.ZERO);
        kinds.get("all").failed++;
    }

    void print(PrintWriter out) {
        out.println(name);
        out.printf("  %-10s %9s %9s %10s %12s %9s%n", "kind", "right", "accuracy", "tokens", "cost", "median");
        Kind all = kinds.remove("all");
        kinds.forEach((kind, counted) -> line(out, kind, counted));
        if (all != null) {
            kinds.put("all", all);
            line(out, "all", all);
            if (all.failed > 0) {
                out.println("  no answer came to " + all.failed + " of them");
            }
        }
        out.println();
        out.flush();
    }

    private static void line(PrintWriter out, String kind, Kind counted) {
        List<Long> millis = counted.millis.stream().sorted().toList();
        out.printf(
                "  %-10s %9s %8d%% %10d %12s %9s%n",
                kind,
                counted.right + "/" + counted.all,
                Math.round(100.0 * counted.right / counted.all),
                counted.tokens,
                counted.cost.signum() == 0
                        ? "-"
                        : counted.cost.stripTrailingZeros().toPlainString(),
                millis.get(millis.size() / 2) + " ms");
    }
}
