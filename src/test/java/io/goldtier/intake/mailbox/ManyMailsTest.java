package io.goldtier.intake.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.goldtier.Assistant;
import io.goldtier.intake.TestMailbox;
import io.goldtier.store.Store;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand mails in two mailboxes, whose server hangs up again and again, while the assistant is killed again and again: each
 * mail is one letter, one note and one piece of work.
 */
@Tag("long")
class ManyMailsTest {

    private static final int EACH = 500;
    private static final int CUTS = 16;
    /** It is killed when so many notes are there. */
    private static final List<Integer> KILLS = List.of(15, 150, 400, 700);

    @TempDir
    Path home;

    /** The process that is killed. */
    public static final class Killed {

        private Killed() {}

        /** Starts it, with a folder and the mail server's port. */
        public static void main(String[] arguments) {
            assistant(Path.of(arguments[0]), Integer.parseInt(arguments[1])).start();
        }
    }

    private static String user(int box) {
        return "box" + box + "@goldtier.example";
    }

    private static Assistant assistant(Path folder, int port) {
        Assistant assistant = Assistant.in(folder)
                .setting("goldtier.letters.mailbox-poll=200ms")
                .setting("goldtier.letters.per-minute=100000");
        for (int i = 0; i < 2; i++) {
            String key = "goldtier.mailboxes[" + i + "].";
            assistant
                    .setting(key + "name=box" + i)
                    .setting(key + "host=127.0.0.1")
                    .setting(key + "port=" + port)
                    .setting(key + "security=none")
                    .setting(key + "user=" + user(i))
                    .setting(key + "password=secret-word")
                    .setting(key + "old-mail=true");
        }
        return assistant.setting("goldtier.mailboxes[1].move-to=Taken");
    }

    /** All of the same Message-ID, which their senders chose. */
    private static List<String> mails(int box) {
        List<String> mails = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            mails.add("From: sender" + i + "@nowhere.example\r\nMessage-ID: <same@nowhere.example>\r\nSubject: " + box
                    + "-" + i + "\r\n\r\nExpense: Office Supplies " + box + " " + i + ", $" + (i + 1) + "\r\n");
        }
        return mails;
    }

    private long notes() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("vault/In_Progress"))) {
            return files.filter(each -> each.getFileName().toString().startsWith("EMAIL_"))
                    .count();
        } catch (java.nio.file.NoSuchFileException e) {
            return 0;
        }
    }

    @Test
    void eachMailOfGreenMailIsTakenOnce() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.start();
        List<TestMailbox> boxes = new ArrayList<>();
        for (int box = 0; box < 2; box++) {
            TestMailbox mailbox = new TestMailbox(server, user(box));
            mails(box).forEach(mailbox::append);
            boxes.add(mailbox);
        }
        eachIsTakenOnce("GreenMail", server.getImap().getPort(), () -> {
            assertThat(boxes.get(0).in("INBOX")).isEqualTo(EACH);
            assertThat(boxes.get(1).in("INBOX")).isZero();
            assertThat(boxes.get(1).in("Taken")).isEqualTo(EACH);
        });
        try {
            server.stop();
        } catch (IllegalStateException e) {
            assertThat(e).as("it tells of connections that were cut").hasMessageContaining("IMAP connection");
        }
    }

    @Test
    void eachMailOfDovecotIsTakenOnce() throws Exception {
        try (Dovecot server = new Dovecot(List.of(user(0), user(1)))) {
            for (int box = 0; box < 2; box++) {
                server.append(user(box), mails(box));
            }
            eachIsTakenOnce("Dovecot", server.port(), () -> {
                assertThat(server.count(user(0), "INBOX")).containsExactly(EACH, EACH);
                assertThat(server.count(user(1), "INBOX")).containsExactly(0, 0);
                assertThat(server.count(user(1), "Taken")).containsExactly(EACH, EACH);
            });
        }
    }

    private interface Check {

        void run() throws Exception;
    }

    private void eachIsTakenOnce(String name, int port, Check isFiled) throws Exception {
        try (HangingUp proxy = new HangingUp(port, CUTS)) {
            long begun = System.nanoTime();
            for (int kill : KILLS) {
                killedAt(kill, proxy.port());
            }
            long killed = System.nanoTime();
            try (Assistant assistant = assistant(home, proxy.port()).start()) {
                long started = System.nanoTime();
                await().dontCatchUncaughtExceptions()
                        .atMost(Duration.ofMinutes(5))
                        .untilAsserted(() -> {
                            assertThat(count(assistant, "letters")).isEqualTo(2L * EACH);
                            assertThat(count(assistant, "letters WHERE state = 'arrived'"))
                                    .isZero();
                            assertThat(count(assistant, "letters WHERE filed = 0"))
                                    .isZero();
                        });
                System.out.printf(
                        "%s: %d kills in %d s, %d connections cut; the rest in %d s%n",
                        name,
                        KILLS.size(),
                        Duration.ofNanos(killed - begun).toSeconds(),
                        proxy.cuts(),
                        Duration.ofNanos(System.nanoTime() - started).toSeconds());
                isFiled.run();
                isOnce(assistant);
            }
        }
    }

    private void isOnce(Assistant assistant) {
        Map<String, Long> found = new LinkedHashMap<>();
        for (String what : List.of(
                "letters WHERE state = 'accepted'",
                "triggers",
                "(SELECT DISTINCT content_key FROM triggers) t",
                "actions WHERE type = 'odoo_log_transaction'",
                "(SELECT DISTINCT params FROM actions) a")) {
            found.put(what, count(assistant, what));
        }
        assertThat(found)
                .allSatisfy((what, number) -> assertThat(number).as(what).isEqualTo(2L * EACH));
        await().dontCatchUncaughtExceptions().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(
                        assistant.files("Pending_Approval"))
                .hasSize(2 * EACH));
        assertThat(assistant.files("In_Progress").stream().filter(each -> each.startsWith("EMAIL_")))
                .hasSize(2 * EACH);
        assertThat(assistant.files("Inbox")).noneMatch(each -> each.startsWith("EMAIL_"));
        assertThat(home.resolve("data/letters")).isEmptyDirectory();
    }

    /** Starts it as a process and kills it as soon as so many notes are there. */
    private void killedAt(int notes, int port) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx384m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Killed.class.getName(),
                        home.toString(),
                        String.valueOf(port)))
                .redirectErrorStream(true)
                .redirectOutput(new File(home.toFile(), "log" + notes))
                .start();
        try {
            await().dontCatchUncaughtExceptions()
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> notes() >= notes || !process.isAlive());
            assertThat(process.isAlive())
                    .as("it runs until it is killed; see " + home + "/log" + notes)
                    .isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static long count(Assistant assistant, String what) {
        return assistant
                .bean(Store.class)
                .read(tx -> tx.first("SELECT COUNT(*) AS n FROM " + what, row -> row.longInt("n")))
                .orElse(0L);
    }
}
