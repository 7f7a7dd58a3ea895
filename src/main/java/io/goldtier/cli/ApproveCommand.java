package io.goldtier.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Approves what waits for a person. */
@Command(name = "approve", description = "Approves a request as it stands; ./goldtier status lists what waits.")
final class ApproveCommand implements Callable<Integer> {

    private final Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The approval's id.")
    private String id;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept with the decision.")
    private String reason;

    ApproveCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        new Assistant(configuration).decide(id, "approve", reason);
        spec.commandLine().getOut().println("Approved " + id + ".");
        return 0;
    }
}
