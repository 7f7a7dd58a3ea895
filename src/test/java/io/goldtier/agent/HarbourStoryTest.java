package io.goldtier.agent;

import static io.goldtier.agent.ScriptedModel.call;
import static io.goldtier.agent.ScriptedModel.calls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.goldtier.Assistant;
import io.goldtier.agent.ScriptedModel.Question;
import io.goldtier.agent.ScriptedModel.Reply;
import io.goldtier.intake.TestMailbox;
import io.goldtier.store.Store;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A vague message from beginning to end, with each kind of model: it asks for what is missing, the owner is told by mail and
 * answers by mail, then there are an invoice and three drafts. The model has trouble of one sort in each story.
 */
@Tag("long")
class HarbourStoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OWNER = "owner@goldtier.example";

    @TempDir
    Path home;

    private final AtomicInteger asked = new AtomicInteger();
    private GreenMail server;
    private TestMailbox box;

    @BeforeEach
    void openMailbox() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.start();
        box = new TestMailbox(server, "office@goldtier.example");
        box.append("From: old@abc.example\r\nSubject: old\r\n\r\nThis lies there from before.\r\n");
    }

    @AfterEach
    void closeMailbox() {
        server.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "openai, false, 500, notice",
        "openai, true, 429, letter",
        "openai, true, endless, notice",
        "anthropic, false, garbage, letter",
        "anthropic, true, cut, notice",
        "anthropic, true, 529, letter"
    })
    void fromAVagueMessageToAnInvoiceAndThreeDrafts(String protocol, boolean stream, String trouble, String way)
            throws Exception {
        boolean letter = way.equals("letter");
        handbook(letter);
        try (ScriptedModel model = new ScriptedModel(question -> answer(question, trouble));
                Assistant assistant = start(protocol, stream, model)) {
            // What came before the first look at a mailbox is left alone
            await().atMost(PATIENCE).until(() -> places(assistant) == 1);
            mail("one", "", "we're done with the harbour thing for ABC, they said 10k is fine");
            Trigger trigger = work(assistant, "harbour");

            if (letter) {
                answerTheLetter(assistant, trigger);
            } else {
                answerTheNotice(assistant);
            }

            Map<?, ?> invoice = request(assistant, trigger, "odoo_create_invoice");
            assertThat(invoice.get("params").toString())
                    .contains("client=Client ABC", "amount=10000", "currency=USD", "project=Harbour");
            assertThat(assistant
                            .post("/api/approvals/" + invoice.get("approval_id"), Map.of("decision", "approve"))
                            .statusCode())
                    .isEqualTo(200);
            await().atMost(PATIENCE)
                    .until(() -> assistant
                                    .bean(Triggers.class)
                                    .find(trigger.triggerId())
                                    .orElseThrow()
                                    .status()
                            == TriggerStatus.COMPLETED);

            List<Action> plan = new ArrayList<>(assistant.bean(Actions.class).of(trigger.triggerId()));
            assertThat(plan.removeIf(step -> step.type().equals("email_send"))).isEqualTo(letter);
            assertThat(plan)
                    .extracting(step -> step.type() + " " + step.state().word())
                    .containsExactly(
                            "agent_plan done",
                            "ask_owner done",
                            "odoo_create_client done",
                            "odoo_create_invoice done",
                            "social_generate_summary done",
                            "social_generate_summary done",
                            "social_generate_summary done");
            assertThat(plan.get(1).result()).containsEntry("answer", "USD");
            assertThat(plan.subList(4, 7))
                    .extracting(step -> step.params().get("platform"))
                    .containsExactly("facebook", "instagram", "twitter");
            assertThat(plan.subList(4, 7))
                    .allSatisfy(step -> assertThat(String.valueOf(step.result().get("summary_text")))
                            .isNotBlank());
            assertThat(invoices(assistant)).hasSize(1).allSatisfy(move -> assertThat(move)
                    .containsEntry("state", "posted")
                    .containsEntry("invoice_origin", "Harbour"));
            assertThat(assistant.text("/sandbox/state")).contains("\"posts\":[]");
            assertThat(model.questions())
                    .allMatch(question -> Boolean.TRUE.equals(question.request().get("stream")) == stream);
            System.out.println(protocol + (stream ? ", streamed, " : ", whole, ") + trouble + ", " + way + ": "
                    + model.questions().size() + " questions, 1 invoice, 3 drafts");
        }
    }

    /** The mail that tells the owner what needs him says how a question is answered. */
    private void answerTheNotice(Assistant assistant) {
        String told = await().atMost(PATIENCE).until(() -> sent(assistant), text -> text.contains("Answer ap-"));
        assertThat(told).contains("Which currency are the 10,000 in?", "(USD, EUR)");
        String id = told.replaceAll("(?s).*Answer (ap-[a-z0-9]+):.*", "$1");
        assertThat(assistant.text("/sandbox/state?system=odoo")).doesNotContain("Harbour");
        mail(
                "two",
                "",
                "Answer " + id + ": USD\r\n\r\nOn Friday the assistant wrote:\r\n> Answer " + id + ": EUR\r\n> "
                        + told.replace("\n", "\r\n> "));
    }

    /** Where the handbook lets it, the sender is asked on the way that his message came. */
    private void answerTheLetter(Assistant assistant, Trigger trigger) {
        Map<String, Object> letter = await().atMost(PATIENCE)
                .until(
                        () -> assistant.bean(Actions.class).of(trigger.triggerId()).stream()
                                .filter(step -> step.type().equals("email_send"))
                                .map(Action::result)
                                .filter(result -> result != null && result.containsKey("message_id"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        request(assistant, trigger, "ask_owner");
        assertThat(sent(assistant)).contains("Which currency are the 10,000 in?", "1. USD", "2. EUR");
        mail("two", "In-Reply-To: " + letter.get("message_id") + "\r\n", "1\r\n\r\n> 2. EUR");
    }

    /** The owner is a known contact like others. */
    private void handbook(boolean letters) throws IOException {
        Path handbook = Files.createDirectories(home.resolve("vault")).resolve("Company_Handbook.md");
        String text = Files.readString(Path.of("src/main/resources/vault/Company_Handbook.md"));
        Files.writeString(
                handbook,
                text.replace(
                        "known_contacts:\n",
                        (letters ? "agents: {email_send: never}\n" : "")
                                + "known_contacts:\n  - {name: The owner, email: " + OWNER + "}\n"));
    }

    private Assistant start(String protocol, boolean stream, ScriptedModel model) {
        return Assistant.in(home)
                .setting("goldtier.letters.mailbox-poll=200ms")
                .setting("goldtier.mailboxes[0].name=office")
                .setting("goldtier.mailboxes[0].host=127.0.0.1")
                .setting("goldtier.mailboxes[0].port=" + server.getImap().getPort())
                .setting("goldtier.mailboxes[0].security=none")
                .setting("goldtier.mailboxes[0].user=office@goldtier.example")
                .setting("goldtier.mailboxes[0].password=secret-word")
                .setting("goldtier.mailboxes[0].auth-server=mx.goldtier.example")
                .setting("goldtier.agent.model.name=scripted")
                .setting("goldtier.agent.model.protocol=" + protocol)
                .setting("goldtier.agent.model.url=" + model.url())
                .setting("goldtier.agent.model.api-key=sk-of-the-model")
                .setting("goldtier.agent.model.stream=" + stream)
                .setting("goldtier.agent.model.timeout=2s")
                .start();
    }

    private static long places(Assistant assistant) {
        return assistant
                .bean(Store.class)
                .read(tx -> tx.first("SELECT COUNT(*) AS n FROM mailbox_places", row -> row.longInt("n")))
                .orElse(0L);
    }

    private void mail(String id, String headers, String words) {
        box.append("Authentication-Results: mx.goldtier.example; dmarc=pass header.from=goldtier.example\r\nFrom: "
                + OWNER
                + "\r\nMessage-ID: <" + id + "@goldtier.example>\r\n" + headers + "Subject: Harbour\r\n\r\n" + words
                + "\r\n");
    }

    private Reply answer(Question question, String trouble) {
        if (asked.incrementAndGet() == 1) {
            return switch (trouble) {
                case "garbage" -> new Reply.Raw(200, Map.of("Content-Type", "application/json"), "<html>{\"cho");
                case "endless" -> new Reply.Endless();
                case "cut" -> new Reply.Cut();
                case "429" -> new Reply.Raw(429, Map.of("Retry-After", "1"), "slow down");
                default -> ScriptedModel.status(Integer.parseInt(trouble), "{}");
            };
        }
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

    private static Trigger work(Assistant assistant, String words) {
        return await().atMost(PATIENCE)
                .until(
                        () -> assistant.bean(Triggers.class).list(null, 0, 50).stream()
                                .map(Triggers.Arrival::trigger)
                                .filter(trigger ->
                                        trigger.sourceData().toString().contains(words))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static Map<?, ?> request(Assistant assistant, Trigger trigger, String skill) {
        return await().atMost(PATIENCE)
                .until(
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

    /** What was sent by mail. */
    private static String sent(Assistant assistant) {
        Map<?, ?> mail = (Map<?, ?>) ((Map<?, ?>) assistant.get("/sandbox/state?system=mail")).get("mail");
        return ((List<?>) mail.get("sent"))
                .stream()
                        .map(each -> String.valueOf(((Map<?, ?>) each).get("text")))
                        .reduce("", String::concat);
    }

    private static List<Map<String, Object>> invoices(Assistant assistant) {
        Map<?, ?> odoo = (Map<?, ?>) ((Map<?, ?>) assistant.get("/sandbox/state")).get("odoo");
        return ((List<?>) odoo.get("account.move"))
                .stream()
                        .map(move -> {
                            Map<String, Object> map = new LinkedHashMap<>();
                            ((Map<?, ?>) move).forEach((name, value) -> map.put(String.valueOf(name), value));
                            return map;
                        })
                        .filter(move -> "out_invoice".equals(move.get("move_type")))
                        .toList();
    }
}
