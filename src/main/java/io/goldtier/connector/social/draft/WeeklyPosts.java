package io.goldtier.connector.social.draft;

import io.goldtier.settings.Settings;
import io.goldtier.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Drafts, once a week, a post about the week's completed work for each platform; without any there is no post. */
@Component("weeklyPosts")
public class WeeklyPosts {

    private static final int MOST = 10;
    private static final int LONGEST = 80;

    private final PostDrafts drafts;
    private final SocialSummary summary;
    private final Store store;
    private final Settings settings;
    private final Clock clock;

    WeeklyPosts(PostDrafts drafts, SocialSummary summary, Store store, Settings settings, Clock clock) {
        this.drafts = drafts;
        this.summary = summary;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Drafts the posts of this week, once however often it is called.
     *
     * @param platforms their names, separated by commas
     * @return what was drafted
     */
    public List<Map<String, Object>> draft(@Body String platforms) {
        Instant now = clock.instant();
        List<String> done = completed(now.minus(Duration.ofDays(7)));
        List<Map<String, Object>> drafted = new ArrayList<>();
        if (done.isEmpty()) {
            return drafted;
        }
        String week = DateTimeFormatter.ofPattern("YYYY-'W'ww", Locale.GERMANY)
                .format(LocalDate.ofInstant(now, settings.zone()));
        for (String platform : platforms.split("\\s*,\\s*")) {
            Object text = summary.write(Map.of("platform", platform, "activity_data", Map.of("tasks_completed", done)))
                    .get("summary_text");
            drafted.add(drafts.accept("weekly-" + week + "-" + platform, platform, Map.of("content", text)));
        }
        return drafted;
    }

    /** What was done, as far as it is for everybody: the projects, without clients and sums, which are nobody's business. */
    private List<String> completed(Instant since) {
        List<Map<String, Object>> contexts = store.read(tx -> tx.query(
                "SELECT context FROM triggers WHERE status = 'completed' AND updated >= ? AND trigger_id NOT LIKE 'draft-%'"
                        + " ORDER BY updated LIMIT 500",
                row -> row.json("context"), since));
        Map<String, Integer> projects = new LinkedHashMap<>();
        for (Map<String, Object> context : contexts) {
            if (context != null && context.get("client_name") != null) {
                Object project = context.get("project");
                String what = project == null || String.valueOf(project).isBlank()
                        ? "a client project"
                        : "a " + shortened(String.valueOf(project)) + " project";
                projects.merge(what, 1, Integer::sum);
            }
        }
        return projects.entrySet().stream()
                .limit(MOST)
                .map(each -> each.getValue() == 1
                        ? each.getKey()
                        : each.getValue() + " " + each.getKey().replaceFirst("^a ", "") + "s")
                .toList();
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST).strip();
    }
}
