package io.goldtier.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.intake.message.Receipts;
import io.goldtier.json.Json;
import io.goldtier.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receipt in a document is asked about where it does not say, and goes into the books with the document. */
class ReceiptTest {

    @TempDir
    static Path home;

    private static Assistant assistant;

    @BeforeAll
    static void start() {
        assistant = Assistant.in(home).start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    static byte[] pdf(String... lines) throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.setLeading(16);
                content.newLineAtOffset(50, 700);
                for (String line : lines) {
                    content.showText(line);
                    content.newLine();
                }
                content.endText();
            }
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static void drop(String name, byte[] bytes) throws IOException {
        Path draft = Files.createTempFile(home, "drop", ".tmp");
        Files.write(draft, bytes);
        Files.move(draft, assistant.vault().resolve("Needs_Action").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> steps(String vendor) {
        return assistant
                .bean(Store.class)
                .read(tx -> tx.query(
                        "SELECT a.type, a.state FROM actions a JOIN triggers t ON t.trigger_id = a.trigger_id WHERE t.context"
                                + " LIKE ? ORDER BY a.position",
                        row -> row.string("type") + " " + row.string("state"),
                        "%" + vendor + "%"));
    }

    @Test
    void aPdfBecomesAVendorBillWithTheCategoryThatWasChosen() throws IOException {
        drop(
                "receipt.pdf",
                pdf(
                        "Paper Shop",
                        "Receipt 4711",
                        "Date: 2026-02-20",
                        "Paper 19.75 USD",
                        "Tax 3.75",
                        "Total 23.50 USD"));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(steps("Paper Shop"))
                .containsExactly("ask_owner awaiting_approval", "odoo_log_transaction ready"));
        Map<?, ?> question = (Map<?, ?>)
                ((List<?>) ((Map<?, ?>) assistant.get("/api/approvals?status=pending")).get("items")).get(0);
        Map<?, ?> params = (Map<?, ?>) question.get("params");
        assertThat(String.valueOf(params.get("choices"))).contains("office supplies");
        assertThat(assistant
                        .post(
                                "/api/approvals/" + question.get("approval_id"),
                                Map.of(
                                        "decision",
                                        "approve",
                                        "params",
                                        Map.of(
                                                "question", params.get("question"),
                                                "choices", params.get("choices"),
                                                "answer", "office supplies")))
                        .statusCode())
                .isEqualTo(200);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        steps("Paper Shop").get(steps("Paper Shop").size() - 1))
                .isEqualTo("odoo_log_transaction done"));
        Map<?, ?> odoo =
                (Map<?, ?>) Json.readObject(assistant.text("/sandbox/state")).get("odoo");
        assertThat(Json.write(odoo.get("ir.attachment"))).contains("receipt.pdf");
        assertThat(Json.write(odoo.get("account.move"))).contains("in_receipt");
    }

    @Test
    void severalTotalsAreForAPerson() throws IOException {
        drop("two.pdf", pdf("Hotel North", "Invoice", "Total 100.00 EUR", "Total 119.00 EUR"));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(assistant.files("Inbox"))
                .contains("two.pdf")
                .anyMatch(each -> each.startsWith("ALERT_") && each.contains("not-clear")));
    }

    @Test
    void whatIsNoPdfIsKeptForAPerson() throws IOException {
        drop("broken.pdf", "%PDF-1.7 nothing".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(assistant.files("Inbox")).contains("broken.pdf"));
    }

    @Test
    void aGermanReceiptIsRead() {
        Receipts receipt = Receipts.in("""
                        Bäckerei Süß
                        Rechnung Nr. 12
                        20. Februar 2026
                        Zwischensumme 10,00 €
                        MwSt 7 % 0,70 €
                        Gesamtbetrag: 10,70 €
                        """).orElseThrow();

        assertThat(receipt.vendor()).isEqualTo("Bäckerei Süß");
        assertThat(receipt.date()).isEqualTo(LocalDate.of(2026, 2, 20));
        assertThat(receipt.totals()).singleElement().satisfies(total -> {
            assertThat(total.value()).isEqualByComparingTo("10.70");
            assertThat(total.currency()).isEqualTo("EUR");
        });
        assertThat(receipt.tax().value()).isEqualByComparingTo("0.70");
    }
}
