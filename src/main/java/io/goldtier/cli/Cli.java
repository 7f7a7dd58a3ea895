package io.goldtier.cli;

import io.goldtier.cli.audit.AuditCommand;
import io.goldtier.cli.author.NewCommand;
import io.goldtier.cli.author.TryCommand;
import io.goldtier.cli.bench.BenchCommand;
import io.goldtier.cli.claude.ClaudeCommand;
import io.goldtier.cli.crash.CrashTestCommand;
import io.goldtier.cli.doctor.DoctorCommand;
import io.goldtier.cli.eval.AgentEvalCommand;
import io.goldtier.cli.mcp.McpCommand;
import java.io.PrintWriter;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The commands behind {@code ./goldtier}: plain Java without the assistant's context, so that each answers in well
 * under a second. Every command takes settings as {@code --key=value}.
 *
 * <p>Exit codes: 0 all is well, 1 a fault was found, 2 the command was not understood.
 */
@Command(
        name = "goldtier",
        synopsisSubcommandLabel = "COMMAND",
        description = "A business assistant that runs on your own machine.",
        footer = "%nEach command takes any setting as --key=value, for example --server.port=8081.")
public final class Cli implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    private boolean help;

    private Cli() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        LoggingSystem.get(Cli.class.getClassLoader()).beforeInitialize();
        System.exit(run(arguments, new PrintWriter(System.out, true), new PrintWriter(System.err, true)));
    }

    /** Runs one command; the exit code is returned. */
    static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        Arguments split = Arguments.split(arguments);
        Configuration configuration = new Configuration(split.settings());
        CommandLine line = new CommandLine(new Cli())
                .addSubcommand(new DropCommand(configuration))
                .addSubcommand(new StatusCommand(configuration))
                .addSubcommand(new ApproveCommand(configuration))
                .addSubcommand(new RejectCommand(configuration))
                .addSubcommand(new ResolveCommand(configuration))
                .addSubcommand(AuditCommand.line(configuration))
                .addSubcommand(new BriefingCommand(configuration))
                .addSubcommand(new CheckCommand(configuration))
                .addSubcommand(new DoctorCommand(configuration))
                .addSubcommand(new NewCommand(configuration))
                .addSubcommand(new TryCommand(configuration))
                .addSubcommand(new McpCommand(configuration, split.settings()))
                .addSubcommand(ClaudeCommand.line(configuration))
                .addSubcommand(new AgentEvalCommand(configuration))
                .addSubcommand(new BenchCommand(split.settings()))
                .addSubcommand(new CrashTestCommand())
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((fault, misread) -> {
                    fault.getCommandLine().getErr().println("goldtier: " + fault.getMessage());
                    fault.getCommandLine().usage(fault.getCommandLine().getErr());
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((fault, where, parsed) -> {
                    where.getErr().println("goldtier: " + sentence(fault));
                    return CommandLine.ExitCode.SOFTWARE;
                });
        return line.execute(split.command());
    }

    private static String sentence(Exception fault) {
        return fault.getMessage() == null ? fault.toString() : fault.getMessage();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
