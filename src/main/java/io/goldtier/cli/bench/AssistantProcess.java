package io.goldtier.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An assistant in a process of its own, started the way a user starts it. */
public final class AssistantProcess implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(120);

    private final Process process;
    private final Path log;
    private final long begun = System.nanoTime();

    private AssistantProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        // Whoever stops the bench does not want to leave an assistant behind
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /**
     * Starts one and does not wait until it is ready.
     *
     * @param launch the command before the settings, such as {@code /home/me/goldtier/goldtier run}
     * @param settings the settings in the form {@code --key=value}
     * @param log gets everything that it prints
     */
    public static AssistantProcess start(List<String> launch, List<String> settings, Path home, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(launch);
        command.addAll(settings);
        Files.deleteIfExists(log);
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new AssistantProcess(process, log);
    }

    /**
     * Waits for the {@code Ready} line.
     *
     * @return how long it took from the start of the process
     * @throws IllegalStateException with the end of its output, if it ended or was not ready in time
     */
    public Duration awaitReady() throws IOException, InterruptedException {
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The assistant ended while starting:\n" + lastWords());
            }
            if (age().compareTo(LONGEST_START) > 0) {
                throw new IllegalStateException(
                        "The assistant was not ready after " + LONGEST_START + ":\n" + lastWords());
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return age();
    }

    /** True once the {@code Ready} line was printed. */
    boolean isReady() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.startsWith("Ready "));
        }
    }

    /** How long ago it was started. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** False once the process has ended, for whatever reason. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Resident memory in bytes, as the kernel tells it. */
    long residentBytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(-1);
        }
    }

    /** The processor time that it has used. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** SIGKILL: it gets no chance to tidy up. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, and SIGKILL if it has not ended after 40 seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }
}
