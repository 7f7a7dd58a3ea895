package io.goldtier.cli.audit;

import io.goldtier.audit.chain.AuditVerifier;
import io.goldtier.cli.Configuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks sequence, hash chain and end of all logs; the assistant may run or not. */
@Command(
        name = "verify",
        description = "Checks that no line of the logs was changed, removed, added or cut off; exit code 1 if one was.")
final class AuditVerifyCommand implements Callable<Integer> {

    private final Configuration configuration;

    @Spec
    private CommandSpec spec;

    AuditVerifyCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() throws IOException {
        AuditVerifier.Report report = AuditVerifier.verify(
                configuration.vault().resolve("Logs"), configuration.data(), configuration.anchorCopy());
        PrintWriter out = spec.commandLine().getOut();
        for (AuditVerifier.Problem problem : report.problems()) {
            out.println(problem);
        }
        if (report.ok()) {
            out.println("The logs are whole: " + report.lines() + " lines.");
        }
        return report.ok() ? 0 : 1;
    }
}
