package io.goldtier.cli.bench;

import io.goldtier.cli.crash.Witness;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures a fresh assistant in a temporary folder: how soon it is ready, how soon a dropped file becomes a call, how
 * many files a second it works off, and how much memory it takes. Each file is a trigger with one action, which is one
 * HTTP call to a server in this process.
 */
@Command(name = "bench", description = "Measures start, latency, throughput and memory; takes about a minute.")
public final class BenchCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String SKILL = "bench_call";

    private final List<String> more;

    @Spec
    private CommandSpec spec;

    @Option(names = "--singles", paramLabel = "N", description = "Single files to time; ${DEFAULT-VALUE} if omitted.")
    private int singles = 100;

    @Option(names = "--burst", paramLabel = "N", description = "Files dropped at once; ${DEFAULT-VALUE} if omitted.")
    private int burst = 2000;

    @Option(names = "--keep", description = "Leaves the temporary folder for a look.")
    private boolean keep;

    /** @param settings more settings for the assistant that is measured */
    public BenchCommand(String... settings) {
        more = List.of(settings);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("goldtier.home", "")).toAbsolutePath();
        Workplace workplace = Workplace.create(home.resolve("routes"), List.of(SKILL));
        boolean sound;
        try (Witness witness = Witness.start(0)) {
            List<String> settings = workplace.settings();
            settings.add("--bench.witness=" + witness.address());
            settings.addAll(more);
            List<String> launch = List.of(home.resolve("goldtier").toString(), "run");
            try (AssistantProcess assistant = AssistantProcess.start(launch, settings, home, workplace.log())) {
                sound = measure(assistant, workplace, witness);
            }
        }
        if (keep) {
            say("Kept", workplace.folder());
        } else {
            workplace.delete();
        }
        return sound ? 0 : 1;
    }

    private boolean measure(AssistantProcess assistant, Workplace workplace, Witness witness)
            throws IOException, InterruptedException {
        say(
                "Ready after",
                String.format(Locale.ROOT, "%.1f s", assistant.awaitReady().toMillis() / 1000.0));
        say("Memory when ready", mebibytes(assistant));
        single("warm", singles / 2, workplace, witness);
        say("Drop to call", single("single", singles, workplace, witness));
        say("Memory after single files", mebibytes(assistant));
        boolean sound = burst("first", workplace, witness) & burst("second", workplace, witness);
        say("Memory after the bursts", mebibytes(assistant));
        return sound;
    }

    /** One file at a time, each after the one before is filed and a pause that no timer can be in step with. */
    private Figures single(String name, int files, Workplace workplace, Witness witness)
            throws IOException, InterruptedException {
        Random random = new Random(7);
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            Path staged = workplace.stage(name + "-" + i, action(name + "-" + i));
            TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
            int before = witness.size();
            long dropped = System.nanoTime();
            workplace.publish(staged);
            await(() -> witness.size() > before, name + "-" + i + " to be called");
            nanos.add(witness.arrivals().get(before).nanos() - dropped);
            long filed = i + 1;
            await(() -> workplace.filed(name + "-") == filed, name + "-" + i + " to be filed");
        }
        return new Figures(nanos);
    }

    /** Many files at once; the second time the virtual machine has seen such work before. */
    private boolean burst(String name, Workplace workplace, Witness witness) throws IOException, InterruptedException {
        List<Path> staged = new ArrayList<>();
        for (int i = 0; i < burst; i++) {
            String id = String.format(Locale.ROOT, "%s-%05d", name, i);
            staged.add(workplace.stage(id, action(id)));
        }
        int before = witness.size();
        long dropped = System.nanoTime();
        for (Path file : staged) {
            workplace.publish(file);
        }
        // Listing a large folder again and again would take the processor from what is measured
        await(() -> witness.size() - before >= burst && workplace.filed(name + "-") >= burst, "the burst to be filed");
        double seconds = (System.nanoTime() - dropped) / 1e9;
        List<Integer> order = witness.arrivals().stream()
                .skip(before)
                .map(arrival -> Integer.parseInt(arrival.id().replaceAll("\\D", "")))
                .toList();
        long distinct = order.stream().distinct().count();
        say(
                "Burst of " + burst + ", " + name,
                String.format(
                        Locale.ROOT,
                        "%.0f files/s, %d done, %d twice, none more than %d places late",
                        burst / seconds,
                        distinct,
                        order.size() - distinct,
                        order.size() == burst && distinct == burst ? Figures.largestDelay(order) : -1));
        return order.size() == burst && distinct == burst;
    }

    private static List<Map<String, Object>> action(String id) {
        return List.of(Map.of("type", SKILL, "params", Map.of("id", id)));
    }

    /** Something to wait for. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition, String what) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Waited " + PATIENCE + " in vain for " + what + ".");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static String mebibytes(AssistantProcess assistant) throws IOException {
        return (assistant.residentBytes() >> 20) + " MiB";
    }

    private void say(String what, Object figure) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%-28s%s%n", what, figure);
        out.flush();
    }
}
