package io.goldtier.intake.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.goldtier.Assistant;
import io.goldtier.connector.odoo.rpc.OdooSettings;
import io.goldtier.intake.TestMailbox;
import io.goldtier.json.Json;
import io.goldtier.store.Store;
import jakarta.mail.Flags;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails of a mailbox become work once, with the receiving server's findings as the only evidence for who sent them. */
class MailboxTest {

    private static final String RESULTS =
            "Authentication-Results: mx.goldtier.example; dmarc=pass header.from=abc.example\r\n";

    @TempDir
    static Path home;

    private static GreenMail server;
    private static TestMailbox box;
    private static Assistant assistant;

    @BeforeAll
    static void start() throws Exception {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.start();
        box = new TestMailbox(server, "office@goldtier.example");
        box.append("From: old@abc.example\r\nSubject: old\r\n\r\nCompleted project for Client Old, $1\r\n");
        assistant = Assistant.in(home)
                .setting("goldtier.letters.mailbox-poll=200ms")
                .setting("goldtier.mailboxes[0].name=office")
                .setting("goldtier.mailboxes[0].host=127.0.0.1")
                .setting("goldtier.mailboxes[0].port=" + server.getImap().getPort())
                .setting("goldtier.mailboxes[0].security=none")
                .setting("goldtier.mailboxes[0].user=office@goldtier.example")
                .setting("goldtier.mailboxes[0].password=secret-word")
                .setting("goldtier.mailboxes[0].auth-server=mx.goldtier.example")
                .setting("goldtier.mailboxes[0].move-to=Done")
                .start();
        await().atMost(Duration.ofSeconds(20)).until(() -> places() == 1);
    }

    @AfterAll
    static void stop() {
        assistant.close();
        server.stop();
    }

    private static long places() {
        return assistant
                .bean(Store.class)
                .read(tx -> tx.first("SELECT COUNT(*) AS n FROM mailbox_places", row -> row.longInt("n")))
                .orElse(0L);
    }

    private static List<Map<String, String>> work(String client) {
        return assistant
                .bean(Store.class)
                .read(tx -> tx.query(
                        "SELECT a.state, t.sender, t.trusted, t.source_type, t.trigger_id FROM actions a JOIN triggers t"
                                + " ON t.trigger_id = a.trigger_id WHERE a.type = 'odoo_create_invoice' AND a.params LIKE ?",
                        row -> Map.of(
                                "state", row.string("state"),
                                "sender", row.string("sender"),
                                "trusted", row.string("trusted"),
                                "source_type", row.string("source_type"),
                                "trigger_id", row.string("trigger_id")),
                        "%\"" + client + "\"%"));
    }

