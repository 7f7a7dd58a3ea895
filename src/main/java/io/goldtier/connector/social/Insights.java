package io.goldtier.connector.social;

import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Figures of the platforms: one metric a call where a bad one would fail all others with it (Meta's insights), and those of
 * our own posts summed up on X. The metrics are those that Meta had in November 2026; what it has taken away is said.
 */
@Component("insights")
class Insights implements AggregationStrategy {

    private static final int LONGEST = 92;

    private static final Map<String, List<String>> USUAL = Map.of(
            "facebook", List.of("page_post_engagements", "page_media_view", "page_views_total", "page_follows"),
            "instagram", List.of("total_interactions", "accounts_engaged", "reach", "views"),
            "twitter", List.of("like_count", "reply_count", "retweet_count", "quote_count", "impression_count"));

    /** What tells how many saw it; everything else tells what they did. */
    private static final Set<String> REACH = Set.of(
            "page_media_view",
            "page_views_total",
            "page_total_media_view_unique",
            "page_follows",
            "post_media_view",
            "reach",
            "views",
            "follower_count",
            "impression_count");

    /** The calls that answer the input, each with the metrics that it tells of. */
    public List<Map<String, Object>> questions(@Variable("input") Map<String, Object> input) {
        String platform = String.valueOf(input.get("platform"));
        Map<?, ?> range = (Map<?, ?>) input.get("date_range");
        LocalDate from = LocalDate.parse(String.valueOf(range.get("from")));
        LocalDate to = LocalDate.parse(String.valueOf(range.get("to")));
        if (to.isBefore(from) || from.plusDays(LONGEST).isBefore(to)) {
            throw new OutsideException(
                    Kind.PERMANENT,
                    platform,
                    "date_range is from " + from + " to " + to + "; it must end on its first day or at most " + LONGEST
                            + " days later.");
        }
        List<?> metrics = input.get("metrics") instanceof List<?> given ? given : USUAL.get(platform);
        if (platform.equals("twitter")) {
            return List.of(Map.of(
                    "platform",
                    platform,
                    "metrics",
                    metrics,
                    "from",
                    from + "T00:00:00Z",
                    "to",
                    to.plusDays(1) + "T00:00:00Z"));
        }
        List<Map<String, Object>> questions = new ArrayList<>();
        for (Object metric : metrics) {
            Map<String, Object> query = new LinkedHashMap<>();
            query.put("metric", metric);
            query.put("period", "day");
            query.put("since", from.atStartOfDay().toEpochSecond(ZoneOffset.UTC));
            query.put("until", to.plusDays(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC));
            if (platform.equals("instagram") && !"reach".equals(metric) && !"follower_count".equals(metric)) {
                query.put("metric_type", "total_value");
            }
            questions.add(Map.of("platform", platform, "metrics", List.of(metric), "query", query));
        }
        return questions;
    }

    /** What an answer tells: {@code {metric: number}}. */
    public Map<String, Object> told(@Body Object answer, @Variable("question") Map<String, Object> question) {
        Map<String, Object> told = new LinkedHashMap<>();
        for (Object metric : (List<?>) question.get("metrics")) {
            told.put(String.valueOf(metric), sum(answer, String.valueOf(metric)));
        }
        return told;
    }

    private static Object sum(Object answer, String metric) {
        long sum = 0;
        boolean found = false;
        List<?> data = answer instanceof Map<?, ?> map && map.get("data") instanceof List<?> list ? list : List.of();
        for (Object each : data) {
            Map<?, ?> record = each instanceof Map<?, ?> map ? map : Map.of();
            if (record.get("public_metrics") instanceof Map<?, ?> post && post.get(metric) instanceof Number number) {
                sum += number.longValue();
                found = true;
            } else if (metric.equals(record.get("name"))) {
                found = true;
                if (record.get("total_value") instanceof Map<?, ?> total
                        && total.get("value") instanceof Number number) {
                    sum += number.longValue();
                }
                for (Object day : record.get("values") instanceof List<?> days ? days : List.of()) {
                    sum += day instanceof Map<?, ?> value && value.get("value") instanceof Number number
                            ? number.longValue()
                            : 0;
                }
            }
        }
        return found ? sum : null;
    }

    /** A metric that the platform does not have any more does not fail the others. */
    public Map<String, Object> refused(
            @Variable("question") Map<String, Object> question, @ExchangeException Exception reason) {
        Map<String, Object> told = new LinkedHashMap<>();
        for (Object metric : (List<?>) question.get("metrics")) {
            told.put(String.valueOf(metric), String.valueOf(reason.getMessage()));
        }
        return told;
    }

    @Override
    public Exchange aggregate(Exchange all, Exchange one) {
        Exchange kept = all == null ? one : all;
        Map<Object, Object> told = new LinkedHashMap<>(map(kept));
        told.putAll(map(one));
        kept.getMessage().setBody(told);
        return kept;
    }

    private static Map<?, ?> map(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof Map<?, ?> body ? body : Map.of();
    }

    /** The skill's output. */
    public Map<String, Object> output(@Body Map<String, Object> told, @Variable("input") Map<String, Object> input) {
        Map<String, Object> engagement = new LinkedHashMap<>();
        Map<String, Object> reach = new LinkedHashMap<>();
        List<Object> warnings = new ArrayList<>();
        told.forEach((metric, value) -> {
            if (value instanceof Number) {
                (REACH.contains(metric) ? reach : engagement).put(metric, value);
            } else {
                warnings.add(metric + ": " + (value == null ? "the platform told nothing of it." : value));
            }
        });
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("platform", input.get("platform"));
        output.put("date_range", input.get("date_range"));
        output.put("engagement_data", engagement);
        output.put("reach_data", reach);
        if (!warnings.isEmpty()) {
            output.put("warnings", warnings);
        }
        return output;
    }
}
