package io.goldtier.cli;

import io.goldtier.cli.doctor.Finding;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Settles an action in doubt: one that was begun and whose outcome nobody but a person can find out. */
@Command(
        name = "resolve",
        description = "Settles an action in doubt after you have looked: it was done, or it shall be tried again.")
final class ResolveCommand implements Callable<Integer> {

    /** What a person found. */
    enum Finding {
        done,
        retry
    }

    private final Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ACTION", description = "The action's id, as the alert in Inbox names it.")
    private String action;

    @Parameters(paramLabel = "done|retry", description = "done: it took effect. retry: it did not, do it again.")
    private Finding finding;

    @Option(
            names = "--output",
            paramLabel = "NAME=VALUE",
            description =
                    "With done: what is known of its result, for the steps after it, as invoice_number=INV/2026/00001.")
    private Map<String, String> output = Map.of();

    ResolveCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        String decision = finding.name().toLowerCase(Locale.ROOT);
        Map<String, Object> answer = new Assistant(configuration)
                .post(
                        "/api/actions/" + Assistant.encoded(action) + "/resolve",
                        output.isEmpty() ? Map.of("outcome", decision) : Map.of("outcome", decision, "output", output));
        spec.commandLine().getOut().println(answer.get("message"));
        return 0;
    }
}
