package io.goldtier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table that a test makes of what was refused and in which words: {@code target/refusals/NAME.md}. */
public final class Refusals {

    private final String name;
    private final String head;
    private final List<String> rows = Collections.synchronizedList(new ArrayList<>());

    public Refusals(String name, String... columns) {
        this.name = name;
        this.head =
                line(columns) + line(Collections.nCopies(columns.length, "---").toArray(String[]::new));
    }

    public void row(String... cells) {
        rows.add(line(cells));
    }

    public void print() {
        Path folder = Path.of("target", "refusals");
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".md"), head + String.join("", rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(String... cells) {
        StringBuilder line = new StringBuilder("|");
        for (String cell : cells) {
            line.append(' ')
                    .append(cell.strip().replace("|", "\\|").replace("\n", " "))
                    .append(" |");
        }
        return line.append('\n').toString();
    }
}
