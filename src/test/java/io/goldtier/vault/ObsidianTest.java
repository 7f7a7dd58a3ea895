package io.goldtier.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.outbox.Outbox;
import io.goldtier.store.Store;
import io.goldtier.web.Browser;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault of 300 triggers of every kind, read as Obsidian reads it. */
class ObsidianTest {

    private static final int TRIGGERS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern FENCED = Pattern.compile("(?ms)^(`{3,})(\\w*)[^\\n]*\\n(.*?)^\\1[ \\t]*$");
    private static final Pattern WIKI = Pattern.compile("(?<!\\\\)\\[\\[([^\\]\\[|\\\\]+)(?:\\\\?\\|[^\\]]*)?]]");
    private static final Pattern PROPERTY = Pattern.compile("(?m)^\\w+: [\"']\\[\\[([^\\]\\[|]+)]][\"']$");
    private static final Pattern MARKDOWN = Pattern.compile("(?<![\\]\\\\])\\[(?:[^\\]\\\\]|\\\\.)*]\\(([^)]+)\\)");

    @TempDir
    static Path home;

    private static Assistant assistant;
    private static Map<String, String> notes;

    @BeforeAll
    static void start() throws IOException {
        assistant = Assistant.in(home)
                .route(
                        "skills/odoo_create_invoice.camel.yaml",
                        Files.readString(Path.of("src/test/resources/intake/skills/odoo_create_invoice.camel.yaml")))
                .route("skills/breaks.camel.yaml", Work.skill("breaks", "", """
                        - throwException:
                            id: broken
                            exceptionType: java.lang.IllegalStateException
                            message: "It is broken: [[x]] | `y`"
                        """))
                .start();
        for (int i = 0; i < TRIGGERS; i++) {
            drop(i);
        }
        await().atMost(PATIENCE).until(() -> count("SELECT COUNT(*) AS n FROM triggers") == TRIGGERS);
        await().atMost(PATIENCE)
                .until(() ->
                        count("SELECT COUNT(*) AS n FROM loops WHERE status = 'active'" + " AND waiting_for IS NULL")
                                == 0);
        decideSome();
        await().atMost(PATIENCE)
                .until(() ->
                        count("SELECT COUNT(*) AS n FROM loops WHERE status = 'active'" + " AND waiting_for IS NULL")
                                == 0);
        assistant.drop("again.txt", "Completed project for Client 0, $1000");
        assistant.drop("nonsense.txt", "Good morning!");
        await().atMost(PATIENCE)
                .until(() -> assistant.files("Needs_Action").isEmpty()
                        && assistant.bean(Outbox.class).picture().waiting() == 0
                        && assistant.files("Inbox").contains("again.txt"));
        await().atMost(PATIENCE)
                .until(() -> assistant.bean(Outbox.class).picture().waiting() == 0);
        notes = read();
    }

    /** Every way in, every end, and names that no link can hold. */
    private static void drop(int i) {
        String client = i % 40 == 7 ? "Smith [" + i + "] | #Co" : i % 40 == 9 ? "A/B: Co. " + i : "Client " + i % 20;
        switch (i % 10) {
            case 0, 1 -> assistant.drop("words-" + i + ".txt", "Completed project for " + client + ", $" + (1000 + i));
            case 2 -> assistant.drop("note-" + i + ".md", """
                    ---
                    type: task
                    client: "%s"
                    actions: [{odoo_create_invoice: {client: "%s", amount: %d}}]
                    ---
                    """.formatted(client, client, i));
            case 3 -> assistant.drop("task [[" + i + "]].json", document(i, client, "social_generate_summary", "{}"));
            case 4 ->
                assistant.drop(
                        "mail-" + i + ".eml",
                        "From: Eve <eve@nowhere.example>\r\nSubject: Done\r\n\r\n" + "Completed project for " + client
                                + ", $" + (1000 + i) + "\r\n");
            case 5 -> assistant.drop("broken-" + i + ".json", document(i, client, "breaks", "{}"));
            case 6 ->
                assistant.drop(
                        "post-" + i + ".json",
                        document(i, client, "facebook_post", "{\"message\": \"Post %d: done\"}".formatted(i)));
            case 7 -> {
                await().atMost(PATIENCE)
                        .until(() -> !assistant.files("Needs_Action").contains("same.txt"));
                assistant.drop("same.txt", "Completed project for " + client + ", $" + (1000 + i));
            }
            case 8 ->
                assistant.drop(
                        "page-" + i + "#1^a.html", "<p>Completed project for " + client + ", $" + (1000 + i) + "</p>");
            default -> assistant.drop("expense-" + i + ".txt", "Expense: Office Supplies, $" + (1 + i));
        }
    }

