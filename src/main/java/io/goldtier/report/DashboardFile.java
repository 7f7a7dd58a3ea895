package io.goldtier.report;

import io.goldtier.outbox.Errand;
import io.goldtier.outbox.ErrandHandler;
import io.goldtier.store.Tx;
import io.goldtier.vault.Vault;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Writes {@code Dashboard.md}, and is the only one that does. What we show stands between two comments; everything else in
 * the file is a person's and stays as it is, byte for byte. When it cannot be told what is whose, all is kept.
 */
@Component
class DashboardFile implements ErrandHandler {

    static final String KIND = "dashboard";
    static final String NAME = "Dashboard.md";

    static final String BEGIN = "<!-- goldtier: written anew all the time, until the next comment of this kind -->";
    static final String END = "<!-- goldtier: what you write outside of these comments stays -->";

    /** The note that a new vault begins with. */
    private static final String FIRST = "Nothing has happened yet. Drop a file into `Needs_Action/`";

    /** What versions before the comments wrote: a heading and sections of lists and tables. */
    private static final Pattern FORMER =
            Pattern.compile("(?s)\\A# Dashboard\\n\\n(> \\[!warning].*?\\n\\n)?## Needs you\\n.*");

    private static final Pattern FORMER_LINE =
            Pattern.compile("(# Dashboard|## (Needs you|Work|Waiting|Lately|Quotas)|Nothing\\.|[|>].*|- .*)?");
    private static final int TRIES = 20;

    private final Dashboard dashboard;
    private final Vault vault;

    DashboardFile(Dashboard dashboard, Vault vault) {
        this.dashboard = dashboard;
        this.vault = vault;
    }

    static Path in(Vault vault) {
        return vault.root().resolve(NAME);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Consumer<Tx> carryOut(Errand errand) {
        String body = dashboard.body();
        Path file = in(vault);
        for (int i = 0; i < TRIES; i++) {
            Object stamp = vault.stamp(file);
            String there = stamp == null ? "" : vault.read(file);
            if (vault.writeUnlessChanged(file, merged(there, body), stamp)) {
                dashboard.isShown(body);
                return tx -> {};
            }
        }
        throw new IllegalStateException("Dashboard.md is being written by somebody else all the time");
    }

    /** The file's text with our part replaced. */
    static String merged(String there, String body) {
        String ours = BEGIN + "\n" + body + (body.endsWith("\n") ? "" : "\n") + END;
        int begin = there.indexOf(BEGIN);
        int end = there.indexOf(END, Math.max(0, begin));
        if (begin >= 0 && end >= 0) {
            return there.substring(0, begin) + ours + there.substring(end + END.length());
        }
        String persons = persons(there);
        return persons.isBlank() ? ours + "\n" : ours + "\n\n" + persons;
    }

    private static String persons(String there) {
        if (there.startsWith("# Dashboard") && there.contains(FIRST)) {
            int rest = there.indexOf('\n', there.indexOf(FIRST));
            return rest < 0 ? "" : there.substring(rest + 1);
        }
        if (!FORMER.matcher(there).matches()) {
            return there;
        }
        return Arrays.stream(there.split("\n", -1))
                .filter(line -> !FORMER_LINE.matcher(line).matches())
                .collect(Collectors.joining("\n"));
    }
}
