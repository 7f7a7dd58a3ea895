package io.goldtier.mcp;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.TestClock;
import io.goldtier.Work;
import io.goldtier.json.Json;
import io.goldtier.loop.Loop;
import io.goldtier.loop.LoopStatus;
import io.goldtier.loop.Loops;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loops that a client works on over MCP, and the project folder whose hooks keep Claude Code to them. */
class LoopServerTest {

    private static final String ECHO = """
            - setBody:
                id: %s-answer
                expression:
                  language:
                    language: template
                    expression: |
                      said: "${variable.input[text]}"
            """;

    @TempDir
    static Path home;

    static TestClock clock = new TestClock("2026-02-20T10:30:00Z");
    static Assistant assistant;
    static Path project;

    @BeforeAll
    static void start() throws Exception {
        assistant = Assistant.in(home)
                .setting("goldtier.agent.name=claude_code")
                .clock(clock)
                .route("skills/peek.camel.yaml", Work.skill("peek", "readOnly: true", ECHO.formatted("peek")))
                .route("skills/act.camel.yaml", Work.skill("act", "retry: safe", ECHO.formatted("act")))
                .start();
        project = home.resolve("the owner's project");
        Process setup = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.goldtier.cli.Cli",
                        "claude",
                        "setup",
                        project.toString(),
                        "--goldtier.data=" + assistant.data(),
                        "--goldtier.vault=" + assistant.vault(),
                        "--goldtier.routes=" + assistant.routes(),
                        "--server.port=" + assistant.address().replaceFirst(".*:", ""))
                .redirectErrorStream(true)
                .start();
        String said = new String(setup.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(setup.waitFor()).as(said).isZero();
        assertThat(said).contains("claude_code", "GOLDTIER_TOKEN=");
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    /** A loop with one step of a rule's. */
    private static String loop(String trigger) {
        assistant.bean(Triggers.class).accept(Work.of(trigger, step("peek", Map.of("text", "first"))));
        return await().until(
                        () -> assistant.bean(Loops.class).ofTrigger(trigger).orElseThrow(),
                        loop -> "Claude Code".equals(loop.waitingFor()))
                .loopId();
    }

    private static McpClient client() {
        return McpClient.stateless(assistant, "loop", Map.of());
    }

    private static Map<String, Object> told(Map<String, Object> result) {
        assertThat(result.get("isError")).as(result.toString()).isNull();
        return McpClient.object(result.get("structuredContent"));
    }

    private static String refusal(Map<String, Object> result) {
        assertThat(result).as(result.toString()).containsEntry("isError", true);
        return String.valueOf(McpClient.objects(result.get("content")).get(0).get("text"));
    }

    /** Runs a hook as Claude Code does: its JSON on standard input. */
    private static Hook hook(String script, Map<String, Object> input) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "sh", project.resolve(".claude/hooks/" + script).toString())
                .start();
        try (var in = process.getOutputStream()) {
            in.write(Json.write(input).getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Hook(process.waitFor(), out.strip(), err.strip());
    }

    private record Hook(int exit, String out, String err) {}

    private static Map<String, Object> common(String session, String event) {
        Map<String, Object> input = new HashMap<>();
        input.put("session_id", session);
        input.put("transcript_path", "/home/me/.claude/projects/x/t.jsonl");
        input.put("cwd", project.toString());
        input.put("permission_mode", "default");
        input.put("hook_event_name", event);
        return input;
    }

    private static Hook uses(String session, String tool, Map<String, Object> toolInput) throws Exception {
        Map<String, Object> input = common(session, "PreToolUse");
        input.put("tool_name", tool);
        input.put("tool_input", toolInput);
        return hook("pre-tool-use.sh", input);
    }

    private static Hook stops(String session) throws Exception {
        Map<String, Object> input = common(session, "Stop");
        input.put("stop_hook_active", false);
        input.put("last_assistant_message", "I am done, \"ralph-20000101-001\" is finished.");
        return hook("stop.sh", input);
    }

    @Test
    void aLoopIsWorkedOnToItsEndAndTheHookLetsGoOnlyThen() throws Exception {
        String loopId = loop("to-the-end");
        McpClient client = client();
        assertThat(told(client.call("loop_claim", Map.of())).toString()).contains(loopId);
        assertThat(stops("session-1").out()).as("nothing was worked on").isEmpty();

        assertThat(uses("session-1", "mcp__goldtier-loop__loop_claim", Map.of("loop_id", loopId))
                        .exit())
                .isZero();
        Map<String, Object> claimed = told(client.call("loop_claim", Map.of("loop_id", loopId)));
        String lease = (String) claimed.get("lease");
        assertThat(claimed).containsEntry("your_turn", true);
        assertThat(claimed.get("skills").toString()).contains("peek", "act").doesNotContain("ask_owner");
        Hook held = stops("session-1");
        assertThat(held.exit()).isZero();
        assertThat(Json.readObject(held.out()))
                .containsEntry("decision", "block")
                .extracting("reason")
                .asString()
                .contains(loopId, "Open boxes of its plan: 1. peek");

        Map<String, Object> mine = Map.of("loop_id", loopId, "lease", lease);
        uses("session-1", "mcp__goldtier-loop__loop_step", mine);
        Map<String, Object> done = told(client.call("loop_step", with(mine, "step", 1)));
        assertThat(done.get("plan").toString()).contains("state=done", "said=first");
        assertThat(Json.readObject(stops("session-1").out()).get("reason").toString())
                .contains("call loop_finish");

        Map<String, Object> waiting = told(client.call(
                "loop_step", with(mine, "steps", List.of(Map.of("skill", "act", "input", Map.of("text", "second"))))));
        assertThat(waiting.get("stands").toString()).contains("waits for approval ap-");
        assertThat(stops("session-1").out()).as("it waits for a person").isEmpty();
        assertThat(refusal(client.call("loop_step", with(mine, "step", 2)))).contains("not your turn");

        approve("to-the-end");
        await().until(() ->
                assistant.bean(Loops.class).find(loopId).orElseThrow().waitingFor() != null
                        && assistant
                                .bean(Loops.class)
                                .find(loopId)
                                .orElseThrow()
                                .waitingFor()
                                .equals("Claude Code"));
        assertThat(Json.readObject(stops("session-1").out()).get("reason").toString())
                .contains("All boxes");
        assertThat(told(client.call("loop_finish", mine))).containsEntry("status", "completed");
        assertThat(stops("session-1").out()).as("it is completed").isEmpty();

        await().untilAsserted(() -> assertThat(assistant.log("ralph_wiggum_log.jsonl"))
                .filteredOn(line -> loopId.equals(line.get("loop_id")) && "ACT".equals(line.get("phase")))
                .extracting(line -> line.get("iteration") + " " + line.get("outcome"))
                .contains("1 Done", "2 Done"));
        assertThat(assistant.log("audit_log.jsonl"))
                .filteredOn(line -> "act".equals(line.get("action")) && "success".equals(line.get("status")))
                .filteredOn(line -> "ralph_wiggum_loop".equals(line.get("source")))
                .extracting(line -> line.get("agent"))
                .containsExactly("claude_code");
    }

    private static void approve(String trigger) {
        Map<?, ?> page = (Map<?, ?>) assistant.get("/api/approvals?status=pending");
        for (Object each : (List<?>) page.get("items")) {
            if (trigger.equals(((Map<?, ?>) each).get("trigger_id"))) {
                assistant.post(
                        "/api/approvals/" + ((Map<?, ?>) each).get("approval_id"), Map.of("decision", "approve"));
            }
        }
    }

    private static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put(name, value);
        return all;
    }

