package io.goldtier.intake.document;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

/** The words of a PDF, by PDFBox. It takes what time and memory the PDF makes it take, so it is called in a process of its own. */
public final class PdfText {

    private static final int MOST_PAGES = 20;
    private static final long MEMORY = 32L * 1024 * 1024;
    private static final long SCRATCH = 256L * 1024 * 1024;
    private static final float DPI = 200;
    private static final double MOST_POINTS = 3_000;
    private static final int FEWEST_WORDS = 20;

    private PdfText() {}

    /**
     * Its words, of the first pages.
     *
     * @param picture where the first page of a PDF that is a picture is drawn; null not to draw it
     */
    public static String of(byte[] pdf, Path picture) throws IOException {
        var memory = MemoryUsageSetting.setupMixed(MEMORY, SCRATCH).streamCache;
        try (PDDocument document = Loader.loadPDF(pdf, "", null, null, memory)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            stripper.setEndPage(MOST_PAGES);
            String text = stripper.getText(document).strip();
            if (text.length() < FEWEST_WORDS && document.getNumberOfPages() > 0 && picture != null) {
                draw(document, picture);
            }
            return text.length() > DocumentText.LONGEST ? text.substring(0, DocumentText.LONGEST) : text;
        }
    }

    private static void draw(PDDocument document, Path picture) throws IOException {
        var box = document.getPage(0).getMediaBox();
        if (box.getWidth() <= MOST_POINTS && box.getHeight() <= MOST_POINTS) {
            ImageIO.write(new PDFRenderer(document).renderImageWithDPI(0, DPI), "png", picture.toFile());
        }
    }
}
