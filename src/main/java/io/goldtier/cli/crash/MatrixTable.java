package io.goldtier.cli.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * What a {@link Matrix} found, for each skill and barrier.
 *
 * @param kills how often each cell's action was killed
 * @param rows the cells
 * @param broken faults of the log chain
 */
record MatrixTable(int kills, Map<MatrixSkill, Map<Barrier, MatrixCell>> rows, List<String> broken) {

    /** One in which nothing has been counted. */
    static MatrixTable empty(int kills) {
        Map<MatrixSkill, Map<Barrier, MatrixCell>> rows = new EnumMap<>(MatrixSkill.class);
        for (MatrixSkill skill : MatrixSkill.values()) {
            Map<Barrier, MatrixCell> row = new EnumMap<>(Barrier.class);
            Arrays.stream(Barrier.values()).forEach(barrier -> row.put(barrier, new MatrixCell()));
            rows.put(skill, row);
        }
        return new MatrixTable(kills, rows, new ArrayList<>());
    }

    MatrixCell cell(MatrixSkill skill, Barrier barrier) {
        return rows.get(skill).get(barrier);
    }

    /**
     * True when every action took effect exactly once or is in doubt, and the controls show that the counting would have
     * seen anything else.
     */
    boolean isSound() {
        return broken.isEmpty()
                && Arrays.stream(MatrixSkill.values())
                        .allMatch(skill -> skill.isControl()
                                ? cell(skill, Barrier.BEFORE_RECORD).twice() == kills
                                : rows.get(skill).values().stream()
                                        .allMatch(cell -> cell.once() + cell.inDoubt() == kills));
    }

    /** The table in Markdown. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("skill", "its values"));
        Arrays.stream(Barrier.values()).map(Barrier::words).forEach(head::add);
        head.addAll(List.of("twice", "lost", "different"));
        lines.add(line(head));
        lines.add("|" + "---|".repeat(head.size()));
        rows.forEach((skill, row) -> {
            List<String> cells = new ArrayList<>(List.of(skill.kind(), skill.source()));
            row.values().forEach(cell -> cells.add(cell.toString()));
            cells.add(sum(row, MatrixCell::twice));
            cells.add(sum(row, MatrixCell::lost));
            cells.add(sum(row, MatrixCell::different));
            lines.add(line(cells));
        });
        return lines;
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String sum(Map<Barrier, MatrixCell> row, ToIntFunction<MatrixCell> count) {
        return String.valueOf(row.values().stream().mapToInt(count).sum());
    }
}
