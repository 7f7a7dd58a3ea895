package io.goldtier.sandbox.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Insights in the form of the Graph API: one metric that there is not fails all that were asked for with it. */
final class GraphInsights {

    private GraphInsights() {}

    static Map<String, Object> of(GraphRequest asked, Set<String> known, int count) {
        List<Object> data = new ArrayList<>();
        for (String metric : asked.required("metric").split(",")) {
            if (!known.contains(metric)) {
                throw new GraphError(100, "(#100) The value must be a valid insights metric");
            }
            data.add(Map.of(
                    "name",
                    metric,
                    "period",
                    asked.text("period") == null ? "day" : asked.text("period"),
                    "values",
                    List.of(
                            Map.of("value", count * 10, "end_time", "2026-02-19T08:00:00+0000"),
                            Map.of("value", count, "end_time", "2026-02-20T08:00:00+0000"))));
        }
        return Map.of("data", data);
    }
}
