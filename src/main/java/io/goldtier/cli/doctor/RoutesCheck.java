package io.goldtier.cli.doctor;

import io.goldtier.cli.Causes;
import io.goldtier.route.RouteFiles;
import io.goldtier.route.RouteProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;

/** Asks of the route files what the start asks. */
final class RoutesCheck {

    private static final String SUBJECT = "routes";

    private RoutesCheck() {}

    static List<Finding> check(Path folder, Path data, ConfigurableEnvironment environment) {
        if (!Files.isDirectory(folder)) {
            return List.of(Finding.fault(SUBJECT, "there is no folder " + folder + ": set goldtier.routes"));
        }
        try {
            RouteFiles files = new RouteFiles(folder, data, environment);
            List<Finding> findings = new ArrayList<>();
            for (RouteProblem problem : files.check()) {
                findings.add(Finding.fault(SUBJECT, problem.toString()));
            }
            if (findings.isEmpty()) {
                findings.add(Finding.ok(SUBJECT, files.size() + " files in " + folder));
            }
            files.settingsOfNobody().forEach(sentence -> findings.add(Finding.warn("settings", sentence)));
            return findings;
        } catch (IOException e) {
            return List.of(Finding.fault(SUBJECT, folder + " cannot be read: " + Causes.sentence(e)));
        }
    }
}
