package io.goldtier.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a CEO briefing without waiting for Sunday night. */
@Command(name = "briefing", description = "Writes the CEO briefing of a week now.")
final class BriefingCommand implements Callable<Integer> {

    private static final Pattern WEEK = Pattern.compile("\\d{4}-W(0[1-9]|[1-4]\\d|5[0-3])");

    private final Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Option(names = "--week", paramLabel = "WEEK", description = "An ISO week such as 2026-W08; this week if omitted.")
    private String week;

    BriefingCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        if (week != null && !WEEK.matcher(week).matches()) {
            throw new ParameterException(spec.commandLine(), "--week must look like 2026-W08, was: " + week);
        }
        Map<String, Object> written =
                new Assistant(configuration).post("/api/briefings", week == null ? Map.of() : Map.of("week", week));
        spec.commandLine().getOut().println("Written: " + written.getOrDefault("file", written.get("briefing_id")));
        return 0;
    }
}
