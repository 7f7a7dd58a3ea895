package io.goldtier.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Kills the assistant with SIGKILL while it works and counts what was lost or done twice. */
@Command(
        name = "crashtest",
        description = "Kills an assistant of its own at random while it works, and counts what was lost or done twice.")
public final class CrashTestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--kills", paramLabel = "N", description = "How often it is killed; ${DEFAULT-VALUE} if omitted.")
    private int kills = 20;

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
        CrashTest test = new CrashTest(launch, home, new CrashTest.Plan(kills, triggers, seed), line -> {
            out.println(line);
            out.flush();
        });
        Verdict verdict = test.run(keep);
        out.println("Triggers: " + verdict.triggers() + ", actions: " + verdict.states());
        tell(out, "Lost", verdict.lost());
        tell(out, "Done twice", verdict.twice());
        tell(out, "Not in the log", verdict.unlogged());
        tell(out, "Faults of the log", verdict.broken());
        return verdict.isSound() ? 0 : 1;
    }

    private static void tell(PrintWriter out, String what, List<String> cases) {
        out.printf(Locale.ROOT, "%-18s%d%n", what, cases.size());
        cases.forEach(found -> out.println("  " + found));
    }
}
