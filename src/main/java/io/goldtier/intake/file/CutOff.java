package io.goldtier.intake.file;

import io.goldtier.store.Tx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** How often the assistant was stopped while it read something. */
final class CutOff {

    private static final Duration KEPT = Duration.ofDays(90);

    private CutOff() {}

    /** What tells a file from every other, by whatever name and in whatever folder it lies. */
    static String identity(Path file) {
        return FileLook.at(file)
                .map(look -> look.key() + " " + look.size() + " " + look.written())
                .orElse(file.getFileName().toString());
    }

    static int times(Tx tx, String identity) {
        return tx.first("SELECT times FROM cut_off_readings WHERE identity = ?", row -> row.integer("times"), identity)
                .orElse(0);
    }

    static void count(Tx tx, String identity, int times, Instant now) {
        forget(tx, identity);
        tx.update("DELETE FROM cut_off_readings WHERE last < ?", now.minus(KEPT));
        tx.update("INSERT INTO cut_off_readings (identity, times, last) VALUES (?, ?, ?)", identity, times, now);
    }

    static void forget(Tx tx, String identity) {
        tx.update("DELETE FROM cut_off_readings WHERE identity = ?", identity);
    }
}
