package io.goldtier.mcp;

import static io.goldtier.mcp.McpClient.object;
import static io.goldtier.mcp.McpClient.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.json.Json;
import io.goldtier.mcp.http.McpServlet;
import io.goldtier.trigger.Triggers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The MCP servers of the running program. */
class McpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, Object> TASKS =
            Map.of("extensions", Map.of("io.modelcontextprotocol/tasks", Map.of()));
    private static final Map<String, Object> AUDIT = Map.of("date_from", "2026-01-01", "date_to", "2026-12-31");

    @TempDir
    static Path home;

    private static final Gate GATE = new Gate();
    private static Assistant assistant;

    /** Holds a call until the test lets it go on. */
    public static final class Gate {

        private CountDownLatch reached = new CountDownLatch(1);
        private CountDownLatch open = new CountDownLatch(1);

        /** A step of a route. */
        public void pass() throws InterruptedException {
            reached.countDown();
            open.await(20, TimeUnit.SECONDS);
        }

        void close() {
            reached = new CountDownLatch(1);
            open = new CountDownLatch(1);
        }
    }

    @BeforeAll
    static void start() {
        assistant = Assistant.in(home)
                .bean("testGate", GATE)
                .setting("goldtier.mcp.max-request=64KB")
                .setting("goldtier.quotas.small.limit=1")
                .setting("goldtier.quotas.small.window=1h")
                .route("skills/scarce.camel.yaml", Work.skill("scarce", "retry: safe\nsystem: small", answer("scarce")))
                .route("skills/held.camel.yaml", Work.skill("held", "system: facebook", HELD))
                .route("skills/broken.camel.yaml", Work.skill("broken", "readOnly: true", BROKEN))
                .route("skills/stoppable.camel.yaml", Work.skill("stoppable", "retry: safe", answer("stoppable")))
                .route(
                        "skills/elsewhere.camel.yaml",
                        Work.skill("elsewhere", "retry: safe", answer("elsewhere"))
                                .replace("odoo-mcp", "crm-mcp"))
                .start();
    }

    private static String answer(String name) {
        return """
                - setBody:
                    id: %s-answer
                    expression: {language: {language: template, expression: "{ok: true, said?: \\"${variable.input[text]}\\"}"}}
                """.formatted(name);
    }

    private static final String HELD = """
            - bean: {id: held-gate, ref: testGate, method: pass}
            - setBody:
                id: held-call
                expression:
                  language:
                    language: template
                    expression: |
                      method: POST
                      path: "/{page-id}/feed"
                      form: {message: "${variable.input[text]}"}
                      expects: [id]
            - to: {id: held-post, uri: "outside:facebook"}
            """;

    private static final String BROKEN = """
            - throwException:
                id: broken-boom
                exceptionType: java.lang.IllegalStateException
                message: "java.lang.NullPointerException: Cannot read /home/me/secret.yaml"
            """;

    @AfterAll
    static void stop() {
        assistant.close();
    }

    @Test
    void theStartedSkillsOfAServerAreItsToolsInBothGenerations() {
        for (McpClient client :
                List.of(McpClient.withSession(assistant, "odoo"), McpClient.stateless(assistant, "odoo", Map.of()))) {
            List<Map<String, Object>> tools =
                    objects(client.result("tools/list", Map.of()).get("tools"));

            assertThat(tools)
                    .extracting(tool -> tool.get("name"))
                    .contains("odoo_create_invoice", "odoo_run_audit", "approval_status", "stoppable")
                    .doesNotContain("facebook_post", "elsewhere")
                    .isSorted();
            Map<String, Object> invoice = named(tools, "odoo_create_invoice");
            assertThat(object(invoice.get("inputSchema"))).containsEntry("type", "object");
            assertThat(object(invoice.get("outputSchema")))
                    .containsEntry("type", "object")
                    .containsKey("anyOf");
            assertThat(object(invoice.get("annotations")))
                    .containsEntry("readOnlyHint", false)
                    .containsEntry("idempotentHint", false)
                    .containsEntry("openWorldHint", true);
            assertThat(object(named(tools, "odoo_run_audit").get("annotations")))
                    .containsEntry("readOnlyHint", true);
            assertThat(Json.write(tools)).doesNotContain("\\p{", "\"type\":[");
        }
        assertThat(objects(McpClient.withSession(assistant, "crm")
                        .result("tools/list", Map.of())
                        .get("tools")))
                .extracting(tool -> tool.get("name"))
                .containsExactly("approval_status", "elsewhere");
    }

    private static Map<String, Object> named(List<Map<String, Object>> tools, String name) {
        return tools.stream()
                .filter(tool -> tool.get("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStoppedSkillIsNoToolAndListenersAreTold() throws Exception {
        McpClient old = McpClient.withSession(assistant, "odoo");
        List<Map<String, Object>> toldOld = old.stream(null);
        McpClient fresh = McpClient.stateless(assistant, "odoo", Map.of());
        List<Map<String, Object>> toldFresh = fresh.stream(
                fresh.message("subscriptions/listen", Map.of("notifications", Map.of("toolsListChanged", true))));
        await().atMost(PATIENCE).until(() -> toldFresh.size() == 1);
        assertThat(toldFresh.get(0)).containsEntry("method", "notifications/subscriptions/acknowledged");
        CamelContext camel = assistant.bean(CamelContext.class);

        camel.getRouteController().stopRoute("stoppable");

        for (List<Map<String, Object>> told : List.of(toldOld, toldFresh)) {
            await().atMost(PATIENCE).until(() -> told.stream()
                    .anyMatch(one -> one.get("method").equals("notifications/tools/list_changed")));
        }
        assertThat(object(object(toldFresh.get(1).get("params")).get("_meta")))
                .containsKey("io.modelcontextprotocol/subscriptionId");
        assertThat(old.error("tools/call", Map.of("name", "stoppable")))
                .containsEntry("code", -32602)
                .extracting("message")
                .asString()
                .contains("is stopped");
        camel.getRouteController().startRoute("stoppable");
        assertThat(object(old.call("stoppable", Map.of()).get("structuredContent")))
                .containsEntry("ok", true);
    }

    @Test
    void resultsFromOutsideAreFencedAndStructured() {
        Map<String, Object> result = McpClient.withSession(assistant, "odoo").call("odoo_run_audit", AUDIT);

        assertThat(object(result.get("structuredContent"))).containsEntry("verified", true);
        assertThat(objects(result.get("content")).get(0).get("text").toString())
                .startsWith("Data from odoo between the two marks.")
                .containsPattern("<data ([0-9a-f]{12})>\\n\\{[\\s\\S]*}\\n</data \\1>");
        assertThat(object(result.get("_meta"))).containsEntry("io.goldtier/untrusted", "odoo");
    }

    @Test
    void progressIsToldToWhoWantsIt() {
        McpClient client = McpClient.withSession(assistant, "odoo");
        HttpResponse<String> answer = client.send(
                client.message(
                        "tools/call",
                        Map.of("name", "odoo_run_audit", "arguments", AUDIT, "_meta", Map.of("progressToken", "p-1"))),
                Map.of());

        List<Map<String, Object>> messages = McpClient.messages(answer);
        assertThat(messages).hasSizeGreaterThan(2);
        assertThat(object(messages.get(0).get("params")))
                .containsEntry("progressToken", "p-1")
                .containsEntry("progress", 1);
        assertThat(messages.get(messages.size() - 1)).containsKey("result");
    }

    @Test
    void whatIsWrongWithACallIsToldToTheAgentAndWithARequestToTheClient() {
        McpClient client = McpClient.withSession(assistant, "odoo");

        Map<String, Object> wrong = client.call("odoo_run_audit", Map.of("date_from", "soon"));
        assertThat(wrong).containsEntry("isError", true);
        assertThat(Json.write(wrong)).contains("date_from must be a day such as 2026-02-28, was: \\\"soon\\\"");
        assertThat(client.error("tools/call", Map.of("name", "odoo_delete_all")))
                .containsEntry("code", -32602)
                .extracting("message")
                .asString()
                .startsWith("There is no tool odoo_delete_all here. The tools are: ");
        assertThat(client.error("tools/call", Map.of("name", "facebook_post"))
                        .get("message")
                        .toString())
                .contains("social-mcp");
        assertThat(client.error("tools/call", Map.of("name", "odoo_run_audit", "arguments", "x")))
                .containsEntry("code", -32602);
        assertThat(client.error("tools/list", Map.of("cursor", "nonsense"))).containsEntry("code", -32602);
        assertThat(client.error("no/method", Map.of())).containsEntry("code", -32601);
    }

    @Test
    void noErrorTellsOfOurInside() {
        Map<String, Object> result = McpClient.withSession(assistant, "odoo").call("broken", Map.of());

        assertThat(result).containsEntry("isError", true);
        assertThat(Json.write(result)).contains("broke").doesNotContain("java.", "NullPointer", "/home/me");
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization,'',401",
        "Authorization,Bearer wrong,401",
        "Origin,https://evil.example,403",
        "Content-Type,text/plain,415",
        "Accept,text/html,406",
        "MCP-Protocol-Version,1999-01-01,400",
        "Mcp-Session-Id,'',400",
        "Mcp-Session-Id,0123456789abcdef0123456789abcdef,404"
    })
    void aRequestThatIsNotLetInIsAnsweredInJsonRpc(String header, String value, int status) {
        McpClient client = McpClient.withSession(assistant, "odoo");

        HttpResponse<String> answer = client.send(client.message("tools/list", Map.of()), Map.of(header, value));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(object(Json.readObject(answer.body()).get("error"))).containsKeys("code", "message");
        assertThat(answer.body()).doesNotContain("\tat ", "java.");
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
    }

    @Test
    void whatIsNoMessageIsRefused() {
        McpClient client = McpClient.withSession(assistant, "odoo");

        assertThat(client.send("{", Map.of(), Map.of()).body()).contains("-32700");
        assertThat(client.send("[]", Map.of(), Map.of()).body()).contains("-32600");
        assertThat(client.send("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}", Map.of(), Map.of())
                        .body())
                .contains("-32600");
        assertThat(client.send("{\"x\":\"" + "y".repeat(70_000) + "\"}", Map.of(), Map.of())
                        .statusCode())
                .isEqualTo(413);
        McpClient nowhere = McpClient.stateless(assistant, "nowhere", Map.of());
        assertThat(nowhere.send(nowhere.message("tools/list", Map.of()), Map.of())
                        .statusCode())
                .isEqualTo(404);
        McpClient social = McpClient.withSession(assistant, "social");
        assertThat(client.send(client.message("tools/list", Map.of()), Map.of("Mcp-Session-Id", social.session()))
                        .statusCode())
                .as("a session of another server")
                .isEqualTo(404);
    }

    @Test
    void aPostIsMadeAfterApprovalAndTheLogNamesClientAndServer() {
        McpClient client = McpClient.withSession(assistant, "social");

        Map<String, Object> asked = client.call("facebook_post", Map.of("message", "Asked for through MCP"), "post-1");
        Map<String, Object> pending = object(asked.get("structuredContent"));
        String id = (String) pending.get("approval_id");
        assertThat(pending)
                .containsEntry("status", "pending_approval")
                .containsEntry("approve_at", assistant.address() + "/approvals/" + id);
        await().atMost(PATIENCE)
                .until(() -> assistant.files("Pending_Approval").stream().anyMatch(file -> file.contains(id)));
        assertThat(status(client, id)).containsEntry("status", "pending");
        assertThat(posts()).noneMatch(post -> post.contains("Asked for through MCP"));

        assistant.post("/api/approvals/" + id, Map.of("decision", "approve"));

        await().atMost(PATIENCE).until(() -> "done".equals(status(client, id).get("action_state")));
        assertThat(object(status(client, id).get("result"))).containsKeys("post_id", "post_url");
        assertThat(posts())
                .filteredOn(post -> post.contains("Asked for through MCP"))
                .hasSize(1);
        assertThat(object(client.call("facebook_post", Map.of("message", "Asked for through MCP"), "post-1")
                        .get("structuredContent")))
                .as("the same call once more gives the same answer")
                .containsKey("post_id");
        assertThat(posts())
                .filteredOn(post -> post.contains("Asked for through MCP"))
                .hasSize(1);
        assertThat(assistant.log("audit_log.jsonl"))
                .filteredOn(entry -> "facebook_post".equals(entry.get("skill"))
                        && "success".equals(entry.get("status"))
                        && entry.get("agent") != null)
                .last()
                .satisfies(entry -> assertThat(entry)
                        .containsEntry("agent", "test-client")
                        .containsEntry("mcp_server", "social-mcp")
                        .containsEntry("source", "mcp"));
    }

    @Test
    void aClientIsToldWhatWasChangedBeforeItsCallWasApproved() {
        McpClient client = McpClient.withSession(assistant, "social");
        Map<String, Object> input = Map.of("message", "Words of the client");
        String id =
                (String) object(client.call("facebook_post", input, "changed-1").get("structuredContent"))
                        .get("approval_id");
        assertThat(status(client, id)).doesNotContainKey("input");
        String approved = "Words of the owner, card 4111 1111 1111 1111";

        assistant.post("/api/approvals/" + id, Map.of("decision", "approve", "params", Map.of("message", approved)));

        await().atMost(PATIENCE).until(() -> "done".equals(status(client, id).get("action_state")));
        assertThat(posts()).anyMatch(post -> post.contains(approved));
        Map<String, Object> masked = Map.of("message", "Words of the owner, card ***");
        assertThat(status(client, id))
                .containsEntry("message", "It was approved with changes and is done.")
                .containsEntry("input", masked);
        Map<String, Object> again = client.call("facebook_post", input, "changed-1");
        assertThat(object(again.get("structuredContent"))).containsKey("post_id");
        assertThat(object(again.get("_meta"))).containsEntry("io.goldtier/input", masked);
        assertThat(Json.write(again.get("content")))
                .contains("It was approved with changes and is done.", "Words of the owner, card ***", "post_id")
                .doesNotContain("4111");
        assertThat(Json.write(client.call("facebook_post", Map.of("message", "Other words"), "changed-1")))
                .contains("belongs to another call")
                .doesNotContain("Words of the owner");
    }

    private static Map<String, Object> status(McpClient client, String id) {
        return object(client.call("approval_status", Map.of("approval_id", id)).get("structuredContent"));
    }

    private static List<String> posts() {
        Map<String, Object> state = object(assistant.get("/sandbox/state"));
        return objects(object(state.get("graph")).get("posts")).stream()
                .map(Json::write)
                .toList();
    }

    @Test
    void aKeyIsOneCallWhateverItsInput() {
        McpClient client = McpClient.withSession(assistant, "odoo");

        Map<String, Object> first = client.call("stoppable", Map.of("text", "a"), "k-1");
        Map<String, Object> other = client.call("stoppable", Map.of("text", "b"), "k-1");

        assertThat(first).doesNotContainKey("isError");
        assertThat(other).containsEntry("isError", true);
        assertThat(Json.write(other)).contains("The idempotency key belongs to another call");
        assertThat(Json.write(
                        client.call("stoppable", Map.of("text", "a"), "k-1").get("structuredContent")))
                .isEqualTo(Json.write(first.get("structuredContent")));
    }

    @Test
    void aWaitingCallIsATaskForWhoSpeaksOfTasks() {
        McpClient client = McpClient.stateless(assistant, "social", TASKS);
        Map<String, Object> begun = client.call("facebook_post", Map.of("message", "As a task"));
        assertThat(begun).containsEntry("resultType", "task").containsEntry("status", "working");
        Map<String, Object> task = Map.of("taskId", begun.get("taskId"));
        assertThat(client.result("tasks/get", task)).containsEntry("status", "working");
        List<Map<String, Object>> told = client.stream(client.message(
                "subscriptions/listen", Map.of("notifications", Map.of("taskIds", List.of(begun.get("taskId"))))));

        assistant.post(
                "/api/approvals/" + begun.get("taskId"),
                Map.of("decision", "approve", "params", Map.of("message", "As another task")));

        await().atMost(PATIENCE)
                .until(() -> client.result("tasks/get", task).get("status").equals("completed"));
        Map<String, Object> done = client.result("tasks/get", task);
        assertThat(done).containsEntry("statusMessage", "It was approved with changes and is done.");
        assertThat(object(object(done.get("result")).get("structuredContent"))).containsKey("post_id");
        assertThat(object(object(done.get("result")).get("_meta")))
                .containsEntry("io.goldtier/input", Map.of("message", "As another task"));
        await().atMost(PATIENCE).until(() -> told.stream()
                .anyMatch(one -> "completed".equals(object(one.get("params")).get("status"))));

        Map<String, Object> second = client.call("facebook_post", Map.of("message", "Called off"));
        client.result("tasks/cancel", Map.of("taskId", second.get("taskId")));
        assertThat(client.result("tasks/get", Map.of("taskId", second.get("taskId"))))
                .containsEntry("status", "cancelled");
        assertThat(client.error("tasks/get", Map.of("taskId", "ap-unknown"))).containsEntry("code", -32602);
        assertThat(McpClient.stateless(assistant, "social", Map.of()).error("tasks/get", task))
                .containsEntry("code", -32021);
    }

    @Test
    void aPageThatAClientShowsDecidesNothing() {
        McpClient client = McpClient.stateless(assistant, "social", Map.of("elicitation", Map.of("url", Map.of())));
        Map<String, Object> call = Map.of("name", "facebook_post", "arguments", Map.of("message", "Shown"));
        Map<String, Object> shown = client.result("tools/call", call);
        assertThat(shown).containsEntry("resultType", "input_required");
        String id = (String) shown.get("requestState");
        assertThat(Json.write(shown.get("inputRequests"))).contains("/approvals/" + id);

        Map<String, Object> again = new LinkedHashMap<>(call);
        again.put("requestState", id);
        again.put("inputResponses", Map.of("approval", Map.of("action", "accept", "content", Map.of("approve", true))));
        Map<String, Object> result = client.result("tools/call", again);

        assertThat(object(result.get("structuredContent")))
                .containsEntry("status", "pending_approval")
                .containsEntry("approval_id", id);
        assertThat(posts()).noneMatch(post -> post.contains("Shown"));
        again.put("requestState", "ap-made-up");
        assertThat(client.error("tools/call", again)).containsEntry("code", -32602);
    }

    @Test
    void aUsedUpQuotaSaysWhenToComeBack() {
        McpClient client = McpClient.withSession(assistant, "odoo");
        client.call("scarce", Map.of());

        Map<String, Object> result = client.call("scarce", Map.of());

        assertThat(result).containsEntry("isError", true);
        assertThat(Json.write(result)).contains("The quota small is used up", "Call again in", "retry_at");
    }

    @Test
    void aCallThatIsCalledOffBeforeItActsDoesNotAct() throws InterruptedException {
        GATE.close();
        McpClient client = McpClient.withSession(assistant, "social");
        // The skill of this test is on the server of the books
        McpClient books = McpClient.withSession(assistant, "odoo");
        Map<String, Object> message =
                books.message("tools/call", Map.of("name", "held", "arguments", Map.of("text", "Never sent")));
        List<HttpResponse<String>> answers = new ArrayList<>();
        Thread caller = new Thread(() -> answers.add(books.send(message, Map.of())));
        caller.start();
        assertThat(GATE.reached.await(20, TimeUnit.SECONDS)).isTrue();

        Map<String, Object> cancel = Map.of(
                "jsonrpc", "2.0",
                "method", "notifications/cancelled",
                "params", Map.of("requestId", message.get("id")));
        assertThat(books.send(cancel, Map.of()).statusCode()).isEqualTo(202);
        caller.join(5000);
        assertThat(answers).singleElement().satisfies(answer -> assertThat(answer.body())
                .isEmpty());
        GATE.open.countDown();

        await().atMost(PATIENCE).until(() -> assistant.log("audit_log.jsonl").stream()
                .anyMatch(entry -> "held".equals(entry.get("skill"))
                        && "failure".equals(entry.get("status"))
                        && Json.write(entry).contains("called off")));
        assertThat(posts()).noneMatch(post -> post.contains("Never sent"));
        assertThat(client.result("ping", Map.of())).isEmpty();
    }

    @Test
    void documentsCanBeReadAndWatched() {
        assistant
                .bean(Triggers.class)
                .accept(Work.of(
                        "mcp-t-1", Work.step("social_generate_summary", Map.of("content", "Done for Client ABC"))));
        McpClient client = McpClient.withSession(assistant, "odoo");
        List<Map<String, Object>> told = client.stream(null);
        client.result("resources/subscribe", Map.of("uri", "goldtier://approvals"));
        client.result("resources/subscribe", Map.of("uri", "goldtier://triggers/mcp-t-1"));
        await().atMost(PATIENCE)
                .until(() -> read(client, "goldtier://triggers/mcp-t-1").contains("\"completed\""));

        assertThat(read(client, "goldtier://plans/mcp-t-1")).contains("social_generate_summary");
        assertThat(read(client, "goldtier://audit?trigger=mcp-t-1&status=success"))
                .contains("mcp-t-1");
        assertThat(objects(client.result("resources/list", Map.of()).get("resources")))
                .extracting(resource -> resource.get("uri"))
                .contains("goldtier://dashboard", "goldtier://approvals");
        assertThat(objects(client.result("resources/templates/list", Map.of()).get("resourceTemplates")))
                .extracting(template -> template.get("uriTemplate"))
                .contains("goldtier://triggers/{trigger_id}");
        assertThat(client.error("resources/read", Map.of("uri", "goldtier://triggers/none")))
                .containsEntry("code", -32002);
        assertThat(McpClient.stateless(assistant, "odoo", Map.of())
                        .error("resources/read", Map.of("uri", "goldtier://plans/..%2F..%2Ftoken")))
                .containsEntry("code", -32602);

        McpClient.withSession(assistant, "social").call("facebook_post", Map.of("message", "Watched"));
        await().atMost(PATIENCE).until(() -> told.stream().anyMatch(one -> "goldtier://approvals"
                .equals(object(one.get("params")).get("uri"))));
    }

    private static String read(McpClient client, String uri) {
        return objects(client.result("resources/read", Map.of("uri", uri)).get("contents"))
                .get(0)
                .get("text")
                .toString();
    }

    @Test
    void promptsAndCompletionHelpPeople() {
        assistant
                .bean(Triggers.class)
                .accept(Work.of("mcp-p-1", Work.step("social_generate_summary", Map.of("content", "Done"))));
        McpClient client = McpClient.withSession(assistant, "email");

        assertThat(objects(client.result("prompts/list", Map.of()).get("prompts")))
                .extracting(prompt -> prompt.get("name"))
                .containsExactly("explain_trigger", "prepare_briefing", "triage_inbox");
        Map<String, Object> words = client.result(
                "prompts/get", Map.of("name", "explain_trigger", "arguments", Map.of("trigger_id", "mcp-p-1")));
        assertThat(Json.write(words)).contains("goldtier://triggers/mcp-p-1", "Explain the attached piece of work");
        assertThat(client.error("prompts/get", Map.of("name", "explain_trigger")))
                .containsEntry("code", -32602);
        Map<String, Object> completed = client.result(
                "completion/complete",
                Map.of(
                        "ref", Map.of("type", "ref/prompt", "name", "explain_trigger"),
                        "argument", Map.of("name", "trigger_id", "value", "mcp-p")));
        assertThat(object(completed.get("completion")).get("values")).isEqualTo(List.of("mcp-p-1"));
        assertThat(client.result("logging/setLevel", Map.of("level", "error"))).isEmpty();
        assertThat(client.error("logging/setLevel", Map.of("level", "loud"))).containsEntry("code", -32602);
    }

    @Test
    void aSessionThatItsClientEndsIsGone() {
        McpClient client = McpClient.withSession(assistant, "odoo");
        int before = assistant.bean(McpServlet.class).sessions();

        assertThat(client.end().statusCode()).isEqualTo(204);

        assertThat(assistant.bean(McpServlet.class).sessions()).isEqualTo(before - 1);
        assertThat(client.send(client.message("ping", Map.of()), Map.of()).statusCode())
                .isEqualTo(404);
    }
}
