package io.goldtier.cli.bench;

import io.goldtier.cli.crash.Witness;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures fresh assistants in temporary folders: how soon one is ready, how soon a dropped file becomes a call, how many
 * files a second it works off and at what cost of the processor, calls from outside, how much memory it takes, and whether
 * all that stays the same when the store is full.
 */
@Command(name = "bench", description = "Measures start, latency, throughput, processor time and memory.")
public final class BenchCommand implements Callable<Integer> {

    private final List<String> more;
    private final Path home = Path.of(System.getProperty("goldtier.home", "")).toAbsolutePath();
    private Results results;
    private boolean sound = true;

    @Spec
    private CommandSpec spec;

    @Option(names = "--singles", paramLabel = "N", description = "Single files to time; ${DEFAULT-VALUE} if omitted.")
    private int singles = 100;

    @Option(names = "--burst", paramLabel = "N", description = "Files dropped at once; ${DEFAULT-VALUE} if omitted.")
    private int burst = 2000;

    @Option(names = "--calls", paramLabel = "N", description = "Calls over REST; ${DEFAULT-VALUE} if omitted.")
    private int calls = 1000;

    @Option(
            names = "--delays",
            split = ",",
            paramLabel = "MS",
            description = "After how many milliseconds the far end answers; 0,20,200 if omitted.")
    private int[] delays = {0, 20, 200};

    @Option(
            names = "--work",
            split = ",",
            paramLabel = "WORK",
            description = "What is measured: call, invoice, browser, or all, as if omitted.")
    private List<String> work = List.of("call", "invoice", "browser");

    @Option(names = "--pictures", paramLabel = "N", description = "Pictures of a page; ${DEFAULT-VALUE} if omitted.")
    private int pictures = 50;

    @Option(
            names = "--stores",
            split = ",",
            paramLabel = "N",
            description = "Measures with so many old triggers in the store, too, such as 1000,100000,1000000.")
    private int[] stores = {};

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there.")
    private Path json;

    @Option(names = "--compare", paramLabel = "FILE", description = "Compares with the figures of an earlier run.")
    private Path compare;

    @Option(names = "--keep", description = "Leaves the temporary folders for a look.")
    private boolean keep;

    /** @param settings more settings for the assistants that are measured */
    public BenchCommand(String... settings) {
        more = List.of(settings);
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        results = new Results(spec.commandLine().getOut(), resolve(compare));
        if (work.contains("call")) {
            measureCalls();
        }
        if (work.contains("invoice")) {
            measureInvoices();
        }
        if (work.contains("browser")) {
            new BrowserBench(results, pictures).measure();
        }
        for (int triggers : stores) {
            measureFull(triggers);
        }
        if (json != null) {
            results.write(resolve(json));
        }
        return sound ? 0 : 1;
    }

    private void measureCalls() throws IOException, InterruptedException {
        results.part("A skill of one call (retry: safe)");
        try (Witness witness = Witness.start(0)) {
            Workplace workplace = Workplace.create(home.resolve("routes"), List.of(Work.SKILL));
            try (AssistantProcess assistant = start(workplace, List.of(witnessed(witness)))) {
                results.add("ready", "Ready after", assistant.awaitReady().toMillis() / 1000.0, "s");
                results.add("memory/ready", "Memory when ready", mebibytes(assistant), "MiB");
                Subject subject = new Subject(assistant, workplace, witness);
                subject.singles("warm", singles / 2);
                latency("call/single", "Drop to call", subject.singles("single", singles));
                for (int delay : delays) {
                    witness.answerAfter(Duration.ofMillis(delay));
                    bursts("call/" + delay + "ms", subject, Work.CALL, delay);
                }
                witness.answerAfter(Duration.ZERO);
                long begun = System.nanoTime();
                Figures answers = subject.calls(calls);
                results.add("rest/rate", "REST, calls by 8", calls * 1e9 / (System.nanoTime() - begun), "/s");
                latency("rest", "REST, answer", answers);
                measureMcp(workplace, witness);
                results.add("memory/after", "Memory after all this", mebibytes(assistant), "MiB");
            }
            leave(workplace);
        }
    }

    /** The same tool over MCP, and on the SDK's server without anything behind it. */
    private void measureMcp(Workplace workplace, Witness witness) throws IOException, InterruptedException {
        mcp("mcp", "MCP", new McpProbe(workplace.address() + "/mcp/browser", workplace.token()));
        Optional<BareServer> bare = BareServer.start(witness.address(), workplace.folder());
        if (bare.isEmpty()) {
            results.say("MCP, the SDK's bare server", "not compared: its libraries are not there");
            return;
        }
        try (BareServer server = bare.get()) {
            mcp("mcp-bare", "MCP, the SDK's bare server", new McpProbe(server.address(), null));
        }
    }

    private void mcp(String name, String words, McpProbe probe) throws InterruptedException {
        Subject.mcpCalls(probe, calls / 4);
        long begun = System.nanoTime();
        Figures answers = Subject.mcpCalls(probe, calls);
        results.add(name + "/rate", words + ", calls by 8", calls * 1e9 / (System.nanoTime() - begun), "/s");
        latency(name, words + ", answer", answers);
    }

