package io.goldtier.cli.crash;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Kills the assistant with SIGKILL while it works and counts what was lost or done twice. */
@Command(
        name = "crashtest",
        description = "Kills an assistant of its own while it works, and counts what was lost or done twice.")
public final class CrashTestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--matrix", description = "Kills it at named moments of an action instead, and prints a table.")
    private boolean matrix;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description = "How often it is killed: 20 times if omitted, with --matrix 30 times for each cell.")
    private Integer kills;

    @Option(names = "--triggers", paramLabel = "N", description = "How much work it gets; ${DEFAULT-VALUE} if omitted.")
    private int triggers = 500;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed gives the same work and mischief.")
    private long seed = 1;

    @Option(names = "--keep", description = "Leaves the temporary folder for a look.")
    private boolean keep;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Path home = Path.of(System.getProperty("goldtier.home", "")).toAbsolutePath();
        List<String> launch = List.of(home.resolve("goldtier").toString(), "run");
        return (matrix ? byMatrix(launch, home, out) : byChance(launch, home, out)) ? 0 : 1;
    }

    private boolean byMatrix(List<String> launch, Path home, PrintWriter out)
            throws IOException, InterruptedException, SQLException {
        Matrix test = new Matrix(launch, home, kills == null ? 30 : kills, seed, printing(out));
        MatrixTable table = test.run(List.of(Barrier.values()), keep);
        out.println();
        table.lines().forEach(out::println);
        out.println();
        tell(out, "Faults of the log", table.broken());
        out.println(
                table.isSound()
                        ? "Every action took effect exactly once or is in doubt; the controls were caught."
                        : "Something was done twice, lost or different, or a control was not caught.");
        return table.isSound();
    }

    private static Consumer<String> printing(PrintWriter out) {
        return line -> {
            out.println(line);
            out.flush();
        };
    }

    private boolean byChance(List<String> launch, Path home, PrintWriter out)
            throws IOException, InterruptedException, SQLException {
        CrashTest.Plan plan = new CrashTest.Plan(kills == null ? 20 : kills, triggers, seed);
        Verdict verdict = new CrashTest(launch, home, plan, printing(out)).run(keep);
        out.println("Triggers: " + verdict.triggers() + ", actions: " + verdict.states());
        tell(out, "Lost", verdict.lost());
        tell(out, "Done twice", verdict.twice());
        tell(out, "Not in the log", verdict.unlogged());
        tell(out, "Faults of the log", verdict.broken());
        return verdict.isSound();
    }

    private static void tell(PrintWriter out, String what, List<String> cases) {
        out.printf(Locale.ROOT, "%-18s%d%n", what, cases.size());
        cases.forEach(found -> out.println("  " + found));
    }
}
