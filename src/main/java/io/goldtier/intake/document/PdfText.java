package io.goldtier.intake.document;

import io.goldtier.intake.message.Excerpt;
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
     * Its words, of the first pages; of one that is drawn, of the first page.
     *
     * @param picture where the first page of a PDF that is a picture is drawn; null not to draw it
     */
    public static Excerpt of(byte[] pdf, Path picture) throws IOException {
        var memory = MemoryUsageSetting.setupMixed(MEMORY, SCRATCH).streamCache;
        try (PDDocument document = Loader.loadPDF(pdf, "", null, null, memory)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            stripper.setEndPage(MOST_PAGES);
            String text = stripper.getText(document).strip();
            boolean drawn = text.length() < FEWEST_WORDS
                    && document.getNumberOfPages() > 0
                    && picture != null
                    && draw(document, picture);
            return new Excerpt(text, only(drawn ? 1 : MOST_PAGES, document.getNumberOfPages()))
                    .atMost(DocumentText.LONGEST);
        }
    }

    private static String only(int read, int pages) {
        return pages <= read ? null : Excerpt.first(read, pages, "pages");
    }

    private static boolean draw(PDDocument document, Path picture) throws IOException {
        var box = document.getPage(0).getMediaBox();
        return box.getWidth() <= MOST_POINTS
                && box.getHeight() <= MOST_POINTS
                && ImageIO.write(new PDFRenderer(document).renderImageWithDPI(0, DPI), "png", picture.toFile());
    }
}
