package io.goldtier.cli.author;

import io.goldtier.cli.CommandFault;
import io.goldtier.cli.Configuration;
import io.goldtier.trigger.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a rule reads from a text; nothing is done about it. Exit code 1 when the rule makes no work of it. */
@Command(name = "try", description = "Says what a rule would make of a text, and does nothing.")
public final class TryCommand implements Callable<Integer> {

    private final Configuration configuration;
    private final Clock clock;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RULE", description = "The rule, such as project_completed.")
    private String name;

    @Parameters(index = "1", paramLabel = "TEXT", description = "What a message says.")
    private String text;

    /** Reads the routes folder of this configuration. */
    public TryCommand(Configuration configuration) {
        this.configuration = configuration;
        this.clock = Clock.systemDefaultZone();
    }

    @Override
    public Integer call() throws IOException {
        CardFiles rules = CardFiles.rules(configuration.settings().routes());
        Map<String, Object> card = rules.properties(name).orElse(null);
        if (card == null) {
            throw new CommandFault(
                    "There is no rule " + name + ". The rules are: " + String.join(", ", rules.names()) + ".");
        }
        Map<String, Object> builtIn = new LinkedHashMap<>();
        builtIn.put("text", text);
        builtIn.put("date", LocalDate.now(clock).toString());
        return tell(rules.rule(name).read(text, builtIn), String.valueOf(card.get("example")));
    }

    private int tell(Rule.Finding finding, String example) {
        PrintWriter out = spec.commandLine().getOut();
        if (finding instanceof Rule.Finding.Work work) {
            int step = 0;
            for (Map<String, Object> action : work.actions()) {
                out.println(++step + ". " + action.get("type"));
                ((Map<?, ?>) action.get("params"))
                        .forEach((field, value) -> out.println("     " + field + ": " + value));
            }
            out.println("Context");
            work.context().forEach((field, value) -> out.println("     " + field + ": " + value));
            return 0;
        }
        out.println(
                finding instanceof Rule.Finding.Unclear unclear
                        ? "It would be asked about: " + unclear.sentence()
                        : name + " reads nothing from it. It understands: " + example);
        return 1;
    }
}
