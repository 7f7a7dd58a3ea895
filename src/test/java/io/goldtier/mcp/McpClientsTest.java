package io.goldtier.mcp;

import static io.goldtier.mcp.McpClient.object;
import static io.goldtier.mcp.McpClient.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.cli.CliRun;
import io.goldtier.json.Json;
import io.goldtier.mcp.conformance.NodeTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other people's clients on the running program: the inspector's command line, and the official TypeScript clients. */
class McpClientsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, String> TOOLS = Map.of(
            "odoo",
            "odoo_run_audit",
            "social",
            "social_generate_summary",
            "browser",
            "approval_status",
            "email",
            "approval_status");
    private static final Map<String, Map<String, Object>> INPUTS = Map.of(
            "odoo_run_audit", Map.of("date_from", "2026-01-01"),
            "social_generate_summary", Map.of("content", "Project completed for Client ABC"),
            "approval_status", Map.of("approval_id", "ap-none"));

    @TempDir
    static Path home;

    private static Assistant assistant;
    private static String token;

    @BeforeAll
    static void start() throws IOException {
        assistant = Assistant.in(home).start();
        token = Files.readString(assistant.data().resolve("token")).strip();
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"odoo", "social", "browser", "email"})
    void theInspectorListsAndCallsTheToolsOf(String server) throws Exception {
        List<String> there =
                List.of("--cli", address(server), "--transport", "http", "--header", "Authorization: Bearer " + token);
        String tool = TOOLS.get(server);

        assertThat(objects(
                        inspector(there, "--method", "tools/list", "--strict").get("tools")))
                .extracting(one -> one.get("name"))
                .contains(tool, "approval_status");
        List<String> call = new ArrayList<>(List.of("--method", "tools/call", "--tool-name", tool));
        INPUTS.get(tool).forEach((name, value) -> call.addAll(List.of("--tool-arg", name + "=" + value)));
        assertThat(inspector(there, call.toArray(String[]::new))).containsKey("content");
    }

    @Test
    void theInspectorComesThroughStandardInputToo() throws Exception {
        List<String> there = List.of(
                "--cli",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.goldtier.cli.Cli",
                "mcp",
                "odoo",
                "--server.port=" + port(),
                "--goldtier.data=" + assistant.data());

        assertThat(objects(inspector(there, "--method", "tools/list").get("tools")))
                .extracting(tool -> tool.get("name"))
                .contains("odoo_create_invoice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "modern"})
    void theTypeScriptClientListsAndCallsTheToolsOfEachServer(String era) throws Exception {
        for (String server : TOOLS.keySet()) {
            String tool = TOOLS.get(server);
            assertThat(objects(typescript(server, era, "listTools", Map.of()).get("tools")))
                    .extracting(one -> one.get("name"))
                    .contains(tool);
            assertThat(typescript(server, era, "callTool", Map.of("name", tool, "arguments", INPUTS.get(tool))))
                    .containsKey("content");
        }
        String words = "Posted by the " + era + " client";
        Map<String, Object> pending = object(typescript(
                        "social",
                        era,
                        "callTool",
                        Map.of("name", "facebook_post", "arguments", Map.of("message", words)))
                .get("structuredContent"));
        String id = (String) pending.get("approval_id");
        await().atMost(PATIENCE)
                .until(() -> assistant.files("Pending_Approval").stream().anyMatch(file -> file.contains(id)));

        assistant.post("/api/approvals/" + id, Map.of("decision", "approve"));

        await().atMost(PATIENCE)
                .until(() -> Json.write(object(assistant.get("/sandbox/state")).get("graph"))
                        .contains(words));
    }

    @Test
    void howToConnectIsPrintedFilledIn() {
        CliRun run = CliRun.of(List.of("--server.port=" + port(), "--goldtier.data=" + assistant.data()), "mcp");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("claude mcp add --transport http goldtier-odoo " + address("odoo")
                        + " --header \"Authorization: Bearer " + token + "\"")
                .contains("\"mcpServers\"", "\"mcp\", \"social\"", "\"servers\"", "curl -s " + address("odoo"));
        assertThat(CliRun.of(List.of("--goldtier.data=" + home.resolve("none")), "mcp")
                        .err())
                .contains("start the assistant once with ./goldtier run");
    }

    private static String address(String server) {
        return assistant.address() + "/mcp/" + server;
    }

    private static String port() {
        return assistant.address().replaceFirst(".*:", "");
    }

    private static Map<String, Object> inspector(List<String> there, String... further) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                NodeTools.node().toString(),
                NodeTools.script("@modelcontextprotocol/inspector/clients/launcher/build/index.js")
                        .toString()));
        command.addAll(there);
        command.addAll(List.of(further));
        return Json.readObject(run(command));
    }

    private static Map<String, Object> typescript(String server, String era, String method, Map<String, Object> params)
            throws Exception {
        return Json.readObject(run(List.of(
                NodeTools.node().toString(),
                Path.of("src/test/resources/mcp/client.mjs").toAbsolutePath().toString(),
                NodeTools.script("@modelcontextprotocol").getParent().toString(),
                address(server),
                token,
                era,
                method,
                Json.write(params))));
    }

    private static String run(List<String> command) throws Exception {
        Path complaints = Files.createTempFile(home, "node", ".err");
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectError(complaints.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("%s%n%s", said, Files.readString(complaints))
                .isIn(0, 5);
        return said;
    }
}
