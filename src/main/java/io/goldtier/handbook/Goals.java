package io.goldtier.handbook;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the business wants to reach, in the front matter of {@code Business_Goals.md}.
 *
 * @param month the revenue wanted in a month, or null
 * @param currency its currency, or null
 * @param metrics what is watched
 * @param projects the active projects
 * @param subscriptions when a subscription is questioned
 */
public record Goals(
        BigDecimal month, String currency, List<Metric> metrics, List<Project> projects, Subscriptions subscriptions) {

    /** Copies the lists. */
    public Goals {
        metrics = List.copyOf(metrics);
        projects = List.copyOf(projects);
    }

    /**
     * Something that is watched.
     *
     * @param name such as {@code response_time}
     * @param target what is wanted
     * @param above tell the owner when it is over this, or null
     * @param below tell the owner when it is under this, or null
     * @param unit such as {@code hours}
     */
    public record Metric(String name, BigDecimal target, BigDecimal above, BigDecimal below, String unit) {

        /** True when the owner wants to be told of this value. */
        public boolean isAlarming(BigDecimal value) {
            return above != null && value.compareTo(above) > 0 || below != null && value.compareTo(below) < 0;
        }
    }

    /**
     * An active project.
     *
     * @param name as invoices call it
     * @param client whose it is, or null
     * @param due when it is to be done, or null
     * @param budget what it is to bring in, or null
     */
    public record Project(String name, String client, LocalDate due, BigDecimal budget) {}

    /**
     * When a subscription is questioned.
     *
     * @param unusedDays not used for more than so many days
     * @param increasePercent dearer by more than so many percent
     * @param duplicates whether two tools for the same are questioned
     * @param patterns how subscriptions are known among the expenses, such as {@code adobe.com}
     * @param lastUsed when each was last used, as the owner notes it, by pattern
     * @param tools what each is for, by pattern: two for the same are duplicates
     */
    public record Subscriptions(
            int unusedDays,
            BigDecimal increasePercent,
            boolean duplicates,
            List<String> patterns,
            Map<String, LocalDate> lastUsed,
            Map<String, String> tools) {

        /** Copies the collections. */
        public Subscriptions {
            patterns = List.copyOf(patterns);
            lastUsed = Map.copyOf(lastUsed);
            tools = Map.copyOf(tools);
        }
    }

    /** The goals of a business that has named none. */
    public static Goals none() {
        return new Goals(
                null,
                null,
                List.of(),
                List.of(),
                new Subscriptions(30, BigDecimal.valueOf(20), true, List.of(), Map.of(), Map.of()));
    }

    /** The metric of this name. */
    public Optional<Metric> metric(String name) {
        return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }
}