    @Test
    void aClientThatIsGoneLosesItsLoopAndAnotherTakesItUp() throws Exception {
        String loopId = loop("taken-up");
        McpClient first = client();
        String lost = (String)
                told(first.call("loop_claim", Map.of("loop_id", loopId))).get("lease");
        told(first.call("loop_step", Map.of("loop_id", loopId, "lease", lost, "step", 1)));

        McpClient second = client();
        assertThat(refusal(second.call("loop_claim", Map.of("loop_id", loopId))))
                .contains("held by another client");
        clock.pass(Duration.ofMinutes(11));
        Map<String, Object> taken = told(second.call("loop_claim", Map.of("loop_id", loopId)));
        assertThat(taken.get("plan").toString()).contains("state=done", "said=first");
        String lease = (String) taken.get("lease");
        assertThat(refusal(first.call("loop_finish", Map.of("loop_id", loopId, "lease", lost))))
                .contains("do not hold");
        uses("session-gone", "mcp__goldtier-loop__loop_step", Map.of("loop_id", loopId, "lease", lost));
        uses("session-here", "mcp__goldtier-loop__loop_step", Map.of("loop_id", loopId, "lease", lease));
        assertThat(stops("session-gone").out()).as("the loop is another's").isEmpty();
        assertThat(stops("session-here").out()).contains("block");

        told(second.call(
                "loop_step",
                Map.of(
                        "loop_id",
                        loopId,
                        "lease",
                        lease,
                        "steps",
                        List.of(Map.of("skill", "peek", "input", Map.of("text", "${steps.1.said}"))))));
        told(second.call("loop_finish", Map.of("loop_id", loopId, "lease", lease)));
        Loop loop = assistant.bean(Loops.class).find(loopId).orElseThrow();
        assertThat(loop.status()).isEqualTo(LoopStatus.COMPLETED);
        assertThat(loop.currentIteration()).isEqualTo(2);
        assertThat(assistant.bean(Actions.class).of("taken-up"))
                .extracting(action -> action.attempts() + " " + action.result())
                .containsExactly("1 {said=first}", "1 {said=first}");
    }

