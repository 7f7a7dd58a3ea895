package io.goldtier.cli.crash;

import io.goldtier.audit.chain.AuditVerifier;
import io.goldtier.cli.bench.AssistantProcess;
import io.goldtier.cli.bench.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Kills an assistant at a named moment of an action, for each kind of skill, starts it again, lets it finish and counts at
 * the far end what was done.
 *
 * <p>A kill takes one action of every skill, all at the same barrier, and comes when the last of them is there.
 */
final class Matrix {

    private static final long PATIENCE_SECONDS = 120;

    private final List<String> launch;
    private final Path home;
    private final int kills;
    private final Random random;
    private final Consumer<String> progress;

    /**
     * @param launch the command that starts an assistant, before the settings
     * @param home the folder with {@code routes} and {@code application.yaml}
     * @param kills how often each cell's action is killed
     * @param seed of the order in which the skills get their work
     * @param progress gets a line for each kill
     */
    Matrix(List<String> launch, Path home, int kills, long seed, Consumer<String> progress) {
        this.launch = launch;
        this.home = home;
        this.kills = kills;
        this.random = new Random(seed);
        this.progress = progress;
    }

    /**
     * Runs it at these barriers.
     *
     * @param keep leaves the temporary folder
     */
    MatrixTable run(List<Barrier> barriers, boolean keep) throws IOException, InterruptedException, SQLException {
        Workplace workplace = workplace();
        progress.accept("Working in " + workplace.folder());
        try (HoldingWitness witness = HoldingWitness.start()) {
            List<String> settings = workplace.settings();
            settings.add("--goldtier.systems.witness.url=" + witness.address());
            Map<Barrier, List<Map<MatrixSkill, String>>> killed = new EnumMap<>(Barrier.class);
            AssistantProcess assistant = start(workplace, settings);
            try {
                for (int kill = 1; kill <= kills; kill++) {
                    for (Barrier barrier : barriers) {
                        Map<MatrixSkill, String> actions = dropAndKill(assistant, workplace, witness, barrier, kill);
                        killed.computeIfAbsent(barrier, unseen -> new ArrayList<>())
                                .add(actions);
                        assistant = start(workplace, settings);
                        await(workplace, actions, Ledger.Entry::isSettled);
                        progress.accept(
                                String.format(Locale.ROOT, "Kill %d of %d %s: settled", kill, kills, barrier.words()));
                    }
                }
            } finally {
                assistant.close();
            }
            return count(workplace, witness, killed);
        } finally {
            if (!keep) {
                workplace.delete();
            }
        }
    }

    private Workplace workplace() throws IOException {
        Workplace workplace = Workplace.create(home.resolve("routes"), List.of());
        workplace.addRoute("connectors/witness.camel.yaml", Workplace.resource("matrix/witness.camel.yaml"));
        String template = Workplace.resource("matrix/skill.camel.yaml");
        for (MatrixSkill skill : MatrixSkill.values()) {
            workplace.addRoute("skills/" + skill.skill() + ".camel.yaml", skill.routeFile(template));
        }
        return workplace;
    }

    private AssistantProcess start(Workplace workplace, List<String> settings)
            throws IOException, InterruptedException {
        AssistantProcess assistant = AssistantProcess.start(launch, settings, home, workplace.log());
        try {
            assistant.awaitReady();
        } catch (IllegalStateException e) {
            assistant.close();
            throw e;
        }
        return assistant;
    }

    /** @return the ids of the actions that were under way */
    private Map<MatrixSkill, String> dropAndKill(
            AssistantProcess assistant, Workplace workplace, HoldingWitness witness, Barrier barrier, int kill)
            throws IOException, InterruptedException, SQLException {
        List<MatrixSkill> order = new ArrayList<>(Arrays.asList(MatrixSkill.values()));
        Collections.shuffle(order, random);
        Map<MatrixSkill, String> actions = new LinkedHashMap<>();
        try (HoldingWitness.Hold hold = witness.hold(barrier, order.size())) {
            for (MatrixSkill skill : order) {
                String triggerId =
                        String.format(Locale.ROOT, "matrix-%d-%03d-%d", barrier.ordinal(), kill, skill.ordinal());
                String action = triggerId + "-a1";
                actions.put(skill, action);
                Map<String, Object> params = Map.of("id", action, "value", "given to " + action);
                workplace.publish(workplace.stage(triggerId, List.of(Map.of("type", skill.skill(), "params", params))));
            }
            if (barrier == Barrier.AFTER_RECORD) {
                await(workplace, actions, entry -> entry.state().equals("done"));
            } else if (!hold.awaitLast(PATIENCE_SECONDS)) {
                throw new IllegalStateException("Not all actions came to the barrier; see " + workplace.log());
            }
            assistant.kill();
        }
        return actions;
    }

    /** Returns also when the time is over: the count then says what did not come to its end. */
    private static void await(Workplace workplace, Map<MatrixSkill, String> actions, Predicate<Ledger.Entry> condition)
            throws SQLException, InterruptedException {
        Ledger ledger = new Ledger(workplace.data());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            long there = ledger.read().stream()
                    .filter(entry -> actions.containsValue(entry.id()))
                    .filter(condition)
                    .count();
            if (there == actions.size()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private MatrixTable count(
            Workplace workplace, HoldingWitness witness, Map<Barrier, List<Map<MatrixSkill, String>>> killed)
            throws IOException, SQLException {
        Map<String, Ledger.Entry> entries = new Ledger(workplace.data())
                .read().stream().collect(Collectors.toMap(Ledger.Entry::id, entry -> entry));
        MatrixTable table = MatrixTable.empty(kills);
        killed.forEach((barrier, rounds) -> rounds.forEach(actions -> actions.forEach((skill, id) ->
                table.cell(skill, barrier).count(entries.get(id), witness.requests(id), witness.effects(id)))));
        AuditVerifier.verify(workplace.vault().resolve("Logs"), workplace.data()).problems().stream()
                .map(problem -> problem.file() + ", line " + problem.line() + ": " + problem.sentence())
                .forEach(table.broken()::add);
        return table;
    }
}
