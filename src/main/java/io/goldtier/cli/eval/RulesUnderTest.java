package io.goldtier.cli.eval;

import io.goldtier.cli.author.CardFiles;
import io.goldtier.trigger.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rule cards, as the agent that needs no model. */
final class RulesUnderTest {

    private final List<Rule> rules = new ArrayList<>();
    private final String today;

    RulesUnderTest(Path routes, String today) throws IOException {
        this.today = today;
        CardFiles files = CardFiles.rules(routes);
        for (String name : files.names()) {
            rules.add(files.rule(name));
        }
        rules.sort((one, other) -> Integer.compare(other.priority(), one.priority()));
    }

    /** What they make of a message, which one rule alone must understand. */
    Sample.Answer answer(String message) {
        List<Map<String, Object>> steps = new ArrayList<>();
        boolean unclear = false;
        int understood = 0;
        for (Rule rule : rules) {
            Rule.Finding finding = rule.read(message, Map.of("text", message, "date", today));
            if (finding instanceof Rule.Finding.Work work) {
                understood++;
                work.actions().forEach(action -> {
                    Map<String, Object> step = new LinkedHashMap<>();
                    step.put("skill", action.get("type"));
                    step.put("params", action.get("params"));
                    steps.add(step);
                });
            }
            unclear |= finding instanceof Rule.Finding.Unclear;
        }
        return understood > 1 || understood == 0 && unclear
                ? new Sample.Answer(List.of(), true)
                : new Sample.Answer(steps, false);
    }
}
