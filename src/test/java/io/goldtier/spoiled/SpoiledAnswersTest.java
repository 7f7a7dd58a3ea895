package io.goldtier.spoiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.spoiled.Case.Protocol;
import io.goldtier.spoiled.Case.Way;
import io.goldtier.spoiled.Cases.Breadth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers are spoilt after the far end has acted, for every write of every skill. Whatever the assistant then hears, the
 * effect is there once, and the action ends as done or in doubt: never as failed, and nobody is told to do it again.
 */
class SpoiledAnswersTest {

    /** Tasks that go the way of another one nearly to the end. */
    private static final Set<String> LIKE_ANOTHER =
            Set.of("invoice for a new client", "entry", "bill", "payment of all");

    private static Bench bench;
    private static Cases cases;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        bench = Bench.here(home);
        cases = new Cases(bench);
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @Test
    void odooOverJson2() {
        check(odoo(Protocol.JSON2, Way.TRIGGER, Breadth.REPRESENTATIVE));
    }

    /** Before the effect a system that never answers stays offline, and others wait for that. */
    @Test
    void odooOverJson2EveryTime() {
        List<Case> all = new ArrayList<>();
        odooTasks().forEach(task -> all.addAll(cases.always(task, Protocol.JSON2, Way.TRIGGER)));
        check(all.stream().filter(Case::afterEffect).toList());
    }

    /** A first attempt that the far end was still busy with, and a second that is refused because of it. */
    @Test
    void theFarEndIsStillBusy() {
        List<Case> all = new ArrayList<>();
        for (Task task : Task.all()) {
            if (task.isPost()) {
                all.addAll(cases.unfinished(task, Protocol.GRAPH, Way.TRIGGER));
            } else {
                all.addAll(cases.unfinished(task, Protocol.JSON2, Way.TRIGGER));
                all.addAll(cases.unfinished(task, Protocol.JSONRPC, Way.TRIGGER));
            }
        }
        check(all);
    }

    @Test
    void odooOverJsonRpc() {
        check(odoo(Protocol.JSONRPC, Way.TRIGGER, Breadth.THIN));
    }

    @Test
    @Tag("long")
    void odooByRest() {
        check(odoo(Protocol.JSON2, Way.REST, Breadth.THIN));
    }

    @Test
    void facebook() {
        List<Case> all = new ArrayList<>();
        for (Task task : Task.all().stream().filter(Task::isPost).toList()) {
            all.addAll(cases.of(task, Protocol.GRAPH, Way.TRIGGER, Breadth.REPRESENTATIVE));
            all.addAll(cases.of(task, Protocol.GRAPH, Way.REST, Breadth.THIN));
        }
        check(all);
    }

    /** A system that nobody has written a connector for. */
    @Test
    void aSystemThatOnlyACardTellsOf() {
        List<Case> all = new ArrayList<>();
        for (Task task : Task.ledger()) {
            all.addAll(cases.of(task, Protocol.LEDGER, Way.TRIGGER, Breadth.REPRESENTATIVE));
            all.addAll(cases.of(task, Protocol.LEDGER, Way.REST, Breadth.THIN));
            // It refuses no second one, so nothing but the time that the card says can help
            all.addAll(cases.unfinished(task, Protocol.LEDGER, Way.TRIGGER).stream()
                    .filter(one -> one.spoil().way() == Spoil.Way.ACTS_LATER)
                    .toList());
            all.addAll(cases.always(task, Protocol.LEDGER, Way.TRIGGER).stream()
                    .filter(Case::afterEffect)
                    .toList());
        }
        check(all);
    }

    /** The answer to a post is lost, and the look whether it is there is answered wrongly: it is never made twice. */
    @Test
    void lookUpsThatAreAnsweredWrongly() {
        checkLookUps(LookUps.few());
    }

    @Test
    @Tag("long")
    void allLookUpsThatAreAnsweredWrongly() {
        checkLookUps(LookUps.all());
    }

