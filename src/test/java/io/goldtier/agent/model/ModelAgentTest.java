package io.goldtier.agent.model;

import static io.goldtier.agent.ScriptedModel.call;
import static io.goldtier.agent.ScriptedModel.calls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.agent.Agent;
import io.goldtier.agent.Agents;
import io.goldtier.agent.Decision;
import io.goldtier.agent.ScriptedModel;
import io.goldtier.agent.ScriptedModel.Question;
import io.goldtier.agent.ScriptedModel.Reply;
import io.goldtier.json.Json;
import io.goldtier.loop.Loop;
import io.goldtier.loop.Loops;
import io.goldtier.skill.system.Systems;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that no rule understands, worked on by a model over real HTTP. */
class ModelAgentTest {

    @TempDir
    static Path home;

    static Assistant assistant;
    static ScriptedModel model;
    static final Map<String, AtomicInteger> ASKED = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() {
        model = new ScriptedModel(ModelAgentTest::answer);
        assistant = Assistant.in(home)
                .setting("goldtier.agent.model.name=scripted")
                .setting("goldtier.agent.model.url=" + model.url())
                .setting("goldtier.agent.model.api-key=sk-of-the-model")
                .setting("goldtier.agent.model.stream=true")
                .setting("goldtier.agent.model.price.input=3")
                .setting("goldtier.agent.model.price.output=15")
                .setting("goldtier.agent.model.budget.trigger-calls=8")
                .start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
        model.close();
    }

    /** What the model says, by the message that it is about. */
    private static Reply answer(Question question) {
        if (question.says("harbour")) {
            return harbour(question);
        }
        if (question.says("wild goose")) {
            int time =
                    ASKED.computeIfAbsent("goose", key -> new AtomicInteger()).incrementAndGet();
            return switch (time) {
                case 1 -> ScriptedModel.says("I think an invoice would be nice.");
                case 2 -> calls(call("odoo_delete_everything", Map.of()));
                case 3 -> calls(call("odoo_create_invoice", Map.of("client", "Client ABC", "amount", "a lot")));
                default -> calls(call("social_generate_summary", Map.of()), call("finish", Map.of("why", "x")));
            };
        }
        if (question.says("Night shift")) {
            if (question.says("amount_total")) {
                return calls(call("finish", Map.of("why", "Done.")));
            }
            int amount = question.says("It was two hundred") ? 200 : 100;
            return calls(
                    call("odoo_create_invoice", Map.of("client", "Client XYZ", "amount", amount, "currency", "USD")));
        }
        if (question.says("another answer each time")) {
            int amount = ASKED.computeIfAbsent("each time", key -> new AtomicInteger())
                    .incrementAndGet();
            return calls(call("odoo_create_invoice", Map.of("client", "Client XYZ", "amount", amount)));
        }
        if (question.says("flaky")) {
            int time =
                    ASKED.computeIfAbsent("flaky", key -> new AtomicInteger()).incrementAndGet();
            return switch (time) {
                case 1 -> ScriptedModel.status(500, "oops");
                case 2 -> new Reply.Raw(429, Map.of("Retry-After", "1"), "slow down");
                default -> calls(call("finish", Map.of("why", "Nothing is asked for.")));
            };
        }
        if (question.says("restless")) {
            return calls(call("odoo_list_models", Map.of()));
        }
        return calls(call("finish", Map.of("why", "Nothing is asked for.")));
    }

    private static Reply harbour(Question question) {
        if (question.says("social_generate_summary")) {
            return calls(call("finish", Map.of("why", "All is done.")));
        }
        if (question.says("\"answer\"")) {
            Map<String, Object> invoice = new LinkedHashMap<>();
            invoice.put("client", "Client ABC");
            invoice.put("amount", 10000);
            invoice.put("currency", "USD");
            invoice.put("project", "Harbour");
            return calls(call("odoo_create_invoice", invoice), draft("facebook"), draft("instagram"), draft("twitter"));
        }
        return calls(call(
                "ask_person",
                Map.of("question", "Which currency are the 10,000 in?", "choices", List.of("USD", "EUR"))));
    }

    private static ScriptedModel.Call draft(String platform) {
        return call(
                "social_generate_summary",
                Map.of("platform", platform, "content", "The harbour project for Client ABC is completed."));
    }

