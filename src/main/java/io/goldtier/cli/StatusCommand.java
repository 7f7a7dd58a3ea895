package io.goldtier.cli;

import java.io.PrintWriter;
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

    private final Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many triggers to show; ${DEFAULT-VALUE} if omitted.")
    private int limit = 10;

    StatusCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        Assistant assistant = new Assistant(configuration);
        Map<String, Object> status = assistant.get("/api/status");
        List<Map<String, Object>> approvals = Assistant.items(assistant.get("/api/approvals?status=pending"));
        List<Map<String, Object>> triggers = Assistant.items(assistant.get("/api/triggers?limit=" + limit));
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
        out.println("Loops" + counts(status.get("loops")));
        show(out, "Waiting for you: ./goldtier approve ID, reject ID", approvals(approvals), "nothing");
        show(
                out,
                "In doubt: ./goldtier resolve ACTION done|retry",
                table(status.get("in_doubt"), "action_id", "type", "message"),
                "nothing");
        show(out, "Alerts", table(status.get("alerts"), "severity", "file", "title"), "none");
        if (status.get("more_alerts") instanceof Number more && more.intValue() > 0) {
            out.println("  and " + more + " more in Inbox/");
        }
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

    private static Table approvals(List<Map<String, Object>> approvals) {
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
