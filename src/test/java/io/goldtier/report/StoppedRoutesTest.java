package io.goldtier.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.cli.CliRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes that a person has stopped are said wherever people look, until they run again. */
class StoppedRoutesTest {

    private static final String SENTENCE = "Not running: needs-action, ralph-wiggum."
            + " Nothing comes in or goes on there. What a person has stopped waits to be started in hawtio;"
            + " what could not start is tried again by itself.";

    @TempDir
    Path home;

    private Assistant assistant;

    @Test
    void everyPlaceThatSaysHowThingsAreNamesThemAndWhatToDo() throws Exception {
        try (Assistant started = Assistant.in(home).start()) {
            assistant = started;
            RouteController routes = assistant.bean(CamelContext.class).getRouteController();
            assertThat(doctor()).contains("All is well.");

            routes.stopRoute("ralph-wiggum");
            routes.suspendRoute("needs-action");

            assertThat(status().get("troubles"))
                    .isEqualTo(List.of(Map.of("part", "routes", "stops_all", false, "message", SENTENCE)));
            assertThat(assistant.text("/"))
                    .contains("Some of the work stands still", SENTENCE)
                    .doesNotContain("All clear", "Nothing needs you", "Nothing is done");
            assertThat(cli(assistant.routes(), "status")).contains("TROUBLE with the routes: " + SENTENCE);
            assertThat(doctor()).contains("fault", SENTENCE, "One fault.");
            await().untilAsserted(() -> assertThat(dashboard())
                    .contains("- **Trouble with the routes**: Not running: needs-action, ralph-wiggum"));
            assertThat(assistant.text("/actuator/health")).contains("\"stopped\":[\"needs-action\",\"ralph-wiggum\"]");

            routes.resumeRoute("needs-action");
            assertThat(String.valueOf(status().get("troubles")))
                    .contains("Not running: ralph-wiggum.", "waits to be started in hawtio");
            routes.startRoute("ralph-wiggum");
            assertThat(status().get("troubles")).isEqualTo(List.of());
            await().untilAsserted(() -> assertThat(dashboard()).doesNotContain("Not running"));
        }
    }

    @Test
    void oneThatItsFileKeepsStoppedIsNoTrouble() throws Exception {
        try (Assistant started = Assistant.in(home).start()) {
            assistant = started;
            RouteController routes = assistant.bean(CamelContext.class).getRouteController();
            routes.startRoute("audit-out");
            routes.stopRoute("audit-out");

            assertThat(status().get("troubles")).isEqualTo(List.of());
            assertThat(assistant.text("/actuator/health")).doesNotContain("audit-out");
        }
    }

    private Map<?, ?> status() {
        return (Map<?, ?>) assistant.get("/api/status");
    }

    private String dashboard() throws IOException {
        assistant.bean(Dashboard.class).write();
        return Files.readString(assistant.vault().resolve("Dashboard.md"));
    }

    /** Without the outside systems, whose browser takes its time. */
    private String doctor() throws IOException {
        Path few = Files.createDirectories(home.resolve("few"));
        Files.writeString(few.resolve("one.camel.yaml"), """
                - route:
                    id: one
                    from:
                      uri: direct:one
                      steps:
                        - log: {id: one-log, message: one}
                """);
        return cli(few, "doctor");
    }

    private String cli(Path routes, String command) {
        return CliRun.of(
                        List.of(
                                "--goldtier.vault=" + assistant.vault(),
                                "--goldtier.data=" + assistant.data(),
                                "--goldtier.routes=" + routes,
                                "--server.port="
                                        + URI.create(assistant.address()).getPort()),
                        command)
                .out();
    }
}
