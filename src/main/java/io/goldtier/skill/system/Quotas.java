package io.goldtier.skill.system;

import io.goldtier.settings.Setting;
import io.goldtier.skill.Skills;
import io.goldtier.skill.effect.Obstacle;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/** How often an outside system may be called, counted in the database so that a restart does not forget. */
@Component
public class Quotas {

    /**
     * The quotas by name ({@code goldtier.quotas.NAME.limit} and {@code .window}).
     *
     * @param quotas calls and the time in which they may be made
     */
    @ConfigurationProperties("goldtier")
    public record QuotaSettings(@DefaultValue Map<String, Quota> quotas) {

        /** So many calls in so much time. */
        public record Quota(long limit, @DefaultValue("15m") Duration window) {}

        /** Refuses what cannot be meant. */
        public QuotaSettings {
            quotas.forEach((name, quota) -> {
                String key = "goldtier.quotas." + name;
                Setting.require(quota.limit() >= 1, key + ".limit", quota.limit(), "at least 1");
                Setting.require(
                        quota.window().compareTo(Duration.ofSeconds(1)) >= 0
                                && quota.window().compareTo(Duration.ofDays(31)) <= 0,
                        key + ".window",
                        quota.window(),
                        "between 1s and 31d");
            });
        }
    }

    /**
     * Where a quota stands.
     *
     * @param name its name
     * @param requests calls in the current window
     * @param limit calls allowed in it
     * @param windowReset when the next window begins
     * @param waiting how many plans wait for it
     */
    public record Usage(String name, long requests, long limit, Instant windowReset, long waiting) {

        Usage(String name, long requests, long limit, Instant windowReset) {
            this(name, requests, limit, windowReset, 0);
        }

        private Usage with(long plans) {
            return new Usage(name, requests, limit, windowReset, plans);
        }
    }

    /** The quota of posts in a day beside that of requests, {@code goldtier.quotas.SYSTEM-daily}. */
    public static String daily(String system) {
        return system + "-daily";
    }

    /** The clocks of several nodes are never quite the same, and no call is to be forgotten for that. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final QuotaSettings settings;
    private final Skills skills;
    private final Store store;
    private final Clock clock;

    Quotas(QuotaSettings settings, Skills skills, Store store, Clock clock) {
        this.settings = settings;
        this.skills = skills;
        this.store = store;
        this.clock = clock;
    }

    /** What a setting says, else what the system's card says. */
    private Optional<QuotaSettings.Quota> quota(String name) {
        QuotaSettings.Quota set = settings.quotas().get(name);
        return set != null ? Optional.of(set) : skills.system(name).flatMap(SystemCard::quota);
    }

    private Map<String, QuotaSettings.Quota> all() {
        Map<String, QuotaSettings.Quota> quotas = new TreeMap<>(settings.quotas());
        skills.systems().forEach((name, card) -> card.quota().ifPresent(quota -> quotas.putIfAbsent(name, quota)));
        return quotas;
    }

    /** True when there is a quota of this name. */
    public boolean exists(String name) {
        return quota(name).isPresent();
    }

    /**
     * Takes requests out of quotas: out of all of them, or out of none.
     *
     * @param wanted how many of each, by name; what is no quota is left out
     * @return empty when the call may be made, else what stands for the one that is used up longest
     */
    public Optional<Obstacle> take(Tx tx, Map<String, Integer> wanted) {
        Instant now = clock.instant();
        Optional<Usage> full = Optional.empty();
        for (Map.Entry<String, Integer> each : wanted.entrySet()) {
            QuotaSettings.Quota quota = quota(each.getKey()).orElse(null);
            if (quota == null) {
                continue;
            }
            Usage usage = current(tx, each.getKey(), quota, now);
            // What costs more than a whole window may go when nobody else has; unless the outside itself says no
            boolean none = usage.requests() == 0 && usage.limit() > 0;
            boolean longer =
                    full.isEmpty() || usage.windowReset().isAfter(full.get().windowReset());
            if (!none && usage.requests() + each.getValue() > usage.limit() && longer) {
                full = Optional.of(usage);
            }
        }
        if (full.isEmpty()) {
            wanted.forEach(
                    (name, requests) -> tx.update("UPDATE quotas SET used = used + ? WHERE name = ?", requests, name));
        }
        return full.map(usage -> new Obstacle(
                Obstacle.Why.THROTTLED,
                usage.name(),
                "The quota " + usage.name() + " is used up until " + usage.windowReset() + ".",
                usage.windowReset()));
    }