    @Test
    void tenIterationsAreAllThereAre() throws Exception {
        String loopId = loop("ten");
        McpClient client = client();
        String lease = (String)
                told(client.call("loop_claim", Map.of("loop_id", loopId))).get("lease");
        Map<String, Object> mine = Map.of("loop_id", loopId, "lease", lease);
        uses("session-ten", "mcp__goldtier-loop__loop_step", mine);
        told(client.call("loop_step", with(mine, "step", 1)));
        assertThat(refusal(client.call(
                        "loop_step",
                        with(mine, "steps", Collections.nCopies(10, Map.of("skill", "peek", "input", Map.of()))))))
                .contains("11 steps; at most 10");
        told(client.call(
                "loop_step",
                with(mine, "steps", Collections.nCopies(9, Map.of("skill", "peek", "input", Map.of("text", "x"))))));
        await().until(() ->
                assistant.bean(Loops.class).find(loopId).orElseThrow().currentIteration() == 10);
        assertThat(stops("session-ten").out()).as("its iterations are used up").isEmpty();
    }

    @Test
    void wrongDecisionsAreRefusedInASentence() {
        String loopId = loop("wrong");
        McpClient client = client();
        String lease = (String)
                told(client.call("loop_claim", Map.of("loop_id", loopId))).get("lease");
        Map<String, Object> mine = Map.of("loop_id", loopId, "lease", lease);
        assertThat(refusal(client.call("loop_claim", Map.of("loop_id", "ralph-20000101-001"))))
                .contains("There is no loop");
        assertThat(refusal(client.call("loop_claim", Map.of("loop_id", "../../x"))))
                .contains("loop_id");
        assertThat(refusal(client.call("loop_step", Map.of("loop_id", loopId, "lease", "mine"))))
                .contains("do not hold");
        assertThat(refusal(client.call("loop_step", with(mine, "step", 7)))).contains("not an open step");
        assertThat(refusal(client.call("loop_step", with(with(mine, "step", 1), "question", "why?"))))
                .contains("not both");
        assertThat(refusal(client.call("loop_step", with(mine, "wait_until", "2030-01-01T00:00:00Z"))))
                .contains("7 days");
        assertThat(refusal(client.call("loop_step", with(mine, "colour", "red"))))
                .contains("colour");
        for (String skill : List.of("ask_owner", "agent_plan", "rm_rf")) {
            assertThat(refusal(client.call(
                            "loop_step",
                            with(
                                    mine,
                                    "steps",
                                    List.of(Map.of("skill", skill, "input", Map.of("question", "x", "answer", "y")))))))
                    .contains("may not be used here");
        }
        assertThat(told(client.call("loop_step", mine)))
                .as("nothing was decided")
                .containsEntry("your_turn", true);
    }

    @Test
    void onlyTheAssistantsToolsAreUsed() throws Exception {
        for (String tool : List.of(
                "Bash",
                "Write",
                "WebFetch",
                "mcp__github__create_issue",
                "mcp__goldtier-odoo__odoo_create_invoice",
                "mcp__goldtier-social__facebook_post",
                "xmcp__goldtier-loop__loop_step",
                "")) {
            Hook refused = uses("session-3", tool, Map.of("command", "mcp__goldtier-loop__x"));
            assertThat(refused.exit()).as(tool).isEqualTo(2);
            assertThat(refused.err()).contains("loop_step");
        }
        for (String tool : List.of(
                "mcp__goldtier-loop__loop_step",
                "mcp__goldtier-odoo__odoo_search_records",
                "mcp__goldtier-odoo__approval_status")) {
            assertThat(uses("session-3", tool, Map.of()).exit()).as(tool).isZero();
        }
    }

    @Test
    void theFolderSaysHowToWork() throws Exception {
        Map<String, Object> servers = Json.readObject(Files.readString(project.resolve(".mcp.json")));
        assertThat(Json.write(servers))
                .contains("\"goldtier-loop\":{\"type\":\"http\"", "/mcp/odoo", "Bearer ${GOLDTIER_TOKEN}")
                .doesNotContain(
                        Files.readString(assistant.data().resolve("token")).strip());
        Map<String, Object> settings = Json.readObject(Files.readString(project.resolve(".claude/settings.json")));
        assertThat(Json.write(settings))
                .contains("\"CLAUDE_CODE_STOP_HOOK_BLOCK_CAP\":\"12\"", "PreToolUse", "stop.sh");
        assertThat(Files.readString(project.resolve("CLAUDE.md")))
                .contains("- `odoo_create_invoice`: ", "# Company handbook", "known_contacts")
                .doesNotContain("@SKILLS@", "@HANDBOOK@");
        assertThat(project.resolve(".claude/commands/work.md")).exists();
    }
}
