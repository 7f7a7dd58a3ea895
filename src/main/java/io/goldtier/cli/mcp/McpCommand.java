package io.goldtier.cli.mcp;

import io.goldtier.cli.Assistant;
import io.goldtier.cli.CommandFault;
import io.goldtier.cli.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints how clients connect; with the name of a server it is one itself, over standard input and output. */
@Command(
        name = "mcp",
        description = {
            "Prints how Claude and other clients connect to the MCP servers.",
            "With the name of a server, such as odoo, it serves that one over standard input and output."
        })
public final class McpCommand implements Callable<Integer> {

    private final Configuration configuration;
    private final List<String> settings;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SERVER", description = "odoo, social, browser, email or a name of yours.")
    private String server;

    /**
     * The command.
     *
     * @param settings those that were given, in the form {@code --key=value}, so that clients are told to give them, too
     */
    public McpCommand(Configuration configuration, String... settings) {
        this.configuration = configuration;
        this.settings = List.of(settings);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (server == null) {
            String home = System.getProperty("goldtier.home", "");
            Path launcher = Path.of(home).toAbsolutePath().resolve("goldtier");
            spec.commandLine()
                    .getOut()
                    .print(new Instructions(
                                    configuration.address().toString(),
                                    token(),
                                    launcher.toString(),
                                    settings,
                                    servers())
                            .text());
            spec.commandLine().getOut().flush();
            return 0;
        }
        if (!server.matches("[a-z][a-z0-9-]{0,40}")) {
            throw new CommandFault("SERVER must be a name such as odoo, was: " + server);
        }
        new StdioBridge(configuration.address().resolve("/mcp/" + server), token(), System.in, System.out).run();
        return 0;
    }

    /** The four that are always there, and those that the skills of the assistant name, when it runs. */
    private Set<String> servers() {
        Set<String> names = new LinkedHashSet<>(List.of("odoo", "social", "browser", "email"));
        try {
            new Assistant(configuration)
                    .each(
                            "/api/skills",
                            Map.of(),
                            skill -> names.add(skill.get("server").toString().replaceFirst("-mcp$", "")));
        } catch (CommandFault notRunning) {
            spec.commandLine().getErr().println(notRunning.getMessage() + " Servers of your own are not listed.");
        }
        return names;
    }

    private String token() {
        Path file = configuration.data().resolve("token");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CommandFault(
                    "There is no token at " + file
                            + ": start the assistant once with ./goldtier run, or name the folder"
                            + " of the one that runs with --goldtier.data=FOLDER.",
                    e);
        }
    }
}
