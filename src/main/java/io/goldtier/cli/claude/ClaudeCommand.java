package io.goldtier.cli.claude;

import io.goldtier.cli.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What concerns Claude Code. */
@Command(
        name = "claude",
        synopsisSubcommandLabel = "COMMAND",
        description = "Prepares Claude Code as an agent of this assistant.")
public final class ClaudeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private ClaudeCommand() {}

    /** The command with its parts. */
    public static CommandLine line(Configuration configuration) {
        return new CommandLine(new ClaudeCommand()).addSubcommand(new ClaudeSetupCommand(configuration));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
