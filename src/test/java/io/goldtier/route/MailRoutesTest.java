package io.goldtier.route;

import static io.goldtier.outside.OutsideAlone.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.outside.OutsideAlone;
import io.goldtier.outside.Part;
import io.goldtier.outside.Protocol;
import io.goldtier.outside.http.Answer;
import io.goldtier.outside.http.Wire;
import io.goldtier.skill.effect.AttemptAlone;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** Mail and WhatsApp: what comes in goes the way of its kind, and what goes out goes once. */
class MailRoutesTest {

    static final List<String> FILES = List.of(
            "connectors/mailboxes",
            "connectors/smtp",
            "connectors/whatsapp",
            "intake/mailbox",
            "intake/whatsapp",
            "skills/email_send",
            "skills/whatsapp_reply");

    private static final String SEND = "effect send";
    private static final String COPY = "addition copy";
    private static final String REPLY = "effect POST /{phone-number-id}/messages";
    private static final Map<String, Object> MAIL = Map.of("to", "a@example.com", "subject", "Hello", "text", "Words");
    private static final Map<String, Object> SENT =
            Map.of("message_id", "<goldtier.d1@example.com>", "sent_to", List.of("a@example.com"));
    private static final Map<String, Object> ANSWER =
            Map.of("to", "+491701234567", "text", "Words", "in_reply_to", "wamid.1");

    private static final Calls CALLS = new Calls();
    private static OutsideAlone outside;
    private static RoutesAlone routes;
    private static AttemptAlone attempt;
    private static List<String> arrived = List.of();

    @TempDir
    static Path folder;

    /** Letters whose kind is their name; a letter {@code broken} cannot be taken. */
    public static class Letters {
        public List<String> accounts() {
            return arrived;
        }

        public void look(String account) {
            if (account.equals("broken")) {
                throw new IllegalStateException("no server");
            }
            synchronized (CALLS) {
                CALLS.note("look " + account);
            }
        }

        public List<String> arrived() {
            return arrived;
        }

        public String kind(@Body String letter) {
            return letter;
        }

        public void known(@Body String letter) {
            CALLS.note("known");
        }

        public void hold(@Body String letter) {
            CALLS.note("hold");
        }

        public void note(@Body String letter) {
            CALLS.note("note");
        }

        public void takeAnswer(@Body String letter) {
            CALLS.note("takeAnswer");
        }

        public String take(@Body String letter) {
            if (letter.equals("broken")) {
                throw new IllegalStateException("no disk");
            }
            return "taken " + letter;
        }

        public void settle(@Variable("letter") String letter, @Body String reception) {
            CALLS.note("settle " + letter + ": " + reception);
        }
    }

    /** What the mail server's beans say. */
    public static class Server {
        public String messageId(@Variable("drawn") String drawn) {
            return "<goldtier." + drawn + "@example.com>";
        }

        public Map<String, Object> check() {
            return Map.of("inactive", "Not set up.");
        }

        public Map<String, Object> look(Exchange exchange) {
            return Map.of("preview", List.of("looked at"));
        }

        public String number(@Variable("input") Map<String, Object> input) {
            return String.valueOf(input.get("to")).substring(1);
        }

        public Map<String, Object> context(@Variable("input") Map<String, Object> input) {
            return input.get("in_reply_to") == null ? null : Map.of("message_id", input.get("in_reply_to"));
        }
    }

    /** Mail without a mail server. */
    private static final class MailProtocol implements Protocol {
        @Override
        public Part part(Map<String, Object> call) {
            return call.get("method").equals("send") ? Part.EFFECT : Part.ADDITION;
        }

        @Override
        public Map<String, Object> shown(Map<String, Object> call) {
            return call;
        }

