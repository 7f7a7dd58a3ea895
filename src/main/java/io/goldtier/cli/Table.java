package io.goldtier.cli;

import io.goldtier.json.Unseen;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of words, printed in columns that line up. */
public final class Table {

    private final List<String[]> rows = new ArrayList<>();

    /** One more row; cells are written as their text. */
    public Table row(Object... cells) {
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = cells[i] == null ? "" : Unseen.shown(cells[i].toString().replaceAll("\\s+", " "));
        }
        rows.add(row);
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Prints all rows with columns of equal width. */
    public void print(PrintWriter out) {
        int[] widths = new int[rows.stream().mapToInt(row -> row.length).max().orElse(0)];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append("  ").append(row[i]).append(" ".repeat(widths[i] - row[i].length()));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
