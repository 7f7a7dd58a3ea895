package io.goldtier.cli.audit;

import io.goldtier.cli.Assistant;
import io.goldtier.cli.Configuration;
import io.goldtier.json.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints audit entries as JSON lines, oldest first. */
@Command(name = "query", description = "Prints the audit entries that match, as JSON lines on standard output.")
final class AuditQueryCommand implements Callable<Integer> {

    private final Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "At or after, such as 2026-02-20 or 2026-02-20T10:30:00Z.")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before.")
    private String to;

    @Option(names = "--action", paramLabel = "NAME", description = "The action, such as odoo_create_invoice.")
    private String action;

    @Option(names = "--status", paramLabel = "STATUS", description = "success, failure, pending or skipped.")
    private String status;

    @Option(names = "--trigger", paramLabel = "ID", description = "The trigger that it was done for.")
    private String trigger;

    AuditQueryCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        Map<String, String> query = new LinkedHashMap<>();
        put(query, "from", from);
        put(query, "to", to);
        put(query, "action", action);
        put(query, "status", status);
        put(query, "trigger", trigger);
        PrintWriter out = spec.commandLine().getOut();
        new Assistant(configuration).each("/api/audit", query, entry -> out.println(Json.write(entry)));
        return 0;
    }

    private static void put(Map<String, String> query, String key, String value) {
        if (value != null) {
            query.put(key, value);
        }
    }
}
