package io.goldtier.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts work into the vault as a person would; the assistant need not be running. */
@Command(name = "drop", description = "Puts files, or a line of text, into the vault's Needs_Action folder.")
final class DropCommand implements Callable<Integer> {

    private final Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "The files; each is copied, the original stays.")
    private List<Path> files = List.of();

    @Option(names = "--text", description = "Plain words, such as \"Completed project for Client ABC, $$10,000\".")
    private String text;

    DropCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() throws IOException {
        if (files.isEmpty() && (text == null || text.isBlank())) {
            throw new ParameterException(spec.commandLine(), "Name a file, or give words with --text \"...\".");
        }
        List<Path> sources =
                files.stream().map(Configuration.workingFolder()::resolve).toList();
        for (Path source : sources) {
            if (!Files.isRegularFile(source)) {
                throw new CommandFault(
                        Files.isDirectory(source)
                                ? source + " is a folder: drop the files in it one by one."
                                : "There is no file " + source + ".");
            }
        }
        Dropbox dropbox = new Dropbox(configuration.vault().resolve("Needs_Action"), Clock.systemUTC());
        for (Path source : sources) {
            tell(dropbox.drop(source));
        }
        if (text != null) {
            tell(dropbox.dropText(text));
        }
        return 0;
    }

    private void tell(Path dropped) {
        spec.commandLine().getOut().println("Dropped " + dropped);
    }
}
