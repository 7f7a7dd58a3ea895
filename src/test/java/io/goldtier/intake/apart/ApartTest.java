package io.goldtier.intake.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.intake.document.DocumentText;
import io.goldtier.intake.message.HtmlText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a few bytes make of themselves harms nobody but the process that reads them. */
class ApartTest {

    @TempDir
    Path home;

    /** A PDF of one page, whose content is a beginning, something said often, and an end. */
    private static byte[] pdf(String beginning, String often, int times, String end) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated =
                new DeflaterOutputStream(content, new Deflater(Deflater.BEST_COMPRESSION))) {
            byte[] many = often.repeat(1000).getBytes(StandardCharsets.US_ASCII);
            deflated.write(beginning.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < times / 1000; i++) {
                deflated.write(many);
            }
            deflated.write(end.getBytes(StandardCharsets.US_ASCII));
        }
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.write(
                ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                                + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1"
                                + " 5 0 R>>>>>>endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
                                + "4 0 obj<</Filter/FlateDecode/Length " + content.size() + ">>stream\n")
                        .getBytes(StandardCharsets.US_ASCII));
        content.writeTo(pdf);
        pdf.write("\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));
        return pdf.toByteArray();
    }

    private static byte[] manyStrings() throws IOException {
        return pdf("BT /F1 12 Tf [", "(a)", 33_000_000, "] TJ ET\n");
    }

    @Test
    void aPdfThatTakesGigabytesIsPutBeforeAPersonAndTheOthersGoOn() throws IOException {
        byte[] pdf = manyStrings();
        assertThat(pdf).hasSizeLessThan(200_000);
        try (Assistant assistant = Assistant.in(home).start()) {
            assistant.drop("strings.pdf", pdf);
            assistant.drop("order.txt", "Completed project for Client ABC, $900");
            await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
                assertThat(assistant.files("Inbox")).contains("strings.pdf");
                assertThat(assistant.files("Done")).contains("order.txt");
            });
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(assistant.files("Inbox"))
                    .anyMatch(name -> name.contains("too-much-to-read-strings-pdf")));
            String alert = assistant.files("Inbox").stream()
                    .filter(name -> name.contains("too-much-to-read"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(assistant.vault().resolve("Inbox").resolve(alert)))
                    .contains("It takes too much memory to read strings.pdf, so it was not read.")
                    .contains("save it anew");
        }
    }

    @Test
    @Tag("long")
    void aPdfThatTakesMinutesIsGivenUp() throws IOException {
        Path file = Files.write(home.resolve("steps.pdf"), pdf("", "BT /F1 12 Tf 1 1 Td (a) Tj ET\n", 10_000_000, ""));

        assertThatThrownBy(() -> DocumentText.of(file, "steps.pdf"))
                .isInstanceOf(Apart.TooMuch.class)
                .hasMessageMatching("It takes too (long|much memory) to read steps.pdf, so it was not read.");
    }

    @Test
    void wordsComeBackAsTheyAre() throws IOException {
        Path file = Files.write(
                home.resolve("Quittung für Müller.pdf"),
                pdf("BT /F1 12 Tf 72 700 Td (Total 23.50 \200 for M\\374ller and more words) Tj ET\n", "", 0, ""));

        assertThat(DocumentText.of(file, "Quittung für Müller.pdf"))
                .hasValueSatisfying(words ->
                        assertThat(words.text()).startsWith("Total 23.50").endsWith("more words"));
    }

    @Test
    void whatIsNoPdfHasNoWords() throws IOException {
        Path file = Files.writeString(home.resolve("no.pdf"), "no PDF at all");

        assertThat(DocumentText.of(file, "no.pdf")).isEmpty();
    }

    @Test
    void aLargePageIsReadLikeASmallOne() {
        byte[] page = ("<table>" + "<tr><td>Größe</td><td>1</td></tr>".repeat(5_000) + "</table>")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(HtmlText.of(page, "UTF-8", "page.html").text())
                .isEqualTo(HtmlText.parse(page, "UTF-8"))
                .startsWith("Größe 1\nGröße 1");
    }
}
