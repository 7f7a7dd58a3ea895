package io.goldtier.cli.audit;

import io.goldtier.cli.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The two commands about the logs. */
@Command(name = "audit", description = "Proves the logs whole, or reads them.")
public final class AuditCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** The command with its two subcommands. */
    public static CommandLine line(Configuration configuration) {
        return new CommandLine(new AuditCommand())
                .addSubcommand(new AuditVerifyCommand(configuration))
                .addSubcommand(new AuditQueryCommand(configuration));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "audit verify, or audit query?");
    }
}
