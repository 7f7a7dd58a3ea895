package io.goldtier.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.Triggers;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Note;
import io.goldtier.vault.Vault;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drops files as people and programs do, into the whole assistant, and looks at what becomes of them. */
class IntakeRouteTest {

    private static final String EXAMPLE = """
            {"trigger_id": "cd-trigger-001", "source_domain": "personal", "source_type": "whatsapp",
             "source_data": {"message": "Completed project for Client ABC, $10000", "sender": "+1234567890",
                             "timestamp": "2026-02-20T10:30:00Z"},
             "triggered_actions": [
               {"type": "odoo_create_invoice",
                "params": {"client": "Client ABC", "amount": 10000, "project": "Consulting"}},
               {"type": "social_generate_summary",
                "params": {"platform": "facebook", "content": "Project completed for Client ABC"}}],
             "status": "pending", "created": "2026-02-20T10:30:00Z", "updated": "2026-02-20T10:30:00Z",
             "context": {"client_name": "Client ABC", "amount": 10000, "project": "Consulting"}}
            """;

    /** The same from the vault's owner. */
    private static final String OWNERS =
            EXAMPLE.replace("whatsapp", "file_drop").replaceAll("\"sender\": \"[^\"]*\",\\s*", "");

    @TempDir
    static Path folder;

    private static Assistant assistant;
    private static Vault vault;
    private static Triggers triggers;

