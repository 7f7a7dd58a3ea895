package io.goldtier.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A short run of {@code ./goldtier crashtest}: real processes, really killed. */
public class CrashTestTest {

    @Test
    void nothingIsLostAndNothingDoneTwice() throws IOException, InterruptedException, SQLException {
        CrashTest test = new CrashTest(
                launch(), Path.of("").toAbsolutePath(), new CrashTest.Plan(2, 30, 42), System.out::println);

        Verdict verdict = test.run(false);

        assertThat(verdict.lost()).isEmpty();
        assertThat(verdict.twice()).isEmpty();
        assertThat(verdict.unlogged()).isEmpty();
        assertThat(verdict.broken()).isEmpty();
        assertThat(verdict.triggers()).isEqualTo(30);
    }

    /** The classes as Maven has just compiled them, without those of the tests. */
    public static List<String> launch() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String classes = Arrays.stream(path.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                classes,
                "io.goldtier.Application");
    }
}
