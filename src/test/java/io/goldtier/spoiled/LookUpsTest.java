package io.goldtier.spoiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.spoiled.Case.Protocol;
import io.goldtier.spoiled.Case.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answer to a post is lost, and the look whether it is there is answered wrongly: it is never made twice. */
class LookUpsTest {

    private static Bench bench;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        bench = Bench.here(home);
        // A page has a past
        bench.trail(Task.all().get(Task.all().size() - 1), Protocol.GRAPH, Way.TRIGGER);
        bench.pass(Duration.ofDays(1));
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @Test
    void thoseThatWereSeen() {
        check(LookUps.few());
    }

    @Test
    @Tag("long")
    void all() {
        check(LookUps.all());
    }

    @Test
    void aLookThatTellsTheTruthIsBelieved() {
        Verdict verdict = bench.run(lost(Spoil.Way.CUT), new LookUps.LookUp("right", (answer, words) -> answer));
        assertThat(verdict.faults()).as(verdict.toString()).isEmpty();
    }

    private static void check(List<LookUps.LookUp> lookUps) {
        List<String> bad = new ArrayList<>();
        for (LookUps.LookUp lookUp : lookUps) {
            Verdict verdict = bench.run(lost(Spoil.Way.CUT), lookUp);
            if (!verdict.isGood()) {
                bad.add("look-up: " + lookUp.name() + ": " + verdict);
            }
        }
        assertThat(bad.isEmpty())
                .as("%d of %d:%n%s", bad.size(), lookUps.size(), String.join("\n", bad))
                .isTrue();
    }

    private static Case lost(Spoil.Way how) {
        return new Case(Task.widePost(), Protocol.GRAPH, Way.TRIGGER, 0, "POST feed", Spoil.of(how), false, true);
    }
}
