package io.goldtier.cli.doctor;

import io.goldtier.audit.chain.AuditVerifier;
import io.goldtier.audit.chain.Written;
import io.goldtier.cli.Causes;
import io.goldtier.settings.Settings;
import io.goldtier.store.StoreLook;
import io.goldtier.store.folder.DataFolder;
import io.goldtier.store.folder.VaultLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** What the assistant has kept: whether it is all there, whole and of a piece, as a start and {@code audit verify} want it. */
final class KeptCheck {

    private static final String STORE = "store";
    private static final String LOG = "log";
    private static final long MEBIBYTE = 1L << 20;
    private static final long MUCH = 50 * MEBIBYTE;

    private KeptCheck() {}

    /** The database, and whether it goes with the vault and its logs; nothing is locked or written. */
    static Finding store(Environment environment, Settings settings) {
        try {
            Optional<String> ofAnotherMode = DataFolder.ofAnotherMode(settings);
            Optional<String> strange = ofAnotherMode.isPresent() ? ofAnotherMode : VaultLock.strange(settings);
            if (strange.isPresent()) {
                return Finding.fault(STORE, strange.get());
            }
            StoreLook look = StoreLook.at(environment, settings.data());
            Optional<String> fault = look.fault();
            if (fault.isPresent()) {
                return Finding.fault(STORE, fault.get());
            }
            Written written = Written.of(settings.vault().resolve("Logs"), settings.data());
            boolean made = look.isMade();
            Optional<String> refusal = made ? look.read(written::refusal) : written.refusalOfNone();
            return refusal.map(sentence -> Finding.fault(STORE, sentence)).orElseGet(() -> well(look, made));
        } catch (IOException | RuntimeException e) {
            return Finding.fault(STORE, "it cannot be looked at: " + Causes.sentence(e));
        }
    }

    private static Finding well(StoreLook look, boolean made) {
        if (!made) {
            return Finding.ok(STORE, look.name() + " is made at the first start");
        }
        String whole = look.name() + " is whole and goes with the vault and its logs";
        return look.upgrade()
                .map(change -> Finding.warn(STORE, whole + ", but " + change))
                .orElseGet(() -> Finding.ok(STORE, whole));
    }

    /** A word beforehand when there is so much to read that it takes a while. */
    static Optional<String> announcement(Settings settings) {
        long size = size(settings.data()) + size(settings.vault().resolve("Logs"));
        return size < MUCH
                ? Optional.empty()
                : Optional.of("Reading " + size / MEBIBYTE + " MiB of database and logs; this takes a while ...");
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException e) {
            // What cannot be read is said by the checks
            return 0;
        }
    }

    /** Every line of the logs, as {@code audit verify} reads it. */
    static Finding log(Settings settings, Path anchorCopy) {
        try {
            AuditVerifier.Report report =
                    AuditVerifier.verify(settings.vault().resolve("Logs"), settings.data(), anchorCopy);
            if (!report.ok()) {
                return Finding.fault(
                        LOG,
                        report.problems().stream()
                                .map(AuditVerifier.Problem::toString)
                                .collect(Collectors.joining("; ")));
            }
            return Finding.ok(
                    LOG,
                    report.lines() == 0
                            ? "nothing has been written yet"
                            : "the logs are whole: " + report.lines() + " lines");
        } catch (IOException | RuntimeException e) {
            return Finding.fault(LOG, "the logs cannot be read: " + Causes.sentence(e));
        }
    }
}
