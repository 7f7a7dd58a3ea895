package io.goldtier.report;

import io.goldtier.approval.ApprovalRequest;
import io.goldtier.json.Listed;
import io.goldtier.outbox.Outbox;
import io.goldtier.outside.health.Servers;
import io.goldtier.report.briefing.Briefings;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.skill.system.Quotas;
import io.goldtier.skill.system.Systems;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.Triggers;
import io.goldtier.vault.Link;
import io.goldtier.vault.Markdown;
import io.goldtier.vault.Vault;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What {@code Dashboard.md} shows: what needs a person, what is going on, quotas, health, the last briefing. */
@Component("dashboard")
public class Dashboard {

    private static final int SHOWN = 50;
    private static final int TASKS = 20;

    /** The most that the command shows of each list. */
    private static final int MOST_LISTED = 500;

    private final Store store;
    private final Vault vault;
    private final Quotas quotas;
    private final NeedsYou needsYou;
    private final Triggers triggers;
    private final Servers servers;
    private final Briefings briefings;
    private final Outbox outbox;
    private final Clock clock;
    private final ZoneId zone;
    private final Mode mode;
    private volatile String shown = "";

    Dashboard(
            Store store,
            Vault vault,
            Quotas quotas,
            NeedsYou needsYou,
            Triggers triggers,
            Servers servers,
            Briefings briefings,
            Outbox outbox,
            Settings settings,
            Clock clock) {
        this.store = store;
        this.vault = vault;
        this.quotas = quotas;
        this.needsYou = needsYou;
        this.triggers = triggers;
        this.servers = servers;
        this.briefings = briefings;
        this.outbox = outbox;
        this.clock = clock;
        this.zone = settings.zone();
        this.mode = settings.mode();
    }

    /** A row of a table; the first cell is Markdown, the others are words. */
    private record Line(String first, String second, String third) {}

    /** Has the file written when there is something else to show than it was last given. */
    public void write() {
        if (!body().equals(shown) || vault.stamp(DashboardFile.in(vault)) == null) {
            store.commit(tx -> {
                outbox.put(tx, DashboardFile.KIND, DashboardFile.NAME, Map.of());
                return null;
            });
        }
    }

    /** This is what stands in the file now. */
    void isShown(String body) {
        shown = body;
    }

    /** All that we have to show, as it is now. */
    String body() {
        StringBuilder text =
                new StringBuilder("# Dashboard\n\n").append(mode.meaning()).append("\n\n");
        if (vault.isStopped()) {
            text.append(
                    "> [!warning] Stopped\n> The file `STOP` lies in the vault, so nothing acts. Take it away to go on.\n\n");
        }
        text.append("## Needs you\n\n");
        text.append(needsYou());
        text.append("\n## Work\n\n| status | triggers |\n|---|---|\n");
        counts().forEach((status, count) ->
                text.append("| ").append(status).append(" | ").append(count).append(" |\n"));
        table(text, "In progress", "| task | waits for | until |", inProgress(), "in `Plans/`", "Nothing.");
        table(text, "Done today", "| task | status | outcome |", doneToday(), "in `Plans/`", "Nothing yet.");
        text.append("\n## Quotas\n\n| quota | used | limit |\n|---|---|---|\n");
        quotas.usage().stream().sorted(Comparator.comparing(Quotas.Usage::name)).forEach(usage -> text.append("| ")
                .append(usage.name())
                .append(" | ")
                .append(usage.requests())
                .append(usage.requests() >= usage.limit() ? " (until " + usage.windowReset() + ")" : "")
                .append(usage.waiting() > 0 ? ", " + usage.waiting() + " waiting until " + usage.windowReset() : "")
                .append(" | ")
                .append(usage.limit())
                .append(" |\n"));
        text.append("\n## Health\n\n| system | status | |\n|---|---|---|\n");
        servers.all()
                .forEach(server -> row(
                        text,
                        new Line(
                                String.valueOf(server.get("server_id")),
                                String.valueOf(server.get("status")),
                                server.get("message") == null ? "" : String.valueOf(server.get("message")))));
        return text.append(briefing()).toString();
    }

    /** The last briefing, one level of headings down. */
    private String briefing() {
        return briefings.list(null, 1).stream()
                .findFirst()
                .flatMap(document -> briefings.markdown(String.valueOf(document.get("briefing_id"))))
                .map(markdown -> "\n"
                        + markdown.replaceAll("(?m)^(#{2,5}) ", "#$1 ")
                                .replaceFirst("# CEO Briefing - Week (.*)", "## CEO Briefing\n\n**$1**")
                                .replace("\n---\n*Generated", "\n*Generated"))
                .orElse("");
    }

    private static void table(
            StringBuilder text, String title, String heads, Listed<Line> lines, String place, String none) {
        text.append("\n## ").append(title).append("\n\n");
        if (lines.shown().isEmpty()) {
            text.append(none).append('\n');
        } else {
            text.append(heads).append("\n|---|---|---|\n");
            lines.shown().forEach(line -> row(text, line));
            if (lines.more() > 0) {
                text.append('\n').append(lines.rest(place)).append('\n');
            }
        }
    }

