package io.goldtier.report;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.goldtier.Assistant;
import io.goldtier.TestClock;
import io.goldtier.Work;
import io.goldtier.trigger.Triggers;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Vault;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PASSWORD = "not-for-anybody";

    @TempDir
    Path home;

    private final TestClock clock = new TestClock("2026-02-20T10:30:00Z");

    @Test
    void aBurstIsOneMailAndNothingIsToldTwice() {
        try (Assistant assistant = Assistant.in(home).clock(clock).start()) {
            List<Map<String, Object>> posts = java.util.stream.IntStream.rangeClosed(1, 30)
                    .mapToObj(i -> step("facebook_post", Map.of("message", "Post " + i)))
                    .toList();
            for (int i = 0; i < posts.size(); i++) {
                assistant.bean(Triggers.class).accept(Work.of("burst-" + i, posts.get(i)));
            }
            await().atMost(PATIENCE).until(() -> asked(assistant) == posts.size());
            assertThat(sent(assistant)).isEmpty();

            clock.pass(Duration.ofSeconds(11));
            await().atMost(PATIENCE).until(() -> sent(assistant).size() == 1);

            Map<String, Object> mail = sent(assistant).get(0);
            assertThat(mail)
                    .containsEntry("subject", "Gold Tier: 30 things need you")
                    .containsEntry("to", "owner@goldtier.example");
            assertThat(mail.get("content_type").toString()).startsWith("text/plain");
            assertThat(mail.get("text").toString())
                    .contains("Nothing is published without your word", "./goldtier approve ap-", "And 10 more.")
                    .doesNotContain("http:", "https:", "token");

            alert(assistant, "One more");
            clock.pass(Duration.ofMinutes(4));
            Notices notices = assistant.bean(Notices.class);
            assertThat(notices.collect()).as("within the pace").isNull();
            clock.pass(Duration.ofMinutes(2));
            await().atMost(PATIENCE).until(() -> sent(assistant).size() == 2);
            assertThat(sent(assistant).get(1)).containsEntry("subject", "Gold Tier: One more");
            clock.pass(Duration.ofHours(1));
            assertThat(notices.collect()).as("all is told").isNull();
            assertThat(entries(assistant)).hasSize(2).allMatch(entry -> entry.get("status")
                    .equals("success"));
        }
    }

    @Test
    void whatIsDecidedMeanwhileIsNotToldAny() {
        try (Assistant assistant = Assistant.in(home).clock(clock).start()) {
            assistant.bean(Triggers.class).accept(Work.of("quick", step("facebook_post", Map.of("message", "Quick"))));
            await().atMost(PATIENCE).until(() -> asked(assistant) == 1);
            String id = String.valueOf(
                    ((Map<?, ?>) ((List<?>) ((Map<?, ?>) assistant.get("/api/approvals")).get("items")).get(0))
                            .get("approval_id"));
            assistant.post("/api/approvals/" + id, Map.of("decision", "approve"));
            await().atMost(PATIENCE).until(() -> asked(assistant) == 0);

            clock.pass(Duration.ofMinutes(1));

            assertThat(assistant.bean(Notices.class).collect()).isNull();
        }
    }

    @Test
    void aServerThatIsAwayIsTriedAgainUnderTheSameMessageIdEvenAfterARestart() throws Exception {
        int port = freePort();
        String begun;
        try (Assistant assistant = mailing("live", port).start()) {
            alert(assistant, "Printer on fire");
            clock.pass(Duration.ofSeconds(11));
            await().atMost(PATIENCE).until(() -> entries(assistant).size() == 1);
            assertThat(entries(assistant).get(0)).containsEntry("status", "failure");
            begun = messageId(entries(assistant).get(0));
            assertThat(assistant.bean(Notices.class).collect())
                    .as("not at once")
                    .isNull();
        }
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.setUser("assistant", PASSWORD);
        server.start();
        clock.pass(Duration.ofMinutes(2));
        try (Assistant assistant = mailing("live", port).start()) {
            await().atMost(PATIENCE).until(() -> server.getReceivedMessages().length == 2);

            for (MimeMessage message : server.getReceivedMessages()) {
                assertThat(message.getMessageID()).isEqualTo(begun);
                assertThat(message.getSubject()).isEqualTo("Gold Tier: Printer on fire");
                assertThat(message.getFrom()[0]).hasToString("assistant@abc.example");
                assertThat(message.getAllRecipients()).hasSize(2);
            }
            await().atMost(PATIENCE).until(() -> entries(assistant).size() == 2);
            clock.pass(Duration.ofHours(1));
            assertThat(assistant.bean(Notices.class).collect()).isNull();
            assertThat(assistant.log("audit_log.jsonl").toString()).doesNotContain(PASSWORD);
            assertThat(assistant.log("error_log.jsonl").toString()).contains("The mail was not sent");
        } finally {
            server.stop();
        }
    }

    @Test
    void aDryRunRecordsTheMailAsSkippedAndSendsNothing() throws IOException {
        try (Assistant assistant = mailing("dry-run", freePort()).start()) {
            alert(assistant, "Only seen");
            clock.pass(Duration.ofSeconds(11));

            await().atMost(PATIENCE).until(() -> entries(assistant).size() == 1);

            assertThat(entries(assistant).get(0)).containsEntry("status", "skipped");
            assertThat(entries(assistant).get(0).get("details").toString()).contains("Only seen");
            clock.pass(Duration.ofHours(1));
            assertThat(assistant.bean(Notices.class).collect()).isNull();
        }
    }

    private Assistant mailing(String mode, int port) {
        return Assistant.in(home)
                .clock(clock)
                .setting("goldtier.mode=" + mode)
                .setting("goldtier.smtp.host=127.0.0.1")
                .setting("goldtier.smtp.port=" + port)
                .setting("goldtier.smtp.security=none")
                .setting("goldtier.smtp.user=assistant")
                .setting("goldtier.smtp.password=" + PASSWORD)
                .setting("goldtier.smtp.from=assistant@abc.example")
                .setting("goldtier.smtp.owner=one@abc.example, two@abc.example");
    }

    private static void alert(Assistant assistant, String title) {
        assistant
                .bean(Vault.class)
                .alert(Alert.of(Alert.Severity.WARNING, "test", title, "It has come to our eyes.")
                        .choice("Look at it"));
    }

    private static long asked(Assistant assistant) {
        return assistant.files("Pending_Approval").size();
    }

    private static List<Map<String, Object>> entries(Assistant assistant) {
        return assistant.log("audit_log.jsonl").stream()
                .filter(entry -> entry.get("action").equals("mail_notice"))
                .toList();
    }

    private static String messageId(Map<String, Object> entry) {
        return String.valueOf(((Map<?, ?>) entry.get("details")).get("message_id"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> sent(Assistant assistant) {
        Map<String, Object> state = (Map<String, Object>) assistant.get("/sandbox/state?system=mail");
        return (List<Map<String, Object>>) ((Map<String, Object>) state.get("mail")).get("sent");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
