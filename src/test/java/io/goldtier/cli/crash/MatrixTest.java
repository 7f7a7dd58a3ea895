package io.goldtier.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The middle of {@code ./goldtier crashtest --matrix}, where most goes wrong elsewhere: one real kill. */
@Tag("kill")
@Tag("long")
class MatrixTest {

    @Test
    void killedBetweenTheEffectAndItsRecord() throws Exception {
        Matrix matrix = new Matrix(CrashTestTest.launch(), Path.of("").toAbsolutePath(), 1, 7, System.out::println);

        MatrixTable table = matrix.run(List.of(Barrier.BEFORE_RECORD), false);

        assertThat(table.broken()).isEmpty();
        for (MatrixSkill skill : MatrixSkill.values()) {
            assertThat(table.cell(skill, Barrier.BEFORE_RECORD))
                    .as(skill.name())
                    .hasToString(
                            switch (skill) {
                                case CONTROL_NO_KEY -> "1 **twice**";
                                case CONTROL_CHANCE -> "1 **twice**, 1 **different**";
                                case UNREPEATABLE_GIVEN, UNREPEATABLE_DRAWN, UNREPEATABLE_CHANCE -> "1 in doubt (done)";
                                default -> "1 once";
                            });
        }
    }
}
