package io.goldtier.cli.doctor;

import io.goldtier.cli.CommandFault;
import io.goldtier.cli.Configuration;
import io.goldtier.cli.Table;
import io.goldtier.settings.Settings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks an installation, a line each; the assistant may run or not. */
@Command(
        name = "doctor",
        description =
                "Checks Java, folders, settings, token, database, logs, routes and each outside system; exit code 1 on a fault.")
public final class DoctorCommand implements Callable<Integer> {

    private final Configuration configuration;

    @Spec
    private CommandSpec spec;

    /** A check of the installation that this configuration describes. */
    public DoctorCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        List<Finding> findings = examine();
        Table table = new Table();
        findings.forEach(f -> table.row(f.level().name().toLowerCase(Locale.ROOT), f.subject(), f.sentence()));
        PrintWriter out = spec.commandLine().getOut();
        table.print(out);
        long faults =
                findings.stream().filter(f -> f.level() == Finding.Level.FAULT).count();
        out.println(faults == 0 ? "All is well." : faults == 1 ? "One fault." : faults + " faults.");
        return faults == 0 ? 0 : 1;
    }

    private List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(MachineCheck.java());
        Settings settings;
        try {
            settings = configuration.settings();
            findings.add(SettingsFinding.check(configuration.environment()));
        } catch (CommandFault e) {
            findings.add(Finding.fault("settings", e.getMessage()));
            return findings;
        }
        findings.add(MachineCheck.folder("vault", settings.vault()));
        findings.add(MachineCheck.folder("data", settings.data()));
        findings.add(MachineCheck.space(settings.data()));
        findings.add(MachineCheck.token(settings.data().resolve("token")));
        KeptCheck.announcement(settings).ifPresent(spec.commandLine().getErr()::println);
        findings.add(KeptCheck.store(configuration.environment(), settings));
        findings.add(KeptCheck.log(settings, configuration.anchorCopy()));
        findings.addAll(RunningCheck.check(configuration));
        findings.addAll(RoutesCheck.check(settings.routes(), settings.data(), configuration.environment()));
        findings.addAll(new OutsideCheck(configuration.environment(), settings).check());
        findings.addAll(ModelCheck.check(configuration.environment(), settings.mode()));
        return findings;
    }
}
