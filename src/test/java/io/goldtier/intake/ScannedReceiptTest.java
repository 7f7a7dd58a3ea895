package io.goldtier.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.intake.document.DocumentText;
import io.goldtier.json.Json;
import io.goldtier.store.Store;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts that are pictures, read by the tesseract of this machine, which {@code ./goldtier setup ocr} installs. */
@Tag("long")
class ScannedReceiptTest {

    private static final String[] ENGLISH = {
        "Corner Stationery", "Receipt 4712", "Date: 2026-02-20", "Paper 19.75 USD", "Tax 3.75", "Total 23.50 USD"
    };
    private static final String[] GERMAN = {
        "Bäckerei Süßmann",
        "Rechnung Nr. 12",
        "20. Februar 2026",
        "Zwischensumme 10,00 EUR",
        "MwSt 7 % 0,70 EUR",
        "Gesamtbetrag: 10,70 EUR"
    };

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

    private static BufferedImage picture(String... lines) throws IOException {
        try (PDDocument document = Loader.loadPDF(ReceiptTest.pdf(lines))) {
            return new PDFRenderer(document).renderImageWithDPI(0, 150, ImageType.RGB);
        }
    }

    /** A PDF with a picture in it and no words, as scanners make them. */
    private static byte[] scan(String... lines) throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(
                        LosslessFactory.createFromImage(document, picture(lines)),
                        0,
                        0,
                        page.getMediaBox().getWidth(),
                        page.getMediaBox().getHeight());
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

    private static Map<String, String> awaitWork(String vendor) {
        String sql =
                "SELECT a.params, a.state FROM actions a WHERE a.type = 'odoo_log_transaction' AND a.params LIKE ?";
        Map<String, String> found = new LinkedHashMap<>();
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            List<Map<String, String>> rows = assistant
                    .bean(Store.class)
                    .read(tx -> tx.query(
                            sql,
                            row -> Map.of("params", row.string("params"), "state", row.string("state")),
                            "%" + vendor + "%"));
            assertThat(rows).as(vendor + "; Inbox: " + assistant.files("Inbox")).hasSize(1);
            found.putAll(rows.get(0));
        });
        return found;
    }

    @Test
    void aScannedPdfIsReadAndGoesIntoTheBooksWithTheScan() throws IOException {
        drop("scan.pdf", scan(ENGLISH));

        Map<String, Object> params =
                Json.readObject(awaitWork("Corner Stationery").get("params"));
        assertThat(params)
                .containsEntry("vendor", "Corner Stationery")
                .containsEntry("currency", "USD")
                .containsEntry("date", "2026-02-20");
        assertThat(String.valueOf(params.get("amount"))).startsWith("23.5");
        approve("Corner Stationery");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(awaitWork("Corner Stationery").get("state")).isEqualTo("done"));
        Map<?, ?> odoo =
                (Map<?, ?>) Json.readObject(assistant.text("/sandbox/state")).get("odoo");
        assertThat(Json.write(odoo.get("ir.attachment"))).contains("scan.pdf");
    }

    private static void approve(String words) {
        for (Object each : (List<?>) ((Map<?, ?>) assistant.get("/api/approvals?status=pending")).get("items")) {
            Map<?, ?> request = (Map<?, ?>) each;
            if (Json.write(request).contains(words)) {
                Map<String, Object> params = new LinkedHashMap<>(Json.readObject(Json.write(request.get("params"))));
                params.put("answer", ((List<?>) params.get("choices")).get(0));
                assertThat(assistant
                                .post(
                                        "/api/approvals/" + request.get("approval_id"),
                                        Map.of("decision", "approve", "params", params))
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aPictureInGermanIsRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture(GERMAN), "png", bytes);
        drop("beleg.png", bytes.toByteArray());

        Map<String, Object> params = Json.readObject(awaitWork("Süßmann").get("params"));
        assertThat(params)
                .containsEntry("vendor", "Bäckerei Süßmann")
                .containsEntry("currency", "EUR")
                .containsEntry("date", "2026-02-20");
        assertThat(String.valueOf(params.get("amount"))).startsWith("10.7");
    }

    @Test
    void aPictureOfNothingIsKeptForAPerson() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(600, 800, BufferedImage.TYPE_INT_RGB), "png", bytes);
        drop("nothing.png", bytes.toByteArray());

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(assistant.files("Inbox")).contains("nothing.png"));
    }

    @Test
    void thePictureOfAPhoneIsReadWithinItsTime() throws IOException {
        File photo = File.createTempFile("photo", ".jpg", home.toFile());
        BufferedImage page = picture(ENGLISH);
        BufferedImage large = new BufferedImage(3000, 4000, BufferedImage.TYPE_INT_RGB);
        large.createGraphics().drawImage(page, 0, 0, 3000, 4000, null);
        ImageIO.write(large, "jpg", photo);

        long begun = System.nanoTime();
        assertThat(DocumentText.of(photo.toPath(), photo.getName()))
                .hasValueSatisfying(read -> assertThat(read.text()).contains("Total 23.50"));
        System.out.printf(
                "A photo of 12 megapixels: read in %d ms%n",
                Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }
}
