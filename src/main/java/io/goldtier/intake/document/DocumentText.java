package io.goldtier.intake.document;

import io.goldtier.intake.mail.Mail;
import io.goldtier.intake.message.HtmlText;
import io.goldtier.intake.message.Refusal;
import io.goldtier.intake.message.TextFile;
import io.goldtier.json.Cut;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words of a document: of a PDF by PDFBox; of a picture, or of a PDF that is one, by tesseract where that is installed; of
 * a page by jsoup; of a table and a text as they stand; of a mail its words. Nothing in a document is run or followed, and pages, pixels, text and time are bounded.
 */
public final class DocumentText {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentText.class);
    private static final String PICTURE = ".*\\.(png|jpe?g|tiff?|webp|gif|bmp)";
    private static final String OFFICE = ".*\\.(docx?|docm|xlsx?|xlsm|pptx?|rtf|odt|ods|odp|pages|numbers)";
    private static final int MOST_PAGES = 20;
    private static final int LONGEST = 200_000;
    private static final long MOST_BYTES = 10L * 1024 * 1024;
    private static final long MEMORY = 32L * 1024 * 1024;
    private static final long SCRATCH = 256L * 1024 * 1024;
    private static final int SECONDS = 60;
    private static final float DPI = 200;
    private static final double MOST_POINTS = 3_000;
    private static final int FEWEST_WORDS = 20;

    private DocumentText() {}

    /** The words of a file by its name's ending; empty when it is no document or its words cannot be had. */
    public static Optional<String> of(Path file, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".pdf")) {
            return pdf(file);
        }
        if (lower.matches(PICTURE)) {
            return recognised(file);
        }
        return lower.matches(".*\\.(html?|csv|txt|eml)") ? written(file, lower) : Optional.empty();
    }

    /** What can be done about a document whose words cannot be had; empty where nothing is known. */
    public static Optional<String> remedy(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.matches(OFFICE)) {
            return Optional.of("Office documents are not read. Save " + name + " as a PDF, and drop that.");
        }
        return lower.matches(PICTURE + "|.*\\.pdf") && !Tesseract.isThere()
                ? Optional.of("Pictures and scanned PDFs are read when tesseract is installed: ./goldtier setup ocr")
                : Optional.empty();
    }

    private static Optional<String> written(Path file, String name) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(file);
            Optional<String> text = name.endsWith(".eml")
                    ? Optional.of(Mail.of(bytes, file).text())
                    : name.matches(".*html?")
                            ? Optional.of(HtmlText.of(bytes, null))
                            : TextFile.read(bytes).map(read -> name.endsWith(".csv") ? TableText.of(read) : read);
            return text.filter(found -> !found.isBlank()).map(found -> Cut.to(LONGEST, found));
        } catch (IOException | Refusal e) {
            LOG.info("The text of {} cannot be read: {}", file.getFileName(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<String> pdf(Path file) {
        var memory = MemoryUsageSetting.setupMixed(MEMORY, SCRATCH).streamCache;
        try (PDDocument document = Loader.loadPDF(file.toFile(), "", null, null, memory)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            stripper.setEndPage(MOST_PAGES);
            String text = stripper.getText(document).strip();
            if (text.length() < FEWEST_WORDS && document.getNumberOfPages() > 0) {
                return scanned(document).or(() -> Optional.of(text)).filter(found -> !found.isBlank());
            }
            return Optional.of(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            LOG.info("The text of {} cannot be read: {}", file.getFileName(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<String> scanned(PDDocument document) throws IOException {
        if (!Tesseract.isThere()) {
            return Optional.empty();
        }
        var box = document.getPage(0).getMediaBox();
        if (box.getWidth() > MOST_POINTS || box.getHeight() > MOST_POINTS) {
            return Optional.empty();
        }
        Path picture = Files.createTempFile("goldtier-page", ".png");
        try {
            var image = new PDFRenderer(document).renderImageWithDPI(0, DPI);
            ImageIO.write(image, "png", picture.toFile());
            return recognised(picture);
        } finally {
            Files.deleteIfExists(picture);
        }
    }

    private static Optional<String> recognised(Path picture) {
        return Tesseract.isThere() ? Tesseract.read(picture) : Optional.empty();
    }

    /** The program that reads pictures, where it is installed. */
    private static final class Tesseract {

        private static final boolean THERE =
                run(List.of("tesseract", "--version")).isPresent();
        private static final String LANGUAGES = run(List.of("tesseract", "--list-langs"))
                        .filter(list -> list.lines().anyMatch("deu"::equals))
                        .isPresent()
                ? "eng+deu"
                : "eng";

        static boolean isThere() {
            return THERE;
        }

        static Optional<String> read(Path picture) {
            return run(List.of(
                            "tesseract", picture.toAbsolutePath().toString(), "stdout", "-l", LANGUAGES, "--psm", "6"))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty());
        }

        private static Optional<String> run(List<String> command) {
            Path out = null;
            try {
                out = Files.createTempFile("goldtier-ocr", ".txt");
                Process process = new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return Optional.empty();
                }
                byte[] text = Files.readAllBytes(out);
                return process.exitValue() == 0
                        ? Optional.of(new String(text, 0, Math.min(text.length, LONGEST), StandardCharsets.UTF_8))
                        : Optional.empty();
            } catch (IOException e) {
                LOG.debug("{} cannot be run: {}", command.get(0), e.getMessage());
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } finally {
                delete(out);
            }
        }

        private static File nothing() {
            return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
        }

        private static void delete(Path file) {
            try {
                if (file != null) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                LOG.debug("{} cannot be deleted", file, e);
            }
        }
    }
}
