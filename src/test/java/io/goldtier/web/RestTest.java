package io.goldtier.web;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.json.Json;
import io.goldtier.trigger.Triggers;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The REST addresses over real HTTP. */
class RestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, Object> CONTENT = Map.of("content", "Project completed for Client ABC");

    @TempDir
    static Path home;

    private static Assistant assistant;

    @BeforeAll
    static void start() {
        assistant = Assistant.in(home)
                .route("skills/doubtful.camel.yaml", Work.skill("doubtful", "retry: unsafe", BROKEN))
                .setting("goldtier.quotas.small.limit=1")
                .setting("goldtier.quotas.small.window=1h")
                .route("skills/scarce.camel.yaml", Work.skill("scarce", "retry: safe\nsystem: small", ANSWER))
                .start();
        for (int i = 1; i <= 5; i++) {
            assistant.bean(Triggers.class).accept(Work.of("t-" + i, step("social_generate_summary", CONTENT)));
        }
        await().atMost(PATIENCE)
                .until(() -> items("/api/triggers?status=completed").size() == 5);
    }

    private static final String BROKEN = """
            - throwException:
                id: doubtful-boom
                exceptionType: java.lang.IllegalStateException
                message: no answer
            """;

    private static final String ANSWER = """
            - setBody:
                id: scarce-answer
                expression:
                  language:
                    language: template
                    expression: "{ok: true}"
            """;

    @AfterAll
    static void stop() {
        assistant.close();
    }

    @Test
    void listsArePagedByCursorWithoutGapsAndDoubles() {
        List<Object> seen = new ArrayList<>();
        Object cursor = "";
        while (cursor != null) {
            Map<String, Object> page = map("/api/triggers?limit=2&cursor=" + cursor);
            items(page).forEach(trigger -> seen.add(trigger.get("trigger_id")));
            cursor = page.get("next");
        }
        assertThat(seen).containsExactly("t-5", "t-4", "t-3", "t-2", "t-1");

        List<Object> lines = new ArrayList<>();
        cursor = "0";
        while (cursor != null && lines.size() < 1000) {
            Map<String, Object> page = map("/api/audit?limit=3&cursor=" + cursor);
            items(page).forEach(entry -> lines.add(entry.get("seq")));
            cursor = page.get("next");
        }
        assertThat(lines).doesNotHaveDuplicates().hasSizeGreaterThan(10);
        assertThat(lines.get(0)).isEqualTo(1);
    }

    @Test
    void aTriggerHasTheFieldsOfTheDataModelAndItsSteps() {
        Map<String, Object> trigger = map("/api/triggers/t-1");

        assertThat(trigger)
                .containsKeys(
                        "trigger_id",
                        "source_domain",
                        "source_type",
                        "source_data",
                        "triggered_actions",
                        "status",
                        "created",
                        "updated",
                        "context")
                .containsEntry("plan_md", "Plans/PLAN_t-1.md");
        assertThat(trigger.get("actions").toString()).contains("state=done", "attempts=1");
    }

    @Test
    void theAuditLogCanBeQueried() {
        assertThat(items("/api/audit?trigger=t-2")).isNotEmpty().allMatch(entry -> entry.get("trigger_id")
                .equals("t-2"));
        assertThat(items("/api/audit?action=accept_trigger")).hasSize(5);
        assertThat(items("/api/audit?status=failure&to=2020-01-01")).isEmpty();
        assertThat(items("/api/audit?from=2020-01-01T00:00:00Z&limit=1")).hasSize(1);
    }

    @Test
    void callsOfSkillsAreAnsweredWithTheStatusThatTheyDeserve() throws Exception {
        assertThat(call("social_generate_summary", CONTENT).statusCode()).isEqualTo(200);
        assertThat(call("social_generate_summary", Map.of("platform", "fax")).statusCode())
                .isEqualTo(422);
        assertThat(Json.readObject(
                        call("social_generate_summary", Map.of("content", 1)).body()))
                .containsEntry("field", "content")
                .containsKey("error");
        assertThat(call("nothing", Map.of()).statusCode()).isEqualTo(404);
        HttpResponse<String> doubt = call("doubtful", Map.of());
        assertThat(doubt.statusCode()).isEqualTo(409);
        assertThat(call("scarce", Map.of()).statusCode()).isEqualTo(200);
        HttpResponse<String> throttled = call("scarce", Map.of());
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(3500, 3600));

        assistant.bean(CamelContext.class).getRouteController().stopRoute("social_generate_summary");
        HttpResponse<String> stopped = call("social_generate_summary", CONTENT);
        assistant.bean(CamelContext.class).getRouteController().startRoute("social_generate_summary");

        assertThat(stopped.statusCode()).isEqualTo(503);
        assertThat(stopped.body()).contains("is stopped");
    }

    @Test
    void aDoubtIsSettledOnce() {
        assistant.bean(Triggers.class).accept(Work.of("doubt", step("doubtful", Map.of())));
        await().atMost(PATIENCE)
                .until(() ->
                        map("/api/triggers/doubt").get("actions").toString().contains("state=in_doubt"));

        assertThat(resolve("perhaps").statusCode()).isEqualTo(422);
        await().atMost(PATIENCE).until(() -> assistant.files("Inbox").toString().contains("in-doubt-doubtful"));
        assertThat(resolve("done").statusCode()).isEqualTo(200);
        assertThat(assistant.files("Inbox").toString()).doesNotContain("in-doubt-doubtful");
        assertThat(resolve("done").statusCode()).isEqualTo(409);
        await().atMost(PATIENCE)
                .until(() -> map("/api/triggers/doubt").get("status").equals("completed"));
        assertThat(assistant
                        .post("/api/actions/none/resolve", Map.of("outcome", "done"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatWaitsCanBeScraped() throws Exception {
        assertThat(assistant.text("/actuator/prometheus"))
                .contains("goldtier_steps{state=\"in_doubt\"}", "goldtier_outbox_waiting", "jvm_memory_used_bytes");
    }

    @Test
    void serversNeverShowCredentials() throws Exception {
        List<Map<String, Object>> servers = items("/api/servers");

        assertThat(servers).extracting(server -> server.get("server_id")).contains("odoo-mcp", "social-mcp");
        assertThat(servers).allSatisfy(server -> assertThat(server).containsKeys("status", "last_health_check"));
        assertThat(servers.toString()).doesNotContain("sandbox-odoo-key", "graph");
        assertThat(servers.toString() + map("/api/status"))
                .doesNotContain(
                        Files.readString(assistant.data().resolve("token")).strip());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(items("/api/servers"))
                .allSatisfy(server -> assertThat(server).containsEntry("status", "active")));
    }

    @Test
    void whileTheVaultIsAwayTheAnswerIsThatItIs() throws Exception {
        Path inbox = assistant.vault().resolve("Inbox");
        Path away = home.resolve("away");
        Files.move(inbox, away);
        try {
            assertThat(assistant.text("/api/status")).contains("cannot be used at the moment");
            assertThat(assistant.text("/")).contains("<title>Sorry", "cannot be used at the moment");
        } finally {
            Files.move(away, inbox);
        }
        assertThat(assistant.text("/api/status")).contains("\"mode\":\"sandbox\"");
    }

    @Test
    void whatIsPutTakesThePlaceOfAllFaults() throws Exception {
        assistant.post("/sandbox/faults", Map.of("x", Map.of("refuse", true)));
        assertThat(put("{\"odoo\": {\"refuse\": true}}")).contains("odoo").doesNotContain("\"x\"");
        assertThat(put("{\"odoo\": {\"refuse\": 7}}")).contains("error");
        assertThat(put("{}")).isEqualTo("{}");
    }

    private static String put(String faults) throws Exception {
        var put = HttpRequest.newBuilder(URI.create(assistant.address() + "/sandbox/faults"))
                .header(
                        "Authorization",
                        "Bearer "
                                + Files.readString(assistant.data().resolve("token"))
                                        .strip())
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(faults))
                .build();
        return HttpClient.newHttpClient()
                .send(put, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aWrongContentTypeIsRefusedAndNoFaultOfOurs() throws Exception {
        var put = HttpRequest.newBuilder(URI.create(assistant.address() + "/sandbox/faults"))
                .header(
                        "Authorization",
                        "Bearer "
                                + Files.readString(assistant.data().resolve("token"))
                                        .strip())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        var answer = HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("Unsupported Media Type");
    }

    @Test
    void theSameIdempotencyKeyIsTheSameCall() throws Exception {
        String first = keyed("facebook_post", "key-1", Map.of("message", "Asked twice"));
        assertThat(first)
                .contains("\"approval_id\"")
                .isEqualTo(keyed("facebook_post", "key-1", Map.of("message", "Asked twice")));
        assertThat(keyed("facebook_post", "key-2", Map.of("message", "Asked twice")))
                .isNotEqualTo(first);
        assertThat(keyed("facebook_post", "key-1", Map.of("message", "Something else")))
                .contains("The idempotency key belongs to another call", "\"field\":\"idempotency_key\"");
        assertThat(keyed("facebook_post", "x".repeat(201), Map.of("message", "Asked twice")))
                .contains("Idempotency-Key must have 1 to 200 characters.");
        Map<String, Object> invoice = Map.of("client", "Client Key", "amount", 31, "currency", "USD");
        String made = keyed("odoo_create_invoice", "key-3", invoice);
        for (String written : List.of("31.0", "31.00")) {
            assertThat(keyed(
                            "odoo_create_invoice",
                            "key-3",
                            Map.of("client", "Client Key", "amount", new BigDecimal(written), "currency", "USD")))
                    .as("a number written otherwise is the same number")
                    .isEqualTo(made);
        }
    }

    @Test
    void theSameCallIsToldWhatWasChangedBeforeItWasApproved() throws Exception {
        Map<String, Object> input = Map.of("message", "Words of the program");
        Object id = Json.readObject(keyed("facebook_post", "changed-1", input)).get("approval_id");

        assistant.post(
                "/api/approvals/" + id,
                Map.of(
                        "decision",
                        "approve",
                        "params",
                        Map.of("message", "Words of the owner, card 4111 1111 1111 1111")));

        await().untilAsserted(() -> assertThat(Json.readObject(keyed("facebook_post", "changed-1", input)))
                .containsKey("post_id")
                .containsEntry("approved_params", Map.of("message", "Words of the owner, card ***")));
        assertThat(keyed("facebook_post", "changed-1", Map.of("message", "Other words")))
                .doesNotContain("Words of the owner");
    }

    private static String keyed(String skill, String key, Map<String, Object> input) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(assistant.address() + "/api/skills/" + skill))
                .header(
                        "Authorization",
                        "Bearer "
                                + Files.readString(assistant.data().resolve("token"))
                                        .strip())
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(input)))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void whatCannotBeAnsweredIsSaidInASentence() {
        for (String path : List.of(
                "/api/triggers?limit=0",
                "/api/triggers?limit=x",
                "/api/triggers?cursor=x",
                "/api/triggers?status=odd",
                "/api/triggers/none",
                "/api/loops/none",
                "/api/approvals/none",
                "/api/approvals?status=odd",
                "/api/audit?from=yesterday",
                "/api/nowhere")) {
            assertThat(map(path)).as(path).containsKey("error");
        }
        assertThat(map("/api/status").get("triggers").toString()).contains("completed");
    }

    private static HttpResponse<String> call(String skill, Map<String, Object> input) {
        return assistant.post("/api/skills/" + skill, input);
    }

    private static HttpResponse<String> resolve(String outcome) {
        return assistant.post("/api/actions/doubt-a1/resolve", Map.of("outcome", outcome));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(String path) {
        return (Map<String, Object>) assistant.get(path);
    }

    private static List<Map<String, Object>> items(String path) {
        return items(map(path));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> items(Map<String, Object> page) {
        return (List<Map<String, Object>>) page.get("items");
    }
}
