package io.goldtier.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of the command line.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it complained about
 */
public record CliRun(int code, String out, String err) {

    /** Runs a command with these settings in the form {@code --key=value}. */
    public static CliRun of(List<String> settings, String... command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(settings);
        int code = Cli.run(all.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
        return new CliRun(code, out.toString(), err.toString());
    }
}