    private static String document(int i, String client, String skill, String params) {
        return """
                {"trigger_id": "cd-%d", "source_domain": "business", "source_type": "file_drop", "source_data": {},
                 "triggered_actions": [{"type": "%s", "params": %s}], "status": "pending",
                 "created": "2026-02-20T10:30:00Z", "updated": "2026-02-20T10:30:00Z",
                 "context": {"client_name": "%s"}}
                """.formatted(
                i,
                skill,
                skill.startsWith("social") ? "{\"platform\": \"facebook\", \"content\": \"Work " + i + "\"}" : params,
                client);
    }

    private static void decideSome() {
        List<ApprovalRequest> asked = assistant.bean(Approvals.class).list("pending", null, 100);
        assertThat(asked).hasSizeGreaterThan(20);
        for (int i = 0; i < asked.size(); i++) {
            if (i % 3 != 2) {
                assistant.post(
                        "/api/approvals/" + asked.get(i).approvalId(),
                        Map.of("decision", i % 3 == 0 ? "approve" : "reject", "reason", "a test"));
            }
        }
    }

    private static long count(String sql) {
        return assistant
                .bean(Store.class)
                .read(tx -> tx.first(sql, row -> row.longInt("n")))
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    /** All notes by their paths. */
    private static Map<String, String> read() throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(assistant.vault())) {
            for (Path file : files.filter(each -> each.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                found.put(assistant.vault().relativize(file).toString(), Files.readString(file));
            }
        }
        return found;
    }

    private static boolean isOurs(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return path.startsWith("Clients/") || name.matches("(PLAN|ALERT|APPROVAL)_.*") || path.equals("Dashboard.md");
    }

