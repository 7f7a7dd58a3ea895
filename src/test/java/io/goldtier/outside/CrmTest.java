package io.goldtier.outside;

import static io.goldtier.Work.step;
import static io.goldtier.outside.Crm.acts;
import static io.goldtier.outside.Crm.cut;
import static io.goldtier.outside.Crm.endless;
import static io.goldtier.outside.Crm.json;
import static io.goldtier.outside.Crm.text;
import static io.goldtier.outside.Crm.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.json.Json;
import io.goldtier.outside.health.Servers;
import io.goldtier.route.RouteReload;
import io.goldtier.skill.system.Quotas;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Outside systems that are a card and a few routes in YAML have everything that the assistant promises. */
class CrmTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String KEY = "sk-0123456789-of-nobody/+=";

    @TempDir
    static Path home;

    private static Crm far;
    private static Assistant assistant;

    @BeforeAll
    static void start() throws IOException {
        far = new Crm();
        assistant = Assistant.in(home).setting("goldtier.mode=live");
        for (String system : List.of("crm", "lost", "busy", "ill", "keys", "said")) {
            add(system);
        }
        add("few", "health: ''");
        assistant.setting("goldtier.quotas.few.limit=6").setting("goldtier.quotas.few.window=1h");
        CrmFiles.skill(assistant, "few_wide", "readOnly: true\ncost: 3", "path: /clients");
        CrmFiles.skill(assistant, "few_deep", "readOnly: true", "path: /clients", "path: /clients", "path: /clients");
        add("small", "largest: 1KB", "timeout: 500ms");
        add("gone", "address: http://127.0.0.1:1");
        add("slow", "pace: 200ms");
        add("basic", "auth: basic user api-key");
        assistant.setting("goldtier.systems.basic.user=somebody");
        add("header", "auth: header X-Key api-key");
        add("query", "auth: query key api-key");
        CrmFiles.skill(assistant, "query_open", "readOnly: true", "path: \"/clients/a b\"");
        CrmFiles.skill(assistant, "crm_wrong", "retry: unsafe", """
                method: POST
                path: /notes
                known: "${variable.input[text]}"
                """);
        assistant.route(
                "connectors/vague.camel.yaml",
                CrmFiles.card("vague").replace("expression: \"done: false\"", "expression: \"done: 'no'\""));
        assistant
                .setting("goldtier.systems.vague.url=" + far.address() + "/vague")
                .setting("goldtier.systems.vague.api-key=" + KEY);
        CrmFiles.skills(assistant, "vague");
        add("parts");
        CrmFiles.skill(assistant, "parts_deal", "retry: unsafe", """
                method: PUT
                path: /drafts/d1
                part: preparation
                json: {for: "${variable.input[client]}"}
                known: {name: id}
                leaves: a draft
                """, """
                method: POST
                path: /deals
                json: {for: "${variable.input[client]}"}
                known: {id: deal.id}
                expects: [deal.id]
                """, """
                method: POST
                path: /files
                part: addition
                json: {text: attached}
                """);
        assistant.start();
    }

    private static void add(String system, String... properties) {
        CrmFiles.system(assistant, system, far.address(), KEY, properties);
        CrmFiles.skills(assistant, system);
    }

    @AfterAll
    static void stop() {
        assistant.close();
        far.close();
    }

    private static HttpResponse<String> call(String skill) {
        return assistant.post("/api/skills/" + skill, Map.of("client", "Acme", "text", "Called"));
    }

    /** A task with one step; its action. */
    private static String task(String skill) {
        String id = skill + "-" + System.nanoTime();
        assistant.bean(Triggers.class).accept(Work.of(id, step(skill, Map.of("client", "Acme", "text", "Called"))));
        return id + "-a1";
    }

    private static Action action(String id) {
        return assistant.bean(Actions.class).find(id).orElseThrow();
    }

    private static void awaitState(String id, ActionState state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(action(id).state())
                .as("%s: %s", id, action(id).message())
                .isEqualTo(state));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> server(String id) {
        return ((List<Map<String, Object>>) ((Map<?, ?>) assistant.get("/api/servers")).get("items"))
                .stream()
                        .filter(each -> id.equals(each.get("server_id")))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<Map<String, Object>> lines(String action, String kind) {
        return assistant.log("error_log.jsonl").stream()
                .filter(line ->
                        line.toString().contains(action) && line.toString().contains("class=" + kind))
                .toList();
    }

    private static List<String> alerts(String words) {
        return assistant.files("Inbox").stream()
                .filter(name -> name.contains(words))
                .toList();
    }

    @Test
    void aCallGoesOutAndItsAnswerComesBack() {
        var found = assistant.post("/api/skills/crm_find", Map.of("client", "Müller & Sons?x=1/../#"));
        assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
        assertThat(Json.readObject(found.body())).containsEntry("id", "c1").containsEntry("name", "Acme");
        Crm.Call seen = far.calls("GET /crm/clients").get(0);
        assertThat(seen.address()).isEqualTo("/crm/clients?name=M%C3%BCller+%26+Sons%3Fx%3D1%2F..%2F%23");
        assertThat(seen.header("Authorization")).isEqualTo("Bearer " + KEY);

        var noted = call("crm_note");
        assertThat(noted.statusCode()).as(noted.body()).isEqualTo(200);
        assertThat(far.effects("crm")).singleElement().asString().contains("\"text\":\"Called\"");
    }

    @Test
    void aServerSaysHowItsSystemIs() {
        Servers servers = assistant.bean(Servers.class);
        servers.check();
        assertThat(server("ill-mcp"))
                .containsEntry("status", "active")
                .containsEntry("systems", List.of("ill"))
                .doesNotContainKey("message");
        assertThat(server("gone-mcp"))
                .containsEntry("status", "error")
                .containsEntry("message", "Gone cannot be reached at http://127.0.0.1:1.");

        far.always("GET /ill/status", json(500, Map.of("message", "ill")));
        servers.check();
        assertThat(server("ill-mcp"))
                .containsEntry("status", "error")
                .containsEntry("message", "Ill answered with an internal error (status 500).");
        far.always("GET /ill/status", json(401, Map.of("message", "Who are you?")));
        servers.check();
        assertThat(server("ill-mcp"))
                .containsEntry("status", "error")
                .extracting("message")
                .asString()
                .contains("goldtier.systems.ill.*")
                .contains("It says: Who are you?");
        far.always("GET /ill/status", null);
        servers.check();
        assertThat(server("ill-mcp")).containsEntry("status", "active");
    }

    @Test
    void aQuotaCountsRequests() {
        assertThat(call("few_wide").statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> used("few") == 1);
        assertThat(call("few_deep").statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> used("few") == 4);
        int before = far.calls("GET /few/clients").size();

        var refused = call("few_wide");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(far.calls("GET /few/clients")).hasSize(before);
        assertThat(call("few_find").statusCode()).isEqualTo(200);
        assertThat(server("few-mcp").get("rate_limits").toString()).contains("few={requests=5, limit=6");
    }

    private static long used(String quota) {
        return assistant.bean(Quotas.class).usage().stream()
                .filter(each -> each.name().equals(quota))
                .findFirst()
                .orElseThrow()
                .requests();
    }

    @Test
    void aLostAnswerIsInDoubtAskedOrRepeatedAsTheCardSays() {
        for (String path : List.of("POST /lost/notes", "POST /lost/notes", "PUT /lost/notes/fixed")) {
            far.next(path, acts(cut()));
        }
        String unsafe = task("lost_note");
        awaitState(unsafe, ActionState.IN_DOUBT);
        String verified = task("lost_sure");
        awaitState(verified, ActionState.DONE);
        String repeated = task("lost_keep");
        awaitState(repeated, ActionState.DONE);

        assertThat(action(verified).result()).containsEntry("id", "found");
        assertThat(far.effects("lost")).hasSize(3);
        assertThat(far.calls("POST /lost/notes")).hasSize(2);
        assertThat(far.calls("PUT /lost/notes"))
                .hasSize(2)
                .extracting(Crm.Call::body)
                .containsOnly(far.calls("PUT /lost/notes").get(0).body());
        assertThat(alerts("in-doubt-lost-note")).hasSize(1);
    }

    @Test
    void aLookThatSaysNeitherYesNorNoIsToldWhatItLeft() {
        far.next("POST /vague/notes", cut());
        String verified = task("vague_sure");
        awaitState(verified, ActionState.IN_DOUBT);

        assertThat(action(verified).message())
                .contains(
                        "vague-verify could not tell: it left done: \"no\", but must leave done: true with its output,"
                                + " done: false, or a reason");
        assertThat(far.calls("POST /vague/notes")).hasSize(1);
    }

    @Test
    void anOutputOfAnotherTypeIsNamedToWhoeverDecides() throws IOException {
        far.next("POST /crm/notes", json(200, Map.of("id", 17)));
        String noted = task("crm_note");
        awaitState(noted, ActionState.DONE);

        assertThat(String.valueOf(action(noted).result()))
                .contains("What came is not what the card says: id is 17 of type \"integer\", but must be of type"
                        + " \"string\".")
                .contains("missing: id");
        await().atMost(PATIENCE).until(() -> !alerts("crm-note").isEmpty());
        assertThat(Files.readString(assistant
                        .vault()
                        .resolve("Inbox")
                        .resolve(alerts("crm-note").get(0))))
                .contains("id is 17 of type \"integer\"")
                .doesNotContain("It came to: nothing");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aCallThatIsFoundWrongWhenItIsMadeIsToldInOneSentence(CapturedOutput output) {
        var refused = call("crm_wrong");

        String sentence = "The route of skill crm_wrong broke: A call of outside:crm is wrong: known must be a map of"
                + " names with their paths in the answer, was: Called.";
        assertThat(Json.readObject(refused.body()).toString())
                .contains(sentence)
                .doesNotContain(sentence + ".");
        assertThat(output.toString()).contains(sentence).doesNotContain("IllegalArgumentException");
        assertThat(far.calls("POST /crm/notes")).noneMatch(sent -> sent.body().contains("crm_wrong"));
    }

    @Test
    void whoAsksToSlowDownIsWaitedFor() {
        far.next("POST /busy/notes", with("Retry-After", "2", json(429, Map.of("message", "Slow"))));
        long begun = System.nanoTime();
        String busy = task("busy_note");
        awaitState(busy, ActionState.DONE);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(2));
        assertThat(far.calls("POST /busy/notes")).hasSize(2);
        assertThat(far.effects("busy")).hasSize(1);
        assertThat(lines(busy, "throttled")).hasSize(1);
    }

    @Test
    void internalErrorsAreTriedAgainWhereTheyMayBe() {
        far.next("GET /said/clients", json(503, Map.of()));
        far.next("PUT /said/notes/fixed", acts(json(500, Map.of("error", "broken"))));
        far.next("POST /said/notes", acts(json(500, Map.of())));
        String read = task("said_find");
        String safe = task("said_keep");
        String unsafe = task("said_note");
        awaitState(unsafe, ActionState.IN_DOUBT);
        awaitState(read, ActionState.DONE);
        awaitState(safe, ActionState.DONE);

        assertThat(far.calls("GET /said/clients")).hasSize(2);
        assertThat(far.calls("PUT /said/notes")).hasSize(2);
        assertThat(far.calls("POST /said/notes")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"400, message", "403, detail", "404, error", "409, title", "422, error_description"})
    void aRefusalIsToldInTheWordsOfTheFarEnd(int status, String field) {
        far.next("POST /crm/notes", json(status, Map.of(field, "No client\n is called   Acme")));
        var refused = call("crm_note");
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.body()).contains("Crm refused: No client is called Acme.");
    }

    @Test
    void aKeyThatIsNotAcceptedPausesOnceUntilAHealthCheckSucceeds() {
        for (String path : List.of("POST /keys/notes", "GET /keys/clients", "GET /keys/status")) {
            far.always(path, json(401, Map.of("message", "Unknown key")));
        }
        String first = task("keys_note");
        awaitState(first, ActionState.WAITING);
        await().atMost(PATIENCE).until(() -> !alerts("keys").isEmpty());
        String second = task("keys_find");
        awaitState(second, ActionState.WAITING);

        assertThat(far.calls("GET /keys/clients")).isEmpty();
        assertThat(assistant.get("/api/status").toString())
                .contains("system=keys")
                .contains("state=paused");
        assistant.bean(Servers.class).check();
        assertThat(alerts("keys")).hasSize(1);
        assertThat(action(first).state()).isEqualTo(ActionState.WAITING);

        for (String path : List.of("POST /keys/notes", "GET /keys/clients", "GET /keys/status")) {
            far.always(path, null);
        }
        assistant.bean(Servers.class).check();
        awaitState(first, ActionState.DONE);
        awaitState(second, ActionState.DONE);
        assertThat(far.effects("keys")).hasSize(1);
        await().atMost(PATIENCE).until(() -> alerts("keys").isEmpty());
        assertThat(assistant.files("Done")).anyMatch(note -> note.endsWith("_keys-does-not-accept-our-credentials.md"));
    }

    @Test
    void whoCannotBeReachedIsOfflineFromTheFirstTryOn() {
        String task = task("gone_note");
        awaitState(task, ActionState.WAITING);
        assertThat(assistant.get("/api/status").toString())
                .contains("system=gone")
                .contains("state=offline");
        assertThat(assistant.text("/")).contains("Gone cannot be reached");
    }

    @Test
    void anAnswerThatIsNoneEndsAReadAndLeavesAWriteInDoubt() {
        Crm.Reply elsewhere = with("Location", far.address() + "/elsewhere", text(302, ""));
        Map<String, Crm.Reply> replies = Map.of(
                "points elsewhere", elsewhere,
                "is longer than 1024 bytes", json(200, Map.of("id", "x".repeat(2_000))),
                "longer than 1024 bytes", endless("x".repeat(600), 0),
                "broke before its answer came", endless(" ", 100),
                "cannot be read", text(200, "<html>Welcome</html>"));
        replies.forEach((words, reply) -> {
            far.next("GET /small/clients", reply);
            long begun = System.nanoTime();
            var read = call("small_find");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(words).isLessThan(Duration.ofSeconds(5));
            assertThat(read.statusCode()).as(words + read.body()).isIn(502, 503);
            assertThat(read.body()).contains(words);

            far.next("POST /small/notes", acts(reply));
            var written = call("small_note");
            assertThat(written.statusCode()).as(words + written.body()).isEqualTo(409);
            assertThat(written.body()).contains(words);
        });
        assertThat(far.calls("GET /elsewhere")).as("no redirect is followed").isEmpty();
        assertThat(far.effects("small")).hasSize(replies.size());
    }

    @Test
    void credentialsGoWhereTheCardSays() {
        for (String system : List.of("basic", "header", "query")) {
            assertThat(call(system + "_find").statusCode()).as(system).isEqualTo(200);
        }
        assertThat(far.calls("GET /basic/clients").get(0).header("Authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString(("somebody:" + KEY).getBytes(StandardCharsets.UTF_8)));
        assertThat(far.calls("GET /header/clients").get(0).header("X-key")).isEqualTo(KEY);
        assertThat(far.calls("GET /query/clients").get(0).address())
                .isEqualTo("/query/clients?name=Acme&page=Called&key=sk-0123456789-of-nobody%2F%2B%3D");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theKeyIsNowhere(CapturedOutput output) throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        String repeated = "You sent " + KEY + " as " + URLEncoder.encode(KEY, StandardCharsets.UTF_8);
        far.next("GET /query/clients", call -> {
            seen.countDown();
            try {
                go.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            json(200, Map.of("id", "c1", "name", repeated)).to(call);
        });
        String reading = task("query_find");
        assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(shown(reading)).as("while a call is under way").doesNotContain("0123456789-of-nobody");
        go.countDown();
        awaitState(reading, ActionState.DONE);

        far.next("POST /query/notes", json(422, Map.of("message", repeated)));
        String refused = task("query_note");
        awaitState(refused, ActionState.FAILED);
        far.next("POST /basic/notes", call -> json(
                        403, Map.of("message", call.getRequestHeaders().getFirst("Authorization")))
                .to(call));
        var told = call("basic_note");

        assertThat(told.body())
                .contains("***")
                .doesNotContain(
                        Base64.getEncoder().encodeToString(("somebody:" + KEY).getBytes(StandardCharsets.UTF_8)));
        assertThat(action(reading).result().toString()).contains("You sent *** as ***");
        assertThat(action(refused).message()).contains("You sent *** as ***");
        assertThat(shown(refused) + call("query_find").body() + told.body()).doesNotContain("0123456789-of-nobody");
        try (var files = Files.walk(assistant.vault())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain("0123456789-of-nobody");
            }
        }
        assertThat(output.getAll()).doesNotContain("0123456789-of-nobody");
    }

    /** What a curious person can see. */
    private static String shown(String action) {
        String trigger = action.substring(0, action.length() - "-a1".length());
        StringBuilder shown = new StringBuilder();
        for (String path : List.of(
                "/",
                "/triggers",
                "/triggers/" + trigger,
                "/log",
                "/api/triggers/" + trigger,
                "/api/audit",
                "/api/servers",
                "/api/status",
                "/api/skills",
                "/actuator",
                "/actuator/health",
                "/actuator/prometheus",
                "/actuator/env",
                "/actuator/camel",
                "/actuator/configprops",
                "/actuator/beans")) {
            shown.append(assistant.text(path));
        }
        for (String bean : List.of("org.apache.camel:*", "org.springframework.boot:*", "java.lang:*")) {
            shown.append(assistant
                    .post(
                            "/hawtio/jolokia",
                            Map.of("type", "read", "mbean", bean, "config", Map.of("ignoreErrors", true)))
                    .body());
        }
        for (String operation : List.of("dumpAllTracedMessagesAsJSon()", "dumpTracedMessagesAsJSon()")) {
            shown.append(assistant
                    .post(
                            "/hawtio/jolokia",
                            Map.of(
                                    "type", "exec",
                                    "mbean", "org.apache.camel:context=goldtier,type=tracer,name=BacklogTracer",
                                    "operation", operation))
                    .body());
        }
        assertThat(shown).contains("outside://query");
        return shown.toString();
    }

    @Test
    void whatLeadsElsewhereIsRefusedWithoutTellingTheKey() {
        var refused = call("query_open");
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.body()).contains("has a path that is no address").doesNotContain("0123456789");
    }

    @Test
    void aWrongCardIsRefusedAndTheOthersGoOn() {
        Map<String, String> wrong = Map.of(
                "one", "largest: enormous",
                "two", "connections: many",
                "three", "colour: red",
                "four", "answers: \"- {status: 404, means: gone}\"",
                "five", "health: POST /status",
                "six", "protocol: \"#nobody\"");
        wrong.forEach((name, line) -> assistant.route("connectors/" + name + ".camel.yaml", CrmFiles.card(name, line)));
        RouteReload reload = assistant.bean(RouteReload.class);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reload.problems()).hasSize(wrong.size()));

        wrong.forEach(
                (name, line) -> assertThat(String.valueOf(reload.problems().get("connectors/" + name + ".camel.yaml")))
                        .contains("system " + name)
                        .contains(line.replaceAll(":.*", "")));
        assistant.bean(Servers.class).check();
        assertThat(call("crm_find").statusCode()).isEqualTo(200);
        assertThat(assistant.get("/api/servers").toString()).contains("crm-mcp").doesNotContain("server_id=one-mcp");

        assistant.route("connectors/one.camel.yaml", CrmFiles.card("one", "largest: 1MB"));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(assistant.get("/api/servers").toString()).contains("server_id=one-mcp"));
    }

    @Test
    void aDryRunReadsAndDoesNotWrite() {
        try (Assistant dry = Assistant.in(home.resolve("dry")).setting("goldtier.mode=dry-run")) {
            CrmFiles.system(dry, "dry", far.address(), KEY);
            CrmFiles.skills(dry, "dry");
            dry.start();
            var read = dry.post("/api/skills/dry_find", Map.of("client", "Acme"));
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(far.calls("GET /dry/clients")).hasSize(1);

            var written = dry.post("/api/skills/dry_note", Map.of("client", "Acme", "text", "Called"));

            assertThat(written.statusCode()).isEqualTo(200);
            assertThat(Json.readObject(written.body()))
                    .containsEntry("status", "skipped")
                    .hasEntrySatisfying("request", request -> assertThat(request.toString())
                            .contains("system=dry, method=POST, path=/notes")
                            .contains("text=Called"));
            assertThat(dry.log("audit_log.jsonl"))
                    .filteredOn(line -> "skipped".equals(line.get("status")) && "dry_note".equals(line.get("skill")))
                    .hasSize(1)
                    .allSatisfy(line ->
                            assertThat(line.toString()).contains("path=/notes").doesNotContain(KEY));
            dry.bean(Servers.class).check();
            assertThat(dry.get("/api/servers").toString())
                    .contains("server_id=dry-mcp")
                    .contains("status=active");
            assertThat(far.calls("POST /dry")).isEmpty();
            assertThat(far.calls("GET /dry/status")).isNotEmpty();
        }
    }

    @Test
    void requestsKeepTheirDistance() {
        long begun = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            assertThat(call("slow_find").statusCode()).isEqualTo(200);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void theEffectDecidesWhateverComesBeforeAndAfterIt() {
        far.next("POST /parts/deals", json(200, Map.of("deal", Map.of("id", "d7"))));
        far.next("POST /parts/files", json(403, Map.of("message", "No files")));
        var done = call("parts_deal");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(Json.readObject(done.body()))
                .containsEntry("id", "d7")
                .containsEntry("name", "d1")
                .hasEntrySatisfying("warnings", told -> assertThat(told.toString())
                        .contains("what was to be added to it was not: Parts refused: No files."));

        far.next("POST /parts/deals", json(422, Map.of("message", "No deals today")));
        var refused = call("parts_deal");
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.body()).contains("No deals today. It has left behind a draft (name d1).");

        far.next("POST /parts/deals", json(200, Map.of("deal", Map.of())));
        var doubtful = call("parts_deal");
        assertThat(doubtful.statusCode()).isEqualTo(409);
        assertThat(doubtful.body()).contains("deal.id is missing");
    }
}
