package io.goldtier.loop.note;

import io.goldtier.trigger.Action;
import io.goldtier.vault.Mermaid;
import java.util.List;

/** A plan's steps as a Mermaid flow chart, which Obsidian draws: where each step stands is its colour. */
final class PlanFlow {

    private PlanFlow() {}

    /**
     * The chart as a fenced block.
     *
     * @param sourceType where the work comes from
     * @param end the plan's status
     */
    static String of(String sourceType, List<Action> steps, String end) {
        StringBuilder chart = new StringBuilder("```mermaid\nflowchart LR\n");
        chart.append("  start([\"%s\"])\n".formatted(Mermaid.label(sourceType.replace('_', ' '))));
        String before = "start";
        for (Action step : steps) {
            String node = "step" + step.position();
            String state = step.state().word();
            chart.append("  %s --> %s[\"%s<br>%s\"]:::%s\n"
                    .formatted(
                            before,
                            node,
                            Mermaid.label(step.position() + ". " + step.type().replace('_', ' ')),
                            Mermaid.label(state.replace('_', ' ')),
                            state));
            before = node;
        }
        return chart.append("  %s --> finish([\"%s\"])\n".formatted(before, Mermaid.label(end)))
                .append("  classDef done fill:#d5f0d5,stroke:#2e7d32,color:#1b1b1b\n")
                .append("  classDef failed,rejected fill:#f9d6d5,stroke:#c62828,color:#1b1b1b\n")
                .append("  classDef awaiting_approval,in_doubt fill:#fff3cd,stroke:#b8860b,color:#1b1b1b\n")
                .append("```\n")
                .toString();
    }
}
