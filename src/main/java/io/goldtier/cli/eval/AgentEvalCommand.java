package io.goldtier.cli.eval;

import io.goldtier.cli.Assistant;
import io.goldtier.cli.CommandFault;
import io.goldtier.cli.Configuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Scores the rules, and the model of the running assistant, on messages whose steps are known. Nothing is done about them:
 * the skill {@code agent_plan} only says what would be.
 */
@Command(
        name = "agent-eval",
        description = {
            "Scores the rules, and the model of the running assistant, on 60 messages whose steps are known.",
            "Exit code 1 when the model understands fewer of them than --least says."
        })
public final class AgentEvalCommand implements Callable<Integer> {

    /** So many in a row without an answer, and no more are asked. */
    private static final int GIVE_UP = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(11);

    private final Configuration configuration;
    private final Clock clock = Clock.systemDefaultZone();

    @Spec
    private CommandSpec spec;

    @Option(names = "--rules-only", description = "Asks no model.")
    private boolean rulesOnly;

    @Option(names = "--wrong", description = "Also prints the messages that were not understood.")
    private boolean wrong;

    @Option(names = "--least", paramLabel = "PERCENT", description = "What the model must reach.")
    private int least;

    /** The command for the assistant that this configuration leads to. */
    public AgentEvalCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Sample> samples = Sample.all();
        RulesUnderTest rules = new RulesUnderTest(
                configuration.settings().routes(), LocalDate.now(clock).toString());
        Score ofRules = new Score("Rules (builtin)");
        for (Sample sample : samples) {
            long begun = System.nanoTime();
            boolean right = sample.isMetBy(rules.answer(sample.message()));
            ofRules.add(sample, right, Duration.ofNanos(System.nanoTime() - begun), 0, BigDecimal.ZERO);
        }
        ofRules.print(out);
        return rulesOnly ? 0 : scoreModel(samples, out);
    }

    private int scoreModel(List<Sample> samples, PrintWriter out) {
        Assistant assistant = new Assistant(configuration, PATIENCE);
        Score score = null;
        int right = 0;
        int silent = 0;
        for (Sample sample : samples) {
            long begun = System.nanoTime();
            try {
                Map<String, Object> plan =
                        assistant.post("/api/skills/agent_plan", Map.of("message", sample.message()));
                score = score == null ? new Score("Model " + plan.get("model")) : score;
                boolean met = sample.isMetBy(answer(plan));
                score.add(
                        sample,
                        met,
                        Duration.ofNanos(System.nanoTime() - begun),
                        ((Number) plan.get("tokens")).longValue(),
                        new BigDecimal(String.valueOf(plan.get("cost"))));
                right += met ? 1 : 0;
                silent = 0;
                if (wrong && !met) {
                    out.println("  " + sample.message() + "\n    wanted " + sample.want() + "\n    got "
                            + plan.get("steps") + " " + plan.getOrDefault("question", ""));
                }
            } catch (CommandFault e) {
                silent++;
                if (score == null || silent >= GIVE_UP) {
                    throw e;
                }
                score.failed(sample);
            }
        }
        score.print(out);
        return 100.0 * right / samples.size() < least ? 1 : 0;
    }

    @SuppressWarnings("unchecked")
    private static Sample.Answer answer(Map<String, Object> plan) {
        return new Sample.Answer((List<Map<String, Object>>) plan.get("steps"), plan.get("question") != null);
    }
}
