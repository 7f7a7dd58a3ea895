package io.goldtier.cli;

import static io.goldtier.agent.ScriptedModel.call;
import static io.goldtier.agent.ScriptedModel.calls;
import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.agent.ScriptedModel;
import io.goldtier.json.Yaml;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The score of the rules, of a model that knows every answer, and of one that knows none. */
@Tag("long")
class AgentEvalTest {

    private static final Map<String, Object> NEEDED = Map.of(
            "odoo_log_transaction", Map.of("description", "x", "category", "travel"),
            "facebook_post", Map.of("message", "x"),
            "social_generate_summary", Map.of("content", "x"),
            "odoo_find_client", Map.of("search", "Client XYZ"));

    @TempDir
    Path home;

    private record Ran(int exit, String out, String err) {}

    private static Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Cli.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Ran(exit, out.toString(), err.toString());
    }

    private static List<Map<?, ?>> samples() throws Exception {
        List<Map<?, ?>> samples = new ArrayList<>();
        try (var file = AgentEvalTest.class.getResourceAsStream("/eval/messages.yaml")) {
            for (Object each : (List<?>) Yaml.read(new String(file.readAllBytes(), StandardCharsets.UTF_8))) {
                samples.add((Map<?, ?>) each);
            }
        }
        return samples;
    }

    private static ScriptedModel.Reply right(ScriptedModel.Question question, List<Map<?, ?>> samples) {
        for (Map<?, ?> sample : samples) {
            String message = String.valueOf(sample.get("message")).replace("\"", "\\\"");
            if (question.says("\"" + message + "\"")) {
                return reply(sample.get("want"));
            }
        }
        throw new AssertionError("An unknown message: " + question.text());
    }

    private static ScriptedModel.Reply reply(Object want) {
        if ("ask".equals(want)) {
            return calls(call("ask_person", Map.of("question", "What do you mean?")));
        }
        if ("nothing".equals(want)) {
            return calls(call("finish", Map.of("why", "Nothing is asked for.")));
        }
        List<ScriptedModel.Call> steps = new ArrayList<>();
        for (Object each : (List<?>) want) {
            ((Map<?, ?>) each).forEach((skill, params) -> {
                Map<String, Object> input = new LinkedHashMap<>();
                if (NEEDED.get(skill) instanceof Map<?, ?> needed) {
                    needed.forEach((field, value) -> input.put(String.valueOf(field), value));
                }
                ((Map<?, ?>) params).forEach((field, value) -> input.put(String.valueOf(field), value));
                steps.add(call(String.valueOf(skill), input));
            });
        }
        return calls(steps.toArray(ScriptedModel.Call[]::new));
    }

    @Test
    void rulesAndModelsAreScoredOnTheSameSixtyMessages() throws Exception {
        List<Map<?, ?>> samples = samples();
        assertThat(samples).hasSize(60);
        try (ScriptedModel model = new ScriptedModel(question -> right(question, samples));
                io.goldtier.Assistant assistant = io.goldtier.Assistant.in(home)
                        .setting("goldtier.agent.model.name=scripted")
                        .setting("goldtier.agent.model.url=" + model.url())
                        .setting("goldtier.agent.model.price.input=1")
                        .start()) {
            String[] command = {
                "agent-eval",
                "--wrong",
                "--least",
                "100",
                "--server.port=" + assistant.address().replaceFirst(".*:", ""),
                "--goldtier.data=" + assistant.data(),
                "--goldtier.routes=" + assistant.routes()
            };
            Ran perfect = run(command);
            assertThat(perfect.exit()).as(perfect.out() + perfect.err()).isZero();
            assertThat(perfect.out()).contains("Rules (builtin)", "Model scripted", "60/60", "100%", "66000", "0.06");

            model.script(question -> calls(call("finish", Map.of("why", "No."))));
            Ran blind = run(command);
            assertThat(blind.exit()).isEqualTo(1);
            assertThat(blind.out()).contains("nothing          9/9", "9/60", "wanted ask");

            model.script(question -> ScriptedModel.status(500, "oops"));
            Ran silent = run(command);
            assertThat(silent.exit()).isEqualTo(1);
            assertThat(silent.err()).contains("status 500");
        }
    }

    @Test
    void theRulesAloneNeedNoAssistant() {
        Ran rules = run(
                "agent-eval",
                "--rules-only",
                "--goldtier.routes=" + Path.of("routes").toAbsolutePath());
        assertThat(rules.exit()).isZero();
        assertThat(rules.out()).contains("Rules (builtin)", "/60").doesNotContain("Model");
        System.out.println(rules.out());
    }
}
