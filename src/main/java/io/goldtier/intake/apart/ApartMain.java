package io.goldtier.intake.apart;

import io.goldtier.intake.document.PdfText;
import io.goldtier.intake.message.Excerpt;
import io.goldtier.intake.message.HtmlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process that {@link Apart} starts: it reads a document from its input and writes what it read into a file. */
public final class ApartMain {

    /** How a document is read. */
    public enum Kind {
        /** A PDF; what more there is to know is where to draw the page of one without words, or nothing. */
        PDF {
            @Override
            Excerpt read(byte[] document, String more) throws IOException {
                return PdfText.of(document, more.isEmpty() ? null : Path.of(more));
            }
        },
        /** A page; what more there is to know is its character set, or nothing. */
        HTML {
            @Override
            Excerpt read(byte[] document, String more) {
                return Excerpt.whole(HtmlText.parse(document, more.isEmpty() ? null : more));
            }
        };

        abstract Excerpt read(byte[] document, String more) throws IOException;
    }

    static final int UNREADABLE = 2;
    static final int TOO_LONG = 4;
    private static final int OUT_OF_MEMORY = 3;
    private static final int KILLED = 137;

    private ApartMain() {}

    /** True for an exit that no other try would change. */
    static boolean isTooMuch(int code) {
        return code == TOO_LONG || code == OUT_OF_MEMORY || code == KILLED;
    }

    /** Reads a document: its kind, the file for its words, and what more there is to know. */
    public static void main(String[] arguments) {
        endInTime();
        Runtime.getRuntime().halt(read(arguments));
    }

    private static int read(String[] arguments) {
        try {
            Excerpt words = Kind.valueOf(arguments[0]).read(System.in.readAllBytes(), arguments[2]);
            Files.writeString(Path.of(arguments[1]), text(words));
            return 0;
        } catch (OutOfMemoryError e) {
            return OUT_OF_MEMORY;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return UNREADABLE;
        }
    }

    /** As it is written: how much was read in the first line, the words under it. */
    private static String text(Excerpt words) {
        return (words.only() == null ? "" : words.only()) + "\n" + words.text();
    }

    /** What was written. */
    static Excerpt excerpt(String written) {
        int end = written.indexOf('\n');
        return new Excerpt(written.substring(end + 1), end == 0 ? null : written.substring(0, end));
    }

    /** Nobody stops it if the assistant was killed. */
    private static void endInTime() {
        Thread end = new Thread(
                () -> {
                    try {
                        Thread.sleep(Apart.MOST_TIME.toMillis());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(TOO_LONG);
                },
                "end-in-time");
        end.setDaemon(true);
        end.start();
    }
}
