package io.goldtier.approval;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.json.Json;
import io.goldtier.skill.Skills;
import io.goldtier.trigger.NewWork;
import io.goldtier.trigger.Sender;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a card says of a call decides what asks and what people read, and no name of a skill, server or field does. */
class CardsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String DEAL = "deal: {type: object, properties: {total: {type: number},"
            + " currency: {type: string}, client: {type: string}}}, pitch: {type: string}";
    private static final String DEEP = """
            approval: handbook
            subject: |
              who: [nickname, deal.client]
              amount: deal.total
              currency: deal.currency
              words: pitch
            """;

    private static final String LOOK = """
            - route:
                id: look-at-note
                description: Looks at a note before it is published.
                from:
                  id: look-at-note-call
                  uri: direct:look-at-note
                  steps:
                    - setBody:
                        id: look-at-note-found
                        expression:
                          language:
                            language: template
                            expression: |
                              preview:
                                - The picture <b>roof.jpg</b> is 2 MB large.
                                - "${variable.input[pitch]}"
            """;

    @TempDir
    static Path home;

    private static Assistant assistant;

    @BeforeAll
    static void start() {
        assistant = Assistant.in(home)
                .route("skills/deep_note.camel.yaml", card("deep_note", DEEP, "nickname: {type: string}, " + DEAL))
                .route(
                        "skills/dear_invoice.camel.yaml",
                        card("dear_invoice", "approval: handbook", "amount: {type: number}, client: {type: string}"))
                .route(
                        "skills/loud_note.camel.yaml",
                        card("loud_note", "approval: never\npublishes: true\ncheck: look-at-note", DEAL))
                .route("connectors/look-at-note.camel.yaml", LOOK)
                .start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    private static String card(String name, String properties, String fields) {
        return Work.skill(
                        name,
                        properties,
                        "- setBody: {id: %s-answer, expression: {language: {language: template, expression: 'noted: yes'}}}"
                                .formatted(name))
                .replace("id: call", "id: " + name + "-call")
                .replaceFirst("approval: never\n *approval:", "approval:")
                .replace("properties: {text: {type: string}}", "properties: {" + fields + "}");
    }

    @Test
    void aCardThatNamesNoAmountAsksUnderALimit() throws IOException {
        handbook("approval: {dear_invoice: {above: 100, currency: USD}}");

        Map<String, Object> asked = asked("dear_invoice", Map.of("amount", 1, "client", "Acme"));

        assertThat(asked.get("reason")).isEqualTo("It has no amount to hold against the limit.");
        ApprovalRequest request = request(asked);
        assertThat(request.amount()).isNull();
        assertThat(request.recipient()).isNull();
    }

    @Test
    void aCardThatNamesNoAmountAsksUnderABudget() throws IOException {
        handbook("""
                approval: {dear_invoice: never}
                budgets: {dear_invoice: {per: day, amount: 100, currency: USD}}
                """);

        assertThat(asked("dear_invoice", Map.of("amount", 1)).get("reason"))
                .isEqualTo("It has no amount to hold against the budget of 100 USD a day.");
    }

    @Test
    void whatPublishesAsksWhateverCardAndHandbookSay() throws IOException {
        handbook("approval: {loud_note: never}\nsenders: anyone");

        Map<String, Object> asked = asked("loud_note", Map.of("pitch", "Hello"));

        assertThat(asked.get("reason")).isEqualTo("Nothing is published without your word.");
        assertThat(request(asked).rule()).isEqualTo("publishing always asks");
    }

    @ParameterizedTest
    @CsvSource({
        "100, USD, 200, -",
        "101, USD, 202, It is about 101 USD",
        "-101, USD, 202, It is about 101 USD",
        "50, EUR, 202, It is in EUR"
    })
    void aLimitReadsTheFieldsThatTheCardNames(int total, String currency, int status, String reason)
            throws IOException {
        handbook("approval: {deep_note: {above: 100, currency: USD}}");

        var answer = assistant.post("/api/skills/deep_note", deal("Acme", total, currency));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 202) {
            assertThat(answer.body()).contains(reason);
        }
    }

    @Test
    void aBudgetAddsUpWhatTheCardNames() throws IOException {
        handbook("""
                approval: {deep_note: never}
                budgets: {deep_note: {per: month, amount: 7000, currency: CHF}}
                """);

        var first = assistant.post("/api/skills/deep_note", deal("Acme", 4000, "CHF"));
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(asked("deep_note", deal("Acme", 4000, "CHF")).get("reason"))
                .isEqualTo("With this, deep_note would go over its budget of 7000 CHF a month.");
    }

    @Test
    void planDeskApprovalAndAuditTellTheSubject() throws IOException {
        handbook("approval: {deep_note: {above: 100, currency: USD}}");
        Map<String, Object> deal = new java.util.HashMap<>(deal("Acme & Sons", 1500, "USD"));
        deal.put("pitch", "Roof");
        accept("told", List.of(step("deep_note", deal)));
        ApprovalRequest request = await().atMost(PATIENCE)
                .until(() -> assistant.bean(Approvals.class).ofAction("told-a1"), Optional::isPresent)
                .orElseThrow();

        assertThat(request.recipient()).isEqualTo("Acme & Sons");
        assertThat(request.amount()).isEqualTo("1500 USD");
        Path note = assistant.vault().resolve("Pending_Approval").resolve(NoteText.name(request));
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(Files.readString(note))
                .contains("# Deep note: Acme", "amount: 1500 USD", "recipient: Acme & Sons"));
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        Files.readString(assistant.vault().resolve("Plans/PLAN_told.md"))
                                .replace("\\", ""))
                .contains("1. deep_note: Acme & Sons, 1,500 USD, Roof"));
        assertThat(assistant.text("/")).contains("Deep note: Acme &amp; Sons");
        assertThat(assistant.text("/triggers")).contains("Deep note: Acme &amp; Sons, 1,500 USD, Roof");

        assistant.post("/api/approvals/" + request.approvalId(), Map.of("decision", "approve"));

        assertThat(assistant.log("audit_log.jsonl"))
                .filteredOn(entry -> "approve".equals(entry.get("action")) && "told".equals(entry.get("trigger_id")))
                .singleElement()
                .extracting(entry -> ((Map<?, ?>) entry.get("details")).get("subject"))
                .isEqualTo("Acme & Sons, 1,500 USD, Roof");
    }

    @Test
    void whatTheCheckFoundIsShownWithTheRequest() throws IOException {
        Map<String, Object> asked = asked("loud_note", Map.of("pitch", "y\n".repeat(1000)));
        String id = (String) asked.get("approval_id");

        List<?> told = (List<?>) ((Map<?, ?>) assistant.get("/api/approvals/" + id)).get("preview");
        assertThat(told).hasSize(2).first().isEqualTo("The picture <b>roof.jpg</b> is 2 MB large.");
        assertThat(told.get(1)).asString().hasSize(500).doesNotContain("\n");
        assertThat(assistant.text("/approvals/" + id)).contains("The picture &lt;b&gt;roof.jpg&lt;/b&gt; is 2 MB");
        Path note = assistant.vault().resolve("Pending_Approval/APPROVAL_" + id + "_loud_note.md");
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        Files.readString(note).replace("\\", ""))
                .contains("\n- The picture")
                .contains("is 2 MB large."));
    }

    @Test
    void whatIsHiddenFromWhoeverApprovesIsSaid() throws IOException {
        Map<String, Object> asked = asked("loud_note", Map.of("pitch", "Call 4111111111111111"));
        String id = (String) asked.get("approval_id");

        Preview preview =
                Preview.of(request(asked), assistant.bean(Skills.class).find("loud_note"));
        assertThat(preview.facts()).containsEntry("pitch", "Call ***");
        assertThat(assistant.text("/approvals/" + id)).contains("is hidden here; it is sent as it was asked for");
        Path note = assistant.vault().resolve("Pending_Approval/APPROVAL_" + id + "_loud_note.md");
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(Files.readString(note))
                .contains("is hidden here; it is sent as it was"));
    }

    @Test
    void onlyWhatNeedsAClientMustNameOne() {
        assistant.drop("overdue.md", "---\nactions:\n  - odoo_overdue_invoices: {}\n---\nWho owes us?\n");
        assistant.drop("send.md", "---\nactions:\n  - odoo_send_invoice: {invoice: INV/2026/00001}\n---\nSend it.\n");
        assistant.drop("create.md", "---\nactions:\n  - odoo_create_invoice: {amount: 5}\n---\nBill it.\n");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(assistant.get("/api/triggers").toString())
                        .contains("odoo_overdue_invoices", "odoo_send_invoice"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(assistant.bean(Approvals.class).list("pending", null, 100))
                        .anyMatch(request -> request.skill().equals("odoo_send_invoice")
                                && "INV/2026/00001".equals(request.recipient())));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(assistant.files("Inbox"))
                .contains("create.md")
                .doesNotContain("overdue.md", "send.md"));
    }

    private static Map<String, Object> deal(String client, int total, String currency) {
        return Map.of("deal", Map.of("client", client, "total", total, "currency", currency));
    }

    private static Map<String, Object> asked(String skill, Map<String, Object> input) {
        var answer = assistant.post("/api/skills/" + skill, input);
        assertThat(answer.statusCode()).isEqualTo(202);
        return Json.readObject(answer.body());
    }

    private static ApprovalRequest request(Map<String, Object> asked) {
        return assistant
                .bean(Approvals.class)
                .find((String) asked.get("approval_id"))
                .orElseThrow();
    }

    private static void accept(String id, List<Map<String, Object>> steps) {
        Instant now = Instant.parse("2026-02-20T10:30:00Z");
        assistant
                .bean(Triggers.class)
                .accept(new NewWork(
                        new Trigger(
                                id,
                                "business",
                                "file_drop",
                                Map.of(),
                                steps,
                                TriggerStatus.PENDING,
                                now,
                                now,
                                Map.of()),
                        "test:" + id,
                        null,
                        Sender.OWNER));
    }

    private static void handbook(String frontMatter) throws IOException {
        Path draft = home.resolve("handbook.md");
        Files.writeString(draft, "---\n" + frontMatter.strip() + "\n---\n\n# Company handbook\n");
        Files.move(
                draft,
                assistant.vault().resolve("Company_Handbook.md"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
