package io.goldtier.loop.note;

import io.goldtier.audit.Redaction;
import io.goldtier.json.Cut;
import io.goldtier.json.Plain;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.vault.Markdown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What steps gave that does not fit on their line: sums by name, and lists as tables. */
final class PlanResults {

    private static final int ROWS = 20;
    private static final int COLUMNS = 10;
    private static final int SUMS = 20;
    private static final int LONGEST = 80;

    private PlanResults() {}

    /** The section of the plan; an empty text when no step gave such things. */
    static String of(List<Action> steps) {
        StringBuilder section = new StringBuilder();
        for (Action step : steps) {
            if (step.state() != ActionState.DONE || step.result() == null) {
                continue;
            }
            StringBuilder result = new StringBuilder();
            Redaction.mask(step.result()).forEach((name, value) -> result.append(part(name, value)));
            if (!result.isEmpty()) {
                section.append("\n### %d. %s\n\n%s".formatted(step.position(), step.type(), result));
            }
        }
        return section.isEmpty() ? "" : "\n## Results\n" + section;
    }

    private static String part(String name, Object value) {
        if (value instanceof Map<?, ?> sums && !sums.isEmpty()) {
            return sums(name, sums);
        }
        if (value instanceof List<?> rows && !rows.isEmpty() && rows.stream().allMatch(Map.class::isInstance)) {
            return table(name, rows);
        }
        return "";
    }

    private static String sums(String name, Map<?, ?> sums) {
        StringBuilder text = new StringBuilder("- ").append(words(name)).append(":\n");
        sums.entrySet().stream()
                .limit(SUMS)
                .forEach(sum -> text.append("  - %s: %s\n".formatted(words(sum.getKey()), words(sum.getValue()))));
        return text.append(more(sums.size(), SUMS)).toString();
    }

    private static String table(String name, List<?> rows) {
        Set<Object> columns = new LinkedHashSet<>();
        rows.stream()
                .limit(ROWS)
                .flatMap(row -> ((Map<?, ?>) row).keySet().stream())
                .limit(1000)
                .forEach(columns::add);
        List<Object> shown = columns.stream().limit(COLUMNS).toList();
        StringBuilder table = new StringBuilder("\n").append(words(name)).append(":\n\n");
        row(table, shown);
        row(table, shown.stream().map(column -> (Object) "---").toList());
        for (Object row : rows.subList(0, Math.min(ROWS, rows.size()))) {
            List<Object> cells = new ArrayList<>();
            shown.forEach(column -> cells.add(((Map<?, ?>) row).get(column)));
            row(table, cells);
        }
        return table.append(more(rows.size(), ROWS)).append('\n').toString();
    }

    private static void row(StringBuilder table, List<Object> cells) {
        table.append('|');
        cells.forEach(cell -> table.append(' ')
                .append(cell == null ? "" : cell.equals("---") ? cell : words(cell))
                .append(" |"));
        table.append('\n');
    }

    private static String more(int size, int shown) {
        return size > shown ? "\nAnd " + (size - shown) + " more.\n" : "";
    }

    private static String words(Object value) {
        String words =
                value instanceof String name && name.matches("[a-z_]+") ? name.replace('_', ' ') : Plain.words(value);
        return Markdown.text(Cut.line(LONGEST, words));
    }
}