    /** Counts requests that were made beyond those set aside, or gives back with a negative number what was not used. */
    public void count(String name, int requests) {
        QuotaSettings.Quota quota = quota(name).orElse(null);
        if (quota != null && requests != 0) {
            store.submit(tx -> {
                current(tx, name, quota, clock.instant());
                tx.update(
                        "UPDATE quotas SET used = CASE WHEN used + ? < 0 THEN 0 ELSE used + ? END WHERE name = ?",
                        requests,
                        requests,
                        name);
                return null;
            });
        }
    }

    /**
     * Lowers a quota for its current window to what the outside system has left, as its answers say; never raises it.
     *
     * @param left how many more requests it takes
     * @param windowReset when it begins to count anew; null when it does not say
     */
    public void left(String name, long left, Instant windowReset) {
        QuotaSettings.Quota quota = quota(name).orElse(null);
        if (quota == null) {
            return;
        }
        store.submit(tx -> {
            Instant now = clock.instant();
            Usage usage = current(tx, name, quota, now);
            if (usage.requests() + left < usage.limit()) {
                boolean named = windowReset != null && windowReset.isAfter(now);
                tx.update(
                        "UPDATE quotas SET ceiling = ?, window_end = ? WHERE name = ?",
                        usage.requests() + left,
                        named ? windowReset : usage.windowReset(),
                        name);
            }
            return null;
        });
    }

    /** Where all quotas stand. */
    public List<Usage> usage() {
        Instant now = clock.instant();
        return store.read(tx -> {
            Map<String, Long> waiting = waiting(tx);
            return all().entrySet().stream()
                    .map(entry -> read(tx, entry.getKey(), entry.getValue(), now)
                            .orElseGet(() -> new Usage(
                                    entry.getKey(),
                                    0,
                                    entry.getValue().limit(),
                                    now.plus(entry.getValue().window()))))
                    .map(usage -> usage.with(waiting.getOrDefault(usage.name(), 0L)))
                    .toList();
        });
    }

    /** How many plans wait for each quota, or for their turn behind one that does. */
    private static Map<String, Long> waiting(Tx tx) {
        Map<String, Long> counts = new TreeMap<>();
        tx.query(
                "SELECT waiting_for, COUNT(*) AS n FROM loops WHERE status = 'active'"
                        + " AND (waiting_for LIKE 'quota %' OR waiting_for LIKE 'turn %') GROUP BY waiting_for",
                row -> counts.merge(row.string("waiting_for").replaceFirst("^\\w+ ", ""), row.longInt("n"), Long::sum));
        return counts;
    }

    private Usage current(Tx tx, String name, QuotaSettings.Quota quota, Instant now) {
        Optional<Usage> usage = read(tx, name, quota, now);
        if (usage.isPresent()) {
            return usage.get();
        }
        Instant end = now.plus(quota.window());
        tx.update(
                "INSERT INTO quotas (name, window_start, window_end, used, ceiling) VALUES (?, ?, ?, 0, NULL)"
                        + " ON CONFLICT (name) DO UPDATE SET window_start = excluded.window_start,"
                        + " window_end = excluded.window_end, used = 0, ceiling = NULL",
                name,
                now,
                end);
        return new Usage(name, 0, quota.limit(), end);
    }

    /** Where a quota stands in the window that holds now; empty when there is none. */
    private static Optional<Usage> read(Tx tx, String name, QuotaSettings.Quota quota, Instant now) {
        Optional<Window> window = tx.first(
                "SELECT used, ceiling, window_start, window_end FROM quotas WHERE name = ?" + tx.forUpdate(),
                row -> new Window(
                        row.longInt("used"),
                        row.string("ceiling") == null ? null : row.longInt("ceiling"),
                        row.instant("window_start"),
                        row.instant("window_end")),
                name);
        return window.filter(found -> found.holds(now, quota))
                .map(found -> new Usage(
                        name, found.used(), found.ceiling() == null ? quota.limit() : found.ceiling(), found.end()));
    }

    /** A quota's window as it is kept; the ceiling is null unless the outside system has said what it still takes. */
    private record Window(long used, Long ceiling, Instant start, Instant end) {

        /** One that begins later was opened by a clock that was ahead, and would stay full until that time comes. */
        boolean holds(Instant now, QuotaSettings.Quota quota) {
            boolean begun = !start.isAfter(now.plus(CLOCKS_DIFFER));
            return end.isAfter(now) && (begun || isNamed(quota));
        }

        /** The outside system has said itself when it counts anew, whatever our clock said then. */
        private boolean isNamed(QuotaSettings.Quota quota) {
            return ceiling != null && !end.equals(start.plus(quota.window()));
        }
    }
}
