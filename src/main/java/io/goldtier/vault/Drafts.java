package io.goldtier.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Texts on their way into the vault: each is written beside its place, and moved there when it is whole. */
final class Drafts {

    private static final String PREFIX = ".goldtier-";

    private final AtomicLong temporary = new AtomicLong(System.nanoTime());

    /**
     * Writes a draft.
     *
     * @param durable whether to wait until it is on the disk
     * @return where it is
     */
    Path write(Path folder, String text, boolean durable) {
        Path draft = folder.resolve(PREFIX + Long.toHexString(temporary.incrementAndGet()) + ".tmp");
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (durable) {
                channel.force(true);
            }
            return draft;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes away what was left behind before that time. */
    static void sweep(Path folder, Instant old) throws IOException {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, PREFIX + "*.tmp")) {
            for (Path draft : drafts) {
                if (Files.getLastModifiedTime(draft, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(old)) {
                    Files.deleteIfExists(draft);
                }
            }
        }
    }
}
