package io.goldtier.report;

import io.goldtier.approval.ApprovalRequest;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * {@code Dashboard.md}: what needs a person, what is going on, quotas and systems. The section {@code ## CEO Briefing}
 * belongs to the briefing and is kept as it is.
 */
@Component("dashboard")
public class Dashboard {

    private static final Pattern BRIEFING = Pattern.compile("(?ms)^## CEO Briefing\\b.*?(?=^## |\\z)");

    private static final int SHOWN = 50;

    private final Store store;
    private final Vault vault;
    private final Quotas quotas;
    private final NeedsYou needsYou;
    private final Triggers triggers;
    private String shown = "";

    Dashboard(Store store, Vault vault, Quotas quotas, NeedsYou needsYou, Triggers triggers) {
        this.triggers = triggers;
        this.store = store;
        this.vault = vault;
        this.quotas = quotas;
        this.needsYou = needsYou;
    }

    /** A row of a table; the first cell is Markdown, the others are words. */
    private record Line(String first, String second, String third) {}

    /** Writes the dashboard when something has changed since it was last written. */
    public synchronized void write() {
        String body = body();
        if (!body.equals(shown)) {
            Path file = vault.root().resolve("Dashboard.md");
            vault.show(file, body + briefing(file));
            shown = body;
        }
    }

    private String body() {
        StringBuilder text = new StringBuilder("# Dashboard\n\n");
        if (vault.isStopped()) {
            text.append(
                    "> [!warning] Stopped\n> The file `STOP` lies in the vault, so nothing acts. Take it away to go on.\n\n");
        }
        text.append("## Needs you\n\n");
        text.append(needsYou());
        text.append("\n## Work\n\n| status | triggers |\n|---|---|\n");
        counts().forEach((status, count) ->
                text.append("| ").append(status).append(" | ").append(count).append(" |\n"));
        List<Line> waiting = waiting();
        if (!waiting.isEmpty()) {
            text.append("\n## Waiting\n\n| task | waits for | until |\n|---|---|---|\n");
            waiting.forEach(line -> row(text, line));
        }
        text.append("\n## Lately\n\n| task | status | outcome |\n|---|---|---|\n");
        latest().forEach(line -> row(text, line));
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
        return text.append('\n').toString();
    }

    private String needsYou() {
        StringBuilder text = new StringBuilder();
        NeedsYou.Picture picture = needsYou.now(SHOWN);
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
        for (Action doubt : picture.doubts()) {
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
        for (ApprovalRequest request : picture.asked()) {
            text.append("- Approve or reject: ")
                    .append(Link.to("APPROVAL_" + request.approvalId() + "_" + request.skill(), request.title()))
                    .append(": ")
                    .append(Markdown.text(request.reason()))
                    .append(" (`./goldtier approve ")
                    .append(request.approvalId())
                    .append("`)\n");
        }
        for (Inbox.Alert alert : picture.alerts()) {
            text.append("- ")
                    .append(Link.to(alert.file().replace(".md", ""), alert.title()))
                    .append('\n');
        }
        return text.isEmpty() ? "Nothing.\n" : text.toString();
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        store.read(tx -> tx.query(
                "SELECT status, COUNT(*) AS n FROM triggers GROUP BY status",
                row -> counts.put(row.string("status"), row.longInt("n"))));
        return counts;
    }

    private List<Line> waiting() {
        return store.read(tx -> tx.query(
                "SELECT trigger_id, waiting_for, wake_at FROM loops WHERE status = 'active' AND waiting_for IS NOT NULL"
                        + " ORDER BY arrival LIMIT 20",
                row -> new Line(
                        task(tx, row.string("trigger_id")),
                        row.string("waiting_for"),
                        row.string("wake_at") == null ? "" : row.string("wake_at"))));
    }

    private List<Line> latest() {
        return store.read(tx -> tx.query(
                "SELECT trigger_id, status, outcome FROM loops ORDER BY arrival DESC LIMIT 10",
                row -> new Line(
                        task(tx, row.string("trigger_id")),
                        row.string("status"),
                        row.string("outcome") == null ? "" : row.string("outcome"))));
    }

    private String briefing(Path file) {
        if (!Files.exists(file)) {
            return "";
        }
        Matcher found = BRIEFING.matcher(vault.read(file));
        return found.find() ? found.group() : "";
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
