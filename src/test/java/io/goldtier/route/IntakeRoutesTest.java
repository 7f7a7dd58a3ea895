package io.goldtier.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.goldtier.audit.chain.LogUnavailable;
import io.goldtier.intake.message.Refusal;
import io.goldtier.store.StoreException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Handler;
import org.apache.camel.Variable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The branches of {@code routes/intake}: which way a message goes by its form, and by what becomes of it. */
class IntakeRoutesTest {

    static final List<String> FILES = List.of(
            "intake/message",
            "intake/message-work",
            "intake/message-document",
            "intake/message-note",
            "intake/needs-action");

    private static final List<String> DONE = new ArrayList<>();
    private static RoutesAlone routes;
    private static String became;

    /** A message of this form. */
    public record Said(String form, String text) {
        public String getForm() {
            return form;
        }
    }

    /** A note whose front matter was read. */
    public record Note(boolean work, Said message) {
        public boolean isWork() {
            return work;
        }
    }

    /** What became of it. */
    public record Became(String kind) {
        public String getKind() {
            return kind;
        }
    }

    /** Opens what was taken: a message, or what makes it impossible. */
    public static class Open {
        @Handler
        public Said open(@Body Object taken) {
            if (taken instanceof RuntimeException fault) {
                throw fault;
            }
            return (Said) taken;
        }
    }

    /** Trigger documents. */
    public static class Documents {
        public String text(Said message) {
            return message.text();
        }

        public List<?> entries(List<?> list) {
            return list;
        }

        public Object entry(@Body Map<?, ?> entry, @Variable("message") Said message) {
            DONE.add("entry " + entry.get("amount"));
            if (entry.isEmpty()) {
                throw new IllegalStateException("an empty entry of " + message.form());
            }
            return entry.get("amount");
        }

        public List<?> distinct(List<?> all) {
            DONE.add("all " + List.copyOf(all));
            return all;
        }

        public List<?> one(@Body Object document) {
            DONE.add("one " + ((Map<?, ?>) document).get("amount"));
            return List.of(document);
        }
    }

    /** Notes. */
    public static class Notes {
        public Note read(Said message) {
            return new Note(message.text().contains("actions"), message);
        }

        public List<?> named(Note note) {
            DONE.add("named");
            return List.of(note);
        }
    }

    /** Rules. */
    public static class Words {
        public Said stated(Said message) {
            DONE.add("stated");
            return message;
        }

        public List<?> read(Said message) {
            DONE.add("words of " + message.text());
            return List.of(message);
        }
    }

    /** The store. */
    public static class Accept {
        @Handler
        public Became accept(@Body List<?> work, @Variable("taken") Object taken) {
            return new Became(became);
        }
    }

    /** Where a message lies in the end. */
    public static class FileAway {
        public void list() {
            DONE.add("list");
        }

        public void copy() {
            DONE.add("copy");
        }

        public void idTaken() {
            DONE.add("idTaken");
        }

        public void giveBack() {
            DONE.add("giveBack");
        }

        public Became refuse(@ExchangeException Throwable thrown) {
            DONE.add("refuse " + Refusal.in(thrown, "it").getMessage());
            return new Became("Refused");
        }

        public Became notNow(@ExchangeException Throwable thrown) {
            DONE.add("notNow");
            return new Became("NotKept");
        }

        public Became broke(@ExchangeException Throwable thrown) {
            DONE.add("broke");
            return new Became("Refused");
        }
    }

    /** Takes a file, unless somebody was faster. */
    public static class Claim {
        @Handler
        public Object take(@Body String name) {
            return name.equals("gone") ? null : new Said("WORDS", name);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        routes = new RoutesAlone(
                Map.of(
                        "exactJson",
                        JsonMapper.builder()
                                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                                .build(),
                        "openMessage",
                        new Open(),
                        "documents",
                        new Documents(),
                        "notes",
                        new Notes(),
                        "words",
                        new Words(),
                        "accept",
                        new Accept(),
                        "fileAway",
                        new FileAway(),
                        "claim",
                        new Claim(),
                        "wholeFiles",
                        new Object()),
                Map.of("goldtier.vault", "target", "goldtier.intake.poll", "50"),
                FILES);
    }

    @AfterAll
    static void stop() {
        routes.close();
    }

    @BeforeEach
    void nothingDone() {
        DONE.clear();
        became = "OnItsWay";
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DOCUMENT | {"amount": 0.10}                      | one-document  | one 0.10
            DOCUMENT | [{"amount": 1.50}, {"amount": 2}]     | each-id-once  | entry 1.50, entry 2, all [1.50, 2]
            NOTE     | actions                               | named-actions | named
            NOTE     | free words                            | note-words    | stated, words of free words
            MAIL     | a mail                                | mail-words    | words of a mail
            WORDS    | a text                                | read-words    | stated, words of a text
            """)
    void aMessageGoesTheWayOfItsForm(String form, String text, String lastStep, String done) {
        long before = routes.through(lastStep);
        routes.send("message", new Said(form, text));
        assertThat(String.join(", ", DONE)).isEqualTo(done);
        assertThat(routes.through(lastStep) - before).as("the count in hawtio").isEqualTo(1);
    }

    @Test
    void oneBadEntryIsTheEndOfTheListAndOfThoseBehindIt() {
        routes.send("message", new Said("DOCUMENT", "[{\"amount\": 1}, {}, {\"amount\": 3}]"));
        assertThat(DONE).containsExactly("entry 1", "entry null", "broke");
    }

    @Test
    void anAmountIsReadExactly() {
        Object work = routes.send("message-work", new Said("DOCUMENT", "{\"amount\": 10000.50}"))
                .getMessage()
                .getBody();
        assertThat(work).isEqualTo(List.of(Map.of("amount", new BigDecimal("10000.50"))));
    }

    @ParameterizedTest
    @CsvSource({"OnItsWay,", "Listed, list", "Copy, copy", "IdTaken, idTaken", "NotKept, giveBack"})
    void whatBecameOfItDecidesWhereItLies(String kind, String done) {
        became = kind;
        routes.send("message", new Said("MAIL", "x"));
        assertThat(DONE)
                .filteredOn(each -> !each.startsWith("words"))
                .isEqualTo(done == null ? List.of() : List.of(done));
    }

    static List<RuntimeException> notNow() {
        return List.of(
                new StoreException("The database is away", null),
                new LogUnavailable("the disk is full"),
                new RuntimeException(new StoreException("Wrapped", null)));
    }

    @ParameterizedTest
    @MethodSource("notNow")
    void whatCannotBeReadForLackOfTheStoreIsReadAgain(RuntimeException away) {
        became = "OnItsWay";
        routes.send("message", away);
        assertThat(DONE).containsExactly("notNow", "giveBack");
    }

    @Test
    void whatIsWrongIsRefusedAndAFaultOfOurOwnIsTold() {
        routes.send("message", new Said("DOCUMENT", "{\"amount\": "));
        assertThat(DONE).singleElement().asString().startsWith("refuse it is not valid JSON: ");
        DONE.clear();
        routes.send("message", new IllegalStateException("broken"));
        assertThat(DONE).containsExactly("broke");
    }

    @Test
    void nothingIsHandedInWhenSomebodyElseWasFaster() {
        routes.send("needs-action", "gone");
        assertThat(DONE).isEmpty();
        routes.send("needs-action", "here");
        assertThat(DONE).containsExactly("stated", "words of here");
    }
}
