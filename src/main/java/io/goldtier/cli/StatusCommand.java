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
@Command(name = "status", description = "Shows triggers, approvals, quotas and servers at a glance.")
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
        var triggers = Assistant.items(assistant.get("/api/triggers?limit=" + limit));
        var approvals = Assistant.items(assistant.get("/api/approvals?status=pending"));
        var servers = Assistant.items(assistant.get("/api/servers"));
        PrintWriter out = spec.commandLine().getOut();
        show(out, "Triggers", triggers(triggers), "nothing yet: ./goldtier drop --text \"...\"");
        show(out, "Waiting for you", approvals(approvals), "nothing");
        show(out, "Servers", servers(servers), "none");
        return 0;
    }

    private static void show(PrintWriter out, String heading, Table table, String none) {
        out.println(heading);
        if (table.isEmpty()) {
            out.println("  " + none);
        }
        table.print(out);
    }

    private static Table triggers(List<Map<String, Object>> triggers) {
        Table table = new Table();
        for (Map<String, Object> trigger : triggers) {
            table.row(
                    trigger.get("trigger_id"),
                    trigger.get("status"),
                    trigger.get("source_type"),
                    trigger.get("created"),
                    actions(trigger));
        }
        return table;
    }

    private static String actions(Map<String, Object> trigger) {
        return trigger.get("triggered_actions") instanceof List<?> actions
                ? actions.stream()
                        .map(action -> action instanceof Map<?, ?> map ? String.valueOf(map.get("type")) : "?")
                        .collect(Collectors.joining(", "))
                : "";
    }

    private static Table approvals(List<Map<String, Object>> approvals) {
        Table table = new Table();
        for (Map<String, Object> approval : approvals) {
            table.row(
                    approval.get("approval_id"),
                    approval.get("action"),
                    approval.get("recipient"),
                    approval.get("amount"),
                    "expires " + approval.get("expires"));
        }
        return table;
    }

    private static Table servers(List<Map<String, Object>> servers) {
        Table table = new Table();
        for (Map<String, Object> server : servers) {
            table.row(server.get("server_id"), server.get("status"), server.get("last_health_check"), quotas(server));
        }
        return table;
    }

    private static String quotas(Map<String, Object> server) {
        return server.get("rate_limits") instanceof Map<?, ?> limits
                ? limits.entrySet().stream()
                        .map(e -> e.getKey() + " " + quota(e.getValue()))
                        .collect(Collectors.joining(", "))
                : "";
    }

    private static String quota(Object limit) {
        return limit instanceof Map<?, ?> map ? map.get("requests") + "/" + map.get("limit") : "?";
    }
}
