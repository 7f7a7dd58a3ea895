package io.goldtier.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.connector.odoo.rpc.OdooSettings;
import io.goldtier.intake.message.Receipts;
import io.goldtier.json.Json;
import io.goldtier.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        Map<?, ?> question = ((List<?>) ((Map<?, ?>) assistant.get("/api/approvals?status=pending")).get("items"))
                .stream()
                        .<Map<?, ?>>map(each -> (Map<?, ?>) each)
                        .filter(each -> Json.write(each).contains("Paper Shop"))
                        .findFirst()
                        .orElseThrow();
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

    /** The same receipt in the other forms that it comes in; all of them ask which kind of expense it is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "order.html | <html><head><script>alert(1)</script></head><body><h1>Web Shop</h1><p>Receipt 7</p>"
                        + "<table><tr><td>Date</td><td>2026-02-20</td></tr><tr><td>Total</td><td>23.50 USD</td></tr></table>"
                        + "</body></html> | Web Shop",
                "table.csv | Date,Vendor,Amount,Currency\\n2026-02-20,\"Table, Shop\",23.50,USD\\n | Table, Shop",
                "tabelle.csv | Datum;Händler;Betrag;Währung\\n20.02.2026;Tisch Laden;23,50;USD\\n | Tisch Laden",
                "lines.csv | Line Shop\\nReceipt 9\\nDate;2026-02-20\\nTotal;23.50 USD\\n | Line Shop",
            })
    void aPageAndATableAreReadAsReceipts(String name, String text, String vendor) throws IOException {
        drop(name, text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));

        isAskedAbout(vendor, name);
    }

    private static void isAskedAbout(String vendor, String file) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(params(vendor))
                .as("%s; Inbox: %s", vendor, assistant.files("Inbox"))
                .singleElement()
                .satisfies(params -> assertThat(params)
                        .containsEntry("vendor", vendor)
                        .containsEntry("currency", "USD")
                        .containsEntry("date", "2026-02-20")
                        .hasEntrySatisfying("amount", amount -> assertThat(String.valueOf(amount))
                                .startsWith("23.5"))
                        .hasEntrySatisfying("receipt", receipt -> assertThat(String.valueOf(receipt))
                                .endsWith(file))));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(steps(vendor)).startsWith("ask_owner awaiting_approval"));
    }

    private static List<Map<String, Object>> params(String vendor) {
        return assistant
                .bean(Store.class)
                .read(tx -> tx.query(
                        "SELECT params FROM actions WHERE type = 'odoo_log_transaction' AND params LIKE ?",
                        row -> Json.readObject(row.string("params")),
                        "%" + vendor + "%"));
    }

    /** Two mails of one name: what is attached to each is kept by itself. */
    @Test
    void theAttachmentsOfAMailThatIsDroppedAreRead() throws IOException {
        for (String vendor : List.of("Mail Shop", "Other Shop")) {
            byte[] pdf = pdf(vendor, "Receipt 8", "Date: 2026-02-20", "Total 23.50 USD");
            String mail = "From: shop@nowhere.example\r\nSubject: Your receipt\r\n"
                    + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThank you.\r\n"
                    + "--b\r\nContent-Type: application/pdf; name=receipt.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                    + Base64.getMimeEncoder().encodeToString(pdf) + "\r\n--b--\r\n";
            drop("mail.eml", mail.getBytes(StandardCharsets.UTF_8));
            isAskedAbout(vendor, "receipt.pdf");
        }
        assertThat(params("Mail Shop").get(0).get("receipt"))
                .isNotEqualTo(params("Other Shop").get(0).get("receipt"));
    }

    /** A text in an office's format is not read: it is kept for a person, who is told so. */
    @Test
    void anOfficeDocumentIsKeptForAPerson() throws IOException {
        drop("letter.docx", new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, (byte) 0xFF});

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(assistant.files("Inbox"))
                .contains("letter.docx")
                .filteredOn(each -> each.endsWith("letter-docx.md"))
                .singleElement()
                .satisfies(note -> assertThat(Files.readString(
                                assistant.vault().resolve("Inbox").resolve(note)))
                        .contains("Save letter.docx as a PDF")));
    }

    @Test
    void theInvoiceIsSentWhenTheHandbookSaysSo() throws Exception {
        Path handbook = assistant.vault().resolve("Company_Handbook.md");
        Files.writeString(
                handbook,
                Files.readString(handbook).replace("options: {send_invoices: no}", "options: {send_invoices: yes}"));
        HttpRequest partner = HttpRequest.newBuilder(
                        URI.create(assistant.address() + "/sandbox/odoo/json/2/res.partner/create"))
                .header("Content-Type", "application/json")
                .header("Authorization", "bearer " + OdooSettings.SANDBOX_KEY)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(Map.of(
                        "vals_list", List.of(Map.of("name", "Sendable Client", "email", "sendable@client.example"))))))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(partner, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assistant.drop("done.txt", "Completed project for Sendable Client, $150");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(steps("Sendable Client"))
                .contains("odoo_create_invoice done", "odoo_send_invoice awaiting_approval"));
        approveSending();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(steps("Sendable Client")).contains("odoo_send_invoice done"));
        Map<?, ?> odoo =
                (Map<?, ?>) Json.readObject(assistant.text("/sandbox/state")).get("odoo");
        assertThat(Json.write(odoo.get("ir.attachment"))).contains(".pdf");
    }

    private static void approveSending() {
        for (Object each : (List<?>) ((Map<?, ?>) assistant.get("/api/approvals?status=pending")).get("items")) {
            Map<?, ?> request = (Map<?, ?>) each;
            if ("odoo_send_invoice".equals(request.get("skill")) || "odoo_send_invoice".equals(request.get("action"))) {
                assertThat(assistant
                                .post("/api/approvals/" + request.get("approval_id"), Map.of("decision", "approve"))
                                .statusCode())
                        .isEqualTo(200);
            }
        }
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
