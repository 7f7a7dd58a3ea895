package io.goldtier.spoiled;

import static io.goldtier.spoiled.Case.Kill.Moment.AFTER_ACTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.spoiled.Case.Protocol;
import io.goldtier.spoiled.Case.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real SIGKILL around each write, many actions at once, and spoilt answers for the next life. */
@Tag("kill")
class KilledTest {

    private static final int AT_ONCE = 40;

    private static Bench bench;
    private static Cases cases;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        bench = Bench.child(home);
        cases = new Cases(bench);
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    /** Thirty pairs and ten posts in one kill. */
    @Test
    void killedAndThenSpoilt() {
        List<Case> all = pairs(Protocol.JSON2, 0);
        List<Case> some = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            some.add(all.get(i * all.size() / 30));
        }
        for (int i = 0; i < 10; i++) {
            some.add(killedPost());
        }
        judge(bench.kill(some, inTurn(new AtomicInteger())));
    }

    /** Posts, invoices, payments and ledger entries whose far end acts ten seconds, by the wall clock, after the restart. */
    @Test
    @Tag("long")
    void aFarEndThatFinishesTenSecondsAfterTheRestart() {
        List<Case> busy = new ArrayList<>();
        for (Task task : Task.all()) {
            cases.killedWhileActing(task, task.isPost() ? Protocol.GRAPH : Protocol.JSON2)
                    .ifPresent(busy::add);
        }
        Task.ledger()
                .forEach(task -> cases.killedWhileActing(task, Protocol.LEDGER).ifPresent(busy::add));
        assertThat(busy).hasSizeGreaterThan(8);
        judge(bench.killBusy(busy, Duration.ofSeconds(10)));
    }

    @Test
    @Tag("long")
    void aLookUpThatIsAnsweredWronglyInTheNextLife() {
        List<Case> posts = new ArrayList<>();
        LookUps.all().forEach(lookUp -> posts.add(killedPost()));
        AtomicInteger asked = new AtomicInteger();
        // With one worker they come one after the other, so each gets a wrong answer of its own
        judge(bench.kill(posts, inTurn(asked), "goldtier.loop.workers=1"));
        assertThat(asked.get()).as("look-ups").isPositive();
    }

    private static Case killedPost() {
        return new Case(
                Task.widePost(),
                Protocol.GRAPH,
                Way.TRIGGER,
                -1,
                "",
                Spoil.NONE,
                false,
                true,
                new Case.Kill(0, "POST feed", AFTER_ACTING));
    }

    /** Each look-up is answered wrongly in another way. */
    private static UnaryOperator<Answer> inTurn(AtomicInteger asked) {
        List<LookUps.LookUp> lookUps = LookUps.all();
        return answer ->
                lookUps.get(asked.getAndIncrement() % lookUps.size()).change().apply(answer, "gr\u00f6\u00dfer!");
    }

    @Test
    @Tag("long")
    void manyPairs() {
        for (int turn = 0; turn < 5; turn++) {
            check(pairs(Protocol.JSON2, turn));
            check(pairs(Protocol.JSONRPC, turn));
        }
    }

    private static List<Case> pairs(Protocol protocol, int turn) {
        List<Case> all = new ArrayList<>();
        for (Task task : Task.all()) {
            all.addAll(cases.killed(task, task.isPost() ? Protocol.GRAPH : protocol, turn));
        }
        Task.ledger().forEach(task -> all.addAll(cases.killed(task, Protocol.LEDGER, turn)));
        return all.stream().filter(one -> one.kill() != null).toList();
    }

    private static void check(List<Case> all) {
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            judge(bench.kill(all.subList(from, Math.min(all.size(), from + AT_ONCE)), answer -> answer));
        }
    }

    private static void judge(List<Verdict> verdicts) {
        List<String> bad = verdicts.stream()
                .filter(verdict -> !verdict.isGood())
                .map(Verdict::toString)
                .toList();
        assertThat(bad.isEmpty())
                .as("%d of %d:%n%s", bad.size(), verdicts.size(), String.join("\n", bad))
                .isTrue();
    }
}
