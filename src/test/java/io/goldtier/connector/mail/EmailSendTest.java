package io.goldtier.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.connector.mail.SpoiltSmtp.Spoil;
import io.goldtier.json.Json;
import io.goldtier.skill.Caller;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.store.Store;
import io.goldtier.trigger.letter.Letter;
import io.goldtier.trigger.letter.Letters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The skill email_send: what may go by itself, what a mail server's answers mean, what goes out. */
class EmailSendTest {

    @TempDir
    static Path home;

    private static SpoiltSmtp server;
    private static Assistant assistant;

    @BeforeAll
    static void start() throws Exception {
        server = new SpoiltSmtp();
        // The settings of live, but a stand-in for everything that is not mail
        assistant = Assistant.in(home)
                .setting("goldtier.mode=live")
                .setting("goldtier.smtp.host=127.0.0.1")
                .setting("goldtier.smtp.port=" + server.port())
                .setting("goldtier.smtp.security=none")
                .setting("goldtier.smtp.from=assistant@goldtier.example")
                .setting("goldtier.smtp.owner=owner@goldtier.example")
                .start();
        Files.createDirectories(assistant.vault().resolve("Done"));
        Files.writeString(assistant.vault().resolve("Done/report.txt"), "a report");
        assistant
                .bean(Store.class)
                .commit(tx -> Letters.add(
                        tx,
                        new Letter(
                                "k1",
                                "mailbox",
                                "office",
                                "EMAIL_1",
                                "hello@abc.example",
                                null,
                                "billing@abc.example",
                                "billing@abc.example",
                                "Hello",
                                null,
                                Instant.parse("2026-02-20T10:30:00Z"))));
    }

    @AfterAll
    static void stop() throws Exception {
        assistant.close();
        server.close();
    }

    @BeforeEach
    void well() {
        server.spoil(Spoil.NOTHING);
    }

    private static Map<String, Object> mail(Object to, String subject) {
        Map<String, Object> mail = new LinkedHashMap<>();
        mail.put("to", to);
        mail.put("subject", subject);
        mail.put("text", "Good day, für Sie.");
        mail.put("in_reply_to", "<hello@abc.example>");
        return mail;
    }

    private static Outcome call(Map<String, Object> input, boolean trusted) {
        return assistant
                .bean(SkillCalls.class)
                .call("email_send", input, new Caller("test", "owner", null, null, trusted));
    }

    private static List<String> sent(String subject) {
        return server.mails().stream()
                .filter(each -> each.contains("Subject: " + subject + "\n"))
                .toList();
    }

    @Test
    void anAnswerToAKnownContactGoesByItself() {
        Outcome outcome = call(mail("billing@abc.example", "answer"), true);

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(sent("answer")).singleElement().satisfies(mail -> assertThat(mail)
                .contains(
                        "In-Reply-To: <hello@abc.example>",
                        "From: assistant@goldtier.example",
                        "Auto-Submitted: auto-replied",
                        "Message-ID: <goldtier."));
    }

    @Test
    void everythingElseAsks() {
        Map<String, Object> noAnswer = mail("billing@abc.example", "asks");
        noAnswer.remove("in_reply_to");
        Map<String, Object> other = mail("billing@abc.example", "asks");
        other.put("in_reply_to", "<guessed@abc.example>");
        Map<String, Object> attached = mail("billing@abc.example", "asks");
        attached.put("attachments", List.of("Done/report.txt"));

        for (Map<String, Object> input : List.of(
                noAnswer,
                other,
                attached,
                mail("new@nowhere.example", "asks"),
                mail(List.of("billing@abc.example", "office@xyz.example"), "asks"))) {
            assertThat(call(input, true)).as("%s", input).isInstanceOf(Outcome.PendingApproval.class);
        }
        assertThat(call(mail("billing@abc.example", "asks"), false)).isInstanceOf(Outcome.PendingApproval.class);
        assertThat(sent("asks")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CUT_AT_GREETING, Unavailable",
        "REFUSE_SENDER, Failed",
        "REFUSE_ALL, Failed",
        "LATER, Unavailable",
        "REFUSE_DATA, Failed",
        "REFUSE_AFTER_DATA, Failed",
        "CUT_AFTER_DATA, InDoubt",
        "CUT_AFTER_TAKEN, InDoubt",
        "RESET_AFTER_TAKEN, Done",
    })
    void whatTheServerSaysDecides(Spoil spoil, String outcome) {
        server.spoil(spoil);

        assertThat(call(mail("billing@abc.example", "spoilt " + spoil), true)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    void whenSomeAreRefusedItIsDoneAndTheyAreNamed() {
        server.spoil(Spoil.REFUSE_ONE);
        Outcome asked = call(mail(List.of("billing@abc.example", "nobody@abc.example"), "partly"), true);
        String id = ((Outcome.PendingApproval) asked).approvalId();
        assistant.post("/api/approvals/" + id, Map.of("decision", "approve"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(sent("partly")).hasSize(1));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(alerts()).contains("nobody@abc.example"));
    }

    private static String alerts() throws java.io.IOException {
        StringBuilder all = new StringBuilder();
        for (String file : assistant.files("Inbox")) {
            if (file.contains("done-differently")) {
                all.append(Files.readString(assistant.vault().resolve("Inbox").resolve(file)));
            }
        }
        return all.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../data/token | attachments must name documents of the vault",
                "/etc/passwd | attachments must name documents of the vault",
                "Done/none.txt | attachments must name documents of the vault",
                "Logs/audit_log.jsonl | attachments must name documents of the vault",
                "Company_Handbook.md | attachments must name documents of the vault",
            })
    void onlyFilesOfTheVaultAreAttached(String file, String sentence) {
        Map<String, Object> input = mail("billing@abc.example", "attached");
        input.put("attachments", List.of(file));

        Outcome outcome = call(input, true);
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(outcome.sentence()).contains(sentence);
    }

    @Test
    void nothingIsSmuggledIntoAHeader() {
        for (Map<String, Object> input : List.of(
                mail("billing@abc.example\r\nBcc: x@y.example", "smuggled"),
                mail("billing@abc.example", "smuggled\r\nBcc: x@y.example"),
                mail("billing@abc.example, x@y.example", "smuggled"))) {
            assertThat(call(input, true)).as("%s", Json.write(input)).isInstanceOf(Outcome.Refused.class);
        }
        assertThat(String.join("\n", server.mails())).doesNotContain("Bcc");
    }
}
