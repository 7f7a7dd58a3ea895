package io.goldtier.intake.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goldtier.Assistant;
import io.goldtier.skill.Caller;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mailboxes of a Dovecot: one with 50,000 old mails, one that is opened with tokens that end, one whose folder gets new
 * numbers.
 */
@Tag("long")
class DovecotTest {

    private static final int OLD = 50_000;
    private static final int PER_MINUTE = 20;
    private static final String RESULTS =
            "Authentication-Results: mx.goldtier.example; dmarc=pass header.from=abc.example\r\n";
    private static final String TOKENS = "tokens@goldtier.example";
    private static final String ORDERS = "orders@goldtier.example";
    private static final String OFFICE = "office@goldtier.example";

    @TempDir
    static Path home;

    private static HttpServer authority;
    private static Dovecot server;
    private static Assistant assistant;

    /** The tokens that are good now. */
    private static final List<String> GOOD = new CopyOnWriteArrayList<>();

    private static final AtomicInteger GIVEN = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        authority = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        authority.createContext("/token", DovecotTest::give);
        authority.createContext("/introspect", DovecotTest::introspect);
        authority.start();
        String address = "http://127.0.0.1:" + authority.getAddress().getPort();
        server = new Dovecot(List.of(OFFICE, ORDERS), address + "/introspect");
        server.deliver(OFFICE, OLD, "From: old@abc.example\r\nSubject: old\r\n\r\nExpense: Old, $1\r\n");
        server.remake(ORDERS, "Orders", List.of(order(1), order(2)));
        Assistant started = Assistant.in(home)
                .setting("goldtier.letters.mailbox-poll=300ms")
                .setting("goldtier.letters.per-minute=" + PER_MINUTE);
        mailbox(started, 0, "office", OFFICE)
                .setting("goldtier.mailboxes[0].password=secret-word")
                .setting("goldtier.mailboxes[0].address=assistant@goldtier.example")
                .setting("goldtier.mailboxes[0].sent-folder=Sent");
        mailbox(started, 1, "orders", ORDERS)
                .setting("goldtier.mailboxes[1].password=secret-word")
                .setting("goldtier.mailboxes[1].folder=Orders")
                .setting("goldtier.mailboxes[1].old-mail=true");
        mailbox(started, 2, "tokens", TOKENS)
                .setting("goldtier.mailboxes[2].oauth.token-url=" + address + "/token")
                .setting("goldtier.mailboxes[2].oauth.client-id=assistant")
                .setting("goldtier.mailboxes[2].oauth.refresh-token=refresh-word");
        assistant = started.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> count("mailbox_places") == 3);
    }

    private static Assistant mailbox(Assistant settings, int number, String name, String user) {
        String key = "goldtier.mailboxes[" + number + "].";
        return settings.setting(key + "name=" + name)
                .setting(key + "host=127.0.0.1")
                .setting(key + "port=" + server.port())
                .setting(key + "security=none")
                .setting(key + "user=" + user)
                .setting(key + "auth-server=mx.goldtier.example");
    }

    @AfterAll
    static void stop() throws IOException {
        assistant.close();
        server.close();
        authority.stop(0);
    }

    private static void give(HttpExchange exchange) throws IOException {
        String form = URLDecoder.decode(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        if (!form.contains("grant_type=refresh_token") || !form.contains("refresh_token=refresh-word")) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        String token = "token-word-" + GIVEN.incrementAndGet();
        GOOD.add(token);
        answer(exchange, 200, "{\"access_token\":\"" + token + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
    }

    private static void introspect(HttpExchange exchange) throws IOException {
        String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        boolean good = GOOD.stream().anyMatch(token -> header.equals("Bearer " + token));
        answer(
                exchange,
                good ? 200 : 401,
                "{\"active\":\"" + good + "\",\"username\":\"" + TOKENS + "\",\"scope\":\"mail\"}");
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, json.length());
            exchange.getResponseBody().write(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String order(int number) {
        return "From: shop" + number + "@nowhere.example\r\nSubject: order\r\nX-Received-As: " + number
                + "\r\n\r\nExpense: Order " + number + ", $" + (100 + number) + "\r\n";
    }

    private static long count(String what) {
        return assistant
                .bean(Store.class)
                .read(tx -> tx.first("SELECT COUNT(*) AS n FROM " + what, row -> row.longInt("n")))
                .orElse(0L);
    }

    private static void await30(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }

    @Test
    void ofFiftyThousandOldMailsNoneIsTakenAndTheNextOneIs() throws Exception {
        long begun = System.nanoTime();
        server.append(OFFICE, List.of("From: new@nowhere.example\r\nSubject: new\r\n\r\nExpense: New things, $77\r\n"));

        await30(() ->
                assertThat(count("actions WHERE params LIKE '%New things%'")).isEqualTo(1));
        System.out.printf(
                "A new mail behind %d old ones: work after %d ms%n",
                OLD, Duration.ofNanos(System.nanoTime() - begun).toMillis());
        assertThat(count("letters WHERE subject = 'old'")).isZero();
        assertThat(count("actions WHERE params LIKE '%Old%'")).isZero();
    }

    @Test
    void aTokenThatIsCalledBackIsReplaced() throws Exception {
        assertThat(GIVEN.get()).isPositive();
        server.deliver(TOKENS, 1, "From: a@nowhere.example\r\nSubject: first\r\n\r\nExpense: First token, $11\r\n");
        await30(() ->
                assertThat(count("actions WHERE params LIKE '%First token%'")).isEqualTo(1));
        int given = GIVEN.get();
        GOOD.clear();
        server.deliver(TOKENS, 1, "From: a@nowhere.example\r\nSubject: second\r\n\r\nExpense: Second token, $12\r\n");

        await30(() ->
                assertThat(count("actions WHERE params LIKE '%Second token%'")).isEqualTo(1));
        assertThat(GIVEN.get()).isGreaterThan(given);
        assertThat(assistant.files("Inbox")).noneMatch(each -> each.contains("Mailbox-tokens"));
        assertThat(Files.readString(assistant.vault().resolve("Logs/audit_log.jsonl")))
                .doesNotContain("token-word", "refresh-word");
    }

    @Test
    void aFolderWithNewNumbersGivesNothingTwiceAndNothingIsMissed() throws Exception {
        await30(() -> assertThat(count("letters WHERE account = 'orders' AND state <> 'arrived'"))
                .isEqualTo(2));
        server.remake(ORDERS, "Orders", List.of(order(1), order(2), order(3)));

        await30(() -> assertThat(count("actions WHERE params LIKE '%Order 3%'")).isEqualTo(1));
        assertThat(count("letters WHERE account = 'orders'")).isEqualTo(3);
        for (int number = 1; number <= 3; number++) {
            assertThat(count("actions WHERE params LIKE '%Order " + number + "%'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aCopyOfAnAnswerIsKeptInSent() throws Exception {
        server.append(
                OFFICE,
                List.of(RESULTS + "From: billing@abc.example\r\nMessage-ID: <sent1@abc.example>\r\nSubject: hi\r\n\r\n"
                        + "Are you there?\r\n"));
        await30(() -> assertThat(count("letters WHERE external_id = 'sent1@abc.example' AND proved IS NOT NULL"))
                .isEqualTo(1));

        Outcome outcome = assistant
                .bean(SkillCalls.class)
                .call(
                        "email_send",
                        Map.of(
                                "to", "billing@abc.example",
                                "subject", "Re: hi",
                                "text", "Yes.",
                                "in_reply_to", "<sent1@abc.example>"),
                        new Caller("test", "owner", null, null, true));
        assertThat(outcome).as(outcome.sentence()).isInstanceOf(Outcome.Done.class);
        assertThat(server.count(OFFICE, "Sent")).containsExactly(1, 1);
    }

    @Test
    void whatComesTooFastIsHeldInOneNote() throws Exception {
        List<String> mails = new ArrayList<>();
        for (int i = 0; i < 3 * PER_MINUTE; i++) {
            mails.add(
                    "From: flood@nowhere.example\r\nSubject: flood " + i + "\r\n\r\nExpense: Flood " + i + ", $9\r\n");
        }
        server.append(OFFICE, mails);

        await30(() -> assertThat(count("letters WHERE sender = 'flood@nowhere.example' AND state <> 'arrived'"))
                .isEqualTo(3 * PER_MINUTE));
        assertThat(count("letters WHERE sender = 'flood@nowhere.example' AND state = 'held'"))
                .isEqualTo(2 * PER_MINUTE);
        await30(() -> assertThat(assistant.files("Inbox").stream()
                        .filter(each -> each.startsWith("HELD_") && each.contains("flood")))
                .singleElement()
                .satisfies(note -> assertThat(Files.readString(
                                assistant.vault().resolve("Inbox").resolve(note)))
                        .contains("messages: " + 2 * PER_MINUTE)));
    }
}
