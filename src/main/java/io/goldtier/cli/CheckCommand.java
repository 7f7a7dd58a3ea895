package io.goldtier.cli;

import io.goldtier.route.RouteFiles;
import io.goldtier.route.RouteProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong in route files before they are saved; the assistant may run or not. */
@Command(
        name = "check",
        description = "Says what is wrong in route files, with line and column; exit code 1 if something is.")
final class CheckCommand implements Callable<Integer> {

    private final Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Route files, also such as lie elsewhere; without any, all in the folder of routes.")
    private List<String> files = new ArrayList<>();

    CheckCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = configuration.settings().routes();
        if (!Files.isDirectory(folder)) {
            throw new CommandFault("There is no folder " + folder + ": set goldtier.routes.");
        }
        RouteFiles routes = new RouteFiles(folder, configuration.data(), configuration.environment());
        List<RouteProblem> problems = new ArrayList<>();
        if (files.isEmpty()) {
            problems.addAll(routes.check());
        }
        for (String name : files) {
            Path file = Configuration.workingFolder().resolve(name);
            if (!Files.isRegularFile(file)) {
                throw new CommandFault("There is no file " + file + ".");
            }
            problems.addAll(routes.check(file));
        }
        PrintWriter out = spec.commandLine().getOut();
        problems.forEach(out::println);
        int checked = files.isEmpty() ? routes.size() : files.size();
        out.println(
                !problems.isEmpty()
                        ? problems.size() + " of " + checked + " not in order."
                        : checked == 1 ? "In order." : "All " + checked + " are in order.");
        return problems.isEmpty() ? 0 : 1;
    }
}