    private String needsYou() {
        StringBuilder text = new StringBuilder();
        NeedsYou.Picture picture = needsYou.now(NeedsYou.Shown.of(SHOWN));
        for (OwnTroubles.Trouble trouble : picture.own()) {
            text.append(trouble.stopsAll() ? "- **Nothing is done because of the " : "- **Trouble with the ")
                    .append(trouble.part())
                    .append("**: ")
                    .append(Markdown.text(trouble.message()))
                    .append('\n');
        }
        for (Systems.Trouble trouble : picture.troubles()) {
            text.append("- **")
                    .append(Markdown.text(trouble.system()))
                    .append("** is ")
                    .append(trouble.word())
                    .append(" since ")
                    .append(trouble.since())
                    .append(": ")
                    .append(Markdown.text(trouble.message()))
                    .append('\n');
        }
        for (Action doubt : picture.doubts().shown()) {
            text.append("- In doubt: ")
                    .append(
                            doubt.triggerId() == null
                                    ? doubt.type()
                                    : link(doubt.triggerId(), title(doubt.triggerId())))
                    .append(" (")
                    .append(doubt.type())
                    .append("). Settle it with `./goldtier resolve ")
                    .append(doubt.actionId())
                    .append(" done` or `retry`.\n");
        }
        rest(text, picture.doubts(), "in doubt: `./goldtier status --limit " + MOST_LISTED + "`");
        for (ApprovalRequest request : picture.asked().shown()) {
            text.append("- Approve or reject: ")
                    .append(Link.to("APPROVAL_" + request.approvalId() + "_" + request.skill(), request.title()))
                    .append(": ")
                    .append(Markdown.text(request.reason()))
                    .append(" (`./goldtier approve ")
                    .append(request.approvalId())
                    .append("`)\n");
        }
        rest(text, picture.asked(), "in `Pending_Approval/`");
        for (Inbox.Alert alert : picture.alerts().shown()) {
            text.append("- ")
                    .append(Link.to(alert.file().replace(".md", ""), alert.title()))
                    .append('\n');
        }
        rest(text, picture.alerts(), "in `Inbox/`");
        return text.isEmpty() ? "Nothing.\n" : text.toString();
    }

    private static void rest(StringBuilder text, Listed<?> list, String place) {
        if (list.more() > 0) {
            text.append("- ").append(list.rest(place)).append('\n');
        }
    }

    private Map<String, Long> counts() {
        return store.read(tx -> tx.counters(Triggers.COUNTERS));
    }

    private Listed<Line> inProgress() {
        return store.read(tx -> Listed.of(
                tx.query(
                        "SELECT trigger_id, waiting_for, wake_at FROM loops WHERE status = 'active' ORDER BY arrival LIMIT "
                                + TASKS,
                        row -> new Line(
                                task(tx, row.string("trigger_id")),
                                row.string("waiting_for") == null ? "" : row.string("waiting_for"),
                                row.string("wake_at") == null || row.string("waiting_for") == null
                                        ? ""
                                        : row.string("wake_at"))),
                tx.counters(Triggers.LOOP_COUNTERS).getOrDefault("active", 0L)));
    }

    private Listed<Line> doneToday() {
        Instant midnight =
                LocalDate.ofInstant(clock.instant(), zone).atStartOfDay(zone).toInstant();
        return store.read(tx -> Listed.of(
                tx.query(
                        "SELECT trigger_id, status, outcome FROM loops WHERE completed >= ? ORDER BY completed DESC,"
                                + " arrival DESC LIMIT " + TASKS,
                        row -> new Line(
                                task(tx, row.string("trigger_id")),
                                row.string("status"),
                                row.string("outcome") == null ? "" : row.string("outcome")),
                        midnight),
                tx.first("SELECT COUNT(*) AS n FROM loops WHERE completed >= ?", row -> row.longInt("n"), midnight)
                        .orElse(0L)));
    }

    private static void row(StringBuilder text, Line line) {
        text.append("| ")
                .append(line.first())
                .append(" | ")
                .append(cell(line.second()))
                .append(" | ")
                .append(cell(line.third()))
                .append(" |\n");
    }

    /** A link to the plan that reads as its title. */
    private String task(Tx tx, String triggerId) {
        return Link.inTable(
                "PLAN_" + triggerId,
                triggers.find(tx, triggerId).map(Trigger::title).orElse(triggerId));
    }

    private String title(String triggerId) {
        return triggers.find(triggerId).map(Trigger::title).orElse(triggerId);
    }

    private static String link(String triggerId, String title) {
        return Link.to("PLAN_" + triggerId, title);
    }

    private static String cell(String words) {
        return Markdown.text(words).replace("|", "\\|");
    }
}
