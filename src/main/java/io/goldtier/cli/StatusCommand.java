package io.goldtier.cli;

import io.goldtier.json.Listed;
import io.goldtier.trigger.TriggerStatus;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What came in, where it is, what needs a person, and how the outside systems are. */
@Command(name = "status", description = "Shows triggers, loops, approvals, quotas and servers at a glance.")
final class StatusCommand implements Callable<Integer> {

    private static final int TRIGGERS = 10;
    private static final String MORE = "(--limit 500 shows them)";

    private final Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many of each list to show, 1 to 500; if omitted ${DEFAULT-VALUE} triggers and what needs"
                    + " you in short.")
    private Integer limit;

    StatusCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        Assistant assistant = new Assistant(configuration);
        Map<String, Object> status = assistant.get(limit == null ? "/api/status" : "/api/status?limit=" + limit);
        int shown = limit == null ? TRIGGERS : limit;
        List<Map<String, Object>> triggers = Assistant.items(assistant.get("/api/triggers?limit=" + shown));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Mode " + status.get("mode") + ", vault " + status.get("vault"));
        for (Map<?, ?> trouble : objects(status.get("troubles"))) {
            String so = Boolean.FALSE.equals(trouble.get("stops_all")) ? "" : ", so nothing is done";
            out.println("TROUBLE with the " + trouble.get("part") + so + ": " + trouble.get("message"));
        }
        if (Boolean.TRUE.equals(status.get("stopped"))) {
            out.println("STOPPED: the file STOP lies in the vault, so nothing acts. Take it away to go on.");
        }
        show(out, "Triggers" + counts(status.get("triggers")), triggers(triggers), "none yet: ./goldtier drop FILE");
        rest(out, all(status.get("triggers")) - triggers.size(), MORE);
        out.println("Loops" + counts(status.get("loops")));
        show(out, "Waiting for you: ./goldtier approve ID, reject ID", approvals(status.get("approvals")), "nothing");
        rest(out, status.get("more_approvals"), "in Pending_Approval/");
        show(
                out,
                "In doubt: ./goldtier resolve ACTION done|retry",
                table(status.get("in_doubt"), "action_id", "type", "message"),
                "nothing");
        rest(out, status.get("more_in_doubt"), MORE);
        show(out, "Alerts", table(status.get("alerts"), "severity", "file", "title"), "none");
        rest(out, status.get("more_alerts"), "in Inbox/");
        show(out, "Quotas", quotas(status.get("quotas")), "unused");
        show(out, "Servers", table(status.get("servers"), "server_id", "status", "last_health_check"), "none");
        show(out, "Troubles", table(status.get("systems"), "system", "state", "since", "message"), "none");
        return 0;
    }

    private static void show(PrintWriter out, String heading, Table table, String none) {
        out.println(heading);
        if (table.isEmpty()) {
            out.println("  " + none);
        }
        table.print(out);
    }

    private static void rest(PrintWriter out, Object more, String place) {
        if (more instanceof Number number && number.longValue() > 0) {
            out.println("  " + new Listed<>(List.of(), number.longValue()).rest(place));
        }
    }

    /** All triggers; those that have a step in some state are counted by their status already. */
    private static long all(Object counts) {
        return counts instanceof Map<?, ?> map
                ? Arrays.stream(TriggerStatus.values())
                        .map(status -> map.get(status.word()))
                        .filter(Number.class::isInstance)
                        .mapToLong(number -> ((Number) number).longValue())
                        .sum()
                : 0;
    }

    private static String counts(Object counts) {
        return counts instanceof Map<?, ?> map && !map.isEmpty()
                ? map.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", ", " (", ")"))
                : "";
    }

    private static Table triggers(List<Map<String, Object>> triggers) {
        Table table = new Table();
        for (Map<String, Object> trigger : triggers) {
            table.row(
                    trigger.get("trigger_id"),
                    trigger.get("status"),
                    trigger.get("source_type"),
                    trigger.get("created"),
                    objects(trigger.get("triggered_actions")).stream()
                            .map(action -> String.valueOf(action.get("type")))
                            .collect(Collectors.joining(", ")));
        }
        return table;
    }

    private static Table approvals(Object approvals) {
        return table(approvals, "approval_id", "action", "recipient", "amount", "reason");
    }

    private static Table quotas(Object quotas) {
        Table table = new Table();
        for (Map<?, ?> quota : objects(quotas)) {
            table.row(
                    quota.get("quota"),
                    quota.get("requests") + " of " + quota.get("limit"),
                    "until " + quota.get("window_reset"));
        }
        return table;
    }

    private static Table table(Object rows, String... columns) {
        Table table = new Table();
        for (Map<?, ?> row : objects(rows)) {
            Object[] cells = new Object[columns.length];
            for (int i = 0; i < columns.length; i++) {
                cells[i] = row.get(columns[i]);
            }
            table.row(cells);
        }
        return table;
    }

    private static List<Map<?, ?>> objects(Object list) {
        return list instanceof List<?> values
                ? values.stream()
                        .<Map<?, ?>>map(value -> value instanceof Map<?, ?> map ? map : Map.of())
                        .toList()
                : List.of();
    }
}
