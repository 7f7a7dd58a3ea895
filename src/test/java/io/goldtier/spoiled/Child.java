package io.goldtier.spoiled;

import io.goldtier.Assistant;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An assistant in a process of its own, on a {@link SharedClock}, that can be killed. */
final class Child extends Near {

    private static final long LONGEST_START = 120_000_000_000L;

    private final Path home;
    private final Path settings;
    private final Path clock;
    private Process process;

    /** Starts one. */
    Child(Path home, Path clock, List<String> settings) throws IOException {
        super(home);
        this.home = Files.createDirectories(home);
        this.clock = clock;
        this.settings = Files.write(home.resolve("settings"), settings);
        start();
    }

    /** The process itself: home, clock and a file of settings. */
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        Assistant assistant = Assistant.in(home).clock(new SharedClock(Path.of(arguments[1])));
        prepare(assistant);
        List<String> settings = new ArrayList<>(Files.readAllLines(Path.of(arguments[2])));
        settings.addAll(List.of(arguments).subList(3, arguments.length));
        Map<String, String> last = new LinkedHashMap<>();
        settings.forEach(setting -> last.put(setting.split("=", 2)[0], setting));
        last.values().forEach(assistant::setting);
        assistant.start();
        Path draft = Files.writeString(home.resolve("address.tmp"), assistant.address());
        Files.move(draft, home.resolve("address"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Starts it again, with these settings besides its own. */
    void start(String... more) {
        try {
            Files.deleteIfExists(home.resolve("address"));
            String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx384m",
                    "-cp",
                    path,
                    Child.class.getName(),
                    home.toString(),
                    clock.toString(),
                    settings.toString()));
            command.addAll(List.of(more));
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(new File(home.toFile(), "log"))
                    .start();
            Process started = process;
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + LONGEST_START;
        while (!Files.exists(home.resolve("address"))) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("The child did not start:\n" + Files.readString(home.resolve("log")));
            }
            Bench.pause(20);
        }
    }

    /** SIGKILL. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    String address() {
        try {
            return Files.readString(home.resolve("address"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void restart() {
        kill();
        start();
    }

    @Override
    public void close() {
        kill();
    }
}