    private void measureInvoices() throws IOException, InterruptedException {
        results.part("An invoice for a known client");
        try (Witness witness = Witness.start(0);
                FarEnd farEnd = FarEnd.start(launch(), home, 0)) {
            Workplace workplace = Workplace.create(home.resolve("routes"), List.of(Work.SKILL));
            List<String> settings = new ArrayList<>(List.of(
                    witnessed(witness),
                    "--goldtier.odoo.url=" + farEnd.odoo(),
                    "--goldtier.odoo.database=" + FarEnd.DATABASE));
            try (AssistantProcess assistant = start(workplace, settings)) {
                assistant.awaitReady();
                Subject subject = new Subject(assistant, workplace, witness);
                for (int delay : delays) {
                    farEnd.answerAfter(Duration.ofMillis(delay));
                    Duration before = farEnd.processorTime();
                    bursts("invoice/" + delay + "ms", subject, Work.INVOICE, delay);
                    results.add(
                            "invoice/" + delay + "ms/far-end",
                            "    of the far end, on the same machine",
                            farEnd.processorTime().minus(before).toNanos() / 1e6 / (2.0 * files(delay)),
                            "ms CPU");
                }
                results.add("invoice/memory", "Memory after the bursts", mebibytes(assistant), "MiB");
            }
            leave(workplace);
        }
    }

    private void measureFull(int triggers) throws IOException, InterruptedException, SQLException {
        results.part(String.format(Locale.ROOT, "With %,d triggers in the store", triggers));
        String name = "store-" + triggers;
        try (Witness witness = Witness.start(0)) {
            Workplace workplace = Workplace.create(home.resolve("routes"), List.of(Work.SKILL));
            try (AssistantProcess first = start(workplace, List.of(witnessed(witness)))) {
                first.awaitReady();
            }
            StoreFiller.fill(workplace.data(), triggers);
            try (AssistantProcess assistant = start(workplace, List.of(witnessed(witness)))) {
                results.add(
                        name + "/ready", "Ready after", assistant.awaitReady().toMillis() / 1000.0, "s");
                Subject subject = new Subject(assistant, workplace, witness);
                subject.singles("warm", singles / 4);
                latency(name + "/single", "Drop to call", subject.singles("single", singles / 2));
                bursts(name, subject, Work.CALL, 0);
                for (String page : List.of("/", "/triggers", "/api/triggers", "/api/audit")) {
                    results.add(
                            name + "/page" + page,
                            "Page " + page,
                            subject.page(page, 20).millis(50),
                            "ms");
                }
                results.add(name + "/memory", "Memory", mebibytes(assistant), "MiB");
            }
            leave(workplace);
        }
    }

    /** Twice, because the second time the virtual machine has seen such work before. */
    private void bursts(String name, Subject subject, Work kind, int delay) throws IOException, InterruptedException {
        int files = files(delay);
        for (String time : List.of("first", "second")) {
            String id = name.replace('/', '-') + "-" + time;
            Subject.Burst done = subject.burst(id, kind, files);
            sound &= done.sound();
            results.add(
                    name + "/" + time + "/rate",
                    files + " files, far end " + delay + " ms, " + time,
                    done.rate(),
                    "files/s");
            results.add(name + "/" + time + "/cpu", "    processor time of a file", done.cpuMillis(), "ms CPU");
            if (!done.sound()) {
                results.say("    NOT SOUND", "some were not done, or done twice");
            } else if (done.order() >= 0) {
                results.say("    order", "none more than " + done.order() + " places late");
            }
        }
    }

    /** A far end that takes its time is worked for with fewer files. */
    private int files(int delay) {
        return delay > 100 ? Math.max(1, burst / 4) : burst;
    }

    private void latency(String name, String words, Figures figures) {
        results.add(name + "/p50", words + ", p50", figures.millis(50), "ms");
        results.add(name + "/p99", words + ", p99", figures.millis(99), "ms");
    }

    private AssistantProcess start(Workplace workplace, List<String> further) throws IOException {
        List<String> settings = workplace.settings();
        settings.addAll(further);
        settings.addAll(more);
        return AssistantProcess.start(launch(), settings, home, workplace.log());
    }

    private List<String> launch() {
        return List.of(home.resolve("goldtier").toString(), "run");
    }

    private static String witnessed(Witness witness) {
        return "--bench.witness=" + witness.address();
    }

    private void leave(Workplace workplace) throws IOException {
        if (keep) {
            results.say("Kept", workplace.folder().toString());
        } else {
            workplace.delete();
        }
    }

    /** Files are meant from where the user stands. */
    private static Path resolve(Path file) {
        return file == null
                ? null
                : Path.of(System.getProperty("goldtier.cwd", "")).resolve(file);
    }

    private static double mebibytes(AssistantProcess assistant) throws IOException {
        return assistant.residentBytes() / 1048576.0;
    }
}