    @BeforeAll
    static void start() throws IOException {
        Path home = Files.createDirectory(folder.resolve("a home"));
        assistant = Assistant.in(home)
                .route(
                        "skills/odoo_create_invoice.camel.yaml",
                        Files.readString(Path.of("src/test/resources/intake/skills/odoo_create_invoice.camel.yaml")))
                .setting("goldtier.intake.settle=300ms")
                .setting("goldtier.intake.patience=900ms")
                .start();
        vault = assistant.bean(Vault.class);
        triggers = assistant.bean(Triggers.class);
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        try (Stream<Path> files = Files.walk(vault.folder(Folder.INBOX))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(vault.folder(Folder.INBOX))) {
                    Files.deleteIfExists(file);
                }
            }
        }
        assertThat(Files.isDirectory(vault.folder(Folder.INBOX))).isTrue();
    }

    private void drop(String name, String text) throws IOException {
        drop(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Moves a file in whole. */
    private void drop(String name, byte[] content) throws IOException {
        Path draft = Files.write(Files.createTempFile(folder, "draft", ".x"), content);
        Files.move(draft, vault.folder(Folder.NEEDS_ACTION).resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String example(String id) {
        return OWNERS.replace("cd-trigger-001", id);
    }

    private Trigger accepted(String id) {
        return await().atMost(Duration.ofSeconds(10))
                .until(() -> triggers.find(id), Optional::isPresent)
                .orElseThrow();
    }

    /** The alert about a file that was dropped under this name, once it and the file are in the inbox. */
    private String refused(String name) {
        return await().atMost(Duration.ofSeconds(10))
                .until(() -> alertAbout(name), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<String> alertAbout(String name) throws IOException {
        try (Stream<Path> files = Files.list(vault.folder(Folder.INBOX))) {
            return files.filter(file -> file.getFileName().toString().startsWith("ALERT_"))
                    .map(vault::read)
                    .filter(text -> plain(text).contains("Inbox/" + name))
                    .findFirst();
        }
    }

    private Path done(String name) {
        Path file = vault.folder(Folder.DONE).resolve(name);
        await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(file));
        return file;
    }

    private List<String> waiting() {
        String[] names = vault.folder(Folder.NEEDS_ACTION).toFile().list();
        return Stream.of(names).filter(name -> !name.startsWith(".")).toList();
    }

    @Test
    void theDataModelsExampleIsAcceptedAsItStandsAndAsksBecauseNothingProvesItsSender() throws IOException {
        drop("cd.json", EXAMPLE);
        Trigger trigger = accepted("cd-trigger-001");
        assertThat(trigger.sourceType()).isEqualTo("whatsapp");
        assertThat(trigger.triggeredActions())
                .extracting(action -> action.get("type"))
                .containsExactly("odoo_create_invoice", "social_generate_summary");
        assertThat(trigger.context()).containsEntry("client_name", "Client ABC");
        Path pending = vault.folder(Folder.PENDING_APPROVAL);
        String asked = await().until(
                        () -> {
                            try (Stream<Path> files = Files.list(pending)) {
                                return files.map(vault::read)
                                        .filter(text -> text.contains("cd-trigger-001"))
                                        .findFirst();
                            }
                        },
                        Optional::isPresent)
                .orElseThrow();
        assertThat(plain(asked)).contains("it says that it is from \"+1234567890\"");
    }

    @Test
    void aListOfDocumentsIsAcceptedEachWithAFileOfItsOwn() throws IOException {
        drop("list.json", "[" + example("list-1") + "," + example("list-2") + "]");
        accepted("list-1");
        accepted("list-2");
        done("list.json");
        done("list_list-1.json");
        done("list_list-2.json");
    }

    @Test
    void plainWordsAreReadByTheRule() throws IOException {
        drop("words.txt", "Completed project for Client Words, $10,000");
        await().until(() ->
                !triggers.list(null, 0, 100).isEmpty() && words("Client Words").isPresent());
        Trigger trigger = words("Client Words").orElseThrow();
        assertThat(trigger.sourceType()).isEqualTo("file_drop");
        assertThat(trigger.triggeredActions().get(0).get("params"))
                .isEqualTo(Map.of("client", "Client Words", "amount", 10000, "currency", "USD"));
        assertThat(trigger.sourceData()).containsEntry("rule", "project_completed");
    }

    private Optional<Trigger> words(String client) {
        return triggers.list(null, 0, 100).stream()
                .map(Triggers.Arrival::trigger)
                .filter(trigger -> client.equals(trigger.context().get("client_name")))
                .findFirst();
    }

    @Test
    void aNoteWhoseFrontMatterNamesTheActionIsAccepted() throws IOException {
        drop("note.md", """
                ---
                type: task
                client: Client Note
                actions:
                  - odoo_create_invoice: {amount: 10000.50, project: Consulting}
                ---
                free text
                """);
        await().until(() -> words("Client Note").isPresent());
        assertThat(words("Client Note").orElseThrow().triggeredActions().get(0).get("params"))
                .isEqualTo(
                        Map.of("client", "Client Note", "amount", new BigDecimal("10000.50"), "project", "Consulting"));
    }

    @Test
    void aStrangersMessageInANoteIsNotTrusted() throws IOException {
        drop(
                "mail.md",
                "---\ntype: email\nfrom: Eve <eve@nowhere.example>\nsubject: Hi\n---\nCompleted project for Client Eve, $5");
        await().until(() -> words("Client Eve").isPresent());
        assertThat(words("Client Eve").orElseThrow().sourceType()).isEqualTo("email");
        assertThat(words("Client Eve").orElseThrow().sourceData()).containsEntry("sender", "Eve <eve@nowhere.example>");
    }

    @Test
    void theSameWorkIsNotDoneTwice() throws IOException {
        drop("first.json", example("copy-1"));
        accepted("copy-1");
        drop("second.json", example("copy-1").replace(": 10000", ": 10000.0").replace("\": ", "\" :  "));
        assertThat(refused("second.json"))
                .contains("Copy: second.json")
                .contains("copy-1 is the same work")
                .contains("To have it done again on purpose");
        drop("third.json", example("copy-1").replace("10000", "10001"));
        assertThat(refused("third.json"))
                .contains("trigger\\_id copy-1".replace("\\", ""))
                .contains("belongs to other work")
                .contains("cannot go back to pending");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    wrong domain     | "personal"                  | "private"               | source_domain must be one of
                    wrong type       | "file_drop"                 | "telegram"              | source_type must be one of
                    wrong status     | "status": "pending"         | "status": "done"        | status must be one of
                    status backwards | "status": "pending"         | "status": "completed"   | status must be pending for new work, was: completed
                    no time zone     | "created": "2026-02-20T10:30:00Z" | "created": "yesterday" | created must be an ISO 8601 time
                    negative amount  | "amount": 10000, "project": "Consulting"}}, | "amount": -5}}, | amount
                    amount as text   | "amount": 10000, "project": "Consulting"}}, | "amount": "a lot"}}, | amount must be of type
                    unknown param    | "amount": 10000, "project": "Consulting"}}, | "amount": 1, "colour": "red"}}, | colour is not known here; there are client,
                    unknown skill    | "type": "odoo_create_invoice" | "type": "odoo_burn_money" | There is no skill odoo_burn_money
                    missing field    | "status": "pending",        |                         | status is missing
                    path in id       | "cd-trigger-x"              | "../../etc/passwd"      | trigger_id
                    """)
    void aDocumentThatIsWrongSaysWhere(String name, String part, String instead, String reason) throws IOException {
        String file = name.replace(' ', '-') + ".json";
        drop(file, example("cd-trigger-x").replace(part, instead == null ? "" : instead));
        assertThat(plain(refused(file))).contains(reason);
        assertThat(vault.folder(Folder.INBOX).resolve(file)).exists();
        assertThat(triggers.find("cd-trigger-x")).isEmpty();
    }

    /** Without the backslashes that keep outside text from meaning anything to Markdown. */
    private static String plain(String note) {
        return note.replace("\\", "");
    }

    @Test
    void aDocumentWithoutActionsOrClientIsRefused() throws IOException {
        String none = EXAMPLE.replaceAll("(?s)\"triggered_actions\": \\[.*?}}],", "\"triggered_actions\": [],");
        drop("no-action.json", none);
        assertThat(plain(refused("no-action.json"))).contains("triggered_actions must list at least one action");
        String nobody = example("cd-nobody")
                .replace("\"client\": \"Client ABC\", ", "")
                .replace("\"client_name\": \"Client ABC\", ", "");
        drop("no-client.json", nobody);
        assertThat(plain(refused("no-client.json"))).contains("context.client_name is missing");
        drop("client-in-params.json", example("cd-params").replace("\"client_name\": \"Client ABC\", ", ""));
        assertThat(accepted("cd-params").context()).containsEntry("client_name", "Client ABC");
        drop("one-bad.json", "[" + example("ob-1") + "," + example("ob-2").replace("personal", "private") + "]");
        assertThat(plain(refused("one-bad.json"))).contains("Entry 2 of the list: source_domain");
        assertThat(triggers.find("ob-1")).isEmpty();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws IOException {
        drop("bare.json", "{\"trigger_id\": \"../x\"}");
        assertThat(plain(refused("bare.json")))
                .contains("source_domain is missing. source_type is missing. source_data is missing."
                        + " triggered_actions is missing; it must list at least one action. status is missing."
                        + " And 3 more.");
        drop(
                "misspelt.json",
                example("cd-misspelt").replace("\"amount\": 10000, \"project\"", "\"amount\": -5, \"colour\""));
        assertThat(plain(refused("misspelt.json"))).contains("colour is not known here;", ". amount must");
    }

    @Test
    void theNoteAboutAFileGoesAwayWithIt() throws IOException {
        drop("deleted.txt", "Good morning!");
        refused("deleted.txt");
        drop("mended.txt", "Completed project for Client Unclear, 1.234");
        refused("mended.txt");
        drop("kept.txt", "Good morning!");
        refused("kept.txt");
        Files.delete(vault.folder(Folder.INBOX).resolve("deleted.txt"));
        Path mended = vault.folder(Folder.INBOX).resolve("mended.txt");
        Files.writeString(mended, "Completed project for Client Mended, $1234");
        Files.move(mended, vault.folder(Folder.NEEDS_ACTION).resolve("mended.txt"));
        done("mended.txt");
        await().atMost(Duration.ofSeconds(15))
                .until(() -> alertAbout("mended.txt").isEmpty()
                        && alertAbout("deleted.txt").isEmpty());
        assertThat(alertAbout("kept.txt")).isPresent();
        try (Stream<Path> files = Files.list(vault.folder(Folder.DONE))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.matches("ALERT_.*-deleted-txt.md"))
                    .anyMatch(name -> name.matches("ALERT_.*-mended-txt.md"));
        }
    }

    @Test
    void whatIsNoTextOrNoJsonIsRefused() throws IOException {
        drop("broken.json", "{\"trigger_id\": \"x\",");
        assertThat(refused("broken.json")).contains("is not valid JSON").contains("line 1");
        drop("latin1.md", "Completed project for Müller, $5".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(refused("latin1.md")).contains("it is not UTF-8 text: line 1");
        drop("empty.txt", "");
        assertThat(refused("empty.txt")).contains("is empty");
        drop("junk.bin", new byte[] {0, 1, 2, (byte) 0xFF, 0});
        assertThat(plain(refused("junk.bin")))
                .contains("No text can be read out of junk.bin")
                .contains("project_completed");
        drop("hello.txt", "Good morning!");
        assertThat(plain(refused("hello.txt")))
                .contains("No rule understands hello.txt")
                .contains("Example: `Completed");
        drop("big.txt", new byte[11 * 1024 * 1024]);
        assertThat(refused("big.txt")).contains("has 11.0 MiB; at most 10 MiB are allowed");
        drop(
                "bomb.md",
                "---\na: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nd: &d [*c,*c,*c]\ne: [*d,*d,*d,*d]\n---\n");
        assertThat(refused("bomb.md")).contains("Front matter cannot be read");
        drop("open.md", "---\ntype: task\nno end");
        assertThat(refused("open.md")).contains("line 1").contains("does not follow");
        drop("unclear.txt", "Completed project for Client Unclear, 1.234");
        assertThat(refused("unclear.txt")).contains("can mean 1234 or 1.234");
    }

    @Test
    void whatIsNoFileIsPutAsideAsItIs() throws IOException {
        Path papers = Files.createDirectory(vault.folder(Folder.NEEDS_ACTION).resolve("papers"));
        Files.writeString(papers.resolve("inside.txt"), "Completed project for Client Hidden, $5");
        Files.createSymbolicLink(vault.folder(Folder.NEEDS_ACTION).resolve("passwd.md"), Path.of("/etc/passwd"));
        assertThat(refused("papers")).contains("papers is a folder; only files are taken");
        assertThat(refused("passwd.md")).contains("is a link to something else");
        assertThat(vault.folder(Folder.INBOX).resolve("papers/inside.txt")).exists();
        assertThat(Files.isSymbolicLink(vault.folder(Folder.INBOX).resolve("passwd.md")))
                .isTrue();
        assertThat(Path.of("/etc/passwd")).exists();
        assertThat(words("Client Hidden")).isEmpty();
    }

    @Test
    void whatWouldFillTheMemoryIsRefused() throws IOException {
        drop("digits.json", example("cd-digits").replace("10000", "1e999999999"));
        assertThat(refused("digits.json")).contains("A number has more than 50 digits: 1E+999999999");
        drop("values.json", "[" + "[],".repeat(3_000_000) + "[]]");
        assertThat(refused("values.json")).contains("at most 200000 are allowed");
        drop("lines.md", "\n".repeat(10_000_000));
        assertThat(refused("lines.md")).contains("No text can be read");
        drop("fences.md", "---\n" + "--- \n".repeat(1) + "---x\n".repeat(1_000_000));
        assertThat(refused("fences.md")).contains("No rule understands");
        drop("tags.html", "<script>".repeat(1_000_000));
        assertThat(refused("tags.html")).contains("No text can be read");
        byte[] late = "a\n".repeat(4_000_000).getBytes(StandardCharsets.UTF_8);
        late[late.length - 2] = (byte) 0xFF;
        drop("late.txt", late);
        assertThat(refused("late.txt")).contains("line 4000000 has bytes that are no characters");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void pipesAndNamesThatNobodyCanWriteArePutAside() throws Exception {
        String folder = vault.folder(Folder.NEEDS_ACTION).toString();
        new ProcessBuilder("sh", "-c", "mkfifo pipe.txt; echo hello > \"$(printf 'bad\\377.txt')\"")
                .directory(new File(folder))
                .start()
                .waitFor();
        assertThat(refused("pipe.txt")).contains("is a device or a pipe");
        assertThat(refused("bad_.txt")).contains("has a name that is not valid text");
        assertThat(vault.folder(Folder.INBOX).resolve("bad_.txt")).hasContent("hello");
    }

    @Test
    void namesDoNoHarm() throws IOException {
        String longest = "n".repeat(251) + ".txt";
        drop(longest, "Completed project for Client Long, $5");
        await().until(() -> words("Client Long").isPresent());
        drop(longest, "Good evening!");
        await().until(() -> Files.exists(vault.folder(Folder.INBOX).resolve(longest))
                || Files.exists(vault.folder(Folder.INBOX).resolve("n".repeat(249) + "-2.txt")));
        drop("line\nbreak ..\u202Etxt.md", "Good night!");
        assertThat(refused("line_break .._txt.md")).contains("No rule understands");
    }

    @Test
    void twoFilesOfOneNameAreBothDone() throws IOException {
        drop("same.txt", "Completed project for Client One, $5");
        await().until(() -> words("Client One").isPresent());
        drop("same.txt", "Completed project for Client Two, $5");
        await().until(() -> words("Client Two").isPresent());
        assertThat(done("same.txt")).content().contains("Client One");
        assertThat(done("same-2.txt")).content().contains("Client Two");
    }

    @Test
    void aFileIsLeftAloneWhileItIsWritten() throws IOException {
        Path file = vault.folder(Folder.NEEDS_ACTION).resolve("slow.json");
        String text = example("slow-1");
        int piece = text.length() / 4;
        for (int i = 0; i < 4; i++) {
            int from = i * piece;
            int to = i == 3 ? text.length() : from + piece;
            Files.writeString(file, text.substring(from, to), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (i < 3) {
                await().during(Duration.ofMillis(500))
                        .atMost(Duration.ofSeconds(2))
                        .until(() -> Files.exists(file));
            }
        }
        accepted("slow-1");
    }

    @Test
    void namesOfUnfinishedFilesAreLeftAloneForAsLongAsTheyAreCalledSo() throws IOException {
        List<String> names = List.of(".hidden.md", "~draft.md", "a.tmp", "b.part", "c.crdownload");
        for (String name : names) {
            drop(name, "Completed project for Client Tmp, $5");
        }
        await().during(Duration.ofMillis(800)).atMost(Duration.ofSeconds(3)).until(() -> waiting()
                .containsAll(names.subList(1, 5)));
        Files.move(
                vault.folder(Folder.NEEDS_ACTION).resolve("a.tmp"),
                vault.folder(Folder.NEEDS_ACTION).resolve("a.txt"));
        await().until(() -> words("Client Tmp").isPresent());
        for (String name : names) {
            Files.deleteIfExists(vault.folder(Folder.NEEDS_ACTION).resolve(name));
        }
    }

    @Test
    void manyFilesAreAcceptedOnceEachInTheOrderOfArrival() throws IOException {
        long before = triggers.list(null, 0, 1).stream()
                .mapToLong(Triggers.Arrival::number)
                .sum();
        int count = 300;
        for (int i = 0; i < count; i++) {
            drop("many-%04d.json".formatted(i), example("many-%04d".formatted(i)));
        }
        accepted("many-0299");
        List<String> ids = new ArrayList<>();
        triggers.list(null, 0, 1000).stream()
                .filter(arrival -> arrival.number() > before)
                .forEach(arrival -> ids.add(0, arrival.trigger().triggerId()));
        assertThat(ids).hasSize(count).isSorted();
    }

    @Test
    void aNoteFromOutsideCannotForgeTheAlertAboutIt() throws IOException {
        drop("](http:evil) <b>.txt", "Good morning!");
        String alert = refused("](http:evil) <b>.txt");
        assertThat(Note.parse(alert).frontMatter())
                .containsEntry("type", "alert")
                .containsEntry("severity", "warning");
        assertThat(Files.exists(vault.folder(Folder.INBOX).resolve("](http:evil) <b>.txt"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }
}
