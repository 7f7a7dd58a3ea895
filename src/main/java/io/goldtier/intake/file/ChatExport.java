package io.goldtier.intake.file;

import io.goldtier.intake.message.Excerpt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A chat that was exported as a ZIP, as WhatsApp does it with {@code _chat.txt} or {@code WhatsApp Chat with ….txt} in it. Only
 * that text is unpacked, and no more of it than is read; what the entries are called leads nowhere.
 */
final class ChatExport {

    private static final int MOST_ENTRIES = 1_000;
    private static final int LONGEST = 1024 * 1024;
    private static final long MOST_PASSED = 64L * 1024 * 1024;

    private ChatExport() {}

    /** The chat's text; empty when there is none in it. */
    static Optional<Excerpt> of(byte[] zip) {
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            long passed = 0;
            ZipEntry entry = entries.getNextEntry();
            for (int i = 0; entry != null && i < MOST_ENTRIES; i++) {
                if (entry.getName().matches("(?i)(.*/)?(_chat|whatsapp[ -]?chat.{0,200})\\.txt")) {
                    return Optional.of(chat(entries));
                }
                passed += entries.skip(MOST_PASSED - passed);
                if (passed >= MOST_PASSED) {
                    return Optional.empty();
                }
                entry = entries.getNextEntry();
            }
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Excerpt chat(ZipInputStream entries) throws IOException {
        String text = new String(entries.readNBytes(LONGEST), StandardCharsets.UTF_8);
        // How much more there is, only unpacking it would tell
        return entries.read() < 0 ? Excerpt.whole(text) : new Excerpt(text, "the first 1 MiB of its bytes");
    }
}