    private static Map<String, String> awaitWork(String client, String state) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(work(client))
                .as(client)
                .extracting(each -> each.get("state"))
                .containsExactly(state));
        return work(client).get(0);
    }

    @Test
    void aMailOfAKnownContactIsDoneAndItsNoteIsFiled() throws Exception {
        box.append(RESULTS + "From: Client ABC <billing@abc.example>\r\nMessage-ID: <one@abc.example>\r\n"
                + "Subject: done\r\n\r\nCompleted project for Client Known, $100\r\n-- \r\nClient ABC, $5\r\n");

        Map<String, String> work = awaitWork("Client Known", "done");
        assertThat(work)
                .containsEntry("sender", "billing@abc.example")
                .containsEntry("trusted", "1")
                .containsEntry("source_type", "email");
        await().untilAsserted(() -> assertThat(notes())
                .anySatisfy(note -> assertThat(note).contains("type: email", "billing@abc.example", "subject: done")));
        await().untilAsserted(() -> assertThat(box.in("Done")).isPositive());
    }

    /** The notes of all mails whose work is over. */
    private static List<String> notes() throws IOException {
        List<String> notes = new ArrayList<>();
        for (String name : assistant.files("Done")) {
            if (name.startsWith("EMAIL_")) {
                notes.add(Files.readString(assistant.vault().resolve("Done").resolve(name)));
            }
        }
        return notes;
    }

    @Test
    void theNoteOfALongMailSaysHowMuchWasRead() {
        box.append(RESULTS + "From: billing@abc.example\r\nMessage-ID: <long@abc.example>\r\nSubject: Minutes\r\n\r\n"
                + "We met and everyone agreed on the rest.\r\n".repeat(10_000));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(notes("Inbox"))
                                .anySatisfy(
                                        note -> assertThat(note)
                                                .contains("subject: Minutes")
                                                .containsPattern(
                                                        "not_read: Of EMAIL_\\S+ only the first 25\\d,\\d{3} of 410,000 characters were read\\.")));
    }

    private static List<String> notes(String folder) {
        return assistant.files(folder).stream()
                .filter(name -> name.endsWith(".md"))
                .map(name -> assistant.vault().resolve(folder).resolve(name))
                .filter(Files::isRegularFile)
                .map(MailboxTest::read)
                .toList();
    }

    private static String read(Path note) {
        try {
            return Files.readString(note);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void aForgedSenderWaitsForAPerson() {
        box.append("Authentication-Results: mx.elsewhere.example; dmarc=pass header.from=abc.example\r\n"
                + "From: billing@abc.example\r\nSubject: x\r\n\r\nCompleted project for Client Forged, $100\r\n");
        box.append(RESULTS + RESULTS
                + "From: billing@abc.example\r\nSubject: x\r\n\r\nCompleted project for Client Twice, $100\r\n");
        box.append("From: billing@abc.example\r\nSubject: x\r\n\r\nCompleted project for Client Bare, $100\r\n");

        for (String client : List.of("Client Forged", "Client Twice", "Client Bare")) {
            assertThat(awaitWork(client, "awaiting_approval")).containsEntry("trusted", "0");
        }
    }

    @Test
    void mailFromBeforeTheFirstStartIsLeftAlone() {
        box.append("From: new@abc.example\r\nSubject: x\r\n\r\nCompleted project for Client New, $1\r\n");

        awaitWork("Client New", "awaiting_approval");
        assertThat(work("Client Old")).isEmpty();
        assertThat(box.flags(0).contains(Flags.Flag.SEEN)).isFalse();
    }

    @Test
    void whatNoRuleUnderstandsIsShownWithItsAttachment() {
        box.append("""
                From: someone@nowhere.example
                Subject: A file
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain; charset=utf-8

                Here is something of no meaning.
                --b
                Content-Type: application/octet-stream; name="../../etc/passwd"
                Content-Disposition: attachment; filename="../../etc/passwd"
                Content-Transfer-Encoding: base64

                aGVsbG8=
                --b--
                """.replace("\n", "\r\n"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(assistant.files("Inbox")).anyMatch(each -> each.startsWith("EMAIL_")));
        String note = assistant.files("Inbox").stream()
                .filter(each -> each.startsWith("EMAIL_"))
                .findFirst()
                .orElseThrow();
        Path attached = assistant.vault().resolve("Attachments").resolve(note.replace(".md", ""));
        assertThat(attached).isDirectoryContaining(file -> {
            try {
                return Files.readString(file, StandardCharsets.UTF_8).equals("hello");
            } catch (java.io.IOException e) {
                return false;
            }
        });
    }

    @Test
    void aQuestionIsAnsweredByMailAndThePlanGoesOn() throws Exception {
        for (String city : List.of("Here", "There")) {
            odoo("res.partner", "create", Map.of("vals_list", List.of(Map.of("name", "Client Two", "city", city))));
        }
        box.append(RESULTS + "From: billing@abc.example\r\nMessage-ID: <two@abc.example>\r\n"
                + "Subject: two of them\r\n\r\nCompleted project for Client Two, $100\r\n");

        String question = awaitMail("two@abc.example");
        box.append(
                "From: billing@abc.example\r\nIn-Reply-To: " + question + "\r\nSubject: Re: two of them\r\n\r\n1\r\n");
        box.append(
                RESULTS + "From: billing@abc.example\r\nIn-Reply-To: " + question
                        + "\r\nSubject: Re: two of them\r\n\r\n2.\r\n\r\nOn Friday, somebody wrote:\r\n> Which one?\r\n> 1.\r\n");

        Map<String, String> work = awaitWork("Client Two", "done");
        List<String> steps = assistant
                .bean(Store.class)
                .read(tx -> tx.query(
                        "SELECT type, state, result FROM actions WHERE trigger_id = ? ORDER BY position",
                        row -> row.string("type") + " " + row.string("state") + " " + row.string("result"),
                        work.get("trigger_id")));
        assertThat(steps.get(0)).startsWith("email_send done");
        assertThat(steps.get(1)).startsWith("ask_owner done").contains("There");
        assertThat(steps.get(2)).startsWith("odoo_create_invoice done");
    }

    private static String awaitMail(String answers) {
        String[] found = new String[1];
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Map<?, ?> mail = (Map<?, ?>)
                    Json.readObject(assistant.text("/sandbox/state")).get("mail");
            List<? extends Map<?, ?>> sent = ((List<?>) mail.get("sent"))
                    .stream()
                            .map(each -> (Map<?, ?>) each)
                            .filter(each ->
                                    String.valueOf(each.get("in_reply_to")).contains(answers))
                            .toList();
            assertThat(sent).hasSize(1);
            assertThat(String.valueOf(sent.get(0).get("text"))).contains("1. Client Two", "2. Client Two");
            found[0] = String.valueOf(sent.get(0).get("message_id"));
        });
        return found[0];
    }

    private static void odoo(String model, String method, Map<String, Object> arguments) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(assistant.address() + "/sandbox/odoo/json/2/" + model + "/" + method))
                .header("Content-Type", "application/json")
                .header("Authorization", "bearer " + OdooSettings.SANDBOX_KEY)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(arguments)))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }
}