    @Test
    void aLookUpThatTellsTheTruthIsBelieved() {
        Verdict verdict = bench.run(lostPost(), new LookUps.LookUp("right", (answer, words) -> answer));
        assertThat(verdict.end()).as(verdict.toString()).isEqualTo("done");
        assertThat(verdict.faults()).as(verdict.toString()).isEmpty();
    }

    private static void checkLookUps(List<LookUps.LookUp> lookUps) {
        List<String> bad = new ArrayList<>();
        for (LookUps.LookUp lookUp : lookUps) {
            Verdict verdict = bench.run(lostPost(), lookUp);
            if (!verdict.isGood()) {
                bad.add("look-up: " + lookUp.name() + ": " + verdict);
            }
        }
        assertThat(bad.isEmpty())
                .as("%d of %d:%n%s", bad.size(), lookUps.size(), String.join("\n", bad))
                .isTrue();
    }

    private static Case lostPost() {
        return new Case(
                Task.widePost(), Protocol.GRAPH, Way.TRIGGER, 0, "POST feed", Spoil.of(Spoil.Way.CUT), false, true);
    }

    @Test
    @Tag("long")
    void credentialsThatAreRefusedInTheMiddle() {
        List<Case> all = new ArrayList<>();
        for (Task task : Task.all()) {
            Protocol protocol = task.isPost() ? Protocol.GRAPH : Protocol.JSON2;
            all.addAll(cases.locks(task, protocol, Way.TRIGGER, Breadth.THIN));
        }
        check(all);
    }

    @Test
    @Tag("long")
    void everyTimeBeforeTheEffectToo() {
        List<Case> all = new ArrayList<>();
        odooTasks().forEach(task -> all.addAll(cases.always(task, Protocol.JSON2, Way.TRIGGER)));
        check(all.stream().filter(one -> !one.afterEffect()).toList(), 6);
    }

    @Test
    @Tag("long")
    void everything() {
        List<Case> all = new ArrayList<>();
        for (Way way : Way.values()) {
            all.addAll(odoo(Protocol.JSON2, way, Breadth.FULL));
            all.addAll(odoo(Protocol.JSONRPC, way, Breadth.FULL));
            for (Task task : Task.all().stream().filter(Task::isPost).toList()) {
                all.addAll(cases.of(task, Protocol.GRAPH, way, Breadth.FULL));
            }
        }
        check(all);
    }

    /** What goes the way of another task is only touched upon, or left out where all is thin. */
    private static List<Case> odoo(Protocol protocol, Way way, Breadth breadth) {
        List<Case> all = new ArrayList<>();
        for (Task task : odooTasks()) {
            if (breadth == Breadth.FULL || !LIKE_ANOTHER.contains(task.name())) {
                all.addAll(cases.of(task, protocol, way, breadth));
            } else if (breadth == Breadth.REPRESENTATIVE) {
                all.addAll(cases.of(task, protocol, way, Breadth.THIN));
            }
        }
        return all;
    }

    private static List<Task> odooTasks() {
        return Task.all().stream().filter(task -> !task.isPost()).toList();
    }

    /** Runs the cases; fails with a line for each that ended as it must not. */
    private static void check(List<Case> all) {
        check(all, Bench.LANES);
    }

    private static void check(List<Case> all, int atOnce) {
        long begun = System.nanoTime();
        List<Verdict> verdicts = bench.run(all, atOnce);
        List<Verdict> bad =
                verdicts.stream().filter(verdict -> !verdict.isGood()).toList();
        Map<String, Long> ends = new TreeMap<>();
        verdicts.forEach(verdict -> ends.merge(verdict.end(), 1L, Long::sum));
        System.out.printf(
                "%d spoilt answers: %s; %d not as they must be; %.1f s%n",
                verdicts.size(), ends, bad.size(), (System.nanoTime() - begun) / 1e9);
        assertThat(bad.isEmpty())
                .as(
                        "%d of %d are not as they must be:%n%s",
                        bad.size(),
                        verdicts.size(),
                        String.join("\n", bad.stream().map(Verdict::toString).toList()))
                .isTrue();
    }
}