        @Override
        public Object call(Map<String, Object> call, Wire wire) {
            Part part = part(call);
            wire.begins(part);
            return outside.answer(part == Part.EFFECT ? SEND : COPY);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        outside = new OutsideAlone(
                camel,
                new MockEnvironment()
                        .withProperty("local.server.port", "80")
                        .withProperty("goldtier.whatsapp.api-version", "v26.0"),
                Beans.settings(folder),
                Beans.CLOCK);
        Map<String, Object> beans = new TreeMap<>();
        for (String name : List.of("mailbag", "mailHealth", "mailboxHealth", "outgoingMail", "whatsappWindow")) {
            beans.put(name, new Server());
        }
        beans.put("mailbox", new Letters());
        beans.put("whatsappLetters", new Letters());
        beans.put("mailProtocol", new MailProtocol());
        beans.put("outside", outside.component());
        beans.put("smtp", CALLS.component("smtp"));
        beans.put("direct:message", CALLS.route("direct:message"));
        routes = new RoutesAlone(camel, beans, Map.of("goldtier.letters.mailbox-poll", "60000"), FILES);
    }

    @AfterAll
    static void stop() {
        routes.close();
    }

    @BeforeEach
    void forget() {
        CALLS.forget();
        CALLS.when("direct:message", "on its way");
        outside.forget();
    }

    private static Exchange call(String skill, Map<String, Object> input) {
        attempt = new AttemptAlone(routes.skill(skill), 1, Map.of());
        return routes.send(
                skill,
                null,
                Map.of(
                        "input",
                        input,
                        "drawn",
                        "d1",
                        "begun",
                        Beans.CLOCK.instant().toString()),
                attempt);
    }

