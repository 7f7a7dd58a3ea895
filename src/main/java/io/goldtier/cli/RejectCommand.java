package io.goldtier.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rejects what waits for a person. */
@Command(name = "reject", description = "Rejects a request; ./goldtier status lists what waits.")
final class RejectCommand implements Callable<Integer> {

    private final Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The approval's id.")
    private String id;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept with the decision.")
    private String reason;

    RejectCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        new Assistant(configuration).decide(id, "reject", reason);
        spec.commandLine().getOut().println("Rejected " + id + ".");
        return 0;
    }
}
