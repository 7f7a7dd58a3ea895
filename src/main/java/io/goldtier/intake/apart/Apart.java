package io.goldtier.intake.apart;

import io.goldtier.intake.message.Excerpt;
import io.goldtier.intake.message.Refusal;
import io.goldtier.skill.effect.OutsideException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a document in a process of its own: a few bytes can become gigabytes, or hours of work, and no parser can be trusted to
 * notice. The process has its own memory and its own time, no settings and no secrets, and ends with the assistant.
 */
public final class Apart {

    private static final Logger LOG = LoggerFactory.getLogger(Apart.class);
    private static final Duration MOST_WORK = Duration.ofSeconds(20);

    /** On a machine that has other work, too; {@link ApartMain} ends itself after it. */
    static final Duration MOST_TIME = Duration.ofSeconds(60);

    private static final long LOOK_MILLIS = 200;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
    private static volatile boolean stopping;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Apart::stop, "apart-stop"));
    }

    private Apart() {}

    /** It takes too long or too much memory. */
    public static final class TooMuch extends Refusal {

        private static final long serialVersionUID = 1;

        private TooMuch(String name, String why) {
            super(
                    "Too much to read",
                    "It " + why + " to read " + name + ", so it was not read.",
                    List.of(),
                    List.of(
                            "If you trust it, save it anew, with less in it or as a plain text, and send or drop that."));
        }
    }

    /**
     * Reads a document.
     *
     * @param kind how it is read
     * @param document where it lies
     * @param name what people call it
     * @param more what this kind of reading needs to know
     * @return its words, and what was not read; empty when it cannot be read
     * @throws TooMuch if that takes too long or too much memory
     * @throws OutsideException if the assistant stops meanwhile
     */
    public static Optional<Excerpt> read(ApartMain.Kind kind, Path document, String name, String more) {
        Path words = null;
        try {
            words = Files.createTempFile("goldtier-words", ".txt");
            return run(command(kind, words, more), document, name, words);
        } catch (IOException e) {
            throw new UncheckedIOException("No process can be started to read " + name + ": " + e.getMessage(), e);
        } finally {
            delete(words);
        }
    }

    private static List<String> command(ApartMain.Kind kind, Path words, String more) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Dfile.encoding=UTF-8",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                // It says what is wrong by its exit code; nobody reads a log of it
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                "-cp",
                System.getProperty("java.class.path"),
                ApartMain.class.getName(),
                kind.name(),
                words.toString(),
                more);
    }

    private static Optional<Excerpt> run(List<String> command, Path document, String name, Path words)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(document.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        Process process = builder.start();
        RUNNING.add(process);
        try {
            boolean ended = !stopping && hasEnded(process);
            if (stopping) {
                throw stops(name);
            }
            int code = ended ? process.exitValue() : ApartMain.TOO_LONG;
            if (code == 0) {
                return Optional.of(ApartMain.excerpt(Files.readString(words)));
            }
            if (ApartMain.isTooMuch(code)) {
                throw new TooMuch(name, code == ApartMain.TOO_LONG ? "takes too long" : "takes too much memory");
            }
            LOG.info("The text of {} cannot be read (exit code {})", name, code);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stops(name);
        } finally {
            process.destroyForcibly();
            RUNNING.remove(process);
        }
    }

    /** False when its time is up. */
    private static boolean hasEnded(Process process) throws InterruptedException {
        long start = System.nanoTime();
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            Duration work = process.info().totalCpuDuration().orElse(Duration.ZERO);
            if (work.compareTo(MOST_WORK) > 0 || System.nanoTime() - start > MOST_TIME.toNanos()) {
                return false;
            }
        }
        return true;
    }

    private static OutsideException stops(String name) {
        return new OutsideException(
                OutsideException.Kind.TRANSIENT,
                "assistant",
                "The assistant stops; " + name + " is read after its start.");
    }

    private static void stop() {
        stopping = true;
        RUNNING.forEach(Process::destroyForcibly);
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be deleted", file, e);
        }
    }
}
