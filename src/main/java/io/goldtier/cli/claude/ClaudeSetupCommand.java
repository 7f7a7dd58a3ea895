package io.goldtier.cli.claude;

import io.goldtier.cli.CommandFault;
import io.goldtier.cli.Configuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the folder; what it wrote before it writes again, and whatever else lies there it leaves alone. */
@Command(
        name = "setup",
        description = {
            "Writes a project folder for Claude Code: our MCP servers, CLAUDE.md from the handbook and the cards,",
            "commands, and hooks that keep it to loops that are not finished and to the assistant's tools.",
            "Run it again when the handbook or the skills have changed."
        })
final class ClaudeSetupCommand implements Callable<Integer> {

    private final Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "Where to write it; claude in the data folder when left out.")
    private Path folder;

    ClaudeSetupCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() throws IOException {
        Path target = (folder == null
                        ? configuration.data().resolve("claude")
                        : Configuration.workingFolder().resolve(folder))
                .toAbsolutePath()
                .normalize();
        Path token = configuration.data().resolve("token");
        if (!Files.isRegularFile(token)) {
            throw new CommandFault("There is no token at " + token
                    + ": start the assistant once with ./goldtier run, or name the folder of the one that runs with"
                    + " --goldtier.data=FOLDER.");
        }
        Map<String, String> files = new ClaudeProject(
                        configuration.address().toString(),
                        token,
                        configuration.settings().routes(),
                        configuration.vault())
                .files();
        ClaudeFolder.write(target, files);
        PrintWriter out = spec.commandLine().getOut();
        files.keySet().forEach(file -> out.println("  " + target.resolve(file)));
        out.println();
        out.println("Work that a rule gives to claude_code (agent: claude_code), or all work with");
        out.println("--goldtier.agent.name=claude_code, waits there. Start Claude Code in that folder:");
        out.println("  cd '" + target + "' && GOLDTIER_TOKEN=\"$(cat '" + token + "')\" claude");
        out.println("and type /work.");
        out.flush();
        return 0;
    }
}