    private static Outcome outcome(Exchange ended) {
        return attempt.outcome(ended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mailbox-letters", "whatsapp"})
    void aLetterGoesTheWayOfItsKind(String route) {
        arrived = List.of("known", "flood", "answer", "text");
        routes.send(route, null);
        assertThat(CALLS.called())
                .containsExactly("known", "hold", "takeAnswer", "direct:message", "settle text: on its way");
        assertThat(CALLS.sent("direct:message")).isEqualTo("taken text");
    }

    @Test
    void aReactionIsOnlyNoted() {
        arrived = List.of("noted");
        routes.send("whatsapp", null);
        assertThat(CALLS.called()).containsExactly("note");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mailbox-letters", "whatsapp"})
    void aLetterThatBreaksHoldsUpNoOther(String route) {
        arrived = List.of("broken", "text");
        routes.send(route, null);
        assertThat(CALLS.called()).containsExactly("direct:message", "settle text: on its way");
    }

    @Test
    void aMailboxThatIsAwayHoldsUpNoOther() {
        arrived = List.of("broken", "first", "second");
        routes.send("mailbox", null);
        assertThat(CALLS.called()).containsExactlyInAnyOrder("look first", "look second");
    }

    @Test
    void aMailIsSentUnderTheIdOfItsActionAndCopied() {
        outside.when(SEND, SENT);
        outside.when(COPY, Map.of("copied", true));
        assertThat(outcome(call("email_send", MAIL)).result()).isEqualTo(SENT);
        assertThat(outside.called()).containsExactly(SEND, COPY);
        assertThat(outside.sent(SEND))
                .containsEntry("message_id", "<goldtier.d1@example.com>")
                .containsEntry("date", "2026-02-20T12:00:00Z")
                .doesNotContainKey("attachments");
    }

    @Test
    void aMailWhoseCopyFailsIsSentAllTheSame() {
        outside.when(SEND, SENT);
        outside.when(COPY, new OutsideException(Kind.TRANSIENT, "smtp", "No such folder."));
        Outcome outcome = outcome(call("email_send", MAIL));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(outcome.result()).containsEntry("message_id", "<goldtier.d1@example.com>");
        assertThat(String.valueOf(outcome.result().get("warnings"))).contains("No such folder.");
    }

    @Test
    void aMailThatMayBeSentIsInDoubtAndOneThatWasNotIsTriedAgain() {
        outside.when(SEND, Map.of("sent_to", List.of("a@example.com")));
        assertThat(outcome(call("email_send", MAIL))).isInstanceOf(Outcome.InDoubt.class);
        outside.when(SEND, new OutsideException(Kind.IN_DOUBT, "smtp", "The answer was cut."));
        assertThat(outcome(call("email_send", MAIL))).isInstanceOf(Outcome.InDoubt.class);
        outside.when(SEND, new OutsideException(Kind.TRANSIENT, "smtp", "No server."));
        assertThat(outcome(call("email_send", MAIL))).isInstanceOf(Outcome.Unavailable.class);
        outside.when(SEND, new OutsideException(Kind.PERMANENT, "smtp", "No such recipient.").answered());
        assertThat(outcome(call("email_send", MAIL))).isInstanceOf(Outcome.Failed.class);
        assertThat(outside.called()).as("what is not sent is not copied").containsOnly(SEND);
    }

    @Test
    void aNoticeHasNoHeadersButItsOwn() {
        Map<String, Object> headers = new HashMap<>();
        CALLS.whenAsked("smtp:outgoing", exchange -> {
            headers.putAll(exchange.getMessage().getHeaders());
            return null;
        });
        routes.camel()
                .createProducerTemplate()
                .sendBodyAndHeader(
                        "direct:smtp",
                        Map.of(
                                "to",
                                "owner@example.com",
                                "subject",
                                "Look",
                                "text",
                                "Words",
                                "message_id",
                                "<1@example.com>"),
                        "Bcc",
                        "other@example.com");
        assertThat(headers)
                .isEqualTo(Map.of("To", "owner@example.com", "Subject", "Look", "Message-ID", "<1@example.com>"));
        assertThat(CALLS.sent("smtp:outgoing")).isEqualTo("Words");
    }

    @Test
    void anAnswerOnWhatsAppNamesTheMessageThatItAnswers() {
        outside.when(REPLY, Map.of("messages", List.of(Map.of("id", "wamid.2"))));
        assertThat(outcome(call("whatsapp_reply", ANSWER)).result()).isEqualTo(Map.of("message_id", "wamid.2"));
        assertThat((Map<?, ?>) outside.sent(REPLY).get("json"))
                .extracting("to", "context", "text")
                .containsExactly(
                        "491701234567", Map.of("message_id", "wamid.1"), Map.of("preview_url", false, "body", "Words"));

        call("whatsapp_reply", Map.of("to", "+491701234567", "text", "Words"));
        assertThat(((Map<?, ?>) outside.sent(REPLY).get("json")).containsKey("context"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200 | ``
            200 | null
            200 | {}
            200 | {"messages": []}
            200 | {"messages": [{"id": ""}]}
            200 | {"messages": [{"id":
            200 | <html>
            400 | <html>
            403 | ``
            500 | {"error": {"code": 131000}}
            503 | <html>
            """)
    void anAnswerOnWhatsAppThatMayBeSentIsInDoubt(int status, String spoilt) {
        Answer answer = body(status, spoilt);
        outside.when(REPLY, answer);
        Exchange ended = call("whatsapp_reply", ANSWER);
        assertThat(outcome(ended)).isInstanceOf(Outcome.InDoubt.class);
        assertThat(outside.called()).containsExactly(REPLY);
    }

    @Test
    void aRefusalOfWhatsAppFailsAndAClosedWindowHasAName() {
        outside.when(REPLY, body(400, "{\"error\": {\"code\": 131047, \"message\": \"Re-engagement\"}}"));
        Outcome outcome = outcome(call("whatsapp_reply", ANSWER));
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(outcome.problem()).isEqualTo("window_closed");
        outside.when(REPLY, body(401, "{\"error\": {\"code\": 190, \"message\": \"Expired\"}}"));
        assertThat(outcome(call("whatsapp_reply", ANSWER))).isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void checksAndHealthAskNobodyOutside() {
        for (String check : List.of("email_send-check", "whatsapp_reply-check")) {
            assertThat(routes.send(check, MAIL).getMessage().getBody())
                    .isEqualTo(Map.of("preview", List.of("looked at")));
        }
        for (String health : List.of("smtp-health", "mailboxes-health")) {
            assertThat(routes.send(health, null).getMessage().getBody()).isEqualTo(Map.of("inactive", "Not set up."));
        }
        assertThat(outside.called()).isEmpty();
    }
}