    @Test
    void allLinksResolve() throws IOException {
        Set<String> paths;
        try (Stream<Path> files = Files.walk(assistant.vault())) {
            paths = files.filter(Files::isRegularFile)
                    .map(file -> assistant.vault().relativize(file).toString())
                    .collect(Collectors.toSet());
        }
        Set<String> names = paths.stream()
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Map.Entry<String, String> note : notes.entrySet()) {
            if (isOurs(note.getKey())) {
                for (String target : targets(note.getValue())) {
                    links++;
                    boolean there = paths.contains(target)
                            || paths.contains(target + ".md")
                            || names.contains(target)
                            || names.contains(target + ".md");
                    if (!there) {
                        broken.add(note.getKey() + " → " + target);
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(TRIGGERS * 3);
    }

    private static Set<String> targets(String note) {
        int body = note.startsWith("---\n") ? note.indexOf("\n---\n", 4) : 0;
        Set<String> targets = new LinkedHashSet<>();
        PROPERTY.matcher(note.substring(0, body)).results().forEach(found -> targets.add(found.group(1)));
        String text = FENCED.matcher(note.substring(body)).replaceAll("").replaceAll("`[^`\n]*`", "");
        WIKI.matcher(text).results().forEach(found -> targets.add(found.group(1)));
        MARKDOWN.matcher(text)
                .results()
                .forEach(found -> targets.add(URLDecoder.decode(found.group(1), StandardCharsets.UTF_8)));
        return targets;
    }

    @Test
    void allFrontMatterIsValidAndHasATitleAndThePropertiesToFilterBy() {
        Set<String> types = new LinkedHashSet<>();
        notes.forEach((path, text) -> {
            if (isOurs(path) && !path.equals("Dashboard.md")) {
                String yaml = text.substring(4, text.indexOf("\n---\n", 4));
                assertThat(new org.yaml.snakeyaml.Yaml().<Object>load(yaml))
                        .as(path)
                        .isInstanceOf(Map.class);
                Note note = Note.parse(text);
                assertThat(note.text("title")).as(path).isPresent();
                assertThat(note.value("aliases"))
                        .as(path)
                        .contains(List.of(note.value("title").orElseThrow()));
                assertThat(note.frontMatter()).as(path).containsKey("type");
                types.add(note.text("type").orElseThrow());
            }
        });
        assertThat(types).contains("plan", "client", "alert", "approval_request");
    }

    @Test
    void aPlansTaskFileIsFoundWhereItIsNow() {
        int plans = 0;
        Set<String> folders = new LinkedHashSet<>();
        for (Map.Entry<String, String> note : notes.entrySet()) {
            if (note.getKey().startsWith("Plans/")) {
                plans++;
                Note plan = Note.parse(note.getValue());
                String task = plan.text("task_file").orElseThrow();
                assertThat(assistant.vault().resolve(task)).as(note.getKey()).isRegularFile();
                assertThat(targets(plan.body())).as(note.getKey()).contains(task.replaceFirst("\\.md$", ""));
                folders.add(task.substring(0, task.indexOf('/')));
            }
        }
        assertThat(plans).isEqualTo(TRIGGERS);
        assertThat(folders).contains("Done", "Inbox", "In_Progress");
    }

    @Test
    void everyPlanHasAnObjectiveAndOnlyOneThatGoesOnSaysHowToStopIt() {
        notes.forEach((path, text) -> {
            if (path.startsWith("Plans/")) {
                assertThat(text).as(path).containsPattern("# Objective\n\n\\S");
                boolean ended = text.contains("\nstatus: completed\n") || text.contains("\nstatus: failed\n");
                assertThat(text.contains("stop: true")).as(path).isEqualTo(!ended);
            }
        });
    }

    @Test
    void anEventIsOneNoteAndTheDashboardSpeaksInTitles() {
        await().atMost(PATIENCE).until(() -> Files.readString(assistant.vault().resolve("Dashboard.md"))
                .matches("(?s).*\\[\\[PLAN_[0-9A-Za-z-]+\\\\\\|[A-Z].*"));
        assertThat(notes.keySet()).noneMatch(path -> path.contains("approval-needed"));
    }

    @Test
    void aClientsNoteCollectsTheWorkAndKeepsWhatPeopleWrote() throws IOException {
        Path note = assistant.vault().resolve("Clients/Client 1.md");
        assertThat(Files.readString(note)).contains("[[PLAN_").contains("Completed project for Client 1");
        Files.writeString(note, Files.readString(note) + "\nPays late.\n");
        Path stranger = assistant.vault().resolve("Clients/Client New.md");
        Files.writeString(stranger, "My own note.\n");
        assistant.drop("more.txt", "Completed project for Client 1, $7777");
        assistant.drop("new.txt", "Completed project for Client New, $7777");
        await().atMost(PATIENCE).until(() -> Files.readString(note).contains("$7777"));
        assertThat(Files.readString(note)).contains("\n## Notes\n").endsWith("\nPays late.\n");
        assertThat(stranger).hasContent("My own note.");
    }

    @Test
    void theFlowChartsAreDrawn() {
        String setting = System.getenv("GOLDTIER_MERMAID");
        Path mermaid = Path.of(setting == null ? ".goldtier/mermaid.min.js" : setting);
        assumeTrue(setting != null || Files.exists(mermaid), "./goldtier test fetches Mermaid");
        Set<String> charts = new LinkedHashSet<>();
        notes.values().forEach(text -> {
            Matcher fence = FENCED.matcher(text);
            while (fence.find()) {
                if (fence.group(2).equals("mermaid")) {
                    charts.add(fence.group(3));
                }
            }
        });
        assertThat(charts).hasSizeGreaterThan(5);
        try (Browser browser = new Browser()) {
            Page page = browser.page(800, 600, false);
            page.setContent("<div id=place></div>");
            page.addScriptTag(new Page.AddScriptTagOptions().setPath(mermaid));
            Object drawn = page.evaluate(
                    "async charts => { mermaid.initialize({startOnLoad: false}); let n = 0;"
                            + " for (const chart of charts) {"
                            + " const {svg} = await mermaid.render('chart' + n, chart);"
                            + " if (svg.includes('<svg') && !svg.includes('Syntax error')) n++; } return n; }",
                    List.copyOf(charts));
            assertThat(((Number) drawn).intValue()).isEqualTo(charts.size());
        }
    }
}
