package io.goldtier.intake.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.connector.odoo.rpc.OdooSettings;
import io.goldtier.json.Json;
import io.goldtier.skill.Caller;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.store.Store;
import io.goldtier.trigger.letter.Letter;
import io.goldtier.trigger.letter.Letters;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What WhatsApp posts: signed it becomes work once; unsigned it leaves no trace. */
class WhatsAppTest {

    private static final String KNOWN = "1234567890";
    private static final String STRANGER = "4915112345678";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path home;

    private static Assistant assistant;
    private static SpoiltCloud cloud;

    @BeforeAll
    static void start() throws Exception {
        cloud = new SpoiltCloud();
        assistant = Assistant.in(home)
                .setting("goldtier.letters.per-minute=2000")
                .setting("goldtier.whatsapp.url=" + cloud.address() + "/sandbox/whatsapp")
                .start();
        cloud.before(assistant.address());
    }

    @AfterAll
    static void stop() {
        assistant.close();
        cloud.close();
    }

    private static String text(String id, String from, String words) {
        return message(id, from, "\"type\":\"text\",\"text\":{\"body\":" + Json.write(words) + "}");
    }

    private static String message(String id, String from, String content) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"W\",\"changes\":[{\"field\":\"messages\","
                + "\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"15550001111\","
                + "\"phone_number_id\":\"1065\"},\"contacts\":[{\"profile\":{\"name\":\"Somebody\"},\"wa_id\":\"" + from
                + "\"}],\"messages\":[{\"from\":\"" + from + "\",\"id\":\"" + id + "\",\"timestamp\":\"1749416383\","
                + content + "}]}}]}]}";
    }

    private static String sign(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("wa.secret.1".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }

    private static HttpRequest request(String body, String signature) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(assistant.address() + "/webhooks/whatsapp"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return (signature == null ? request : request.header("X-Hub-Signature-256", signature)).build();
    }

    private static int post(String body) throws Exception {
        return HTTP.send(request(body, sign(body.getBytes(StandardCharsets.UTF_8))), BodyHandlers.ofString())
                .statusCode();
    }

    private static List<String> states(String client) {
        return assistant
                .bean(Store.class)
                .read(tx -> tx.query(
                        "SELECT state FROM actions WHERE type = 'odoo_create_invoice' AND params LIKE ?",
                        row -> row.string("state"),
                        "%\"" + client + "\"%"));
    }

    private static long count(String sql) {
        return assistant
                .bean(Store.class)
                .read(tx -> tx.first(sql, row -> row.longInt("n")))
                .orElse(0L);
    }

    private static void soon(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }

    @Test
    void theVerificationGivesTheChallengeBack() throws Exception {
        HttpResponse<String> good = HTTP.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        assistant.address()
                                                + "/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=wa.verify.1&hub.challenge=C1"))
                        .build(),
                BodyHandlers.ofString());
        HttpResponse<String> bad = HTTP.send(
                HttpRequest.newBuilder(URI.create(assistant.address()
                                + "/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=guess&hub.challenge=C1"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.body()).isEqualTo("C1");
        assertThat(bad.statusCode()).isEqualTo(403);
    }

    @Test
    void aKnownContactIsInvoicedAndAStrangerWaits() throws Exception {
        assertThat(post(text("wamid.K1", KNOWN, "Completed project for Client ABC, $10000")))
                .isEqualTo(200);
        assertThat(post(text("wamid.S1", STRANGER, "Completed project for Client Strange, $100")))
                .isEqualTo(200);

        soon(() -> assertThat(states("Client ABC")).containsExactly("done"));
        soon(() -> assertThat(states("Client Strange")).containsExactly("awaiting_approval"));
    }

    @Test
    void aWrongSignatureLeavesNoTrace() throws Exception {
        long before = count("SELECT COUNT(*) AS n FROM letters");
        String body = text("wamid.W1", KNOWN, "Completed project for Client Unsigned, $100");
        for (String signature : new String[] {null, "", "sha256=", "sha256=00", "sha1=" + "0".repeat(40)}) {
            assertThat(HTTP.send(request(body, signature), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(401);
        }
        String spaced = body + " ";
        assertThat(HTTP.send(request(spaced, sign(body.getBytes(StandardCharsets.UTF_8))), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
        assertThat(count("SELECT COUNT(*) AS n FROM letters WHERE external_id = 'wamid.W1'"))
                .isZero();
        assertThat(count("SELECT COUNT(*) AS n FROM letters")).isGreaterThanOrEqualTo(before);
        assertThat(assistant.files("In_Progress")).noneMatch(each -> each.contains("W1"));
    }

    @Test
    void theSamePostFiveTimesIsOneTrigger() throws Exception {
        String body = text("wamid.F1", KNOWN, "Completed project for Client Five, $100");
        for (int i = 0; i < 5; i++) {
            assertThat(post(body)).isEqualTo(200);
        }

        soon(() -> assertThat(states("Client Five")).containsExactly("done"));
        assertThat(count("SELECT COUNT(*) AS n FROM letters WHERE external_id = 'wamid.F1'"))
                .isEqualTo(1);
    }

    /** The second time nothing has to be compiled any more, as in an assistant that has run for a while. */
    @Test
    void fiveHundredAtOnceAreAllKeptBeforeTheyAreAnswered() throws Exception {
        for (String round : List.of("cold", "warm")) {
            List<Long> times = burst(round);
            System.out.printf(
                    "500 posts at once (%s): half within %d ms, all within %d ms%n",
                    round, times.get(250), times.get(499));
            assertThat(count("SELECT COUNT(*) AS n FROM letters WHERE external_id LIKE 'wamid." + round + "%'"))
                    .isEqualTo(500);
        }
    }

    /** How many milliseconds each answer took, the quickest first. */
    private static List<Long> burst(String round) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        List<Long> times = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 500; i++) {
            String body = text("wamid." + round + i, STRANGER, "Hello number " + i);
            HttpRequest post = request(body, sign(body.getBytes(StandardCharsets.UTF_8)));
            long sent = System.nanoTime();
            answers.add(HTTP.sendAsync(post, BodyHandlers.ofString())
                    .whenComplete((answer, trouble) ->
                            times.add(Duration.ofNanos(System.nanoTime() - sent).toMillis())));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.join().statusCode()).isEqualTo(200);
        }
        return times.stream().sorted().toList();
    }

    @Test
    void aFileIsFetchedAndHeldAgainstItsDigest() throws Exception {
        byte[] file = "a picture".getBytes(StandardCharsets.UTF_8);
        String id = upload(file);
        String digest = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(file));
        post(image("wamid.I1", id, digest));
        post(image("wamid.I2", id, Base64.getEncoder().encodeToString(new byte[32])));

        soon(() -> assertThat(count("SELECT COUNT(*) AS n FROM letters WHERE external_id LIKE 'wamid.I_' AND state ="
                        + " 'refused'"))
                .isEqualTo(2));
        try (var files = Files.walk(assistant.vault().resolve("Attachments"))) {
            assertThat(files.filter(each -> each.toString().endsWith(".png")).toList())
                    .singleElement()
                    .satisfies(kept -> assertThat(kept).hasBinaryContent(file));
        }
    }

    private static String image(String id, String media, String digest) {
        return message(
                id,
                STRANGER,
                "\"type\":\"image\",\"image\":{\"id\":\"" + media + "\",\"mime_type\":\"image/png\",\"sha256\":\""
                        + digest + "\",\"caption\":\"look\"}");
    }

    private static String upload(byte[] file) throws Exception {
        HttpRequest upload = HttpRequest.newBuilder(
                        URI.create(assistant.address() + "/sandbox/whatsapp/v26.0/100000000000002/media"))
                .header("Authorization", "Bearer wa.token.1")
                .header("Content-Type", "image/png")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .build();
        return (String)
                Json.readObject(HTTP.send(upload, BodyHandlers.ofString()).body())
                        .get("id");
    }

    @Test
    void anAnswerGoesOutWithinTheWindowAndItsStatusIsTakenToIt() throws Exception {
        post(text("wamid.A1", KNOWN, "Hello, are you there?"));
        soon(() -> assertThat(count("SELECT COUNT(*) AS n FROM letters WHERE external_id = 'wamid.A1'"))
                .isEqualTo(1));
        HttpResponse<String> answer = assistant.post(
                "/api/skills/whatsapp_reply", Map.of("to", "+" + KNOWN, "text", "Yes.", "in_reply_to", "wamid.A1"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String id = (String) Json.readObject(answer.body()).get("message_id");
        assertThat(assistant.text("/sandbox/state")).contains(id, "Yes.");
        String failed = "{\"entry\":[{\"changes\":[{\"value\":{\"statuses\":[{\"id\":\"" + id
                + "\",\"status\":\"failed\",\"recipient_id\":\"" + KNOWN
                + "\",\"errors\":[{\"code\":131026,\"title\":\"Message undeliverable\"}]}]}}]}]}";
        assertThat(post(failed)).isEqualTo(200);
        assertThat(post(failed)).isEqualTo(200);
        soon(() -> assertThat(assistant.files("Inbox").stream().filter(each -> each.contains("not-delivered")))
                .hasSize(1));

        HttpResponse<String> closed =
                assistant.post("/api/skills/whatsapp_reply", Map.of("to", "+4915100000000", "text", "Hello?"));
        assertThat(closed.statusCode()).as(closed.body()).isNotIn(200, 202);
        assertThat(closed.body()).contains("24 hours");
    }

    /** What is said of a message that was sent: never that it failed, so that it never goes out twice. What is clearly refused was not sent. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true | 200 | {\"messaging_product\":\"whatsapp\"} | InDoubt",
                "true | 200 | {\"messages\":null} | InDoubt",
                "true | 200 | {\"messages\":[]} | InDoubt",
                "true | 200 | {\"messages\":[{\"id\":null}]} | InDoubt",
                "true | 200 | {\"messages\":[{\"id\":\"\"}]} | InDoubt",
                "true | 200 | null | InDoubt",
                "true | 200 | `` | InDoubt",
                "true | 200 | <html>200</html> | InDoubt",
                "true | 200 | {\"mess | InDoubt",
                "true | 500 | {\"error\":{\"code\":131000,\"message\":\"Something went wrong\"}} | InDoubt",
                "true | 500 | {\"error\":{\"code\":131016,\"message\":\"Service unavailable\"}} | InDoubt",
                "true | 503 | <html>503</html> | InDoubt",
                "true | 0 | `` | InDoubt",
                "true | 401 | <html>401</html> | InDoubt",
                "true | 401 | `` | InDoubt",
                "true | 403 | {\"message\":\"Forbidden\"} | InDoubt",
                "true | 404 | <html>404</html> | InDoubt",
                "true | 429 | <html>429</html> | InDoubt",
                "true | 429 | `` | InDoubt",
                "false | 400 | {\"error\":{\"code\":131047,\"message\":\"Re-engagement message\"}} | Failed",
                "false | 400 | {\"error\":{\"code\":100,\"message\":\"Invalid parameter\"}} | Failed",
            })
    void whatIsSaidOfAMessageThatWasSent(boolean acts, int status, String body, String outcome) throws Exception {
        String marker = "Spoilt " + status + " " + body.hashCode();
        assertThat(post(text("wamid.Q1", KNOWN, "Hello?"))).isEqualTo(200);
        soon(() -> assertThat(count(
                        "SELECT COUNT(*) AS n FROM letters WHERE external_id = 'wamid.Q1' AND state <>" + " 'arrived'"))
                .isEqualTo(1));
        cloud.spoil(new SpoiltCloud.Spoil(acts, status, body));

        Outcome found = reply(marker);
        assertThat(found.getClass().getSimpleName())
                .as("%s: %s", body, found.sentence())
                .isEqualTo(outcome);
        assertThat(sent(marker)).hasSize(acts ? 1 : 0);
    }

    private static Outcome reply(String words) {
        return assistant
                .bean(SkillCalls.class)
                .call(
                        "whatsapp_reply",
                        Map.of("to", "+" + KNOWN, "text", words, "in_reply_to", "wamid.Q1"),
                        new Caller("test", "owner", null, null, true));
    }

    private static List<Map<?, ?>> sent(String words) {
        Map<?, ?> whatsapp =
                (Map<?, ?>) Json.readObject(assistant.text("/sandbox/state")).get("whatsapp");
        return ((List<?>) whatsapp.get("messages"))
                .stream()
                        .<Map<?, ?>>map(each -> (Map<?, ?>) each)
                        .filter(each -> String.valueOf(each.get("text")).contains(words))
                        .toList();
    }

    @Test
    void whatIsHeldCanBeReadInTheVault() throws Exception {
        post(text("wamid.H1", STRANGER, "Hello from one of many"));
        soon(() -> assertThat(count(
                        "SELECT COUNT(*) AS n FROM letters WHERE external_id = 'wamid.H1' AND state =" + " 'refused'"))
                .isEqualTo(1));
        String name = assistant
                .bean(Store.class)
                .read(tx ->
                        tx.first("SELECT name FROM letters WHERE external_id = 'wamid.H1'", row -> row.string("name")))
                .orElseThrow();

        assistant
                .bean(WhatsAppLetters.class)
                .hold(assistant.bean(Letters.class).named(name).orElseThrow());

        String note = "HELD_whatsapp-" + STRANGER + ".md";
        soon(() -> assertThat(assistant.files("Inbox")).contains(note));
        soon(() -> assertThat(
                        Files.readString(assistant.vault().resolve("Inbox").resolve(note)))
                .contains(name)
                .doesNotContain("null"));
        assertThat(Files.readString(assistant.vault().resolve("Attachments").resolve(name + ".txt")))
                .startsWith("From: " + STRANGER)
                .contains("Hello from one of many");
    }

    /** It is fetched when its owner asks for it, once; what the platform has no more is told, and not tried for ever. */
    @Test
    void theFileOfAHeldMessageIsFetchedWhenItsWordsAreDropped() throws Exception {
        byte[] file = "<p>An offer</p>".getBytes(StandardCharsets.UTF_8);
        String digest = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(file));
        String there = held("wamid.HF1", upload(file), digest);
        String gone = held("wamid.HF2", "none", digest);
        assistant
                .bean(Store.class)
                .commit(tx -> tx.update(
                        "UPDATE letters SET received = ? WHERE name = ?",
                        Instant.now().minus(Duration.ofDays(8)),
                        gone));
        for (Path offer : offers()) {
            Files.delete(offer);
        }

        drop(there);
        drop(gone);

        soon(() -> assertThat(offers()).singleElement().satisfies(offer -> assertThat(offer)
                .hasBinaryContent(file)));
        soon(() -> assertThat(inbox("is gone")).hasSize(1));
        assertThat(inbox("is gone")).allSatisfy(note -> assertThat(note)
                .contains("offer.html is gone: WhatsApp keeps files for 7 days", "Ask its sender for it again"));
        assertThat(assistant.files("Needs_Action")).isEmpty();
        assertThat(assistant.files("In_Progress")).noneMatch(each -> each.contains(gone));
    }

    /** Whatever is said in place of it, the file is not kept, the words are not acted on without it, and the next try has it. */
    @Test
    void noSpoiltAnswerKeepsTheFileOfAHeldMessageAwayForGood() throws Exception {
        List<SpoiltCloud.Spoil> spoils = new ArrayList<>();
        for (String body : List.of("{}", "{\"url\":null}", "", "null", "[]", "<html>Sign in</html>")) {
            spoils.add(new SpoiltCloud.Spoil(false, 200, body));
        }
        for (int status : new int[] {0, 401, 429, 503}) {
            spoils.add(new SpoiltCloud.Spoil(false, status, "<html>Not now</html>"));
        }
        List<String> names = new ArrayList<>();
        List<byte[]> sent = new ArrayList<>();
        for (String place : List.of("v26.0/", "files/")) {
            for (SpoiltCloud.Spoil spoil : spoils) {
                byte[] file = ("<p>Offer " + sent.size() + "</p>").getBytes(StandardCharsets.UTF_8);
                String media = upload(file);
                names.add(held(
                        "wamid.HS" + sent.size(),
                        media,
                        Base64.getEncoder()
                                .encodeToString(
                                        MessageDigest.getInstance("SHA-256").digest(file))));
                sent.add(file);
                cloud.spoilAt(place + media, spoil);
            }
        }
        for (Path offer : offers()) {
            Files.delete(offer);
        }

        for (String name : names) {
            drop(name);
        }

        soon(() ->
                assertThat(names).allSatisfy(name -> assertThat(inboxed(name)).exists()));
        assertThat(offers()).isEmpty();
        for (String name : names) {
            Files.move(inboxed(name), assistant.vault().resolve("Needs_Action").resolve(name + ".txt"));
        }
        soon(() -> assertThat(offers()).hasSameSizeAs(sent));
    }

    private static Path inboxed(String name) {
        return assistant.vault().resolve("Inbox").resolve(name + ".txt");
    }

    private static String held(String id, String media, String digest) throws Exception {
        assertThat(post(message(
                        id,
                        STRANGER,
                        "\"type\":\"document\",\"document\":{\"id\":\"" + media
                                + "\",\"mime_type\":\"text/html\",\"filename\":\"offer.html\",\"sha256\":\"" + digest
                                + "\",\"caption\":\"look\"}")))
                .isEqualTo(200);
        soon(() -> assertThat(count(
                        "SELECT COUNT(*) AS n FROM letters WHERE external_id = '" + id + "' AND state = 'refused'"))
                .isEqualTo(1));
        Letter letter = assistant
                .bean(Store.class)
                .read(tx -> tx.first(
                        "SELECT name FROM letters WHERE external_id = '" + id + "'", row -> row.string("name")))
                .flatMap(assistant.bean(Letters.class)::named)
                .orElseThrow();
        assistant.bean(WhatsAppLetters.class).hold(letter);
        assertThat(Files.readString(written(letter.name()))).contains("The file offer.html came with it and was not");
        return letter.name();
    }

    private static Path written(String name) {
        return assistant.vault().resolve("Attachments").resolve(name + ".txt");
    }

    private static void drop(String name) throws Exception {
        Files.move(written(name), assistant.vault().resolve("Needs_Action").resolve(name + ".txt"));
    }

    private static List<Path> offers() throws Exception {
        try (var files = Files.walk(assistant.vault().resolve("Attachments"))) {
            return files.filter(each -> each.endsWith("offer.html")).toList();
        }
    }

    private static List<String> inbox(String words) throws Exception {
        List<String> found = new ArrayList<>();
        try (var files = Files.walk(assistant.vault().resolve("Inbox"))) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(each);
                if (text.contains(words)) {
                    found.add(text);
                }
            }
        }
        return found;
    }

    @Test
    void aQuestionGoesBackAndItsAnswerGoesOnWithThePlan() throws Exception {
        for (String city : List.of("Here", "There")) {
            HttpRequest partner = HttpRequest.newBuilder(
                            URI.create(assistant.address() + "/sandbox/odoo/json/2/res.partner/create"))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "bearer " + OdooSettings.SANDBOX_KEY)
                    .POST(HttpRequest.BodyPublishers.ofString(
                            Json.write(Map.of("vals_list", List.of(Map.of("name", "Client Pair", "city", city))))))
                    .build();
            assertThat(HTTP.send(partner, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
        post(text("wamid.P1", KNOWN, "Completed project for Client Pair, $100"));

        soon(() -> assertThat(sent("2. Client Pair")).hasSize(1));
        Map<?, ?> question = sent("2. Client Pair").get(0);
        assertThat(question.get("to")).isEqualTo(KNOWN);
        assertThat(Json.write(question.get("context"))).contains("wamid.P1");
        String answers = "\"context\":{\"from\":\"15550001111\",\"id\":\"" + question.get("id")
                + "\"},\"type\":\"text\",\"text\":{\"body\":\"2\"}";
        post(message("wamid.P2", STRANGER, answers));
        soon(() -> assertThat(count(
                        "SELECT COUNT(*) AS n FROM letters WHERE external_id = 'wamid.P2' AND state =" + " 'refused'"))
                .isEqualTo(1));
        assertThat(states("Client Pair")).doesNotContain("done");
        post(message("wamid.P3", KNOWN, answers));

        soon(() -> assertThat(states("Client Pair")).containsExactly("done"));
        assertThat(count("SELECT COUNT(*) AS n FROM letters WHERE external_id = 'wamid.P3' AND state = 'answered'"))
                .isEqualTo(1);
        assertThat(count("SELECT COUNT(*) AS n FROM actions WHERE type = 'ask_owner' AND state = 'done' AND result LIKE"
                        + " '%There%'"))
                .isEqualTo(1);
        assertThat(count("SELECT COUNT(DISTINCT trigger_id) AS n FROM actions WHERE params LIKE '%Client Pair%'"))
                .as("one plan")
                .isEqualTo(1);
    }

    @Test
    void whatIsSignedAndCannotBeReadIsAnsweredAndTold() throws Exception {
        assertThat(post("no json")).isEqualTo(200);
        assertThat(post("{\"entry\":[{\"changes\":[{\"value\":{\"messages\":[{\"id\":5}],\"errors\":[{\"code\":1,"
                        + "\"title\":\"trouble\"}]}},null,7]}]}"))
                .isEqualTo(200);
        soon(() -> assertThat(assistant.files("Inbox")).anyMatch(each -> each.contains("cannot-be-read")));
        for (String content : List.of(
                "\"type\":\"location\",\"location\":{\"latitude\":1.5,\"longitude\":2.5,\"name\":\"Here\"}",
                "\"type\":\"contacts\",\"contacts\":[{\"name\":{\"formatted_name\":\"A B\"}}]",
                "\"type\":\"reaction\",\"reaction\":{\"message_id\":\"wamid.X\",\"emoji\":\"+\"}",
                "\"type\":\"unsupported\",\"errors\":[{\"code\":131051}]",
                "\"type\":\"text\"")) {
            assertThat(post(message("wamid.Z" + content.hashCode(), STRANGER, content)))
                    .isEqualTo(200);
        }
        soon(() -> assertThat(count("SELECT COUNT(*) AS n FROM letters WHERE external_id LIKE 'wamid.Z%' AND state ="
                        + " 'arrived'"))
                .isZero());
        assertThat(count("SELECT COUNT(*) AS n FROM letters WHERE external_id LIKE 'wamid.Z%' AND state = 'noted'"))
                .isEqualTo(1);
    }
}
