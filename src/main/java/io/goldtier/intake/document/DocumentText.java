package io.goldtier.intake.document;

import io.goldtier.intake.apart.Apart;
import io.goldtier.intake.apart.ApartMain;
import io.goldtier.intake.mail.Mail;
import io.goldtier.intake.message.Excerpt;
import io.goldtier.intake.message.HtmlText;
import io.goldtier.intake.message.Refusal;
import io.goldtier.intake.message.TextFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
    static final int LONGEST = 200_000;
    private static final long MOST_BYTES = 10L * 1024 * 1024;
    private static final int SECONDS = 60;

    private DocumentText() {}

    /**
     * The words of a file by its name's ending, as far as they are read; empty when it is no document or its words cannot be
     * had.
     *
     * @throws Refusal if it takes too long or too much memory to read it
     */
    public static Optional<Excerpt> of(Path file, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".pdf")) {
            return pdf(file, name);
        }
        if (lower.matches(PICTURE)) {
            return recognised(file);
        }
        return lower.matches(".*\\.(html?|csv|txt|eml)") ? written(file, lower, name) : Optional.empty();
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

    private static Optional<Excerpt> written(Path file, String name, String shown) {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                return Optional.of(new Excerpt("", Excerpt.first(0, size, "bytes")));
            }
            byte[] bytes = Files.readAllBytes(file);
            if (name.matches(".*html?")) {
                return kept(Optional.of(HtmlText.of(bytes, null, shown)));
            }
            Optional<Excerpt> text = name.endsWith(".eml")
                    ? mail(bytes, file)
                    : TextFile.read(bytes)
                            .map(read -> name.endsWith(".csv") ? TableText.of(read) : Excerpt.whole(read));
            return kept(text);
        } catch (IOException e) {
            LOG.info("The text of {} cannot be read: {}", file.getFileName(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Excerpt> kept(Optional<Excerpt> text) {
        return text.filter(DocumentText::isSomething).map(found -> found.atMost(LONGEST));
    }

    /** Nothing that was found in a part is not nothing. */
    private static boolean isSomething(Excerpt found) {
        return !found.text().isBlank() || found.only() != null;
    }

    private static Optional<Excerpt> mail(byte[] bytes, Path file) {
        try {
            return Optional.of(Mail.of(bytes, file).text());
        } catch (Apart.TooMuch e) {
            throw e;
        } catch (Refusal e) {
            LOG.info("The text of {} cannot be read: {}", file.getFileName(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Excerpt> pdf(Path file, String name) {
        if (!Tesseract.isThere()) {
            return Apart.read(ApartMain.Kind.PDF, file, name, "").filter(DocumentText::isSomething);
        }
        Path picture = null;
        try {
            picture = Files.createTempFile("goldtier-page", ".png");
            Optional<Excerpt> text = Apart.read(ApartMain.Kind.PDF, file, name, picture.toString());
            // It was drawn because it has no words worth the name
            Optional<Excerpt> drawn = text.isPresent() && Files.size(picture) > 0
                    ? recognised(picture).map(found -> text.get().with(few -> found.text()))
                    : Optional.empty();
            return drawn.or(() -> text.filter(DocumentText::isSomething));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(picture);
        }
    }

    private static Optional<Excerpt> recognised(Path picture) {
        return Tesseract.isThere()
                ? Tesseract.read(picture).map(found -> Excerpt.first(LONGEST, found))
                : Optional.empty();
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
                        ? Optional.of(new String(text, StandardCharsets.UTF_8))
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
    }
}
