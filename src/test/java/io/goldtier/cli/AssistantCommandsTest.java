package io.goldtier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look at a running assistant, against a small server in its place. */
class AssistantCommandsTest {

    @TempDir
    private Path data;

    private final List<String> requests = new ArrayList<>();
    private final Map<String, String> answers = new HashMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(data.resolve("token"), "secret\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void approvingAndRejectingAreDecisions() {
        assertThat(run("approve", "ap-1").out()).contains("Approved ap-1.");
        assertThat(run("approve", "ap-3", "--reason", "as agreed").out()).contains("Approved ap-3.");
        assertThat(run("reject", "ap-2", "--reason", "too dear").out()).contains("Rejected ap-2.");

        assertThat(requests)
                .containsExactly(
                        "POST /api/approvals/ap-1 {\"decision\":\"approve\"}",
                        "POST /api/approvals/ap-3 {decision=approve, reason=as agreed}",
                        "POST /api/approvals/ap-2 {decision=reject, reason=too dear}");
    }

    @Test
    void anActionInDoubtIsSettled() {
        assertThat(run("resolve", "act-1", "retry").code()).isZero();

        assertThat(requests).containsExactly("POST /api/actions/act-1/resolve {\"outcome\":\"retry\"}");
        assertThat(run("resolve", "act-1", "maybe").code()).isEqualTo(2);
    }

    @Test
    void auditEntriesOfAllPagesAreOneJsonLineEach() {
        answers.put("/api/audit?status=failure", "{\"items\":[{\"seq\":1},{\"seq\":2}],\"next\":\"a b\"}");
        answers.put("/api/audit?status=failure&cursor=a%20b", "{\"items\":[{\"seq\":3}],\"next\":null}");

        assertThat(run("audit", "query", "--status", "failure").out().lines())
                .containsExactly("{\"seq\":1}", "{\"seq\":2}", "{\"seq\":3}");
    }

    @Test
    void statusShowsWhatNeedsAPerson() {
        answers.put(
                "/api/triggers?limit=10",
                "{\"items\":[{\"trigger_id\":\"cd-trigger-001\",\"status\":\"completed\",\"source_type\":\"file_drop\","
                        + "\"triggered_actions\":[{\"type\":\"odoo_create_invoice\"}]}],\"next\":null}");
        answers.put(
                "/api/status",
                "{\"mode\":\"sandbox\",\"vault\":\"/v\",\"triggers\":{\"completed\":3},\"loops\":{},"
                        + "\"approvals\":[{\"approval_id\":\"ap-1\",\"action\":\"facebook_post\"}],\"more_approvals\":4,"
                        + "\"in_doubt\":[],\"alerts\":[],"
                        + "\"quotas\":[{\"quota\":\"facebook\",\"requests\":3,\"limit\":200,\"window_reset\":\"10:45\"}],"
                        + "\"servers\":[{\"server_id\":\"social-mcp\",\"status\":\"active\"}],\"systems\":[]}");

        assertThat(run("status").out())
                .contains("cd-trigger-001  completed  file_drop")
                .contains("odoo_create_invoice")
                .contains("  and 2 more (--limit 500 shows them)")
                .contains("ap-1  facebook_post")
                .contains("  and 4 more in Pending_Approval/")
                .contains("social-mcp  active")
                .contains("Triggers (3 completed)")
                .contains("facebook  3 of 200  until 10:45");
    }

    @Test
    void aRefusalIsShownInTheAssistantsOwnWords() {
        answers.put("/api/approvals/ap-9", "409 {\"error\":\"ap-9 was decided already.\"}");

        CliRun run = run("approve", "ap-9");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("goldtier: ap-9 was decided already.\n");
    }

    @Test
    void aWrongTokenIsNamed() {
        answers.put("/api/status", "401 {}");

        assertThat(run("status").err()).contains("did not accept the token").contains("--goldtier.data");
    }

    @Test
    void noRunningAssistantIsOneSentence() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        CliRun run = CliRun.of(List.of("--goldtier.data=" + data, "--server.port=" + free), "status");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().contains("No assistant is running");
    }

    private CliRun run(String... command) {
        return CliRun.of(
                List.of(
                        "--goldtier.data=" + data,
                        "--server.port=" + server.getAddress().getPort()),
                command);
    }

    private void answer(HttpExchange exchange) throws IOException {
        assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer secret");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().toString();
        if (exchange.getRequestMethod().equals("POST")) {
            requests.add("POST " + path + " " + readable(body));
        }
        String answer = answers.getOrDefault(path, "{}");
        int status = 200;
        if (answer.matches("\\d{3} .*")) {
            status = Integer.parseInt(answer.substring(0, 3));
            answer = answer.substring(4);
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Several fields come in any order: sorted, they can be compared. */
    private static String readable(String body) {
        Map<String, Object> fields = io.goldtier.json.Json.readObject(body);
        return fields.size() == 1 ? body : new java.util.TreeMap<>(fields).toString();
    }
}
