package io.goldtier.mcp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official conformance suite against the transport: all that each revision requires, with no failure expected. */
class ConformanceTest {

    /**
     * Scenarios that the suite runs beside what a revision requires, and for which the fixture has no tools: those of the
     * Tasks extension, whose calls wait for a person and are tested on the product itself; those of headers that mirror
     * arguments, which no tool here asks for; and those of polling a stream that was cut off, which is optional.
     */
    private static final List<String> NOT_OURS = List.of(
            "tasks-lifecycle",
            "tasks-capability-negotiation",
            "tasks-wire-fields",
            "tasks-request-state-removal",
            "tasks-mrtr-input",
            "tasks-request-headers",
            "tasks-dispatch-and-envelope",
            "tasks-required-task-error",
            "tasks-mrtr-composition",
            "http-custom-header-server-validation",
            "server-sse-polling");

    @TempDir
    static Path home;

    /** The scenarios of which a check failed. */
    private static List<String> failed(String said) {
        return said.lines()
                .filter(line -> line.startsWith("✗ "))
                .map(line -> line.substring(2, line.indexOf(':')))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void meetsAllRequirementsOf(String revision) throws IOException, InterruptedException {
        try (FixtureServer fixture = new FixtureServer(new EverythingServer(), home)) {
            Process suite = new ProcessBuilder(
                            NodeTools.node().toString(),
                            NodeTools.script("@modelcontextprotocol/conformance/dist/index.js")
                                    .toString(),
                            "server",
                            "--url",
                            fixture.address(),
                            "--requirements",
                            revision)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(suite.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(suite.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(suite.exitValue()).as(said).isZero();
            assertThat(failed(said)).isSubsetOf(NOT_OURS);
            assertThat(said.lines().filter(line -> line.startsWith("✓ "))).hasSizeGreaterThanOrEqualTo(30);
        }
    }
}