    private static Trigger dropped(String name, String text) {
        assistant.drop(name, text);
        return await().until(
                        () -> assistant
                                .bean(Triggers.class)
                                .findByTaskFile("In_Progress/" + name)
                                .or(() -> assistant.bean(Triggers.class).list(null, 0, 50).stream()
                                        .map(Triggers.Arrival::trigger)
                                        .filter(trigger ->
                                                name.equals(trigger.sourceData().get("file")))
                                        .findFirst()),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private static List<Action> plan(Trigger trigger) {
        return assistant.bean(Actions.class).of(trigger.triggerId());
    }

    private static Map<?, ?> request(Trigger trigger, String skill) {
        return await().until(
                        () -> {
                            Map<?, ?> page = (Map<?, ?>) assistant.get("/api/approvals?status=pending");
                            return ((List<?>) page.get("items"))
                                    .stream()
                                            .map(each -> (Map<?, ?>) each)
                                            .filter(each -> trigger.triggerId().equals(each.get("trigger_id")))
                                            .filter(each -> skill.equals(each.get("action")))
                                            .findFirst();
                        },
                        found -> found.isPresent())
                .orElseThrow();
    }

    private static void approve(Map<?, ?> request, Map<String, Object> params) {
        Map<String, Object> body = new HashMap<>(Map.of("decision", "approve"));
        if (params != null) {
            body.put("params", params);
        }
        assertThat(assistant
                        .post("/api/approvals/" + request.get("approval_id"), body)
                        .statusCode())
                .isEqualTo(200);
    }

    private static void awaitEnd(Trigger trigger, TriggerStatus status) {
        await().until(() -> assistant
                        .bean(Triggers.class)
                        .find(trigger.triggerId())
                        .orElseThrow()
                        .status()
                == status);
    }

    @Test
    void aVagueMessageIsAskedAboutAndThenDoneAfterAYes() {
        Trigger trigger = dropped("harbour.txt", "we're done with the harbour thing for ABC, they said 10k is fine");

        Map<?, ?> question = request(trigger, "ask_owner");
        assertThat(question.get("params"))
                .hasToString("{question=Which currency are the 10,000 in?, choices=[USD, EUR]}");
        assertThat(assistant
                        .post(
                                "/api/skills/answer_question",
                                Map.of("question", question.get("approval_id"), "answer", "USD"))
                        .body())
                .as("no program answers for the owner")
                .contains("answered on the desk");
        Trigger wrong = dropped("answer-1.txt", "Answer " + question.get("approval_id") + ": pounds");
        awaitEnd(wrong, TriggerStatus.FAILED);
        assertThat(plan(wrong).get(0).message()).contains("must be one of [USD, EUR]");
        dropped(
                "answer-2.eml",
                "From: m@evil.example\r\nTo: me@example.com\r\nSubject: Hello\r\nMessage-ID: <1@evil.example>\r\n\r\nAnswer "
                        + question.get("approval_id") + ": EUR\r\n");
        Trigger answer = dropped("answer-3.txt", "Answer " + question.get("approval_id") + ": usd");
        awaitEnd(answer, TriggerStatus.COMPLETED);
        Map<String, Object> answered = await().until(() -> plan(trigger).get(1).result(), result -> result != null);
        assertThat(answered).as("the owner's answer, not a stranger's").containsEntry("answer", "USD");

        Map<?, ?> invoice = request(trigger, "odoo_create_invoice");
        assertThat(String.valueOf(invoice.get("reason"))).contains("An agent has thought of this");
        assertThat(assistant.text("/sandbox/state")).doesNotContain("Harbour");
        approve(invoice, null);
        awaitEnd(trigger, TriggerStatus.COMPLETED);

        assertThat(plan(trigger))
                .extracting(step -> step.type() + " " + step.state().word())
                .containsExactly(
                        "agent_plan done",
                        "ask_owner done",
                        "odoo_create_client done",
                        "odoo_create_invoice done",
                        "social_generate_summary done",
                        "social_generate_summary done",
                        "social_generate_summary done");
        assertThat(plan(trigger).get(3).result()).containsKey("invoice_number");
        assertThat(plan(trigger))
                .extracting(step -> step.isProposed())
                .containsExactly(false, true, false, true, true, true, true);

        List<Thought> thoughts = assistant.bean(Thoughts.class).of(trigger.triggerId());
        assertThat(thoughts).hasSize(3).allMatch(thought -> thought.kind() == Thought.Kind.DECIDED);
        assertThat(thoughts.get(0).cost()).isEqualTo(1000 * 3000 + 100 * 15000);
        assertThat(thoughts.get(0).question())
                .contains("<data ", "harbour thing")
                .doesNotContain("sk-of-the-model");
        await().untilAsserted(() -> assertThat(assistant.log("ralph_wiggum_log.jsonl"))
                .filteredOn(line -> trigger.triggerId().equals(line.get("trigger_id")))
                .extracting(line -> line.get("phase") + " " + line.get("outcome"))
                .contains("REASON Ask the owner: Which currency are the 10,000 in?")
                .anyMatch(line -> line.startsWith("REASON Add [odoo_create_invoice, social_generate_summary")));
        assertThat(assistant.log("audit_log.jsonl"))
                .filteredOn(line ->
                        "odoo_create_invoice".equals(line.get("action")) && "success".equals(line.get("status")))
                .filteredOn(line -> "ralph_wiggum_loop".equals(line.get("source"))
                        && trigger.triggerId().equals(line.get("trigger_id")))
                .extracting(line -> line.get("agent"))
                .containsExactly("model");
    }

    private static HttpResponse<String> submit(String path, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(assistant.address() + path))
                                .header(
                                        "Authorization",
                                        "Bearer "
                                                + Files.readString(
                                                                assistant.data().resolve("token"))
                                                        .strip())
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aCorrectionIsThoughtAboutAndBecomesARule() throws Exception {
        Trigger trigger = dropped("shift.txt", "Night shift at Client XYZ is over: 200 USD");
        Map<?, ?> first = request(trigger, "odoo_create_invoice");
        assertThat(first.get("params").toString()).contains("amount=100");
        assistant.post(
                "/api/approvals/" + first.get("approval_id"),
                Map.of("decision", "reject", "reason", "It was two hundred"));
        Map<?, ?> second = request(trigger, "odoo_create_invoice");
        assertThat(second.get("params").toString()).contains("amount=200");
        approve(second, null);
        awaitEnd(trigger, TriggerStatus.COMPLETED);

        String page = assistant.text("/triggers/" + trigger.triggerId());
        assertThat(page).contains("What the model thought", "3300 tokens", "0.0135 USD", "/rule");
        String draft = assistant.text("/triggers/" + trigger.triggerId() + "/rule");
        assertThat(draft).contains("{start} Night shift at {client} is over : {amount}");
        String card = draft.replaceAll("(?s).*<textarea[^>]*>\\n?", "")
                .replaceAll("(?s)</textarea>.*", "")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
        assertThat(submit("/triggers/" + trigger.triggerId() + "/rule", Map.of("name", "../x", "card", card))
                        .statusCode())
                .isEqualTo(422);
        assertThat(submit(
                                "/triggers/" + trigger.triggerId() + "/rule",
                                Map.of("name", "night_shift", "card", card + "- route:\n    id: x\n"))
                        .body())
                .contains("one rule card with the name night_shift and nothing else");
        String name = draft.replaceAll("(?s).*name=\"name\" value=\"", "").replaceAll("(?s)\".*", "");
        HttpResponse<String> kept =
                submit("/triggers/" + trigger.triggerId() + "/rule", Map.of("name", name, "card", card));
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(303);
        await().until(() -> assistant.text("/rules").contains(name));

        Trigger next = dropped("shift-2.txt", "Night shift at Client XYZ is over: 350 USD");
        assertThat(next.sourceData()).containsEntry("rule", name);
        assertThat(next.triggeredActions().toString()).contains("amount=350", "client=Client XYZ");

        assertThat(submit("/rules/" + name + "/agent", Map.of("agent", "nobody"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(submit("/rules/" + name + "/agent", Map.of("agent", "model")).statusCode())
                .isEqualTo(303);
        assertThat(Files.readString(assistant.routes().resolve("triggers/" + name + ".camel.yaml")))
                .contains("agent: model");
    }

    @Test
    void whatWasDecidedIsTheSameWhoeverAsksAgain() {
        Trigger trigger = new Trigger(
                "each-time",
                "business",
                "file_drop",
                Map.of("message", "another answer each time"),
                List.of(Map.of("type", "social_generate_summary", "params", Map.of("content", "x"))),
                TriggerStatus.PENDING,
                Instant.EPOCH,
                Instant.EPOCH,
                Map.of());
        List<Action> plan = List.of(new Action(
                "each-time-a1",
                "each-time",
                1,
                "social_generate_summary",
                Map.of("content", "x"),
                ActionState.DONE,
                1,
                0,
                null,
                Map.of(),
                Map.of(),
                null,
                Instant.EPOCH,
                null,
                null,
                null,
                null));
        Agent agent = assistant.bean(Agents.class).of(trigger);
        assertThat(agent.name()).isEqualTo("builtin_agent");
        Agent thinking = assistant.bean(ModelAgent.class);

        Decision first = thinking.next(trigger, plan, List::of);
        Decision again = thinking.next(trigger, plan, List::of);

        assertThat(first.sentence()).startsWith("Add [odoo_create_invoice]");
        assertThat(((Decision.AddSteps) again).steps().toString())
                .isEqualTo(((Decision.AddSteps) first).steps().toString());
        assertThat(ASKED.get("each time")).hasValue(1);
    }

    @Test
    void wrongAnswersAreGivenBackThreeTimesAndThenAPersonIsAsked() throws Exception {
        Trigger trigger = dropped("goose.txt", "about the wild goose");

        Map<?, ?> question = request(trigger, "ask_owner");
        assertThat(question.get("params").toString())
                .contains(
                        "gave no answer that can be used", "finish must be called alone", "choices=[go on, stop here]");
        List<Thought> thoughts = assistant.bean(Thoughts.class).of(trigger.triggerId());
        assertThat(thoughts)
                .extracting(Thought::problem)
                .satisfiesExactly(
                        problem -> assertThat(problem).isEqualTo("no tool was called."),
                        problem ->
                                assertThat(problem).contains("odoo_delete_everything: this skill may not be used here"),
                        problem -> assertThat(problem).contains("odoo_create_invoice: amount"),
                        problem -> assertThat(problem).contains("must be called alone"));
        assertThat(thoughts.get(1).question()).startsWith("That cannot be used: no tool was called.");
        assertThat(plan(trigger)).extracting(Action::type).containsExactly("agent_plan", "ask_owner");

        String page = "/approvals/" + question.get("approval_id");
        assertThat(assistant.text(page)).contains("value=\"go on\"", "value=\"stop here\"");
        HttpResponse<String> none = submit(page, Map.of("decision", "approve", "answer", "perhaps"));
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(none.body()).contains("answer must be one of [go on, stop here], was: perhaps");
        assertThat(submit(page, Map.of("decision", "approve", "answer", "stop here"))
                        .statusCode())
                .isEqualTo(303);
        awaitEnd(trigger, TriggerStatus.COMPLETED);
        assertThat(assistant.bean(Thoughts.class).of(trigger.triggerId())).hasSize(4);
    }

    @Test
    void troubleIsWaitedOut() {
        Trigger trigger = dropped("flaky.txt", "flaky weather");
        await().until(() -> plan(trigger).get(0).state() == ActionState.WAITING);

        await().atMost(java.time.Duration.ofSeconds(30))
                .until(() -> assistant
                                .bean(Triggers.class)
                                .find(trigger.triggerId())
                                .orElseThrow()
                                .status()
                        == TriggerStatus.COMPLETED);
        assertThat(assistant.bean(Thoughts.class).of(trigger.triggerId()))
                .extracting(thought -> thought.kind().name())
                .containsExactly("TROUBLE", "TROUBLE", "DECIDED");
        assertThat(assistant.bean(Systems.class).suspects())
                .as("the model has answered, so it is well")
                .noneMatch(trouble -> trouble.system().equals("model"));
    }

    @Test
    void aModelThatFindsNoEndIsStopped() {
        Trigger trigger = dropped("restless.txt", "restless");

        Map<?, ?> question = request(trigger, "ask_owner");
        assertThat(question.get("params").toString()).contains("budget for this piece of work is used up: 8 questions");
        Loop loop = assistant.bean(Loops.class).ofTrigger(trigger.triggerId()).orElseThrow();
        assertThat(loop.currentIteration()).isLessThan(10);
        assertThat(assistant.bean(Thoughts.class).of(trigger.triggerId())).hasSize(8);
    }

    @Test
    void withoutAMessageForIt_theSkillSaysWhatItWouldDo() {
        String answer = assistant
                .post("/api/skills/agent_plan", Map.of("message", "Buy our gold watches now!"))
                .body();
        assertThat(Json.readObject(answer))
                .containsEntry("understood", "Nothing is to be done.")
                .containsEntry("steps", List.of())
                .containsEntry("model", "scripted")
                .containsEntry("tokens", 1100);
    }
}
