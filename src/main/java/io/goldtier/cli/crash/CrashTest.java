package io.goldtier.cli.crash;

import io.goldtier.audit.chain.AuditVerifier;
import io.goldtier.cli.bench.AssistantProcess;
import io.goldtier.cli.bench.FarEnd;
import io.goldtier.cli.bench.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Kills an assistant again and again while it works, then lets it finish and compares what it says with what the
 * outside saw. Everything random comes from the seed, except when the machine gets around to things.
 */
final class CrashTest {

    static final String KEYED = "crash_keyed";
    static final String BLIND = "crash_blind";
    static final String INVOICE = "odoo_create_invoice";
    private static final List<String> SKILLS = List.of(KEYED, BLIND, INVOICE);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final List<String> launch;
    private final Path home;
    private final Plan plan;
    private final Consumer<String> progress;
    private final Random random;

    /**
     * How hard to test.
     *
     * @param kills how often the process is killed
     * @param triggers how many triggers, each with one to three actions, are dropped meanwhile
     * @param seed the same seed makes the same work, the same mischief and the same pauses
     */
    record Plan(int kills, int triggers, long seed) {}

    /**
     * @param launch the command that starts an assistant, before the settings
     * @param home the folder with {@code routes} and {@code application.yaml}
     * @param progress gets a line now and then
     */
    CrashTest(List<String> launch, Path home, Plan plan, Consumer<String> progress) {
        this.launch = launch;
        this.home = home;
        this.plan = plan;
        this.progress = progress;
        random = new Random(plan.seed());
    }

    /**
     * Runs it.
     *
     * @param keep leaves the temporary folder
     */
    Verdict run(boolean keep) throws IOException, InterruptedException, SQLException {
        Workplace workplace = Workplace.create(home.resolve("routes"), List.of(KEYED, BLIND));
        progress.accept("Working in " + workplace.folder());
        try (Witness witness = Witness.start(plan.seed());
                FarEnd farEnd = FarEnd.start(launch, home, plan.seed())) {
            List<String> settings = workplace.settings();
            settings.add("--crash.witness=" + witness.address());
            settings.add("--goldtier.odoo.url=" + farEnd.odoo());
            settings.add("--goldtier.odoo.database=" + FarEnd.DATABASE);
            settings.add("--goldtier.odoo.timeout-ms=5000");
            Map<String, List<String>> work = killAndRestart(workplace, settings, farEnd);
            progress.accept("Letting it finish ...");
            try (AssistantProcess last = start(workplace, settings)) {
                last.awaitReady();
                awaitSettled(new Ledger(workplace.data()), last);
            }
            var report = AuditVerifier.verify(workplace.vault().resolve("Logs"), workplace.data());
            return Verdict.of(
                    work,
                    new Ledger(workplace.data()).read(),
                    witness,
                    farEnd.invoices(),
                    report,
                    Trail.read(workplace.vault().resolve("Logs")));
        } finally {
            if (!keep) {
                workplace.delete();
            }
        }
    }

    private Map<String, List<String>> killAndRestart(Workplace workplace, List<String> settings, FarEnd farEnd)
            throws IOException, InterruptedException {
        Map<String, List<String>> work = new HashMap<>();
        farEnd.beginMischief();
        for (int kill = 1; kill <= plan.kills(); kill++) {
            AssistantProcess assistant = start(workplace, settings);
            boolean whileStarting = kill % 4 == 2;
            if (!whileStarting) {
                assistant.awaitReady();
            }
            int until = (int) ((long) plan.triggers() * kill / plan.kills());
            while (work.size() < until) {
                drop(workplace, work);
                if (random.nextInt(4) == 0) {
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(40));
                }
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
            if (!assistant.isAlive()) {
                throw new IllegalStateException("The assistant ended by itself; its output is in " + workplace.log());
            }
            assistant.kill();
            progress.accept(String.format(
                    Locale.ROOT,
                    "Kill %d of %d%s, %d triggers dropped",
                    kill,
                    plan.kills(),
                    whileStarting ? " while starting" : "",
                    work.size()));
        }
        farEnd.endMischief();
        return work;
    }

    private AssistantProcess start(Workplace workplace, List<String> settings) throws IOException {
        return AssistantProcess.start(launch, settings, home, workplace.log());
    }

    private void drop(Workplace workplace, Map<String, List<String>> work) throws IOException {
        String triggerId = String.format(Locale.ROOT, "crash-%05d", work.size());
        List<Map<String, Object>> actions = new ArrayList<>();
        List<String> skills = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 1; i <= count; i++) {
            String skill = SKILLS.get(random.nextInt(SKILLS.size()));
            skills.add(skill);
            actions.add(Map.of("type", skill, "params", params(skill, triggerId + "-a" + i)));
        }
        work.put(triggerId, skills);
        workplace.publish(workplace.stage(triggerId, actions));
    }

    private Map<String, Object> params(String skill, String id) {
        return skill.equals(INVOICE)
                ? Map.of("client", "Client " + (char) ('A' + random.nextInt(7)), "amount", 100, "reference", id)
                : Map.of("id", id);
    }

    private void awaitSettled(Ledger ledger, AssistantProcess assistant) throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && assistant.isAlive()) {
            List<Ledger.Entry> entries = ledger.read();
            long triggers =
                    entries.stream().map(Ledger.Entry::triggerId).distinct().count();
            if (triggers == plan.triggers() && isFinished(entries)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        progress.accept("It did not finish.");
    }

    /** Finished is a trigger whose actions are settled; after one that is not done the rest need not be begun. */
    private static boolean isFinished(List<Ledger.Entry> entries) {
        Map<String, List<Ledger.Entry>> byTrigger = new HashMap<>();
        entries.forEach(e -> byTrigger
                .computeIfAbsent(e.triggerId(), id -> new ArrayList<>())
                .add(e));
        return byTrigger.values().stream()
                .allMatch(actions -> actions.stream().allMatch(Ledger.Entry::isSettled)
                        || actions.stream()
                                .anyMatch(a -> a.isSettled() && !a.state().equals("done")));
    }
}
